package report

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit"
)

// Whoever counts again from the cases meets every word of these.
func TestGlossaryKnowsTheCaveats(t *testing.T) {
	terms := glossary(24 * time.Hour)
	i := slices.IndexFunc(terms, func(t Term) bool { return t.Name == "Caveats" })
	if i < 0 {
		t.Fatal("no term Caveats")
	}
	for _, c := range []audit.Caveat{audit.CaveatLowCoverage, audit.CaveatFromReplies, audit.CaveatUnlinked, audit.CaveatTooRecent, audit.CaveatDamagedLinks, audit.CaveatNoRequest} {
		if !strings.Contains(terms[i].Text, string(c)+": ") {
			t.Errorf("%s is not explained in\n%s", c, terms[i].Text)
		}
	}
}
