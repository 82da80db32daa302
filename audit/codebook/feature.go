package codebook

import (
	"fmt"
	"slices"
	"strings"
)

// Features have readable names, and are weighed by the hash of the name's
// parts, so that labelling builds no strings:
//
//	word:en:refund        a word, in a language
//	pair:en:dm us         two words, one after the other
//	first:en:please       the first word of a sentence; opens: the first two
//	class:to_dm           a phrase of the class, in any language
//	only:apology+offer+   just these classes
//	length:11-15          a fact of the text or the case
//
// Most are there or not; some have a value, such as an act's probability.
//
// A name may begin with the role of the text it is about, as in "reply class:apology".

// A role says which posts of the case a feature is about.
type role uint8

const (
	ofText role = iota // the text that the question is about
	ofCase             // another post of the case, that helps to understand it
)

var roleNames = []string{"", "other "}

// A standing says how words stand in their sentence.
type standing uint64

const (
	asWord  standing = 0
	asFirst standing = 0xf125 // at its beginning
)

func keyWord(s standing, lang, h uint64) uint64 {
	return mix(h*0x9e3779b97f4a7c15 + lang + uint64(s))
}

func keyPair(s standing, lang, a, b uint64) uint64 {
	return mix((a*0x9e3779b97f4a7c15+b)*0x9e3779b97f4a7c15 ^ lang + uint64(s))
}

func keyClass(r role, c int) uint64 {
	return mix(uint64(c)*0x9e3779b97f4a7c15 + 0xc1a55 + uint64(r)<<32)
}

// keyOnly is the key of the fact that just these classes stand in a sentence.
func keyOnly(classes uint64) uint64 {
	return mix(classes*0x9e3779b97f4a7c15 + 0x0417)
}

func keyFact(name string) uint64 {
	h := uint64(hashSeed)
	for i := range len(name) {
		h = hashByte(h, name[i])
	}
	return mix(h + 0xfac7)
}

// classFacts are the facts that a phrase of a class is there, by role.
var classFacts = [...][]fact{
	ofText: facts(roleNames[ofText]+"class:", classNames()...),
	ofCase: facts(roleNames[ofCase]+"class:", classNames()...),
}

func langHash(code string) uint64 { return keyFact("language:" + code) }

// featureKey is the key of a feature by its name.
func featureKey(name string) uint64 {
	r, rest := ofText, name
	if s, ok := strings.CutPrefix(name, roleNames[ofCase]); ok {
		r, rest = ofCase, s
	}
	what, arg, _ := strings.Cut(rest, ":")
	switch what {
	case "word", "first":
		if lang, hs, ok := wordsOf(arg); ok && len(hs) == 1 {
			return keyWord(standings[what], lang, hs[0])
		}
	case "pair", "opens":
		if lang, hs, ok := wordsOf(arg); ok && len(hs) == 2 {
			return keyPair(standings[what], lang, hs[0], hs[1])
		}
	case "class":
		if c := classIndex(arg); c >= 0 {
			return keyClass(r, c)
		}
	case "only":
		set := uint64(0)
		for name := range strings.SplitSeq(strings.TrimSuffix(arg, "+"), "+") {
			if c := classIndex(name); c >= 0 {
				set |= 1 << c
			}
		}
		return keyOnly(set)
	}
	return keyFact(name)
}

var standings = map[string]standing{"word": asWord, "pair": asWord, "first": asFirst, "opens": asFirst}

// wordsOf reads "en:dm us": a language and words.
func wordsOf(s string) (lang uint64, hashes []uint64, ok bool) {
	code, words, _ := strings.Cut(s, ":")
	for w := range strings.FieldsSeq(words) {
		hs, err := wordHashes(w)
		if err != nil {
			return 0, nil, false
		}
		hashes = append(hashes, hs...)
	}
	return langHash(code), hashes, true
}

// A fact is a feature with a fixed name: its place among allFacts. Each model knows
// where it keeps what a fact weighs.
type fact int32

var allFacts []string

func newFact(name string) fact {
	allFacts = append(allFacts, name)
	return fact(len(allFacts) - 1)
}

func (f fact) name() string { return allFacts[f] }

// facts makes a fact of each name, behind what they have in common.
func facts(what string, names ...string) (fs []fact) {
	for _, n := range names {
		fs = append(fs, newFact(what+n))
	}
	return fs
}

// buckets makes the facts for counts up to each bound and above the last.
func buckets(what string, bounds ...int) func(int) fact {
	var by []fact // by count
	for _, b := range bounds {
		name := fmt.Sprintf("%s:%d-%d", what, len(by), b)
		if b == len(by) {
			name = fmt.Sprintf("%s:%d", what, b)
		}
		by = append(by, slices.Repeat([]fact{newFact(name)}, b+1-len(by))...)
	}
	by = append(by, newFact(fmt.Sprintf("%s:%d+", what, len(by))))
	return func(n int) fact { return by[min(n, len(by)-1)] }
}

// A span is the place of a feature: tokens of a turn; turn is -1 for a fact
// that has none.
type span struct {
	turn     int32
	from, to int16
}

// A Feature is what a question sees of a case or of a sentence.
type Feature struct {
	Name  string
	Value float64 // 1 if the feature is just there
}

// spell is a token as feature names spell it.
func spell(text string, t token) string {
	for name, k := range specials {
		if t.kind == k {
			return name
		}
	}
	s := text[t.start:t.end]
	switch t.hash {
	case askMark:
		return "?"
	case shoutMark:
		return "!"
	case stopMark:
		return "."
	}
	return foldText(s)
}
