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
//	class:to_dm           a phrase of the class, in any language
//	length:11-15          a fact of the text or the case
//
// A name may begin with the role of the text it is about, as in "reply class:apology".

// A role says which posts of the case a feature is about.
type role uint8

const (
	ofText role = iota // the text that the question is about
	ofCase             // another post of the case, that helps to understand it
)

var roleNames = []string{"", "other "}

func keyWord(r role, lang uint64, h uint64) uint64 {
	return mix(h*0x9e3779b97f4a7c15 + lang + uint64(r)*7)
}

func keyPair(r role, lang uint64, a, b uint64) uint64 {
	return mix((a*0x9e3779b97f4a7c15+b)*0x9e3779b97f4a7c15 ^ lang + uint64(r)*7)
}

func keyClass(r role, c int) uint64 {
	return mix(uint64(c)*0x9e3779b97f4a7c15 + 0xc1a55 + uint64(r)<<32)
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
	case "word", "pair":
		lang, words, _ := strings.Cut(arg, ":")
		var hs []uint64
		for _, w := range strings.Fields(words) {
			h, err := wordHashes(w)
			if err != nil {
				return keyFact(name)
			}
			hs = append(hs, h...)
		}
		if what == "word" && len(hs) == 1 {
			return keyWord(r, langHash(lang), hs[0])
		}
		if what == "pair" && len(hs) == 2 {
			return keyPair(r, langHash(lang), hs[0], hs[1])
		}
	case "class":
		if c := classIndex(arg); c >= 0 {
			return keyClass(r, c)
		}
	}
	return keyFact(name)
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

// A collector takes the features of one question about one case: it adds up
// their weights, keeps the ones that weighed for the evidence, and, for
// training, lists their names.
type collector struct {
	m      *linear
	scores [mostAnswers]float32
	rows   []int32 // known features, in order of appearance
	spans  []span
	seen   []uint32 // by row: stamp of the case that counted it last
	stamp  uint32
	naming bool
	names  []string
}

func (c *collector) start(m *linear) {
	c.m = m
	c.rows, c.spans = c.rows[:0], c.spans[:0]
	if m == nil {
		return
	}
	copy(c.scores[:], m.bias)
	if len(c.seen) < len(m.weights) {
		c.seen = make([]uint32, len(m.weights))
		c.stamp = 0
	}
	c.stamp++
	if c.stamp == 0 {
		clear(c.seen)
		c.stamp = 1
	}
}

// add counts a feature once, however often it appears.
func (c *collector) add(key uint64, s span) {
	if c.m == nil {
		return
	}
	row := c.m.table.find(key)
	if row < 0 || c.seen[row] == c.stamp {
		return
	}
	c.seen[row] = c.stamp
	c.rows = append(c.rows, int32(row))
	c.spans = append(c.spans, s)
	for k, w := range c.m.row(row) {
		c.scores[k] += w
	}
}

func (c *collector) fact(f fact) {
	c.add(f.key, span{turn: -1})
	if c.naming {
		c.names = append(c.names, f.name)
	}
}
