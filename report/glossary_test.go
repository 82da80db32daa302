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
		terms[t.Name] = t.Text
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
	for _, reason := range audit.DropReasons {
		if !strings.Contains(terms["Left out"], reason+" (") {
			t.Errorf("%s is not explained in\n%s", reason, terms["Left out"])
		}
	}
}
