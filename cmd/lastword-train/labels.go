package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// details are what each outcome is told with: a redirect's channel, the reason why a
// case is ignored.
var details = map[codebook.Outcome][]string{
	codebook.Resolved:    {""},
	codebook.Boilerplate: {""},
	codebook.Open:        {""},
	codebook.Ignored:     {string(codebook.NoReply), string(codebook.Dropped)},
	codebook.Redirected: {string(codebook.DM), string(codebook.Phone), string(codebook.Email), string(codebook.Branch), string(codebook.Web),
		string(codebook.OtherChannel)},
}

// checkLabels says what is wrong with a coding: a label that is misspelt would teach
// nothing, or something else.
func checkLabels(intent, outcome, detail string) error {
	if answerAt("intent", intent) < 0 {
		return fmt.Errorf("%q is no intent: write one of %s", intent, strings.Join(codebook.Answers("intent"), ", "))
	}
	allowed, known := details[codebook.Outcome(outcome)]
	switch {
	case !known:
		return fmt.Errorf("%q is no outcome: write one of %s", outcome, joined(slices.Sorted(maps.Keys(details))))
	case slices.Contains(allowed, detail):
		return nil
	case allowed[0] == "":
		return fmt.Errorf("%s stands alone, without %q", outcome, detail)
	}
	return fmt.Errorf("%s goes with one of %s, not with %q", outcome, strings.Join(allowed, ", "), detail)
}

func joined(outcomes []codebook.Outcome) string {
	var names []string
	for _, o := range outcomes {
		names = append(names, string(o))
	}
	return strings.Join(names, ", ")
}
