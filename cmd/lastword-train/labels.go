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
var details = map[string][]string{
	string(codebook.Resolved):    {""},
	string(codebook.Boilerplate): {""},
	string(codebook.Open):        {""},
	string(codebook.Ignored):     {string(codebook.NoReply), string(codebook.Dropped)},
	string(codebook.Redirected):  channels(),
}

func channels() (names []string) {
	for _, c := range codebook.Channels() {
		names = append(names, c.Label)
	}
	return names
}

// checkLabels says what is wrong with a coding: a label that is misspelt would teach
// nothing, or something else.
func checkLabels(intent, outcome, detail string) error {
	if answerAt("intent", intent) < 0 {
		return fmt.Errorf("%q is no intent: write one of %s", intent, strings.Join(codebook.Answers("intent"), ", "))
	}
	allowed, known := details[outcome]
	switch {
	case !known:
		return fmt.Errorf("%q is no outcome: write one of %s", outcome, strings.Join(slices.Sorted(maps.Keys(details)), ", "))
	case slices.Contains(allowed, detail):
		return nil
	case allowed[0] == "":
		return fmt.Errorf("%s stands alone, without %q", outcome, detail)
	}
	return fmt.Errorf("%s goes with one of %s, not with %q", outcome, strings.Join(allowed, ", "), detail)
}
