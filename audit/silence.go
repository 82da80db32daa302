package audit

import (
	"math"
)

// silentPeriods lists the periods of the trend in which no request has a reply,
// where of the brand's others so many have one that chance would hardly leave so
// many without. What the brand ignored is not withheld in them.
func silentPeriods(s *Summary) []string {
	const hardly = 0.001
	var list []string
	brands := s.byName()
	for i := range s.Trend {
		t := &s.Trend[i]
		b := brands[t.Brand]
		if t.Answered > 0 || b == nil || t.Outcomes.Ignored.OfRequests.Rate == nil {
			continue
		}
		others := b.Requests - t.Requests
		unanswered := float64(others-b.Answered+1) / float64(others+2) // Laplace's rule of succession
		if others > 0 && math.Pow(unanswered, float64(t.Requests)) < hardly {
			list = append(list, sprintf("%s (%s in %s)", t.Brand, Counted(t.Requests, "request"), t.Period))
		}
	}
	return list
}

// unreferred lists the brands of which it is reported what they ignored although
// nobody refers to a post of theirs, so that nothing shows whether all are here.
func unreferred(brands []BrandSummary) []string {
	return brandsThat(brands, func(_ int, b *BrandSummary) bool {
		ignored := &b.Outcomes.Ignored.OfRequests
		return b.Coverage.Of == 0 && ignored.Rate != nil && ignored.N > 0
	})
}

// sparse lists the brands of which rates are published, though the archive holds less
// than some share of their replies.
func sparse(brands []BrandSummary, share float64) []string {
	return brandsWith(brands, func(_ int, b *BrandSummary) string {
		if c := b.Coverage; b.Answered > 0 && float64(c.N) < share*float64(c.Of) {
			return sprintf("%d of %d", c.N, c.Of)
		}
		return ""
	})
}

// waiting lists the brands of whose requests more than a few may still have been
// waiting for a reply at the archive's end, though they count as ignored.
func waiting(brands []BrandSummary) []string {
	return brandsWith(brands, func(_ int, b *BrandSummary) string {
		if b.Outcomes.Ignored.OfRequests.Rate == nil {
			return ""
		}
		return moreThanFew(b.TooRecent.N, b.Requests)
	})
}
