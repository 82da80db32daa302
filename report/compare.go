package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/audit"
)

// A Side is one of the two reports, or periods of a report, that are compared.
type Side struct {
	Name     string         `json:"name"`
	Window   audit.Window   `json:"window"`
	Version  string         `json:"version"`  // of the tool
	Codebook string         `json:"codebook"` // its version
	Summary  *audit.Summary `json:"-"`
	Manifest *Manifest      `json:"-"`
	dir      string
	edited   string   // what was changed in it since, see Edited
	silent   []string // brands, see [audit.Summary.SilentIn]; none of a whole report
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
	edited, err := Edited(dir)
	return &Side{Name: dir, Window: s.Window, Version: m.Version, Codebook: m.Codebook, Summary: s, Manifest: m, dir: dir, edited: edited}, err
}

// In returns the side that is one period of this report's trend.
func (s *Side) In(period string) (*Side, error) {
	summary, err := s.Summary.In(period)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Name, err)
	}
	side := *s
	side.Name += " " + period
	side.Window, side.Summary, side.silent = summary.Window, summary, s.Summary.SilentIn(period)
	return &side, nil
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

// WriteText writes the comparison for people: the cautions, what changed by more
// than chance explains, and, unless there are very many brands, the rest in a table.
func (c *Comparison) WriteText(w io.Writer) error {
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
			fmt.Fprintf(out, "\nOnly in %s: %s.\n", one.where, strings.Join(fewNames(one.brands), ", "))
		}
	}
	fmt.Fprintln(out)
	if len(c.Changes) == 0 {
		fmt.Fprintln(out, "The two have no brand in common.")
		return out.Flush()
	}
	many := len(c.Changes) > fewBrands*len(audit.OutcomeNames)*len(audit.Denominators)
	unknown := c.unknown()
	shown := slices.DeleteFunc(slices.Clone(c.Changes), func(x audit.Change) bool {
		return many && (x.Change == nil || !x.Change.Differs) || slices.Contains(unknown[x.Of], x.Brand)
	})
	if len(shown) > 0 {
		WriteAligned(out, c.rows(shown), 1)
		fmt.Fprintln(out)
	}
	if many {
		fmt.Fprintln(out, "Of so many brands, only changes that are more than chance explains are shown; the workbook of --out has all.")
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
	type rates struct{ of, brand string }
	known := map[rates]bool{}
	for _, x := range c.Changes {
		r := rates{x.Of, x.Brand}
		known[r] = known[r] || x.Change != nil
	}
	brands := map[string][]string{}
	for _, x := range c.Changes {
		if r := (rates{x.Of, x.Brand}); !known[r] {
			brands[x.Of] = append(brands[x.Of], x.Brand)
			known[r] = true // is listed
		}
	}
	return brands
}

// rows returns the table of some of the changes.
func (c *Comparison) rows(changes []audit.Change) [][]string {
	var brands []string
	for i := range c.Changes {
		brands = append(brands, c.Changes[i].Brand)
	}
	short := shortNames(brands, longestName)
	rows := [][]string{{"brand", "outcome", "of", "before", "after", "change in points [95 %]", "p (Holm)", ""}}
	for i := range changes {
		rows = append(rows, changeRow(short[changes[i].Brand], &changes[i]))
	}
	return rows
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
