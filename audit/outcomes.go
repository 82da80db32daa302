package audit

import (
	"slices"

	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/audit/stats"
)

// An outcomeTally counts cases by outcome: all of them, and those that the
// brand answered. It is comparable, so that equal ones can be counted.
type outcomeTally struct {
	all, answered [outcomes]int32 // by outcomeIndex
}

// outcomes is how many outcomes are told apart: those of OutcomeNames and, at
// last, none.
const outcomes = 6

// outcomeIndex is an outcome's place in OutcomeNames.
func outcomeIndex(o codebook.Outcome) int {
	if i := slices.Index(OutcomeNames, string(o)); i >= 0 {
		return i
	}
	return outcomes - 1
}

// add counts a case.
func (t *outcomeTally) add(c *Case) {
	i := outcomeIndex(c.Label.Outcome)
	t.all[i]++
	if c.Answered() {
		t.answered[i]++
	}
}

// merge adds what another tally counted.
func (t *outcomeTally) merge(o outcomeTally) {
	for i := range outcomes {
		t.all[i] += o.all[i]
		t.answered[i] += o.answered[i]
	}
}

// sum adds counts up.
func sum(counts [outcomes]int32) int {
	n := 0
	for _, c := range counts {
		n += int(c)
	}
	return n
}

// rate is an outcome's share of the answered ones but for some.
func (t *outcomeTally) rate(o codebook.Outcome, without int) Rate {
	return NewRate(int(t.answered[outcomeIndex(o)]), sum(t.answered)-without)
}

// rates turns the counts into each outcome's rates; withheld says why what the
// brand ignored cannot be told, "" if it can.
func (t *outcomeTally) rates(withheld string) Outcomes {
	var o Outcomes
	requests, answered := sum(t.all), sum(t.answered)
	for i, name := range OutcomeNames {
		r := o.Get(name)
		r.N = int(t.all[i])
		r.OfRequests = NewRate(r.N, requests)
		r.OfAnswered = NewRate(int(t.answered[i]), answered)
		r.OfRequests.withhold(withheld)
	}
	o.Ignored.OfAnswered.withhold(withheld)
	return o
}

// proportion is a rate's counts.
func (r *Rate) proportion() stats.Proportion { return stats.Proportion{K: r.N, N: r.Of} }
