package main

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// smallWords are the words of the examples that somebody wrote with a small
// first letter. All others may be names, and are not weighed.
func smallWords(examples []*example) map[string]bool {
	small := map[string]bool{}
	for _, e := range examples {
		for _, t := range e.shown.Turns {
			for _, w := range strings.FieldsFunc(t.Text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) }) {
				if strings.IndexFunc(w, unicode.IsLower) == 0 {
					small[plain(w)] = true
				}
			}
		}
	}
	return small
}

// plain is a word in small letters without accents, as features spell it.
func plain(w string) string {
	w = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(w))
	return strings.NewReplacer("œ", "oe", "æ", "ae").Replace(w)
}
