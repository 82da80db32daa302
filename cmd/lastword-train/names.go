package main

import (
	"strings"
	"unicode"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// smallWords are the words of the examples that are written small three times
// as often as with a capital, where no sentence begins. All others may be names
// of people, companies or products, and are not weighed. Words that are all
// capitals (DM, ATM, HELP) count neither way.
func smallWords(examples []*example) map[string]bool {
	balance := map[string]int{} // small less three times the others
	small := map[string]bool{}  // at first those that stand small or all in capitals anywhere
	for _, e := range examples {
		for _, t := range e.shown.Turns {
			begins := true
			for field := range strings.FieldsSeq(t.Text) {
				for n, w := range strings.FieldsFunc(field, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) }) {
					k := codebook.FeatureSpelling(w)
					capital := strings.IndexFunc(w, unicode.IsUpper) >= 0
					shouted := strings.IndexFunc(w, unicode.IsLower) < 0
					small[k] = small[k] || !capital || shouted && len(w) > 1
					switch {
					case !capital:
						balance[k]++
					case !shouted && (!begins || n > 0):
						balance[k] -= 3
					}
				}
				begins = strings.ContainsAny(field[len(field)-1:], ".!?:") || field[0] == '@'
			}
		}
	}
	for k := range small {
		small[k] = small[k] && balance[k] >= 0
	}
	return small
}
