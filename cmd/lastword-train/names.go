package main

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// namesAmong lists the words and pairs among the features that hold a word
// which is never written small in the texts: a customer's, an agent's or a
// brand's name. They are not weighed.
func namesAmong(examples []*example, features map[*example][]string) map[string]bool {
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
	names := map[string]bool{}
	for _, fs := range features {
		for _, f := range fs {
			if _, isWord := languageOf(f); !isWord {
				continue
			}
			for _, w := range strings.Fields(wordsOf(f)) {
				if w[0] >= 'a' && w[0] <= 'z' && len(w) > 2 && !small[w] {
					names[f] = true
				}
			}
		}
	}
	return names
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
