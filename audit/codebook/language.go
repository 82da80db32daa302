package codebook

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A language is an entry of the book, compiled.
type language struct {
	code, name string
	hash       uint64        // of the code, for features
	phrases    [2]*automaton // the customer's, the brand's
	stated     [2]*automaton // those that an analyst added; nil if there are none
	words      []uint64      // that tell the language: the hashes of common and typical ones
	common     table
}

// tell marks the words that are neither short nor common.
func (l *language) tell(ts []token) {
	for k := range ts {
		t := &ts[k]
		t.tells = t.kind == word && t.end-t.start > 2 && l.common.find(mix(t.hash)) < 0
	}
}

// commonWords tell of each common word the languages in which it is one.
type commonWords struct {
	words table   // word → the set of its languages
	sets  [][]int // of places in Codebook.languages
}

func newCommonWords(languages []*language) commonWords {
	of := map[uint64][]int{}
	var words []uint64
	for n, l := range languages {
		for _, word := range l.words {
			if of[word] == nil {
				words = append(words, word)
			}
			if !slices.Contains(of[word], n) {
				of[word] = append(of[word], n)
			}
		}
	}
	var c commonWords
	places := make([]int32, len(words))
	for i, word := range words {
		at := slices.IndexFunc(c.sets, func(set []int) bool { return slices.Equal(set, of[word]) })
		if at < 0 {
			at = len(c.sets)
			c.sets = append(c.sets, of[word])
		}
		places[i] = int32(at)
	}
	c.words = newTable(words, places)
	return c
}

// of returns the languages in which a word is common.
func (c *commonWords) of(word uint64) []int {
	if at := c.words.find(mix(word)); at >= 0 {
		return c.sets[at]
	}
	return nil
}

// LanguageOf is the language that a post is marked with: "en" of "en-GB", "" of a mark
// that tells none.
func LanguageOf(mark string) string { return base(mark) }

// base is the language of a BCP 47 tag: "en" of "en-GB".
func base(tag string) string {
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		tag = tag[:i]
	}
	switch tag = strings.ToLower(tag); {
	case len(tag) < 2 || len(tag) > 3 || strings.Trim(tag, "abcdefghijklmnopqrstuvwxyz") != "", // "??", "English"
		tag == "und" || tag == "zxx" || tag == "mul" || tag == "art", // undetermined, none, several, invented
		len(tag) == 3 && "qaa" <= tag && tag <= "qtz":                // private: Twitter's "qme" is of posts with media alone
		return ""
	}
	return tag
}

// languageOf is the language of a case: the one that most of its text is marked
// as, else the brand's usual language, else what the texts look like, else "".
func (v *view) languageOf(c *Case) string {
	if code := marked(c); code != "" {
		return code
	}
	if code := base(c.Language); code != "" {
		return code
	}
	return v.detect()
}

// marked is the language that most of a case's text is marked as. One post's
// mark is often wrong where the post is short; so a long one counts for more.
func marked(c *Case) string {
	type mark struct {
		code  string
		bytes int
	}
	var few [2]mark
	marks := few[:0]
	for i := range c.Turns {
		code := base(c.Turns[i].Language)
		if code == "" {
			continue
		}
		at := slices.IndexFunc(marks, func(m mark) bool { return m.code == code })
		if at < 0 {
			at = len(marks)
			marks = append(marks, mark{code: code})
		}
		marks[at].bytes += len(c.Turns[i].Text)
	}
	best := mark{}
	for _, m := range marks {
		if m.bytes > best.bytes {
			best = m
		}
	}
	return best.code
}

// detect tells the language by its common words: the one that has the most of
// them in the case. A tie is no decision, nor are other letters than the
// languages' own.
func (v *view) detect() string {
	known := v.cb.languages
	v.common = append(v.common[:0], make([]int, len(known))...)
	letters, foreign := 0, 0
	for i := range v.c.Turns {
		text, ts := v.whole(i)
		for k := range ts {
			t := &ts[k]
			if t.kind != word || t.end-t.start < 2 {
				continue
			}
			letters += int(t.end - t.start)
			if r, _ := utf8.DecodeRuneInString(text[t.start:]); r >= firstForeign {
				foreign += int(t.end - t.start)
			}
			for _, n := range v.cb.common.of(t.hash) {
				v.common[n]++
			}
		}
	}
	if 2*foreign > letters {
		return ""
	}
	best, second, at := 0, 0, -1
	for n, k := range v.common {
		if k > best {
			best, second, at = k, best, n
		} else if k > second {
			second = k
		}
	}
	if best == second {
		return ""
	}
	return known[at].code
}

// firstForeign is the first letter behind the Latin ones.
const firstForeign = 0x370
