package coding

import (
	"strings"
	"testing"

	"github.com/lastword-audit/lastword/audit/codebook"
)

func TestParse(t *testing.T) {
	for _, test := range []struct {
		variable   int
		cell, word string
		ok         bool
		nearest    string
	}{
		{Outcome, "resolved", "resolved", true, "resolved"},
		{Outcome, "  Resolved\u00a0", "resolved", true, "resolved"},
		{Outcome, "", "", true, ""},
		{Outcome, "resloved", "resloved", false, "resolved"},
		{Outcome, "boiler plate", "boiler plate", false, "boilerplate"},
		{Outcome, "redir", "redir", false, "redirected"},
		{Outcome, "I really cannot tell what this is", "i really cannot tell what this is", false, ""},
		{Channel, "d m", "d m", false, "dm"},
		{Channel, "fax", "fax", false, ""},
		{Reason, "no reply", "no reply", false, "no_reply"},
		{Intent, "complain", "complain", false, "complaint"},
	} {
		v := &Variables[test.variable]
		word, ok := v.parse(test.cell)
		if word != test.word || ok != test.ok {
			t.Errorf("%s %q: %q, %t; want %q, %t", v.Name, test.cell, word, ok, test.word, test.ok)
		}
		if test.cell != "" && v.nearest(test.cell) != test.nearest {
			t.Errorf("%s %q: nearest %q, want %q", v.Name, test.cell, v.nearest(test.cell), test.nearest)
		}
	}
}

// The guide has coders try the outcomes in the order in which the machine does.
func TestOutcomesAreInTheCodebooksOrder(t *testing.T) {
	var machine []string
	for _, step := range codebook.Default().Explain(&codebook.Case{}) {
		machine = append(machine, string(step.Outcome))
	}
	var guide []string
	for _, w := range Variables[Outcome].Words {
		guide = append(guide, w.Word)
	}
	if got, want := strings.Join(guide, " "), strings.Join(machine, " "); got != want {
		t.Errorf("the guide's order is\n%s, the codebook's\n%s", got, want)
	}
}
