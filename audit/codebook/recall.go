package codebook

import "math/bits"

// A recall remembers what sentences do: brands and customers say much in the
// same words. It is for one view at a time.
type recall struct {
	known []recalled // by sense
}

// A recalled is what a sentence does, and the sense that it has.
type recalled struct {
	sense
	m     *linear // that weighed it; nil if nothing is remembered here
	act   int
	acts  [mostAnswers]float32
	votes [mostVotes]float32
}

// of returns the place of what is remembered of a sense; ok is false if that is
// yet to be filled.
func (r *recall) of(m *linear, s sense) (known *recalled, ok bool) {
	const most = 1 << 15
	if r.known == nil {
		r.known = make([]recalled, most)
	}
	known = &r.known[s[0]%most]
	if known.m == m && known.sense == s {
		return known, true
	}
	known.m, known.sense = m, s
	return known, false
}

// A sense is the hash of all that is weighed of a sentence. It is twice as wide
// as that of a word, for there are more sentences than words.
type sense [2]uint64

func (s *sense) add(x uint64) {
	s[0] = (s[0] ^ x) * 0x9e3779b97f4a7c15
	s[0] ^= s[0] >> 32
	s[1] = (bits.RotateLeft64(s[1], 23) + x) * 0xd6e8feb86659fd93
}

// senseOf is the sense of a sentence whose facts were found.
func (v *view) senseOf(r *reading, at *sentence) sense {
	s := sense{v.lang.hash, uint64(at.to - at.from)}
	for k := at.from; k < at.to; k++ {
		s.add(r.tokens[k].hash)
	}
	for h := range beginIn(r.hits, at.from, at.to) {
		s.add(uint64(h.class))
	}
	for _, f := range v.facts {
		s.add(uint64(f))
	}
	return s
}
