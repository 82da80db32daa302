package report

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/audit"
)

// ReadSummary reads the summary.json of the report in dir. Its error names the
// file, or says that dir is no report.
func ReadSummary(dir string) (*audit.Summary, error) {
	name := filepath.Join(dir, summaryName)
	f, err := openFile(dir, summaryName)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := ReadManifest(dir); err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("%s is not there: audit again into the same folder", name)
	} else if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	var s audit.Summary
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("%s is damaged, or of another version (%w): audit again into the same folder", name, err)
	}
	return &s, nil
}

// A Side is one of the two reports, or periods of a report, that are compared.
type Side struct {
	Name     string         `json:"name"`
	Window   audit.Window   `json:"window"`
	Version  string         `json:"version"`  // of the tool
	Codebook string         `json:"codebook"` // its version
	Summary  *audit.Summary `json:"-"`
	Manifest *Manifest      `json:"-"`
	dir      string
	edited   string // what was changed in it since, see Edited
}

// ReadSide reads the report in dir.
func ReadSide(dir string) (*Side, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	s, err := ReadSummary(dir)
	if err != nil {
		return nil, err
	}
	side := newSide(dir, s, m)
	side.dir = dir
	side.edited, err = Edited(dir)
	return side, err
}

// In returns the side that is one period of this report's trend.
func (s *Side) In(period string) (*Side, error) {
	summary, err := s.Summary.In(period)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Name, err)
	}
	side := newSide(s.Name+" "+period, summary, s.Manifest)
	side.dir, side.edited = s.dir, s.edited
	return side, nil
}

func newSide(name string, s *audit.Summary, m *Manifest) *Side {
	return &Side{Name: name, Window: s.Window, Version: m.Version, Codebook: m.Codebook, Summary: s, Manifest: m}
}

// A Comparison is what changed between two reports. Every Change is the later
// rate less the earlier one.
type Comparison struct {
	Before *Side `json:"before"`
	After  *Side `json:"after"`
	// Cautions say why the two are not, or not well, comparable.
	Cautions   []string       `json:"cautions"`
	Changes    []audit.Change `json:"changes"`
	OnlyBefore []string       `json:"only_before"` // brands
	OnlyAfter  []string       `json:"only_after"`
}

// Compare compares two reports.
func Compare(before, after *Side) *Comparison {
	c := &Comparison{Before: before, After: after, Cautions: cautions(before, after)}
	c.Changes, c.OnlyBefore, c.OnlyAfter = audit.Changes(before.Summary, after.Summary)
	return c
}

// ownSettings are the settings in which two comparable reports may differ.
var ownSettings = []string{"since", "until", "format", "mapping", "brands", "trend"}

// cautions says what else than the brands' ways may make the reports differ.
func cautions(a, b *Side) []string {
	list := []string{}
	caution := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	ma, mb := a.Manifest, b.Manifest
	for i, side := range []*Side{a, b} {
		if i > 0 && ma == mb {
			break // two periods of one report
		}
		if side.edited != "" {
			caution("%s", side.edited)
		}
		if missing := unreadOf(side.Manifest); missing != "" {
			caution("Posts are missing from %s, or may be (%s): mend that, and audit again.", side.Name, missing)
		}
	}
	if ma.Codebook != mb.Codebook {
		caution("Not comparable: the cases were labelled by different codebooks (%s and %s). Audit one of them again.", ma.Codebook, mb.Codebook)
	}
	if ma.Version != mb.Version {
		caution("They were made by different versions of %s (%s and %s), which may find other cases.", Tool, ma.Version, mb.Version)
	}
	const unset = "(not set)"
	either := map[string]string{}
	maps.Copy(either, ma.Settings)
	maps.Copy(either, mb.Settings)
	for _, name := range slices.Sorted(maps.Keys(either)) {
		va, vb := ma.Settings[name], mb.Settings[name]
		if va == vb || slices.Contains(ownSettings, name) {
			continue
		}
		caution("Not comparable: they were made with different settings, --%s %s and %s.", name, cmp.Or(va, unset), cmp.Or(vb, unset))
	}
	if other := otherAccounts(ma, mb); len(other) > 0 {
		caution("Not comparable: %s has other accounts in the brands file of one (%s) than of the other (%s).",
			firstNames(other), cmp.Or(ma.Settings["brands"], unset), cmp.Or(mb.Settings["brands"], unset))
	}
	for _, side := range []*Side{a, b} {
		if silent := withoutReply(side.Summary); len(silent) > 0 {
			caution("The archive of %s holds no reply to any request of %s: they may not have been collected, and what looks ignored may have been answered.", side.Name, firstNames(silent))
		}
	}
	if shared := sharedCases(a, b); shared != "" {
		list = append(list, shared)
	}
	return list
}

// unreadOf says what a report was made without although it was given, "" if
// nothing.
func unreadOf(m *Manifest) string {
	var cut, passed []string
	for _, in := range m.Inputs {
		if in.Cut != "" {
			cut = append(cut, in.Name)
		}
	}
	for _, not := range m.NotRead {
		passed = append(passed, not.Name)
	}
	var said []string
	if len(cut) > 0 {
		said = append(said, "not read to the end: "+firstNames(cut))
	}
	if len(passed) > 0 {
		said = append(said, "not read: "+firstNames(passed))
	}
	return strings.Join(said, "; ")
}

