package stats

import (
	"fmt"
	"math"
	"slices"
)

// A Confusion counts units by the labels of two labellers: Counts[i][j] units
// are Labels[i] to the first and Labels[j] to the second. Where one of them is
// right, it is the first. Labels are in ascending order.
type Confusion struct {
	Labels []string
	Counts [][]int
}

// NewConfusion counts the units whose labels are truth[i] and got[i]. An empty
// label is a label like others, such as that of a unit the second did not
// find. It is an error if one has more labels than the other.
func NewConfusion(truth, got []string) (*Confusion, error) {
	if len(truth) != len(got) {
		return nil, fmt.Errorf("confusion matrix: %d labels of the first labeller, %d of the second; give both a label for every unit", len(truth), len(got))
	}
	labels := slices.Compact(slices.Sorted(slices.Values(slices.Concat(truth, got))))
	c := newConfusion(labels)
	for i := range truth {
		row, _ := slices.BinarySearch(labels, truth[i])
		column, _ := slices.BinarySearch(labels, got[i])
		c.Counts[row][column]++
	}
	return c, nil
}

func newConfusion(labels []string) *Confusion {
	c := &Confusion{Labels: labels, Counts: make([][]int, len(labels))}
	for i := range c.Counts {
		c.Counts[i] = make([]int, len(labels))
	}
	return c
}

// margins returns the units by the first's label, by the second's, those on
// which both agree, and all.
func (c *Confusion) margins() (first, second []int, agree, all int) {
	first, second = make([]int, len(c.Labels)), make([]int, len(c.Labels))
	for i, row := range c.Counts {
		agree += row[i]
		for j, n := range row {
			first[i] += n
			second[j] += n
			all += n
		}
	}
	return first, second, agree, all
}

// Accuracy returns the units on which both agree: the accuracy of the second
// if the first is right, the percent agreement of two coders.
func (c *Confusion) Accuracy() Proportion {
	_, _, agree, all := c.margins()
	return Proportion{agree, all}
}

// Kappa returns the agreement beyond chance, 1 if it is perfect and 0 if it is
// what chance would give (Cohen 1960, "A coefficient of agreement for nominal
// scales"). If both give every unit the same label, chance explains all of it
// and kappa is 1 by convention. It is NaN without units.
func (c *Confusion) Kappa() float64 {
	first, second, agree, all := c.margins()
	if all == 0 {
		return math.NaN()
	}
	observed, chance := float64(agree)/float64(all), 0.0
	for i := range first {
		chance += float64(first[i]) / float64(all) * float64(second[i]) / float64(all)
		if first[i] == all && second[i] == all {
			return 1
		}
	}
	return (observed - chance) / (1 - chance)
}

// F1 returns the harmonic mean of precision and recall of the second on one
// label of the first (van Rijsbergen 1979, "Information Retrieval"): 0 if it
// never hits, NaN if neither uses the label.
func (c *Confusion) F1(label string) float64 {
	i, known := slices.BinarySearch(c.Labels, label)
	if !known {
		return math.NaN()
	}
	first, second, _, _ := c.margins()
	// With tp hits, first = tp+fn and second = tp+fp.
	return 2 * float64(c.Counts[i][i]) / float64(first[i]+second[i])
}

// MacroF1 returns the plain mean of F1 over the labels that the first uses:
// a rare label counts as much as a frequent one. It is NaN without units.
func (c *Confusion) MacroF1() float64 {
	first, second, _, _ := c.margins()
	sum, used := 0.0, 0
	for i := range c.Labels {
		if first[i] > 0 {
			sum += 2 * float64(c.Counts[i][i]) / float64(first[i]+second[i])
			used++
		}
	}
	return sum / float64(used)
}

// Interval returns the bootstrap interval of a statistic over the units, as in
// c.Interval(b, (*Confusion).Kappa).
func (c *Confusion) Interval(b Bootstrap, statistic func(*Confusion) float64) Interval {
	resampled := newConfusion(c.Labels)
	return b.interval(slices.Concat(c.Counts...), func(counts []int) float64 {
		for i := range resampled.Counts {
			resampled.Counts[i], counts = counts[:len(c.Labels)], counts[len(c.Labels):]
		}
		return statistic(resampled)
	})
}
