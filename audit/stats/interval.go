package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// An Interval is a confidence interval, ends included. Low <= High, or both
// are NaN.
type Interval struct{ Low, High float64 }

// undefined is the interval of impossible arguments.
var undefined = Interval{math.NaN(), math.NaN()}

// HalfWidth returns half the distance between the ends.
func (i Interval) HalfWidth() float64 { return (i.High - i.Low) / 2 }

// clamp returns the interval cut to [low, high].
func (i Interval) clamp(low, high float64) Interval {
	return Interval{min(max(i.Low, low), high), min(max(i.High, low), high)}
}

// zTwoSided returns the normal quantile that leaves (1-level)/2 above it.
func zTwoSided(level float64) float64 {
	if level == 0.95 {
		return 0x1.f5c0331eeff82p+0 // its last digit, as gonum computes it, depends on the processor
	}
	return distuv.UnitNormal.Quantile(1 - tail(level))
}

// tail returns the probability that a two-sided level leaves on each side.
func tail(level float64) float64 { return (1 - level) / 2 }

// validLevel reports whether level is strictly between 0 and 1.
func validLevel(level float64) bool { return level > 0 && level < 1 }
