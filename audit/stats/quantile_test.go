package stats

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// R 4.2.2: quantile(x, p), whose default is type 7. The second x is the
// example of Wikipedia's "Percentile", variant C = 1.
func TestQuantile(t *testing.T) {
	a := []float64{3, 6, 7, 8, 8, 10, 13, 15, 16, 20}
	b := []float64{15, 20, 35, 40, 50}
	for _, test := range []struct {
		sorted  []float64
		p, want float64
	}{
		{a, 0.25, 7.25}, {a, 0.5, 9}, {a, 0.75, 14.5}, {a, 0.9, 16.4},
		{b, 0, 15}, {b, 0.05, 16}, {b, 0.3, 23}, {b, 0.4, 29}, {b, 0.9, 46}, {b, 1, 50},
		{[]float64{4}, 0.9, 4},
	} {
		near(t, "quantile", Quantile(test.sorted, test.p), test.want, 1e-12)
	}
	for _, got := range []float64{Quantile(nil, 0.5), Quantile(a, 1.1), Quantile(a, -0.1), Quantile(a, math.NaN())} {
		if !math.IsNaN(got) {
			t.Errorf("impossible arguments: %g, want NaN", got)
		}
	}
}

// orderStatistics is Counted.QuantileInterval of values in ascending order.
func orderStatistics(sorted []float64, p, level float64) (i Interval, ok bool) {
	low, high, ok := quantileRanks(len(sorted), p, level)
	if !ok {
		return undefined, false
	}
	return Interval{sorted[low-1], sorted[high-1]}, true
}

func TestCounted(t *testing.T) {
	for _, counts := range []map[int64]int{
		nil, {7: 1}, {-3: 2, 0: 1, 9: 40}, {1: 100, 2: 1, 3: 100}, {5: 1, 6: 1, 7: 1, 8: 1, 9: 1, 10: 1, 11: 1},
	} {
		var sorted []float64
		for v := int64(-5); v < 15; v++ {
			for range counts[v] {
				sorted = append(sorted, float64(v))
			}
			if got := Count(counts).UpTo(v); got != len(sorted) {
				t.Errorf("%v: %d values up to %d, want %d", counts, got, v, len(sorted))
			}
		}
		c := Count(counts)
		if c.Len() != len(sorted) {
			t.Errorf("%v: %d values, want %d", counts, c.Len(), len(sorted))
		}
		for _, p := range []float64{0, 0.1, 0.5, 0.77, 0.9, 1} {
			if got, want := c.Quantile(p), Quantile(sorted, p); got != want && !math.IsNaN(want) {
				t.Errorf("%v: quantile %g is %g, want %g", counts, p, got, want)
			}
			got, ok := c.QuantileInterval(p, 0.95)
			if want, wanted := orderStatistics(sorted, p, 0.95); ok != wanted || ok && got != want {
				t.Errorf("%v: interval of quantile %g is %v, want %v", counts, p, got, want)
			}
		}
	}
}

// The ranks of a median's 95 % interval as Campbell and Gardner 1988,
// "Calculating confidence intervals for some non-parametric analyses", define
// them; all rows are R 4.2.2's qbinom(0.025, n, p) and qbinom(0.975, n, p)+1.
func TestQuantileRanks(t *testing.T) {
	for _, test := range []struct {
		n         int
		p         float64
		low, high int
	}{
		{6, 0.5, 1, 6}, {8, 0.5, 1, 8}, {9, 0.5, 2, 8}, {12, 0.5, 3, 10},
		{20, 0.5, 6, 15}, {25, 0.5, 8, 18}, {50, 0.5, 18, 33}, {100, 0.5, 40, 61},
		{36, 0.9, 29, 36}, {50, 0.9, 41, 50}, {100, 0.9, 84, 96}, {1000, 0.9, 881, 919},
	} {
		low, high, ok := quantileRanks(test.n, test.p, 0.95)
		if !ok || low != test.low || high != test.high {
			t.Errorf("n %d, p %g: ranks %d, %d, %t; want %d, %d", test.n, test.p, low, high, ok, test.low, test.high)
		}
	}
}

func TestQuantileIntervalNeedsCases(t *testing.T) {
	for _, p := range []float64{0.1, 0.5, 0.9} {
		n := CasesForQuantile(p, 0.95)
		if _, ok := Count(map[int64]int{0: n}).QuantileInterval(p, 0.95); !ok {
			t.Errorf("p %g: %d values are said to be enough and are not", p, n)
		}
		if _, ok := Count(map[int64]int{0: n - 1}).QuantileInterval(p, 0.95); ok {
			t.Errorf("p %g: %d values are enough, %d are asked for", p, n-1, n)
		}
	}
	if _, ok := Count(nil).QuantileInterval(0.5, 0.95); ok {
		t.Error("an interval without values")
	}
}

// The interval of a skewed population's 90th percentile covers it at least as
// often as its level says, without knowing the distribution.
func TestQuantileIntervalCovers(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 1))
	truth := math.Exp(1.2815515655446004) // lognormal, R: qlnorm(0.9)
	const runs = 2000
	covered := 0
	for range runs {
		sample := make([]float64, 80)
		for i := range sample {
			sample[i] = math.Exp(rng.NormFloat64())
		}
		slices.Sort(sample)
		if i, ok := orderStatistics(sample, 0.9, 0.95); ok && i.contains(truth) {
			covered++
		}
	}
	if share := float64(covered) / runs; share < 0.94 || share > 0.99 {
		t.Errorf("covered in %.3f of the runs, want 0.95 or a little more", share)
	}
}
