package stats

import "math"

// A Proportion is K hits among N cases. It is valid if 0 <= K <= N.
type Proportion struct{ K, N int }

// Rate returns K/N, NaN if there are no cases.
func (p Proportion) Rate() float64 { return float64(p.K) / float64(p.N) }

func (p Proportion) valid() bool { return 0 <= p.K && p.K <= p.N }

// Wilson returns the score interval of the rate k/n (Wilson 1927, "Probable
// inference, the law of succession, and statistical inference"), without
// continuity correction. It keeps near its level where the rate is close to 0
// or 1 or the cases are few (Brown, Cai and DasGupta 2001). No cases say
// nothing: their interval is [0, 1].
func Wilson(k, n int, level float64) Interval {
	if !(Proportion{k, n}).valid() || !validLevel(level) {
		return undefined
	}
	if n == 0 {
		return Interval{0, 1}
	}
	i := wilson(float64(k)/float64(n), float64(n), zTwoSided(level))
	// The ends that are exact in theory are not left to rounding.
	if k == 0 {
		i.Low = 0
	}
	if k == n {
		i.High = 1
	}
	return i
}

// wilson is the score interval of a rate seen in n cases; n need not be whole,
// so that it serves effective sample sizes too.
func wilson(rate, n, z float64) Interval {
	z2 := z * z
	center := (rate + z2/(2*n)) / (1 + z2/n)
	half := float64(z / (1 + z2/n) * math.Sqrt(rate*(1-rate)/n+z2/(4*n*n)))
	return Interval{center - half, center + half}.clamp(0, 1)
}

// Newcombe returns the interval of the difference of rates a - b: the hybrid
// score interval, method 10 of Newcombe 1998, "Interval estimation for the
// difference between independent proportions". Its ends are between -1 and 1.
// It is NaN if either has no cases, for then there is no difference to tell.
func Newcombe(a, b Proportion, level float64) Interval {
	if !a.valid() || !b.valid() || a.N == 0 || b.N == 0 || !validLevel(level) {
		return undefined
	}
	ra, rb := a.Rate(), b.Rate()
	ia, ib := Wilson(a.K, a.N, level), Wilson(b.K, b.N, level)
	return Interval{
		Low:  ra - rb - hypot(ra-ia.Low, ib.High-rb),
		High: ra - rb + hypot(ia.High-ra, rb-ib.Low),
	}
}

// hypot is math.Hypot of numbers that are not negative, rounded alike everywhere.
func hypot(a, b float64) float64 {
	p, q := max(a, b), min(a, b)
	if p == 0 {
		return 0
	}
	q /= p
	return float64(p * math.Sqrt(1+float64(q*q)))
}

// CasesForHalfWidth returns the smallest number of cases whose Wilson interval
// has at most the half-width, if their rate is the one expected. It solves the
// interval for n (Piegorsch 2004, "Sample sizes for improved binomial
// confidence intervals"). A rate of 0.5 gives the number that is enough
// whatever the rate turns out to be. Both rate and half-width are shares of 1.
// It is 0 for arguments that no number of cases can meet, or none that an int
// holds, or that are no shares.
func CasesForHalfWidth(rate, halfWidth, level float64) int {
	if !(rate >= 0 && rate <= 1) || !(halfWidth > 0) || !validLevel(level) {
		return 0
	}
	if halfWidth >= 0.5 {
		return 1 // every Wilson interval is inside [0, 1]
	}
	z := zTwoSided(level)
	variance := rate * (1 - rate)
	h2 := halfWidth * halfWidth
	n := z * z / (2 * h2) * (variance - 2*h2 + math.Sqrt(variance*variance-4*variance*h2+h2))
	if !(n < math.MaxInt) {
		return 0
	}
	return max(1, int(math.Ceil(n-1e-9)))
}
