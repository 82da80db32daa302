package stats

import (
	"math"
	"slices"
)

// Ratings are the labels that coders gave: a row for each unit, in it a column
// for each coder, "" where a coder gave none.
type Ratings [][]string

// Agreement returns the pairs of labels that two coders gave one unit, and how
// many of them agree; of two coders it is the percent agreement. The pairs of
// three coders are not independent: their interval is
// [Ratings.AgreementInterval], not Wilson's.
func (r Ratings) Agreement() Proportion { return r.profiles().agreement() }

// AgreementInterval returns the bootstrap interval over the units of the rate
// of [Ratings.Agreement].
func (r Ratings) AgreementInterval(b Bootstrap) Interval {
	return r.profiles().interval(b, func(p profiles) float64 { return p.agreement().Rate() })
}

// Alpha returns Krippendorff's alpha for nominal data, any number of coders,
// gaps allowed: 1 if all agree, 0 if they agree as chance would (Krippendorff
// 2011, "Computing Krippendorff's alpha-reliability"). Units with fewer than
// two labels say nothing of agreement and do not count. It is NaN if only one
// label is ever used, for then there is nothing that could be confused.
func (r Ratings) Alpha() float64 { return r.profiles().alpha() }

// AlphaInterval returns the bootstrap interval of [Ratings.Alpha] over the
// units (Zapf, Castell, Morawietz and Karch 2016, "Measuring inter-rater
// reliability for nominal data").
func (r Ratings) AlphaInterval(b Bootstrap) Interval {
	return r.profiles().interval(b, profiles.alpha)
}

// Only returns the ratings with every label but one called "not " and that
// one, to tell how well the coders agree on it.
func (r Ratings) Only(label string) Ratings {
	only := make(Ratings, len(r))
	for i, row := range r {
		only[i] = slices.Clone(row)
		for j, l := range row {
			if l != label && l != "" {
				only[i][j] = allBut(label)
			}
		}
	}
	return only
}

// allBut names what is not of the label.
func allBut(label string) string { return "not " + label }

// Pair returns the confusion matrix of two coders, by their columns, over the
// units that both labelled.
func (r Ratings) Pair(first, second int) *Confusion {
	var a, b []string
	for _, row := range r {
		if first < len(row) && second < len(row) && row[first] != "" && row[second] != "" {
			a, b = append(a, row[first]), append(b, row[second])
		}
	}
	c, err := NewConfusion(a, b)
	if err != nil {
		panic(err) // a and b grow together
	}
	return c
}

// profiles are the units that two or more coders labelled, by all that matters
// of them: counts[i] units got each label from kinds[i][label] coders.
type profiles struct {
	kinds  [][]int
	counts []int
}

func (r Ratings) profiles() profiles {
	labels := slices.Compact(slices.Sorted(slices.Values(slices.Concat(r...))))
	var units [][]int
	for _, row := range r {
		unit, given := make([]int, len(labels)), 0
		for _, l := range row {
			if l != "" {
				at, _ := slices.BinarySearch(labels, l)
				unit[at]++
				given++
			}
		}
		if given >= 2 {
			units = append(units, unit)
		}
	}
	slices.SortFunc(units, slices.Compare)
	var p profiles
	for i, unit := range units {
		if i == 0 || !slices.Equal(unit, units[i-1]) {
			p.kinds, p.counts = append(p.kinds, unit), append(p.counts, 0)
		}
		p.counts[len(p.counts)-1]++
	}
	return p
}

func (p profiles) agreement() Proportion {
	var pairs Proportion
	for i, unit := range p.kinds {
		given := 0
		for _, coders := range unit {
			given += coders
			pairs.K += p.counts[i] * coders * (coders - 1) / 2
		}
		pairs.N += p.counts[i] * given * (given - 1) / 2
	}
	return pairs
}

// alpha is 1 - observed/expected disagreement: Krippendorff's coincidences
// summed over the labels that differ, times the number of labels given.
func (p profiles) alpha() float64 {
	if len(p.kinds) == 0 {
		return math.NaN()
	}
	observed, all := 0.0, 0.0
	used := make([]float64, len(p.kinds[0]))
	for i, unit := range p.kinds {
		units, given, same := float64(p.counts[i]), 0.0, 0.0
		for label, coders := range unit {
			given += float64(coders)
			same += float64(coders * coders)
			used[label] += units * float64(coders)
		}
		observed += units * (given*given - same) / (given - 1)
		all += units * given
	}
	expected := all * all
	for _, u := range used {
		expected -= u * u
	}
	return 1 - observed/(expected/(all-1))
}

func (p profiles) interval(b Bootstrap, statistic func(profiles) float64) Interval {
	return b.interval(p.counts, func(counts []int) float64 {
		return statistic(profiles{p.kinds, counts})
	})
}
