package audit

import "github.com/lastword-audit/lastword/audit/stats"

// silent lists the parts of the trend in which the share of requests that have a reply
// is less than half of that in the brand's others, by more than chance explains. What
// the brand ignored is not withheld in them. Where the replies of a month are missing,
// those to its last requests mostly are there, for they were written in the next.
func (s *Summary) silent() (list []*Trend) {
	brands := s.byName()
	for i := range s.Trend {
		t := &s.Trend[i]
		b := brands[t.Brand]
		if b == nil || t.Outcomes.Ignored.OfRequests.Rate == nil {
			continue
		}
		others, answered := b.Requests-t.Requests, b.Answered-t.Answered
		if others > 0 && 2*stats.Wilson(t.Answered, t.Requests, Level).High < float64(answered)/float64(others) {
			list = append(list, t)
		}
	}
	return list
}

// silentPeriods names the silent parts of the trend, each with how many of its requests
// have a reply.
func silentPeriods(s *Summary) (names []string) {
	for _, t := range s.silent() {
		names = append(names, sprintf("%s (%d of %s in %s)", t.Brand, t.Answered, Counted(t.Requests, "request"), t.Period))
	}
	return names
}

// SilentIn lists the brands that in this period of the trend answered so much less
// than otherwise that their replies of that time may not be in the archive.
func (s *Summary) SilentIn(period string) (brands []string) {
	for _, t := range s.silent() {
		if t.Period == period {
			brands = append(brands, t.Brand)
		}
	}
	return brands
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

// Waiting lists the brands of whose requests more than a few may still have been
// waiting for a reply at the archive's end, though they count as ignored: "Alder Bank
// (9 of 40)".
func (s *Summary) Waiting() []string {
	return brandsWith(s.Brands, func(_ int, b *BrandSummary) string {
		return waiting(b.TooRecent, &b.Outcomes)
	})
}

// waiting says how many requests of a brand or of a period of it may still have been
// waiting, "" if they are few or withheld.
func waiting(late Rate, o *Outcomes) string {
	if o.Ignored.OfRequests.Rate == nil {
		return ""
	}
	return moreThanFew(late.N, late.Of)
}

// waitingIn lists the periods of whose requests more than a few may still have been
// waiting, where few of all the brand's may: of a year they are few, and of its last
// month many.
func waitingIn(s *Summary) (names []string) {
	brands := s.byName()
	for i := range s.Trend {
		t := &s.Trend[i]
		if b := brands[t.Brand]; waiting(b.TooRecent, &b.Outcomes) != "" {
			continue
		}
		if late := waiting(t.TooRecent, &t.Outcomes); late != "" {
			names = append(names, sprintf("%s (%s in %s)", t.Brand, late, t.Period))
		}
	}
	return names
}
