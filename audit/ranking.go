package audit

import (
	"cmp"
	"slices"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// A Ranking orders the brands by their share resolved under one definition of
// what the share is of.
type Ranking struct {
	Definition string   `json:"definition"`
	Brands     []Ranked `json:"brands"`   // highest share first; equal ones by name
	Unranked   []string `json:"unranked"` // brands without such a share, or with one of too few cases, by name
	// Swapped counts the pairs of brands that stand the other way round than
	// under the first definition.
	Swapped int `json:"swapped_pairs"`
}

// Ranked is a brand's place. Brands with equal shares have equal ranks.
type Ranked struct {
	Rank     int    `json:"rank"`
	Brand    string `json:"brand"`
	Resolved Rate   `json:"resolved"`
}

// A definition is what resolved cases are a share of.
type definition struct {
	name     string
	resolved func(t *tally, s *BrandSummary) Rate
}

// definitions are those whose rankings are laid side by side. Javelin's is the
// first: every source can show it.
var definitions = []definition{
	{"answered requests", func(t *tally, s *BrandSummary) Rate { return s.Outcomes.Resolved.OfAnswered }},
	{"all requests", func(t *tally, s *BrandSummary) Rate { return s.Outcomes.Resolved.OfRequests }},
	{"customers, by the last answered request of each", func(t *tally, s *BrandSummary) Rate {
		return s.Customers.Outcomes[string(codebook.Resolved)].OfAnsweredCustomers
	}},
	{"answered cases, with praise and chatter", func(t *tally, s *BrandSummary) Rate {
		return t.everyIntent.rate(codebook.Resolved, 0)
	}},
	{"answered requests, without open ones", func(t *tally, s *BrandSummary) Rate {
		return t.requests.rate(codebook.Resolved, int(t.requests.answered[outcomeIndex(codebook.Open)]))
	}},
	{"answered requests, without redirects for confidential matters", func(t *tally, s *BrandSummary) Rate {
		if t.redirects.unjudged > 0 {
			return Rate{} // how many to leave out is not known
		}
		return t.requests.rate(codebook.Resolved, t.redirects.confidential)
	}},
}

// rank orders the brands under every definition; tallies and brands are in the
// same order.
func rank(tallies []*tally, brands []BrandSummary, limits Thresholds) []Ranking {
	list := make([]Ranking, len(definitions))
	for i, d := range definitions {
		r := Ranking{Definition: d.name, Brands: []Ranked{}, Unranked: []string{}}
		for k := range brands {
			b := &brands[k]
			if rate := d.resolved(tallies[k], b); rate.Rate != nil && rate.Of >= limits.ThinRequests {
				r.Brands = append(r.Brands, Ranked{Brand: b.Name, Resolved: rate})
			} else {
				r.Unranked = append(r.Unranked, b.Name)
			}
		}
		r.order()
		if i > 0 {
			r.Swapped = swapped(&list[0], &r)
		}
		list[i] = r
	}
	return list
}

// order sorts the brands and gives them their ranks.
func (r *Ranking) order() {
	slices.SortStableFunc(r.Brands, func(a, b Ranked) int { return cmp.Compare(*b.Resolved.Rate, *a.Resolved.Rate) })
	for i := range r.Brands {
		r.Brands[i].Rank = i + 1
		if i > 0 && *r.Brands[i].Resolved.Rate == *r.Brands[i-1].Resolved.Rate {
			r.Brands[i].Rank = r.Brands[i-1].Rank
		}
	}
}

// swapped counts the pairs that the two rankings order differently.
func swapped(a, b *Ranking) (pairs int) {
	rank := map[string]int{}
	for _, brand := range a.Brands {
		rank[brand.Brand] = brand.Rank
	}
	var places [][2]int // in b and in a, of the brands that are in both
	for _, brand := range b.Brands {
		if before, ok := rank[brand.Brand]; ok {
			places = append(places, [2]int{brand.Rank, before})
		}
	}
	// Those that are equal in b stand in a's order, and so make no pair.
	slices.SortFunc(places, func(p, q [2]int) int { return slices.Compare(p[:], q[:]) })
	var above []int // places in a of the brands above, ascending
	for _, place := range places {
		at, _ := slices.BinarySearch(above, place[1]+1)
		pairs += len(above) - at
		above = slices.Insert(above, at, place[1])
	}
	return pairs
}
