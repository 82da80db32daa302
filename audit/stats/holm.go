package stats

import (
	"cmp"
	"math"
	"slices"
)

// Holm returns the p-values adjusted for having been asked together (Holm
// 1979, "A simple sequentially rejective multiple test procedure"), in the
// order given: an adjusted value below 0.05 is significant with at most a 5 %
// chance that any of them is so by accident. A NaN, a test that could not be
// made, stays NaN and does not count.
func Holm(p []float64) []float64 {
	adjusted := slices.Repeat([]float64{math.NaN()}, len(p))
	var tests []int
	for i := range p {
		if !math.IsNaN(p[i]) {
			tests = append(tests, i)
		}
	}
	slices.SortStableFunc(tests, func(i, j int) int { return cmp.Compare(p[i], p[j]) })
	least := 0.0
	for rank, i := range tests {
		least = min(1, max(least, float64(len(tests)-rank)*p[i]))
		adjusted[i] = least
	}
	return adjusted
}
