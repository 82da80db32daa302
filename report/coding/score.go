package coding

import (
	"fmt"

	"github.com/lastword-audit/lastword/audit/stats"
)

// A Score is how well a labeller finds what is true, on one variable.
type Score struct {
	Group    string `json:"group"` // the part of the cases: "all", or a sample or source
	Variable string `json:"variable"`
	Cases    int    `json:"cases"`
	Right    int    `json:"right"`

	Accuracy Figure `json:"accuracy"`
	Kappa    Figure `json:"kappa"`    // Cohen's, with the truth
	MacroF1  Figure `json:"macro_f1"` // over the labels that are true of any case
	// Population is the accuracy over all cases of the report, each drawn case
	// standing for those of its stratum that were not drawn; nil where the
	// drawing probabilities are not known.
	Population *Figure `json:"population_accuracy,omitempty"`

	Labels []LabelScore `json:"labels"`
	// Confusion counts by the true label (first) and the labeller's; "" is the
	// label of a case that was not found.
	Confusion Matrix `json:"confusion"`
}

// A LabelScore is how well a labeller finds one label.
type LabelScore struct {
	Label string `json:"label"`
	True  int    `json:"true"` // cases of the label
	Said  int    `json:"said"` // cases to which the labeller gives it
	Hits  int    `json:"hits"` // both
	F1    Figure `json:"f1"`
}

// newScore compares a labeller with the truth.
func newScore(group, variable string, truth, got []string) Score {
	c, err := stats.NewConfusion(truth, got)
	if err != nil {
		panic(err) // both come from the same cases
	}
	right := c.Accuracy()
	s := Score{
		Group: group, Variable: variable, Cases: right.N, Right: right.K, Confusion: Matrix(*c),
		Accuracy: proportionFigure(right),
		Kappa:    kappaFigure(c),
		MacroF1:  newFigure(c.MacroF1(), c.Interval(resampling, (*stats.Confusion).MacroF1)),
	}
	for i, label := range c.Labels {
		l := LabelScore{Label: label, Hits: c.Counts[i][i]}
		for j := range c.Labels {
			l.True += c.Counts[i][j]
			l.Said += c.Counts[j][i]
		}
		if l.True == 0 {
			continue
		}
		f1 := func(c *stats.Confusion) float64 { return c.F1(label) }
		l.F1 = newFigure(c.F1(label), c.Interval(resampling, f1))
		s.Labels = append(s.Labels, l)
	}
	return s
}

// Fits reports whether the coded cases were drawn from this very population.
func (c *Coding) Fits(p Population) bool {
	return c.Sample != nil && c.Sample.Fingerprint == p.Fingerprint()
}

// Missing lists the coded cases that a population lacks.
func (c *Coding) Missing(p Population) []string {
	var missing []string
	for _, id := range c.Cases() {
		if p.find(id) == nil {
			missing = append(missing, id)
		}
	}
	return missing
}

// Score compares the machine's labels with the coders' consensus. Cases
// without one are left out; a channel or reason is compared where both give the
// outcome that it belongs to. The population need not be the one that was
// drawn from, but a case of it must still have the same id to be compared; it
// is an error if none has.
func (c *Coding) Score(p Population) ([]Score, error) {
	var scores []Score
	drawn := c.Fits(p)
	for i := range Variables {
		var truth, got []string
		right := map[string]bool{}
		for _, id := range c.Cases() {
			word, decided := c.consensus(id, i)
			u := p.find(id)
			if !decided || word == "" || u == nil {
				continue
			}
			if of := Variables[i].Of; of != "" && u.Machine[Outcome] != of {
				continue
			}
			truth, got = append(truth, word), append(got, u.Machine[i])
			right[id] = word == u.Machine[i]
		}
		if len(truth) == 0 {
			continue
		}
		s := newScore("all", Variables[i].Name, truth, got)
		if drawn && Variables[i].Of == "" {
			s.Population = c.populationAccuracy(p, right)
		}
		scores = append(scores, s)
	}
	if len(scores) == 0 {
		return nil, fmt.Errorf("none of the %d coded cases is in the report, as %s: it is not the one that was drawn from, or the letters of a CSV are garbled; then give the workbook that sample wrote, too", len(c.Cases()), c.Cases()[0])
	}
	return scores, nil
}

// populationAccuracy estimates the accuracy over all cases that could have been
// drawn, by cases that are right or wrong; nil if it cannot. A stratum of which none is
// decided widens the interval alone: the machine does not say whether it is right.
func (c *Coding) populationAccuracy(p Population, right map[string]bool) *Figure {
	cells := c.cells(p, c.Sample.covers, func(id string) finding {
		is, coded := right[id]
		return finding{coded: coded, counts: true, hit: is}
	}, func(*Unit) finding { return finding{} })
	rate, err := stats.PredictionPowered(cells, Level)
	if err != nil {
		return nil
	}
	return new(newFigure(rate.Rate, rate.Interval))
}
