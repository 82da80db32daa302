package stats

import (
	"math"
	"testing"
)

// fisher is the p-value of Fisher's exact test itself, for which there are known
// answers.
func fisher(a, b Proportion) float64 {
	rarer, equal := tailOf(a, b)
	return rarer + equal
}

// The p-values are R 4.2.2's fisher.test(). The first table is Fisher's lady
// tasting tea; the last is too extreme for its terms to be multiplied out.
func TestTailsAreThoseOfFishersTest(t *testing.T) {
	for _, test := range []struct {
		a, b Proportion
		want float64
	}{
		{Proportion{3, 4}, Proportion{1, 4}, 0.4857142857},
		{Proportion{1, 34}, Proportion{7, 34}, 0.05440013050},
		{Proportion{2, 12}, Proportion{15, 18}, 5.367241191e-04},
		{Proportion{56, 70}, Proportion{48, 80}, 0.01252112975},
		{Proportion{9, 10}, Proportion{3, 10}, 0.019766611098},
		{Proportion{8, 10}, Proportion{1, 6}, 0.03496503497},
		{Proportion{0, 10}, Proportion{0, 10}, 1},
		{Proportion{30, 1000}, Proportion{110, 1000}, 1.126565239e-12},
		{Proportion{360, 1000}, Proportion{110, 1000}, 6.013279883e-41},
	} {
		got := fisher(test.a, test.b)
		near(t, "p", got, test.want, 1e-9*test.want)
		near(t, "p, the other way round", fisher(test.b, test.a), got, 1e-12*got)
	}
}

// The examples of Fagerland, Lydersen and Laake 2017, "Statistical Analysis of
// Contingency Tables", chapter 4 (the lady tasting tea, Perondi et al. 2004,
// Ritland et al. 2007) and a lopsided one, with the p-values that the tests of
// their R package contingencytables expect.
func TestMidP(t *testing.T) {
	for _, test := range []struct {
		a, b Proportion
		want float64
	}{
		{Proportion{3, 4}, Proportion{1, 4}, 0.25714},
		{Proportion{7, 34}, Proportion{1, 34}, 0.02966},
		{Proportion{0, 16}, Proportion{15, 72}, 0.04466},
		{Proportion{745, 748}, Proportion{127, 129}, 0.09193},
	} {
		near(t, "mid-p", MidP(test.a, test.b), test.want, 5e-6)
	}
}

func TestExactTestsOfHugeCounts(t *testing.T) {
	a, b := Proportion{500_000, 1_000_000}, Proportion{500_000, 1_000_000}
	if p := fisher(a, b); math.Abs(p-1) > 1e-12 {
		t.Errorf("equal rates: p = %g, want 1", p)
	}
	if p := fisher(Proportion{0, 1_000_000}, Proportion{1_000_000, 1_000_000}); p != 0 {
		t.Errorf("opposite rates: p = %g, want 0 (less than a float64 can tell)", p)
	}
}

func TestExactTestsOfNothing(t *testing.T) {
	for _, p := range []float64{
		fisher(Proportion{0, 0}, Proportion{1, 2}),
		MidP(Proportion{1, 2}, Proportion{0, 0}),
		MidP(Proportion{3, 2}, Proportion{1, 2}),
	} {
		if !math.IsNaN(p) {
			t.Errorf("p = %g, want NaN", p)
		}
	}
}
