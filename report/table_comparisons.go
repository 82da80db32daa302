package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/audit"
)

// comparisonsTable shows every pair of brands that is compared, in numbers and
// in words, and then the brands that are not, with the reason.
func comparisonsTable(s *audit.Summary) table {
	t := table{fields: slices.Concat(
		[]field{{"Outcome", 13, plainText}, {"Share of", 18, plainText}, {"Brand", 24, longText}, {"compared with", 24, longText},
			{"In words", 70, longText}, {"More than chance?", 11, plainText}},
		differenceFields("Difference"),
		[]field{{"Brand's n", 10, number}, {"of", 10, number}, {"Other's n", 10, number}, {"of", 10, number}},
	)}
	for i := range s.Comparisons {
		c := &s.Comparisons[i]
		t.rows = append(t.rows, slices.Concat(
			[]any{c.Outcome, ShareOf(c.Of), c.A.Brand, c.B.Brand, differenceWords(c), yes(c.Differs)},
			differenceCells(&c.Difference),
			[]any{c.A.N, c.A.Cases, c.B.N, c.B.Cases},
		))
	}
	for _, out := range s.NotCompared {
		t.rows = append(t.rows, []any{"all", ShareOf(out.Of), out.Brand, nil, "Not compared: " + out.Why + "."})
	}
	if len(t.rows) == 0 {
		t.rows = append(t.rows, []any{nil, nil, nil, nil, "There is no brand."})
	} else if len(s.Comparisons) == 0 {
		t.rows = append(t.rows, []any{nil, nil, nil, nil, "No two brands can be compared."})
	}
	return t
}

// differenceFields names the columns of differenceCells.
func differenceFields(name string) []field {
	return []field{{name, 11, share}, {"95 % low", 9, share}, {"95 % high", 9, share}, {"p (mid-p)", 10, chance}, {"p, adjusted (Holm)", 10, chance}}
}

func differenceCells(d *audit.Difference) []any {
	return []any{d.Difference, d.Low, d.High, d.P, d.PHolm}
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// differenceWords says a comparison in a sentence.
func differenceWords(c *audit.Comparison) string {
	of := func(x *audit.Compared) string {
		return percent(float64(x.N)/float64(x.Cases)) + " %"
	}
	return fmt.Sprintf("%s: %s of %s's %s, %s of %s's. %s.", c.Outcome, of(&c.A), c.A.Brand, ShareOf(c.Of), of(&c.B), c.B.Brand, changeWords(&c.Difference))
}

// changeWords says a difference and how sure it is.
func changeWords(d *audit.Difference) string {
	points := func(x float64) string { return fmt.Sprintf("%+.1f", 100*x) }
	verdict := "which chance may explain"
	if d.Differs {
		verdict = "more than chance explains"
	}
	return fmt.Sprintf("%s points (95 %%: %s to %s), %s", points(d.Difference), points(d.Low), points(d.High), verdict)
}

// rankingTable shows the brands' places under each definition, beside those
// under the first one, and how many pairs of brands change places.
func rankingTable(s *audit.Summary) table {
	t := table{fields: slices.Concat(
		[]field{{"Share of", 56, plainText}, {"Rank", 8, number}, {"Brand", 26, longText}},
		rateFields("Resolved", "Of", "Share"),
		[]field{{"Rank by the first definition", 14, number}, {"Note", 60, longText}},
	)}
	if len(s.Ranking) == 0 {
		return t
	}
	first := map[string]int{}
	for _, b := range s.Ranking[0].Brands {
		first[b.Brand] = b.Rank
	}
	for i, r := range s.Ranking {
		for _, b := range r.Brands {
			before := any(nothing)
			if rank := first[b.Brand]; rank > 0 {
				before = rank
			}
			t.rows = append(t.rows, slices.Concat([]any{r.Definition, b.Rank, b.Brand}, rateCells(&b.Resolved), []any{before}))
		}
		var notes []string
		switch {
		case len(r.Brands)+len(r.Unranked) == 0:
			notes = append(notes, "There is no brand.")
		case len(r.Brands) == 0:
		case i == 0:
			notes = append(notes, "The first definition.")
		default:
			notes = append(notes, fmt.Sprintf("Pairs of brands that stand the other way round than by the first definition: %d.", r.Swapped))
		}
		if len(r.Unranked) > 0 {
			notes = append(notes, "Not ranked, for want of cases or because the share is withheld: "+list(fewNames(r.Unranked))+".")
		}
		t.rows = append(t.rows, []any{r.Definition, nil, nil, nil, nil, nil, nil, nil, nil, blank(strings.Join(notes, " "))})
	}
	return t
}
