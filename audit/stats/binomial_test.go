package stats

import (
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// A published interval hangs on each number drawn, and on how many are.
func TestBinomialDrawsWhatDistuvDoes(t *testing.T) {
	for _, share := range []float64{1e-4, 0.02, 1.0 / 3, 0.5, 0.51, 0.97, 1 - 1e-4} {
		b := newBinomial(share)
		mine, theirs := rand.NewPCG(1, 2), rand.NewPCG(1, 2)
		for _, trials := range []int{0, 1, 2, 24, 25, 60, 1000, factorials - 1, factorials, 100_000} {
			for range 200 {
				got := b.draw(trials, mine)
				if want := int(distuv.Binomial{N: float64(trials), P: share, Src: theirs}.Rand()); got != want {
					t.Fatalf("of %d trials with a share of %v: %d, want %d", trials, share, got, want)
				}
			}
		}
		if mine.Uint64() != theirs.Uint64() {
			t.Errorf("with a share of %v, not as many numbers were drawn", share)
		}
	}
}
