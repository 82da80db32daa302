package audit

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
)

const (
	latin     = "Latin"
	noLetters = "without a letter" // emoji, numbers, links
)

// scripts are those that most people write in, by what people call them.
var scripts = []struct {
	name    string
	letters *unicode.RangeTable
}{
	{latin, unicode.Latin},
	{"Arabic", unicode.Arabic},
	{"Cyrillic", unicode.Cyrillic},
	{"Japanese", unicode.Hiragana},
	{"Japanese", unicode.Katakana},
	{"Chinese", unicode.Han},
	{"Korean", unicode.Hangul},
	{"Greek", unicode.Greek},
	{"Hebrew", unicode.Hebrew},
	{"Thai", unicode.Thai},
	{"Devanagari", unicode.Devanagari},
}

// scriptOf names the script that most letters of a case are of, handles and
// links aside. Signs that Japanese has from Chinese are Japanese beside its own.
func scriptOf(c *Case) string {
	counts := map[string]int{}
	for i := range c.Turns {
		for word := range strings.FieldsSeq(c.Turns[i].Text) {
			if strings.HasPrefix(word, "http") || strings.HasPrefix(word, "www.") {
				continue
			}
			if handle, ok := strings.CutPrefix(word, "@"); ok {
				word = strings.TrimLeftFunc(handle, inHandle)
			}
			for _, r := range word {
				if unicode.IsLetter(r) {
					counts[scriptOfLetter(r)]++
				}
			}
		}
	}
	if counts["Japanese"] > 0 {
		counts["Japanese"] += counts["Chinese"]
		delete(counts, "Chinese")
	}
	most := noLetters
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		if counts[name] > counts[most] {
			most = name
		}
	}
	return most
}

func inHandle(r rune) bool {
	return r == '_' || r <= unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func scriptOfLetter(r rune) string {
	for _, s := range scripts {
		if unicode.Is(s.letters, r) {
			return s.name
		}
	}
	return "another script"
}

// countWords lists counts of cases, but for those of some names, the most first:
// "58 Japanese, 2 without a letter".
func countWords(counts map[string]int, besides ...string) string {
	var list []string
	for _, name := range slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	}) {
		if !slices.Contains(besides, name) {
			list = append(list, sprintf("%d %s", counts[name], name))
		}
	}
	return few(list)
}
