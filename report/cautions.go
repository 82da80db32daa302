package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/audit"
)

// ownSettings are the settings in which two comparable reports may differ. Of the
// codebook its version counts, not the file's name.
var ownSettings = []string{"since", "until", "format", "mapping", "timezone", "brands", "trend", "codebook"}

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
		caution("Not comparable: they were made with different accounts of %s (--brands %s and %s).",
			firstNames(other), cmp.Or(ma.Settings["brands"], unset), cmp.Or(mb.Settings["brands"], unset))
	}
	if endsBefore(&b.Summary.Window, &a.Summary.Window) {
		caution("%s is later than %s, and a change is what the second has more than the first: name the earlier one first.", a.Name, b.Name)
	}
	if ma == mb && a.Summary.Unit == audit.UnitCustomer {
		caution("With --unit customer, a customer who wrote again in a later period is missing from the earlier one: audit each period by itself, with --since and --until.")
	}
	for _, side := range []*Side{a, b} {
		silent := slices.Concat(withoutReply(side.Summary), side.silent)
		slices.Sort(silent)
		if silent = slices.Compact(silent); len(silent) > 0 {
			caution("The archive of %s holds no replies, or unusually few, to the requests of %s: the others may not have been collected, and what looks ignored may have been answered.", side.Name, firstNames(silent))
		}
		if late := side.Summary.Waiting(); len(late) > 0 {
			caution("Requests so late in the archive of %s that a reply may still have come count as ignored: %s. Audit again with an archive that goes on beyond --until.", side.Name, firstNames(late))
		}
	}
	if shared := sharedCases(a, b); shared != "" {
		caution("%s", shared)
	}
	return list
}

// endsBefore reports whether a window ends before another begins.
func endsBefore(a, b *audit.Window) bool {
	ends, begins := cmp.Or(a.Until, a.Last), cmp.Or(b.Since, b.First)
	return ends != nil && begins != nil && !begins.Before(*ends)
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
