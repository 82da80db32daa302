package stats

import (
	"fmt"
	"math"
)

// A Share is a rate and the number of cases that it is known from, which need
// not be whole: of a weighted sample it is the number of independent cases that
// would tell as much.
type Share struct{ Rate, N float64 }

// Share returns the proportion as a share of its own cases.
func (p Proportion) Share() Share { return Share{p.Rate(), float64(p.N)} }

// MachineErrors returns the machine's sensitivity, the share of the coders'
// hits that it finds, and its specificity, the share of the others that it
// leaves alone. Coded cases weigh by the inverse of their drawing probability;
// N is Kish's effective number (Kish 1965, "Survey Sampling", section 11.7). It
// is an error if a cell's numbers contradict each other, or if no coded case is a
// hit or all are, for then one of the two is unknown.
func MachineErrors(cells []Cell) (sensitivity, specificity Share, err error) {
	var hits, others weightedShare
	for _, c := range cells {
		if err := c.check(); err != nil {
			return Share{}, Share{}, fmt.Errorf("machine's errors: %w", err)
		}
		if c.Coded > 0 {
			weight := float64(c.Cases) / float64(c.Coded)
			hits.add(weight, c.Hits, c.Hit)
			others.add(weight, c.counted()-c.Hits, !c.Hit)
		}
	}
	if hits.all == 0 || others.all == 0 {
		return Share{}, Share{}, fmt.Errorf("machine's errors: the coded cases are all hits or all none; code more cases, or those of several brands together")
	}
	return hits.share(), others.share(), nil
}

// A weightedShare counts weighted cases.
type weightedShare struct{ right, all, squares float64 }

func (w *weightedShare) add(weight float64, cases int, right bool) {
	w.all += weight * float64(cases)
	w.squares += weight * weight * float64(cases)
	if right {
		w.right += weight * float64(cases)
	}
}

func (w *weightedShare) share() Share {
	return Share{Rate: w.right / w.all, N: w.all * w.all / w.squares}
}

// RoganGladen returns the rate behind an apparent one, given the labeller's
// sensitivity and specificity (Rogan and Gladen 1978, "Estimating prevalence
// from the results of a screening test"), with the interval of Lang and
// Reiczigel 2014, "Confidence limits for prevalence of disease adjusted for
// estimated sensitivity and specificity". Rate and interval are cut to [0, 1].
//
// It takes the three as known from independent samples, and the labeller to err
// alike in all the cases: do not use it with errors measured on one brand for
// another whose replies differ. Where the cases themselves were sampled and
// coded, [PredictionPowered] assumes neither.
//
// It is an error if sensitivity and specificity together do not exceed 1, for
// such a labeller does not tell hits from others, or if a number is out of its
// range.
func RoganGladen(apparent, sensitivity, specificity Share, level float64) (rate float64, i Interval, err error) {
	for _, s := range []struct {
		name string
		Share
	}{{"apparent rate", apparent}, {"sensitivity", sensitivity}, {"specificity", specificity}} {
		if !(s.Rate >= 0 && s.Rate <= 1) || !(s.N > 0) {
			return math.NaN(), undefined, fmt.Errorf("Rogan-Gladen: %s %g of %g cases; give a share of 1 and the cases that it comes from", s.name, s.Rate, s.N)
		}
	}
	if !validLevel(level) {
		return math.NaN(), undefined, fmt.Errorf("Rogan-Gladen: confidence level %g; it must be between 0 and 1", level)
	}
	if sensitivity.Rate+specificity.Rate <= 1 {
		return math.NaN(), undefined, fmt.Errorf("Rogan-Gladen: sensitivity %.3f and specificity %.3f do not exceed 1 together, so the labels tell nothing of the rate",
			sensitivity.Rate, specificity.Rate)
	}
	rate, _ = behind(apparent.Rate, sensitivity.Rate, specificity.Rate)

	// Lang and Reiczigel add cases, half of them hits, to each sample, z² to
	// the first and 2 to the others, before they take the normal interval.
	z := zTwoSided(level)
	a, se, sp := apparent.plus(z*z), sensitivity.plus(2), specificity.plus(2)
	center, youden := behind(a.Rate, se.Rate, sp.Rate)
	if youden <= 0 {
		return rate, undefined, fmt.Errorf("Rogan-Gladen: sensitivity %.3f of %.4g cases and specificity %.3f of %.4g are known from too few; code more",
			sensitivity.Rate, sensitivity.N, specificity.Rate, specificity.N)
	}
	missed, mistaken := center*center*se.variance(), (1-center)*(1-center)*sp.variance()
	half := z * math.Sqrt(a.variance()+missed+mistaken) / youden
	center += 2 * z * z * (center*se.variance() - (1-center)*sp.variance())
	return min(max(rate, 0), 1), Interval{center - half, center + half}.clamp(0, 1), nil
}

// behind returns the rate behind an apparent one, and Youden's index.
func behind(apparent, sensitivity, specificity float64) (rate, youden float64) {
	youden = sensitivity + specificity - 1
	return (apparent + specificity - 1) / youden, youden
}

// plus returns the share with so many cases more, half of them hits.
func (s Share) plus(cases float64) Share {
	return Share{(s.Rate*s.N + cases/2) / (s.N + cases), s.N + cases}
}

func (s Share) variance() float64 { return s.Rate * (1 - s.Rate) / s.N }
