package report

import "github.com/lastword-audit/lastword/audit"

// ShareOf says what a denominator, one of [audit.Denominators], counts.
func ShareOf(of string) string {
	if of == audit.OfRequests {
		return "requests"
	}
	return "answered requests"
}

// requestsOf returns how many requests of a brand a denominator counts.
func requestsOf(b *audit.BrandSummary, of string) int {
	if of == audit.OfRequests {
		return b.Requests
	}
	return b.Answered
}

// shownOver returns the denominator over which all brands can be shown side by
// side: the requests, unless an archive cannot show all requests of a brand.
func shownOver(s *audit.Summary) string {
	for i := range s.Brands {
		if withheld(&s.Brands[i].Outcomes.Resolved.OfRequests) != "" {
			return audit.OfAnswered
		}
	}
	return audit.OfRequests
}
