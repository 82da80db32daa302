package codebook

// shared counts the words of a reading that the customer said before a turn.
func (v *view) shared(r *reading, turn int) (n int) {
	customer := v.customerWords(turn)
	for k := range r.tokens {
		if t := &r.tokens[k]; t.tells && customer.has(t.hash) {
			n++
		}
	}
	return n
}

// A bloom remembers words, and sometimes one more.
type bloom [16]uint64

func (b *bloom) put(h uint64) {
	h = mix(h)
	b[h>>6&15] |= 1 << (h >> 20 & 63)
}

func (b *bloom) has(h uint64) bool {
	h = mix(h)
	return b[h>>6&15]&(1<<(h>>20&63)) != 0
}

// customerWords are the words of the customer's posts before a turn that are
// not common ones. Those of a later turn are added to what is known.
func (v *view) customerWords(turn int) *bloom {
	if turn < v.wordsBefore {
		v.customer, v.wordsBefore = bloom{}, 0
	}
	for ; v.wordsBefore < turn; v.wordsBefore++ {
		if v.c.Turns[v.wordsBefore].Brand {
			continue
		}
		r := v.read(v.wordsBefore)
		for k := range r.tokens {
			if t := &r.tokens[k]; t.tells {
				v.customer.put(t.hash)
			}
		}
	}
	return &v.customer
}
