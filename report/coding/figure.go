package coding

import (
	"math"

	"github.com/lastword-audit/lastword/audit/stats"
)

// Level is the confidence level of every interval.
const Level = 0.95

// resampling is how the intervals are resampled that have no formula.
var resampling = stats.Bootstrap{Level: Level, Resamples: 2000, Seed: 1}

// A Figure is a number with its 95 % interval; null is what cannot be told.
type Figure struct {
	Value *float64 `json:"value"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
}

// newFigure returns the figure of a value and its interval, NaN as nil.
func newFigure(value float64, i stats.Interval) Figure {
	known := func(x float64) *float64 {
		if math.IsNaN(x) {
			return nil
		}
		return &x
	}
	return Figure{known(value), known(i.Low), known(i.High)}
}

// proportionFigure returns the figure of a proportion, with Wilson's interval.
func proportionFigure(p stats.Proportion) Figure {
	if p.N == 0 {
		return Figure{}
	}
	return newFigure(p.Rate(), stats.Wilson(p.K, p.N, Level))
}

// A Matrix is a [stats.Confusion]: Counts[i][j] cases are Labels[i] to the first
// and Labels[j] to the second.
type Matrix struct {
	Labels []string `json:"labels"`
	Counts [][]int  `json:"counts"`
}
