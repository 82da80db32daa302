package report

import (
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit"
)

// Whoever counts again from the cases, or writes of them, meets every one of these.
func TestGlossaryKnowsTheReportsWords(t *testing.T) {
	caveats := []audit.Caveat{audit.CaveatLowCoverage, audit.CaveatFromReplies, audit.CaveatUnlinked, audit.CaveatTooRecent, audit.CaveatDamagedLinks, audit.CaveatNoRequest}
	terms := map[string]string{}
	for _, t := range glossary(24 * time.Hour) {
		terms[t.name] = t.text
	}
	for _, c := range caveats {
		if !strings.Contains(terms["Caveats"], string(c)+": ") {
			t.Errorf("%s is not explained in\n%s", c, terms["Caveats"])
		}
	}
	for _, trap := range []string{"apostrophe", "R, Excel and, in a column with empty cells, pandas"} {
		if !strings.Contains(terms["From cases.csv"], trap) {
			t.Errorf("whoever reads cases.csv by a program is not told of this: %s", trap)
		}
	}
	if !strings.Contains(terms["Misdirected"], "It is withheld for a brand of which support accounts alone are named") {
		t.Errorf("not told when what is misdirected is withheld: %s", terms["Misdirected"])
	}
	for _, reason := range audit.DropReasons {
		if !strings.Contains(terms["Left out"], reason+" (") {
			t.Errorf("%s is not explained in\n%s", reason, terms["Left out"])
		}
	}
}

// The sheet Method names every limit as it is set.
func TestMethodNamesLimits(t *testing.T) {
	off := audit.DefaultThresholds
	off.Coverage = 0
	for _, test := range []struct {
		limits     audit.Thresholds
		says, hush string
	}{
		{audit.DefaultThresholds, "shown to hold 50 %", "--coverage 0"},
		{audit.DefaultThresholds, "most replies do not say what they answer", "--coverage 0"},
		{audit.DefaultThresholds, "at most 20 brands", "--coverage 0"},
		{off, "not withheld for want of its replies (--coverage 0)", "any reply"},
	} {
		var all strings.Builder
		for _, term := range limits(&test.limits) {
			all.WriteString(term.name + ": " + term.text + "\n")
		}
		if s := all.String(); !strings.Contains(s, test.says) || strings.Contains(s, test.hush) {
			t.Errorf("want %q, and not %q, in\n%s", test.says, test.hush, s)
		}
	}
}
