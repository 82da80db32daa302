package synth

import (
	"math/bits"
	"math/rand/v2"
)

// A random is a source of choices. PCG is fixed by its paper (O'Neill 2014), so
// that a seed means the same on every machine and in every Go version; what
// rand.Rand builds on top of it is not, hence below and chance.
type random struct{ rand.PCG }

// newRandom returns the source of a subject: equal seeds and subjects make
// equal choices, whatever was drawn for other subjects before.
func newRandom(seed, subject uint64) random {
	var r random
	r.Seed(mix(seed), mix(subject^0x9e3779b97f4a7c15))
	return r
}

// below returns a number from 0 to n-1.
func (r *random) below(n int) int {
	hi, _ := bits.Mul64(r.Uint64(), uint64(n))
	return int(hi)
}

// between returns a number from low to high, both included.
func (r *random) between(low, high int) int { return low + r.below(high-low+1) }

// chance reports true in percent cases of a hundred.
func (r *random) chance(percent int) bool { return r.below(100) < percent }

// pick returns an index, each as likely as its weight.
func (r *random) pick(weights []int) int {
	total := 0
	for _, w := range weights {
		total += w
	}
	n := r.below(total)
	for i, w := range weights {
		if n -= w; n < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// mix spreads a number over all 64 bits (the finaliser of splitmix64).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// hashString spreads a string over 64 bits (FNV-1a).
func hashString(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}
