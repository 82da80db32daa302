package coding

import (
	"slices"

	"github.com/lastword-audit/lastword/audit/stats"
)

// An Agreement is how far coders decide alike.
type Agreement struct {
	Coders      []CoderWork         `json:"coders"`
	Adjudicated int                 `json:"adjudicated"` // cases of which an adjudicated sheet says something
	Variables   []VariableAgreement `json:"variables"`   // those that anybody coded
	Undecided   []Difference        `json:"undecided"`   // cases without a consensus
}

// CoderWork is how much a coder did.
type CoderWork struct {
	Name    string `json:"name"`
	Coded   int    `json:"coded"`   // cases with an outcome
	Intents int    `json:"intents"` // cases with an intent
	Alone   int    `json:"alone"`   // those of Coded that no other coder coded; 0 if there is none
}

// A VariableAgreement is the agreement on one variable.
type VariableAgreement struct {
	Variable string           `json:"variable"`
	Overall  LabelAgreement   `json:"overall"`
	Labels   []LabelAgreement `json:"labels"` // each word against all others
	Pairs    []Pair           `json:"pairs"`
}

// A LabelAgreement is the agreement on whether a case has a label, or on all
// labels.
type LabelAgreement struct {
	Label string `json:"label,omitempty"` // "" for all
	Cases int    `json:"cases"`           // that two or more coders coded
	Used  int    `json:"used,omitempty"`  // times that a coder gave the label, in these cases
	// Agreement is the share of the pairs of codes of one case that agree: of
	// two coders, the percent agreement.
	Agreement Figure `json:"agreement"`
	// Kappa is Cohen's; of more than two coders the mean over the pairs (Light
	// 1971, "Measures of response agreement for qualitative data"), without an
	// interval.
	Kappa Figure `json:"kappa"`
	Alpha Figure `json:"alpha"` // Krippendorff's
}

// A Pair is how two coders decided on the cases that both coded.
type Pair struct {
	First     string `json:"first"`
	Second    string `json:"second"`
	Kappa     Figure `json:"kappa"` // Cohen's
	Confusion Matrix `json:"confusion"`
}

// A Difference is a variable of a case on which coders differ so that no word has the majority.
type Difference struct {
	Case     string   `json:"case"`             // id
	Number   string   `json:"number,omitempty"` // in the sample, if that is known
	Variable string   `json:"variable"`
	Words    []string `json:"words"` // of each coder in order, "" if none
}

// Agree measures how far the coders agree. What was adjudicated afterwards has
// no part in it.
//
// The figures are those of the cases that were drawn: outcomes that are rare in
// the archive were drawn more often, and weigh more here.
func (c *Coding) Agree() *Agreement {
	a := &Agreement{Variables: []VariableAgreement{}, Undecided: []Difference{}} // in JSON lists, if there is none
	for _, coder := range c.Coders {
		work := CoderWork{Name: coder.Name}
		for id, codes := range coder.Codes {
			if codes[Outcome] != "" {
				work.Coded++
				if len(c.Coders) > 1 && len(given(c.words(id, Outcome))) == 1 {
					work.Alone++
				}
			}
			if codes[Intent] != "" {
				work.Intents++
			}
		}
		a.Coders = append(a.Coders, work)
	}
	for _, codes := range c.Adjudicated {
		if codes != (Codes{}) {
			a.Adjudicated++
		}
	}
	for i := range Variables {
		if ratings := c.ratings(i); ratings.Agreement().N > 0 {
			a.Variables = append(a.Variables, c.variable(i, ratings))
		}
	}
	for _, id := range c.Cases() {
		for i := range Variables {
			if _, decided := c.consensus(id, i); !decided {
				a.Undecided = append(a.Undecided, Difference{id, c.drawn(id), Variables[i].Name, c.words(id, i)})
			}
		}
	}
	return a
}

// undecided are the cases without a consensus, by id.
func (a *Agreement) undecided() map[string]bool {
	cases := map[string]bool{}
	for _, d := range a.Undecided {
		cases[d.Case] = true
	}
	return cases
}

