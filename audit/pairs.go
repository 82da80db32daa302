package audit

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/lastword-audit/lastword/audit/stats"
)

// A Difference is by how much one rate exceeds another, and whether by more
// than chance explains.
type Difference struct {
	Difference float64 `json:"difference"` // of the rates, as a share of 1
	Low        float64 `json:"low"`        // 95 % interval after Newcombe (1998)
	High       float64 `json:"high"`
	P          float64 `json:"p"`       // mid-p of Fisher's exact test
	PHolm      float64 `json:"p_holm"`  // adjusted for the tests that were made beside it
	Differs    bool    `json:"differs"` // PHolm is below 1 - Level
}

// difference returns a - b, as yet unadjusted; ok is false if either is not
// known.
func difference(a, b *Rate) (d Difference, ok bool) {
	if a.Rate == nil || b.Rate == nil {
		return d, false
	}
	i := stats.Newcombe(a.proportion(), b.proportion(), Level)
	p := stats.MidP(a.proportion(), b.proportion())
	return Difference{Difference: *a.Rate - *b.Rate, Low: i.Low, High: i.High, P: p, PHolm: p}, true
}

// adjust adjusts the p-values of differences that are told together.
func adjust(family []*Difference) {
	p := make([]float64, len(family))
	for i, d := range family {
		p[i] = d.P
	}
	for i, adjusted := range stats.Holm(p) {
		family[i].PHolm = adjusted
		family[i].Differs = adjusted < 1-Level
	}
}

// A Comparison is one outcome of two brands.
type Comparison struct {
	Outcome string   `json:"outcome"`
	Of      string   `json:"of"` // OfRequests or OfAnswered
	A       Compared `json:"a"`
	B       Compared `json:"b"`
	// Difference is A's rate less B's. Its p-value is adjusted over all pairs
	// of brands, for this outcome and denominator.
	Difference
}

// Compared is one side of a comparison.
type Compared struct {
	Brand string `json:"brand"`
	N     int    `json:"n"`
	Cases int    `json:"of"`
}

// A LeftOut is a brand that is not compared over a denominator.
type LeftOut struct {
	Brand string `json:"brand"`
	Of    string `json:"of"` // OfRequests or OfAnswered
	Why   string `json:"why"`
}

// compare compares every pair of brands, over each denominator of which they
// have enough; of very many brands, those with the most.
func compare(brands []BrandSummary, limits Thresholds) (list []Comparison, leftOut []LeftOut) {
	list, leftOut = []Comparison{}, []LeftOut{}
	for _, of := range Denominators {
		enough, out := comparableBrands(brands, of, limits)
		leftOut = append(leftOut, out...)
		for _, outcome := range OutcomeNames {
			list = append(list, comparePairs(enough, outcome, of)...)
		}
	}
	return list, leftOut
}

// comparableBrands tells the brands that can be compared over a denominator, by name,
// from those that cannot.
func comparableBrands(brands []BrandSummary, of string, limits Thresholds) (enough []*BrandSummary, leftOut []LeftOut) {
	out := func(b *BrandSummary, why string) { leftOut = append(leftOut, LeftOut{b.Name, of, why}) }
	size := func(b *BrandSummary) int { return b.Outcomes.Resolved.Over(of).Of }
	for i := range brands {
		b := &brands[i]
		switch r := b.Outcomes.Resolved.Over(of); {
		case r.Of < limits.ThinRequests:
			out(b, fmt.Sprintf("%d, fewer than %d", r.Of, limits.ThinRequests))
		case r.Rate == nil:
			out(b, r.Withheld)
		default:
			enough = append(enough, b)
		}
	}
	slices.SortStableFunc(enough, func(a, b *BrandSummary) int { return cmp.Compare(size(b), size(a)) })
	if n := limits.ComparedBrands; len(enough) > n {
		for _, b := range enough[n:] {
			out(b, fmt.Sprintf("not among the %d brands with the most", n))
		}
		enough = enough[:n]
	}
	slices.SortFunc(enough, func(a, b *BrandSummary) int { return compareNames(a.Name, b.Name) })
	return enough, leftOut
}

// comparePairs compares one outcome of every pair.
func comparePairs(brands []*BrandSummary, outcome, of string) []Comparison {
	var list []Comparison
	for i, a := range brands {
		for _, b := range brands[i+1:] {
			ra, rb := a.Outcomes.Get(outcome).Over(of), b.Outcomes.Get(outcome).Over(of)
			if d, ok := difference(ra, rb); ok {
				list = append(list, Comparison{outcome, of, Compared{a.Name, ra.N, ra.Of}, Compared{b.Name, rb.N, rb.Of}, d})
			}
		}
	}
	family := make([]*Difference, len(list))
	for i := range list {
		family[i] = &list[i].Difference
	}
	adjust(family)
	return list
}