// firstNames lists names, the first of them if there are many.
func firstNames(names []string) string {
	const most = 4
	if more := len(names) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), more)
	}
	return strings.Join(names, ", ")
}

// otherAccounts lists the brands in the files of both to which they give other
// accounts.
func otherAccounts(a, b *Manifest) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(a.Accounts)) {
		if accounts, both := b.Accounts[name]; both && !slices.Equal(a.Accounts[name], accounts) {
			names = append(names, name)
		}
	}
	return names
}

// withoutReply lists the brands none of whose requests has a reply, though the rates
// over all of them are not withheld: in one period of a trend, that is.
func withoutReply(s *audit.Summary) []string {
	var names []string
	for i := range s.Brands {
		if b := &s.Brands[i]; b.Answered == 0 && b.Outcomes.Ignored.OfRequests.Rate != nil {
			names = append(names, b.Name)
		}
	}
	return names
}

// Text writes the comparison for people: the cautions, what changed by more
// than chance explains, and the rest in a table.
func (c *Comparison) Text(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "From %s (%s)\nto   %s (%s)\n", c.Before.Name, span(&c.Before.Summary.Window), c.After.Name, span(&c.After.Summary.Window))
	for _, caution := range c.Cautions {
		fmt.Fprintf(out, "\n! %s\n", caution)
	}
	for _, one := range []struct {
		where  string
		brands []string
	}{{c.Before.Name, c.OnlyBefore}, {c.After.Name, c.OnlyAfter}} {
		if len(one.brands) > 0 {
			fmt.Fprintf(out, "\nOnly in %s: %s.\n", one.where, strings.Join(one.brands, ", "))
		}
	}
	fmt.Fprintln(out)
	if len(c.Changes) == 0 {
		fmt.Fprintln(out, "The two have no brand in common.")
		return out.Flush()
	}
	rows := [][]string{{"brand", "outcome", "of", "before", "after", "change in points [95 %]", "p (Holm)", ""}}
	unknown := c.unknown()
	var brands []string
	for i := range c.Changes {
		brands = append(brands, c.Changes[i].Brand)
	}
	short := shortNames(brands, longestName)
	for i := range c.Changes {
		if change := &c.Changes[i]; !slices.Contains(unknown[change.Of], change.Brand) {
			rows = append(rows, changeRow(short[change.Brand], change))
		}
	}
	if len(rows) > 1 {
		WriteAligned(out, rows, 1)
		fmt.Fprintln(out)
	}
	for _, of := range audit.Denominators {
		if brands := unknown[of]; len(brands) > 0 {
			fmt.Fprintf(out, "Over %s there is nothing to compare of %s: %s; the workbook of --out says why.\n",
				ShareOf(of), audit.Counted(len(brands), "brand"), firstNames(brands))
		}
	}
	fmt.Fprintln(out, c.verdict())
	return out.Flush()
}

// unknown lists the brands of which no change is known, by denominator.
func (c *Comparison) unknown() map[string][]string {
	brands := map[string][]string{}
	for outcomes := range slices.Chunk(c.Changes, len(audit.OutcomeNames)) {
		if !slices.ContainsFunc(outcomes, func(c audit.Change) bool { return c.Change != nil }) {
			of := outcomes[0].Of
			brands[of] = append(brands[of], outcomes[0].Brand)
		}
	}
	return brands
}

func changeRow(brand string, c *audit.Change) []string {
	row := []string{brand, c.Outcome, ShareOf(c.Of), rateShort(&c.Before), rateShort(&c.After)}
	d := c.Change
	if d == nil {
		return append(row, "not known", "", "")
	}
	row = append(row, fmt.Sprintf("%+.1f [%+.1f to %+.1f]", 100*d.Difference, 100*d.Low, 100*d.High), probability(d.PHolm))
	if d.Differs {
		return append(row, "more than chance")
	}
	return append(row, "")
}

// rateShort says a rate with its n: "36.4 % of 110".
func rateShort(r *audit.Rate) string {
	switch {
	case r.Rate != nil:
		return fmt.Sprintf("%s %% of %s", percent(*r.Rate), audit.Thousands(r.Of))
	case withheld(r) != "":
		return wordWithheld
	}
	return nothing
}

// probability writes a p-value.
func probability(p float64) string {
	if p < 0.001 {
		return "< 0.001"
	}
	return fmt.Sprintf("%.3f", p)
}

// verdict says how many changes are more than chance explains.
func (c *Comparison) verdict() string {
	known, differ := 0, 0
	for i := range c.Changes {
		if d := c.Changes[i].Change; d != nil {
			known++
			if d.Differs {
				differ++
			}
		}
	}
	return fmt.Sprintf("%d of %s are more than chance explains (mid-p below 0.05 after Holm, over all changes of one denominator).", differ, audit.Counted(known, "known change"))
}
