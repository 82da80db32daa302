package stats

import (
	"fmt"
	"hash/fnv"
	"math"
	"testing"
)

// near fails the test if got is farther from want than within.
func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s = %.10g, want %.10g (±%g)", what, got, want, within)
	}
}

// nearInterval is near for both ends.
func nearInterval(t *testing.T, what string, got Interval, low, high, within float64) {
	t.Helper()
	near(t, what+" low", got.Low, low, within)
	near(t, what+" high", got.High, high, within)
}

// The published ones are table I, method 3 of Newcombe 1998, "Two-sided
// confidence intervals for the single proportion"; the others are R 4.2.2's
// prop.test(k, n, conf.level=level, correct=FALSE)$conf.int.
func TestWilson(t *testing.T) {
	for _, test := range []struct {
		k, n             int
		level, low, high float64
		within           float64
		source           string
	}{
		{81, 263, 0.95, 0.2553, 0.3662, 5e-5, "Newcombe 1998"},
		{15, 148, 0.95, 0.0624, 0.1605, 5e-5, "Newcombe 1998"},
		{0, 20, 0.95, 0, 0.1611, 5e-5, "Newcombe 1998"},
		{1, 29, 0.95, 0.0061, 0.1718, 5e-5, "Newcombe 1998"},
		{36, 100, 0.99, 0.2486628802, 0.4887589124, 1e-9, "R"},
		{3, 5500, 0.95, 1.855207177e-04, 1.602586533e-03, 1e-9, "R"},
		{1, 1, 0.95, 0.2065493144, 1, 1e-9, "R"},
	} {
		got := Wilson(test.k, test.n, test.level)
		nearInterval(t, test.source, got, test.low, test.high, test.within)
	}
}

func TestWilsonEnds(t *testing.T) {
	if got := Wilson(0, 7, 0.95); got.Low != 0 {
		t.Errorf("no hits: low end %g, want exactly 0", got.Low)
	}
	if got := Wilson(7, 7, 0.95); got.High != 1 {
		t.Errorf("all hits: high end %g, want exactly 1", got.High)
	}
	if got := Wilson(0, 0, 0.95); got != (Interval{0, 1}) {
		t.Errorf("no cases: %v, want [0, 1]", got)
	}
	for _, bad := range []Interval{Wilson(-1, 5, 0.95), Wilson(6, 5, 0.95), Wilson(1, 5, 1), Wilson(1, 5, 0), Wilson(1, 5, math.NaN())} {
		if !math.IsNaN(bad.Low) || !math.IsNaN(bad.High) {
			t.Errorf("impossible arguments: %v, want NaN", bad)
		}
	}
}

// Examples (a) to (h) of table II, method 10, of Newcombe 1998, "Interval
// estimation for the difference between independent proportions".
func TestNewcombe(t *testing.T) {
	for _, test := range []struct {
		a, b      Proportion
		low, high float64
	}{
		{Proportion{56, 70}, Proportion{48, 80}, 0.0524, 0.3339},
		{Proportion{9, 10}, Proportion{3, 10}, 0.1705, 0.8090},
		{Proportion{6, 7}, Proportion{2, 7}, 0.0582, 0.8062},
		{Proportion{5, 56}, Proportion{0, 29}, -0.0381, 0.1926},
		{Proportion{0, 10}, Proportion{0, 20}, -0.1611, 0.2775},
		{Proportion{0, 10}, Proportion{0, 10}, -0.2775, 0.2775},
		{Proportion{10, 10}, Proportion{0, 20}, 0.6791, 1},
		{Proportion{10, 10}, Proportion{0, 10}, 0.6075, 1},
	} {
		got := Newcombe(test.a, test.b, 0.95)
		nearInterval(t, "difference", got, test.low, test.high, 5e-5)
		mirrored := Newcombe(test.b, test.a, 0.95)
		nearInterval(t, "mirrored", mirrored, -got.High, -got.Low, 1e-12)
	}
	if got := Newcombe(Proportion{0, 0}, Proportion{1, 2}, 0.95); !math.IsNaN(got.Low) {
		t.Errorf("no cases: %v, want NaN", got)
	}
}

func TestCasesForHalfWidth(t *testing.T) {
	// The textbook number for ±5 points at any rate, 385 by the Wald interval,
	// is z² = 3.84 fewer by Wilson's (Piegorsch 2004): 384.15 - 3.84, rounded up.
	if got := CasesForHalfWidth(0.5, 0.05, 0.95); got != 381 {
		t.Errorf("±5 points at 50 %%: %d cases, want 381", got)
	}
	// R 4.2.2: uniroot for n on the width of Wilson's formula gives 979.8987.
	if got := CasesForHalfWidth(0.36, 0.03, 0.95); got != 980 {
		t.Errorf("±3 points at 36 %%: %d cases, want 980", got)
	}
	// By the definition: n cases are enough, one fewer is not.
	z := zTwoSided(0.95)
	for _, rate := range []float64{0, 0.03, 0.11, 0.36, 0.5, 0.97, 1} {
		for _, half := range []float64{0.3, 0.1, 0.05, 0.01} {
			n := CasesForHalfWidth(rate, half, 0.95)
			if w := wilson(rate, float64(n), z).HalfWidth(); w > half+1e-9 {
				t.Errorf("%d cases at %g are not enough for ±%g: ±%g", n, rate, half, w)
			}
			if n > 1 {
				if w := wilson(rate, float64(n-1), z).HalfWidth(); w <= half {
					t.Errorf("at %g, %d cases are enough for ±%g; said %d", rate, n-1, half, n)
				}
			}
		}
	}
	for _, got := range []int{CasesForHalfWidth(0.5, 0, 0.95), CasesForHalfWidth(2, 0.1, 0.95), CasesForHalfWidth(0.5, 0.1, 1), CasesForHalfWidth(0.5, 1e-12, 0.95), CasesForHalfWidth(0.5, 1e-300, 0.95)} {
		if got != 0 {
			t.Errorf("impossible arguments: %d cases, want 0", got)
		}
	}
	if got := CasesForHalfWidth(0.5, 0.5, 0.95); got != 1 {
		t.Errorf("±50 points: %d cases, want 1", got)
	}
}

// The intervals have the same bits on every processor, also on those that multiply
// and add in one step (arm64, s390x), so that the same posts make the same report.
func TestIntervalsAreTheSameEverywhere(t *testing.T) {
	const want = 0xe61eb962c5d11a0a
	sum := fnv.New64a()
	for n := 1; n <= 100; n++ {
		for k := 0; k <= n; k++ {
			w, d := Wilson(k, n, 0.95), Newcombe(Proportion{k, n}, Proportion{7, 23}, 0.95)
			q := Quantile([]float64{0, 1, 3, 17, float64(n)}, float64(k)/float64(n))
			fmt.Fprintln(sum, w.Low, w.High, d.Low, d.High, q)
		}
	}
	if got := sum.Sum64(); got != want {
		t.Errorf("they sum up to %#x, not %#x", got, uint64(want))
	}
}
