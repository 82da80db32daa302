package report

import "github.com/lastword-audit/lastword/audit"

// A denominator is one of the two that every rate of an outcome has.
type denominator struct {
	of   string // what it counts
	rate func(*audit.OutcomeRates) *audit.Rate
	n    func(*audit.BrandSummary) int
}

var (
	ofRequests = &denominator{"requests",
		func(o *audit.OutcomeRates) *audit.Rate { return &o.OfRequests },
		func(b *audit.BrandSummary) int { return b.Requests }}
	ofAnswered = &denominator{"answered requests",
		func(o *audit.OutcomeRates) *audit.Rate { return &o.OfAnswered },
		func(b *audit.BrandSummary) int { return b.Answered }}
)

// shownOver returns the denominator over which all brands can be shown side by
// side: the requests, unless an archive cannot show all requests of a brand.
func shownOver(s *audit.Summary) *denominator {
	for i := range s.Brands {
		if withheld(&s.Brands[i].Outcomes.Resolved.OfRequests) != "" {
			return ofAnswered
		}
	}
	return ofRequests
}
