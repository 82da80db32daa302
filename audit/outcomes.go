package audit

import (
	"slices"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// Outcomes holds the five outcomes of a brand's requests.
type Outcomes struct {
	Resolved    OutcomeRates `json:"resolved"`
	Redirected  OutcomeRates `json:"redirected"`
	Ignored     OutcomeRates `json:"ignored"`
	Boilerplate OutcomeRates `json:"boilerplate"`
	Open        OutcomeRates `json:"open"`
}

// OutcomeNames lists the outcomes in the order in which they are shown.
var OutcomeNames = [...]string{"resolved", "redirected", "boilerplate", "ignored", "open"}

// Get returns the rates of the outcome with this name, nil if it is none.
func (o *Outcomes) Get(name string) *OutcomeRates {
	switch name {
	case "resolved":
		return &o.Resolved
	case "redirected":
		return &o.Redirected
	case "ignored":
		return &o.Ignored
	case "boilerplate":
		return &o.Boilerplate
	case "open":
		return &o.Open
	}
	return nil
}

// OutcomeRates is one outcome over two denominators.
type OutcomeRates struct {
	N          int  `json:"n"`
	OfRequests Rate `json:"of_requests"`
	OfAnswered Rate `json:"of_answered"` // Javelin's: requests that the brand answered
}

// The denominators of an outcome's rate.
const (
	OfRequests = "requests"
	OfAnswered = "answered"
)

// Denominators lists them in the order in which they are shown.
var Denominators = []string{OfRequests, OfAnswered}

// Over returns the rate over a denominator.
func (o *OutcomeRates) Over(of string) *Rate {
	if of == OfRequests {
		return &o.OfRequests
	}
	return &o.OfAnswered
}

// An outcomeTally counts cases by outcome: all of them, and those that the
// brand answered. It is comparable, so that equal ones can be counted.
type outcomeTally struct {
	all, answered [outcomes]int32 // by outcomeIndex
}

// outcomes is how many outcomes are told apart: those of OutcomeNames and, at
// last, none.
const outcomes = len(OutcomeNames) + 1

// outcomeIndex is an outcome's place in OutcomeNames.
func outcomeIndex(o codebook.Outcome) int {
	if i := slices.Index(OutcomeNames[:], string(o)); i >= 0 {
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
