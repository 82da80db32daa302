package codebook

// A wordSet holds words by their hashes, whatever their case and accents.
type wordSet map[uint64]bool

// newWordSet returns the set of the words of a text.
func newWordSet(words string) wordSet {
	set := wordSet{}
	for _, t := range tokens(nil, words) {
		set[t.hash] = true
	}
	return set
}

// has reports whether the set holds a word.
func (set wordSet) has(word string) bool {
	var buf [4]token
	ts := tokens(buf[:0], word)
	return len(ts) == 1 && set[ts[0].hash]
}
