package codebook

import "strings"

// A wordSet holds words by their hashes, whatever their case and accents.
type wordSet map[uint64]bool

// newWordSet returns the set of words that are divided by spaces.
func newWordSet(words string) wordSet {
	set := wordSet{}
	for word := range strings.FieldsSeq(words) {
		h := uint64(hashSeed)
		for _, r := range foldText(word) {
			h = hashRune(h, r)
		}
		set[h] = true
	}
	return set
}

// has reports whether the set holds a word.
func (set wordSet) has(word string) bool {
	var buf [4]token
	ts := tokens(buf[:0], word)
	return len(ts) == 1 && set[ts[0].hash]
}
