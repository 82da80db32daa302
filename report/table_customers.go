package report

import (
	"slices"

	"github.com/lastword-audit/lastword/audit"
)

// denominatorsTable lays the denominators side by side: all requests, answered
// ones, and customers, each counted once. Beside Wilson's interval stands the
// one that resamples customers.
func denominatorsTable(s *audit.Summary) table {
	t := table{fields: slices.Concat(
		[]field{{"Outcome", 13, plainText}, {"Brand", 26, longText}, {"Share of", 36, plainText}},
		rateFields("So ended", "Of", "Share"),
		[]field{{"95 % low, by customer", 11, share}, {"95 % high, by customer", 11, share}, {"Note", 60, longText}},
	)}
	for _, name := range audit.OutcomeNames {
		for i := range s.Brands {
			b := &s.Brands[i]
			o, c := b.Outcomes.Get(name), b.Customers.Outcomes[name]
			for _, d := range []struct {
				of        string
				rate      *audit.Rate
				clustered *audit.Clustered
			}{
				{ShareOf(audit.OfRequests), &o.OfRequests, c.ClusteredOfRequests},
				{ShareOf(audit.OfAnswered), &o.OfAnswered, c.ClusteredOfAnswered},
				{"customers, by their last request", &c.OfCustomers, nil},
				{"customers, by their last answered request", &c.OfAnsweredCustomers, nil},
			} {
				t.rows = append(t.rows, slices.Concat([]any{name, b.Name, d.of}, rateCells(d.rate), clusteredCells(d.clustered, d.rate)))
			}
		}
	}
	return t
}

// clusteredCells returns the interval over customers and what to note.
func clusteredCells(c *audit.Clustered, r *audit.Rate) []any {
	switch {
	case c != nil && c.Matters:
		return []any{c.Low, c.High, "Customers with many requests make the plain interval too narrow: trust the one by customer."}
	case c != nil:
		return []any{c.Low, c.High, nil}
	}
	return []any{nil, nil, blank(withheld(r))}
}
