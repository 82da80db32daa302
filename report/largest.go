package report

import (
	"fmt"
	"slices"

	"github.com/lastword-audit/lastword/audit"
)

const (
	// sheetRows is how many rows of brands a sheet has, about: no spreadsheet is
	// pleasant to use with more, and each takes memory until the workbook is
	// written. A sheet with several rows a brand shows so much fewer of them.
	sheetRows = 10_000
	// fewBrands stand on every sheet, however many rows each has.
	fewBrands = 80
)

// largest returns what the summary says of the n brands with the most requests, in
// its order, with their places among all.
func largest(s *audit.Summary, n int) *audit.Summary {
	if len(s.Brands) <= n {
		return s
	}
	brands := brandsOf(s)
	slices.SortStableFunc(brands, func(a, b *audit.BrandSummary) int { return b.Requests - a.Requests })
	kept := map[string]bool{}
	for _, b := range brands[:n] {
		kept[b.Name] = true
	}
	l := *s
	l.Brands = keep(s.Brands, func(b *audit.BrandSummary) bool { return kept[b.Name] })
	l.NotCompared = keep(s.NotCompared, func(out *audit.LeftOut) bool { return kept[out.Brand] })
	l.Trend = keep(s.Trend, func(t *audit.Trend) bool { return kept[t.Brand] })
	l.Ranking = slices.Clone(s.Ranking)
	for i := range l.Ranking {
		r := &l.Ranking[i]
		r.Brands = keep(r.Brands, func(b *audit.Ranked) bool { return kept[b.Brand] })
	}
	return &l
}

func brandsOf(s *audit.Summary) []*audit.BrandSummary {
	brands := make([]*audit.BrandSummary, len(s.Brands))
	for i := range s.Brands {
		brands[i] = &s.Brands[i]
	}
	return brands
}

// keep returns those of a list that are wanted.
func keep[T any](list []T, wanted func(*T) bool) (kept []T) {
	for i := range list {
		if wanted(&list[i]) {
			kept = append(kept, list[i])
		}
	}
	return kept
}

// brandsTable makes a sheet's table of as many brands as it has room for, with a last
// row that says how many it leaves out.
func brandsTable(s *audit.Summary, build func(*audit.Summary) table) table {
	shown := largest(s, fewBrands)
	t := build(shown)
	if shown != s {
		room := len(shown.Brands) * sheetRows / max(1, len(t.rows))
		shown = largest(s, max(fewBrands, room))
		t = build(shown)
	}
	t.brands = len(shown.Brands)
	if more := len(s.Brands) - t.brands; more > 0 {
		row := slices.Repeat([]any{nil}, len(t.fields))
		row[t.column("Brand")-1] = moreBrands(more)
		t.rows = append(t.rows, row)
	}
	return t
}

// fewNames returns names, of very many the first and how many more there are.
func fewNames(names []string) []string {
	if more := len(names) - fewBrands; more > 0 {
		return append(slices.Clone(names[:fewBrands]), audit.Thousands(more)+" more")
	}
	return names
}

// moreBrands says how many brands are left out, and where all are.
func moreBrands(n int) string {
	return fmt.Sprintf("… and %s with fewer requests: all are on the sheet %s and in %s", audit.Counted(n, "brand"), sheetSummary, summaryName)
}
