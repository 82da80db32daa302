package stats

import (
	"maps"
	"math"
	"slices"
	"sort"

	"gonum.org/v1/gonum/stat/distuv"
)

// Quantile returns the p-quantile of values in ascending order: definition 7
// of Hyndman and Fan 1996, "Sample quantiles in statistical packages", which R,
// NumPy and Excel's PERCENTILE.INC use: linear between the order statistics
// that stand at (n-1)p. The unit is that of the values. It is NaN without
// values or with p outside [0, 1].
func Quantile(sorted []float64, p float64) float64 {
	return quantile(len(sorted), func(i int) float64 { return sorted[i] }, p)
}

// quantile is the quantile of n values, of which value returns the i-th.
func quantile(n int, value func(i int) float64, p float64) float64 {
	if n == 0 || !(p >= 0 && p <= 1) {
		return math.NaN()
	}
	at := float64(p * float64(n-1))
	below := int(at)
	if below == n-1 {
		return value(below)
	}
	return value(below) + float64((at-float64(below))*(value(below+1)-value(below)))
}

// Counted are values of which many are equal: each is kept once.
type Counted struct {
	values []int64 // ascending
	upTo   []int   // how many are no larger than each
}

// Count returns the values that are given by their counts.
func Count(counts map[int64]int) *Counted {
	c := &Counted{values: slices.Sorted(maps.Keys(counts))}
	n := 0
	for _, v := range c.values {
		n += counts[v]
		c.upTo = append(c.upTo, n)
	}
	return c
}

// Len is how many values there are.
func (c *Counted) Len() int {
	if len(c.upTo) == 0 {
		return 0
	}
	return c.upTo[len(c.upTo)-1]
}

// UpTo is how many values are no larger than v.
func (c *Counted) UpTo(v int64) int {
	i, found := slices.BinarySearch(c.values, v)
	if found {
		i++
	}
	if i == 0 {
		return 0
	}
	return c.upTo[i-1]
}

// at returns the i-th of the values in ascending order.
func (c *Counted) at(i int) float64 {
	k, _ := slices.BinarySearch(c.upTo, i+1)
	return float64(c.values[k])
}

// Quantile is [Quantile] of the values.
func (c *Counted) Quantile(p float64) float64 { return quantile(c.Len(), c.at, p) }

// QuantileInterval returns the distribution-free interval of the p-quantile of
// the population from which the values were drawn: two of their order statistics,
// chosen by the binomial distribution so that each end errs with at most half of
// 1-level (David and Nagaraja 2003, "Order Statistics", section 7.1). Ties only
// widen its coverage. ok is false if the values are too few for such an interval:
// [CasesForQuantile] says how many are needed.
func (c *Counted) QuantileInterval(p, level float64) (i Interval, ok bool) {
	low, high, ok := quantileRanks(c.Len(), p, level)
	if !ok {
		return undefined, false
	}
	return Interval{c.at(low - 1), c.at(high - 1)}, true
}

// quantileRanks returns the ranks, from 1, of the interval's order statistics.
// The number B of values below the quantile is binomial(n, p). The low rank r
// errs if B < r, the high rank s if B >= s.
func quantileRanks(n int, p, level float64) (low, high int, ok bool) {
	if !(p > 0 && p < 1) || !validLevel(level) || n < 1 {
		return 0, 0, false
	}
	b := distuv.Binomial{N: float64(n), P: p}
	atMost := func(k int) float64 { return b.CDF(float64(k)) }
	low = sort.Search(n, func(k int) bool { return atMost(k) > tail(level) })
	high = 1 + sort.Search(n, func(k int) bool { return atMost(k) >= 1-tail(level) })
	return low, high, low >= 1 && high <= n
}

// CasesForQuantile returns the smallest number of values for which
// [Counted.QuantileInterval] exists. It is 0 for a p or a level outside (0, 1).
func CasesForQuantile(p, level float64) int {
	if !(p > 0 && p < 1) || !validLevel(level) {
		return 0
	}
	n := math.Log(tail(level)) / math.Log(max(p, 1-p))
	return int(math.Ceil(n - 1e-9))
}
