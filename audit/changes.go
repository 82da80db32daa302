package audit

import (
	"fmt"
	"slices"
	"strings"
)

// A Change is how one outcome's rate of a brand differs between two audits.
type Change struct {
	Brand   string `json:"brand"`
	Outcome string `json:"outcome"`
	Of      string `json:"of"` // OfRequests or OfAnswered
	Before  Rate   `json:"before"`
	After   Rate   `json:"after"`
	// Change is the later rate less the earlier one, nil if either is not
	// known. Its p-value is adjusted over all changes with this denominator.
	Change *Difference `json:"change"`
}

// Changes lists the changes of the brands that both audits have, by
// denominator, brand and outcome, and the brands that only one has. It takes
// the two for audits of different cases.
func Changes(before, after *Summary) (changes []Change, onlyBefore, onlyAfter []string) {
	changes, onlyBefore, onlyAfter = []Change{}, []string{}, []string{}
	ofBefore, ofAfter := before.byName(), after.byName()
	for i := range before.Brands {
		if ofAfter[before.Brands[i].Name] == nil {
			onlyBefore = append(onlyBefore, before.Brands[i].Name)
		}
	}
	for i := range after.Brands {
		if ofBefore[after.Brands[i].Name] == nil {
			onlyAfter = append(onlyAfter, after.Brands[i].Name)
		}
	}
	for _, of := range Denominators {
		var family []*Difference
		for i := range before.Brands {
			b := &before.Brands[i]
			a := ofAfter[b.Name]
			if a == nil {
				continue
			}
			for _, outcome := range OutcomeNames {
				c := Change{b.Name, outcome, of, *b.Outcomes.Get(outcome).Over(of), *a.Outcomes.Get(outcome).Over(of), nil}
				if d, ok := difference(&c.After, &c.Before); ok {
					c.Change = &d
					family = append(family, c.Change)
				}
				changes = append(changes, c)
			}
		}
		adjust(family)
	}
	return changes, onlyBefore, onlyAfter
}

// byName returns the brands by their names.
func (s *Summary) byName() map[string]*BrandSummary {
	brands := make(map[string]*BrandSummary, len(s.Brands))
	for i := range s.Brands {
		brands[s.Brands[i].Name] = &s.Brands[i]
	}
	return brands
}

// In returns a summary of one period of the trend, or of as much of it as the window
// holds: its brands hold what the trend says of them, and no more. The error
// names the periods that there are.
func (s *Summary) In(period string) (*Summary, error) {
	of := &Summary{Unit: s.Unit}
	var periods []string
	for i := range s.Trend {
		t := &s.Trend[i]
		periods = append(periods, t.Period)
		if t.Period == period {
			of.Brands = append(of.Brands, BrandSummary{Name: t.Brand, Requests: t.Requests, Answered: t.Answered, Outcomes: t.Outcomes, TooRecent: t.TooRecent})
		}
	}
	if of.Brands != nil {
		start, err := ParseStart(period)
		if err != nil {
			return nil, err
		}
		next := s.TrendBy.Next(start)
		of.Window = Window{Since: &start, Until: &next, Begins: s.Window.Begins, Ends: s.Window.Ends}
		if since := s.Window.Since; since != nil && since.After(start) {
			of.Window.Since = since
		}
		if until := s.Window.Until; until != nil && until.Before(next) {
			of.Window.Until = until
		}
		return of, nil
	}
	slices.Sort(periods)
	periods = slices.Compact(periods)
	switch {
	case len(periods) > 0:
		return nil, fmt.Errorf("no period %q in the report's trend: it has %s", period, strings.Join(periods, ", "))
	case s.TrendBy == Month || s.TrendBy == Week:
		return nil, fmt.Errorf("no period %q in the report's trend: it has no request", period)
	}
	return nil, fmt.Errorf("the report has no trend: audit again with --trend month or week")
}