// ratings returns what the coders decided on a variable. Where it belongs to an
// outcome, it is compared where coders gave that outcome.
func (c *Coding) ratings(variable int) stats.Ratings {
	var r stats.Ratings
	for _, id := range c.Cases() {
		r = append(r, c.words(id, variable))
	}
	return r
}

// words returns the coders' words on a variable of a case.
func (c *Coding) words(id string, variable int) []string {
	words := make([]string, len(c.Coders))
	for i, coder := range c.Coders {
		words[i] = coder.Codes[id][variable]
	}
	return words
}

func (c *Coding) variable(i int, ratings stats.Ratings) VariableAgreement {
	v := VariableAgreement{Variable: Variables[i].Name, Overall: c.label("", ratings)}
	for _, label := range Variables[i].List() {
		if l := c.label(label, ratings.Only(label)); l.Used > 0 {
			v.Labels = append(v.Labels, l)
		}
	}
	for first := range c.Coders {
		for second := first + 1; second < len(c.Coders); second++ {
			if confusion := ratings.Pair(first, second); confusion.Accuracy().N > 0 {
				v.Pairs = append(v.Pairs, Pair{c.Coders[first].Name, c.Coders[second].Name, kappaFigure(confusion), Matrix(*confusion)})
			}
		}
	}
	return v
}

// label measures the agreement in ratings that were made for a label.
func (c *Coding) label(label string, ratings stats.Ratings) LabelAgreement {
	l := LabelAgreement{Label: label}
	for _, row := range ratings {
		words := given(row)
		if len(words) < 2 {
			continue
		}
		l.Cases++
		for _, word := range words {
			if word == label {
				l.Used++
			}
		}
	}
	if len(c.Coders) == 2 {
		l.Agreement = proportionFigure(ratings.Agreement())
		l.Kappa = kappaFigure(ratings.Pair(0, 1))
	} else {
		l.Agreement = newFigure(ratings.Agreement().Rate(), ratings.AgreementInterval(resampling))
		l.Kappa = c.meanKappa(ratings)
	}
	l.Alpha = newFigure(ratings.Alpha(), ratings.AlphaInterval(resampling))
	return l
}

func kappaFigure(c *stats.Confusion) Figure {
	return newFigure(c.Kappa(), c.Interval(resampling, (*stats.Confusion).Kappa))
}

// meanKappa returns the mean of Cohen's kappa over the pairs of coders that
// share cases.
func (c *Coding) meanKappa(ratings stats.Ratings) Figure {
	sum, pairs := 0.0, 0
	for first := range c.Coders {
		for second := first + 1; second < len(c.Coders); second++ {
			if confusion := ratings.Pair(first, second); confusion.Accuracy().N > 0 {
				sum += confusion.Kappa()
				pairs++
			}
		}
	}
	if pairs == 0 {
		return Figure{}
	}
	return Figure{Value: new(sum / float64(pairs))}
}

// consensus returns the word on a variable of a case: the adjudicated one if
// there is one, else the one that more than half of those gave who decided. It
// is not decided where coders differ and no word has the majority: two that
// differ have none. "" is decided, if nobody said anything.
func (c *Coding) consensus(id string, variable int) (word string, decided bool) {
	if word := c.Adjudicated[id][variable]; word != "" {
		return word, true
	}
	if of := Variables[variable].Of; of != "" {
		if outcome, decided := c.consensus(id, Outcome); !decided || outcome != of {
			return "", true // nothing is to be decided
		}
	}
	return majority(c.words(id, variable))
}

// majority returns the word of more than half of those that are not "".
func majority(words []string) (word string, decided bool) {
	votes, all := map[string]int{}, given(words)
	for _, w := range all {
		if votes[w]++; 2*votes[w] > len(all) {
			return w, true
		}
	}
	return "", len(all) == 0
}

// given returns the words that are not "".
func given(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(word string) bool { return word == "" })
}
