package stats

import (
	"math"
	"testing"
)

// R 4.2.2: p.adjust(p, "holm").
func TestHolm(t *testing.T) {
	for _, test := range []struct{ p, want []float64 }{
		{[]float64{0.01, 0.02, 0.03, 0.04}, []float64{0.04, 0.06, 0.06, 0.06}},
		{[]float64{0.01, 0.04, 0.03, 0.005, 0.9}, []float64{0.04, 0.09, 0.09, 0.025, 0.9}},
		{[]float64{0.6, 0.7}, []float64{1, 1}},
		{nil, nil},
	} {
		got := Holm(test.p)
		if len(got) != len(test.want) {
			t.Fatalf("%d values for %d", len(got), len(test.want))
		}
		for i := range got {
			near(t, "adjusted p", got[i], test.want[i], 1e-12)
		}
	}
}

// A pair that could not be compared does not make the others pay.
func TestHolmLeavesOutWhatWasNotTested(t *testing.T) {
	got := Holm([]float64{0.01, math.NaN(), 0.03})
	near(t, "first", got[0], 0.02, 1e-12)
	near(t, "last", got[2], 0.03, 1e-12)
	if !math.IsNaN(got[1]) {
		t.Errorf("not tested: %g, want NaN", got[1])
	}
}
