package stats

import (
	"cmp"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
)

// A Bootstrap says how percentile intervals are resampled (Efron and
// Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13). The same
// seed gives the same interval, whatever the order of the data.
type Bootstrap struct {
	Level     float64 // such as 0.95
	Resamples int     // 2,000 put the ends within some 3 % of the half-width
	Seed      uint64
}

// interval resamples units that come in kinds: counts[i] of kind i. statistic
// gets resampled counts, of the same sum, which it must not keep.
//
// Resampling kinds, not units, makes the order of the units irrelevant and the
// cost independent of their number.
//
// A statistic that is NaN in a resample (an alpha where all agree) is left
// out; the interval is NaN if it is so in more than 1 of 20, for then the rest
// would not be a fair sample, or if there are fewer than two units.
func (b Bootstrap) interval(counts []int, statistic func(counts []int) float64) Interval {
	units := 0
	for _, c := range counts {
		units += c
	}
	if units < 2 || b.Resamples < 1 || !validLevel(b.Level) {
		return undefined
	}
	random := rand.NewPCG(b.Seed, uint64(units))
	draw := newMultinomial(counts, units)
	resampled := make([]int, len(counts))
	values := make([]float64, 0, b.Resamples)
	for range b.Resamples {
		draw.units(resampled, units, random)
		if v := statistic(resampled); !math.IsNaN(v) {
			values = append(values, v)
		}
	}
	if len(values)*20 < b.Resamples*19 {
		return undefined
	}
	slices.Sort(values)
	return Interval{Quantile(values, tail(b.Level)), Quantile(values, 1-tail(b.Level))}
}

// A multinomial draws units of kinds with replacement: a chain of binomials, of each
// kind among those that are left.
type multinomial []*binomial // nil: none is of the kind; the last one takes what is left

func newMultinomial(counts []int, units int) multinomial {
	m := make(multinomial, len(counts))
	for i, c := range counts {
		if c > 0 {
			m[i] = newBinomial(float64(c) / float64(units))
		}
		units -= c
	}
	return m
}

// units draws so many, of each kind.
func (m multinomial) units(drawn []int, toDraw int, random *rand.PCG) {
	for i, b := range m {
		switch {
		case b == nil || toDraw == 0:
			drawn[i] = 0
		case b.share == 1:
			drawn[i] = toDraw
		default:
			drawn[i] = b.draw(toDraw, random)
		}
		toDraw -= drawn[i]
	}
}

// ClusteredRate returns the percentile interval of the rate of all cases
// together when whole clusters are resampled, such as customers with all their
// cases (Davison and Hinkley 1997, "Bootstrap Methods and their Application",
// section 3.8): cases of one customer need not be independent. A cluster is
// its hits among its cases; they are given as counts of equal ones, for millions
// of customers differ little. The interval has no width if no cluster differs
// from another in its rate; it is NaN if a cluster is not valid or there are
// fewer than two.
func (b Bootstrap) ClusteredRate(clusters map[Proportion]int) Interval {
	distinct := slices.SortedFunc(maps.Keys(clusters), func(p, q Proportion) int {
		return cmp.Or(cmp.Compare(p.N, q.N), cmp.Compare(p.K, q.K))
	})
	counts := make([]int, len(distinct))
	units, alike := 0, true
	for i, c := range distinct {
		if !c.valid() {
			return undefined
		}
		counts[i] = clusters[c]
		units += clusters[c]
		alike = alike && c.Rate() == distinct[0].Rate()
	}
	if alike { // as all are of an outcome that a brand has not: whatever is drawn, the rate is theirs
		return b.interval([]int{units}, func([]int) float64 { return distinct[0].Rate() })
	}
	return b.interval(counts, func(counts []int) float64 {
		var all Proportion
		for i, c := range counts {
			all.K += c * distinct[i].K
			all.N += c * distinct[i].N
		}
		return all.Rate()
	})
}

// widerBy is how much wider than the plain interval the clustered one must be
// for the clusters to matter. Of 2,000 resamples the width is off by some 2 %,
// so that chance alone does not reach it; it means that the cases are worth
// less than 83 of 100 independent ones.
const widerBy = 1.1

// ClustersMatter reports whether the interval of [Bootstrap.ClusteredRate]
// differs from the plain one so much that the plain one misleads: it is more
// than a tenth wider. A narrower one is no reason to trust the rate more (with
// few hits the bootstrap is too narrow) and never counts.
func ClustersMatter(plain, clustered Interval) bool {
	return clustered.HalfWidth() > widerBy*plain.HalfWidth()
}
