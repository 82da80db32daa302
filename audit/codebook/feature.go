package codebook

import (
	"fmt"
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

// A fact is a feature with a fixed name.
type fact struct {
	name string
	key  uint64
}

func facts(names ...string) []fact {
	var fs []fact
	for _, n := range names {
		fs = append(fs, fact{n, keyFact(n)})
	}
	return fs
}

// bucket is the fact for a count, of facts made for the bounds.
func bucket(fs []fact, bounds []int, n int) fact {
	for i, b := range bounds {
		if n <= b {
			return fs[i]
		}
	}
	return fs[len(bounds)]
}

// buckets makes the facts for counts up to each bound and above the last.
func buckets(what string, bounds ...int) func(int) fact {
	var names []string
	from := 0
	for _, b := range bounds {
		if b == from {
			names = append(names, fmt.Sprintf("%s:%d", what, b))
		} else {
			names = append(names, fmt.Sprintf("%s:%d-%d", what, from, b))
		}
		from = b + 1
	}
	names = append(names, fmt.Sprintf("%s:%d+", what, from))
	fs := facts(names...)
	return func(n int) fact { return bucket(fs, bounds, n) }
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

// A placed feature is one of a model's, with its value and place.
type placed struct {
	feature int32 // its row
	value   float32
	span    span
}

// A collector takes the features of one question about one case, each once however
// often it appears: it adds up their weights, keeps the ones that weighed for the evidence, and, for
// training, lists their names.
type collector struct {
	m       *linear
	scores  [mostColumns]float32 // of the bias and of the features that have a value
	plain   tally                // of those that are just there
	total   [mostColumns]float32 // what sum returned
	found   []placed             // known features that have a place, in order of appearance
	pending []uint64             // keys of features that are just there and have no place
	counted []uint64             // a bit for each feature
	marked  []int32              // features whose bits are set
	naming  bool
	names   []Feature
}

func (c *collector) start(m *linear) {
	c.m = m
	c.found, c.pending = c.found[:0], c.pending[:0]
	if m == nil {
		return
	}
	copy(c.scores[:], m.bias)
	c.plain = tally{}
	for _, feature := range c.marked {
		c.counted[feature/64] = 0
	}
	c.marked = c.marked[:0]
	if n := len(m.rows)/64 + 1; len(c.counted) < n {
		c.counted = make([]uint64, n)
	}
}

// add counts a feature that is just there and has no place.
func (c *collector) add(key uint64) { c.pending = append(c.pending, key) }

// settle weighs the features that were added. It looks for all of them before it
// weighs the first: they lie far apart in memory, which is waited for once so.
func (c *collector) settle() {
	t, n, before := &c.m.table, 0, len(c.marked)
	for _, key := range c.pending {
		c.pending[n] = key
		n += t.maybe(key)
	}
	for _, key := range c.pending[:n] {
		if feature := t.look(key); feature >= 0 {
			c.mark(feature)
		}
	}
	for _, feature := range c.marked[before:] {
		c.plain.add(&c.m.rows[feature])
	}
	c.pending = c.pending[:0]
}

// weigh counts a feature with its value and place.
func (c *collector) weigh(key uint64, x float32, s span) {
	if c.m == nil {
		return
	}
	feature := c.m.table.find(key)
	if feature < 0 || !c.mark(feature) {
		return
	}
	if s.turn >= 0 {
		c.found = append(c.found, placed{int32(feature), x, s})
	}
	r := &c.m.rows[feature]
	if x == 1 { // as of every phrase
		c.plain.add(r)
		return
	}
	x *= hundredth
	for i := range c.m.answers {
		c.scores[i] += float32(x * float32(r.weight(i))) // rounded, so that no machine multiplies and adds in one
	}
}

// mark marks a feature as counted, and reports whether it was not.
func (c *collector) mark(feature int) bool {
	word, bit := &c.counted[feature/64], uint64(1)<<(feature%64)
	if *word&bit != 0 {
		return false
	}
	*word |= bit
	c.marked = append(c.marked, int32(feature))
	return true
}

// sum returns the scores of all features, of which those that are just there
// count as a share each. They are valid until the next sum.
func (c *collector) sum(share float32) []float32 {
	c.settle()
	total := c.total[:len(c.m.answers)]
	share *= hundredth
	for k := range total {
		total[k] = c.scores[k] + float32(share*float32(c.plain.sum(k)))
	}
	return total
}

func (c *collector) fact(f fact) {
	c.add(f.key)
	if c.naming {
		c.name(f.name)
	}
}

func (c *collector) value(f fact, x float32, s span) {
	c.weigh(f.key, x, s)
	if c.naming {
		c.names = append(c.names, Feature{f.name, float64(x)})
	}
}

// name lists a feature that is just there.
func (c *collector) name(s string) { c.names = append(c.names, Feature{s, 1}) }
