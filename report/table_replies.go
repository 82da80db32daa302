package report

import (
	"fmt"
	"slices"

	"github.com/lastword-audit/lastword/audit"
)

// redirectsTable shows which redirected requests were confidential, which could
// have been answered in public, and which customers had tried that channel.
func redirectsTable(s *audit.Summary) table {
	t := table{fields: slices.Concat(
		[]field{{"Brand", 26, longText}},
		rateFields("Confidential", "Redirected", "Share"),
		rateFields("Avoidable", "Redirected", "Share"),
		rateFields("Had tried it", "Redirected", "Share"),
	)}
	for i := range s.Brands {
		r := &s.Brands[i].Redirects
		t.rows = append(t.rows, slices.Concat([]any{s.Brands[i].Name}, rateCells(&r.Confidential), rateCells(&r.Avoidable), rateCells(&r.Bounced)))
	}
	return t
}

// mechanicalTable shows how alike and how regular each brand's replies are, one
// row a figure and brand, the rows of one figure together.
func mechanicalTable(s *audit.Summary) table {
	t := table{fields: slices.Concat(
		[]field{{"Figure", 34, plainText}, {"Brand", 26, longText}},
		rateFields("Replies", "Of", "Share"),
		[]field{{"Number", 10, decimal}, {"Note", 80, longText}},
	)}
	for _, f := range mechanicalFigures {
		for i := range s.Brands {
			b := &s.Brands[i]
			t.rows = append(t.rows, append([]any{f.name, b.Name}, f.cells(b)...))
		}
	}
	for hour := range 24 {
		for i := range s.Brands {
			b := &s.Brands[i]
			t.rows = append(t.rows, []any{fmt.Sprintf("Replies from %02d h UTC", hour), b.Name, b.Mechanical.Hours[hour]})
		}
	}
	return t
}

// mechanicalFigures are the figures of mechanicalTable, with the cells behind
// the brand.
var mechanicalFigures = []struct {
	name  string
	cells func(*audit.BrandSummary) []any
}{
	{"In words", func(b *audit.BrandSummary) []any {
		return []any{nil, nil, nil, nil, nil, nil, b.Mechanical.Reading}
	}},
	{"Replies from templates", func(b *audit.BrandSummary) []any { return rateCells(&b.Mechanical.FromTemplates) }},
	{"Templates per 100 replies", func(b *audit.BrandSummary) []any {
		number := any(nothing)
		if n := b.Mechanical.TemplatesPerHundred; n != nil {
			number = *n
		}
		return []any{nil, nil, nil, nil, nil, number, audit.Counted(b.Templates.Distinct, "template")}
	}},
	{"Longest run of one template", func(b *audit.BrandSummary) []any {
		run := &b.Mechanical.LongestRun
		if run.From == nil || run.To == nil {
			return []any{0}
		}
		const minute = "2006-01-02 15:04"
		return []any{run.N, nil, nil, nil, nil, nil, fmt.Sprintf("%s to %s UTC: %s", run.From.Format(minute), run.To.Format(minute), run.Text)}
	}},
	{"Replies to posts that ask for nothing", func(b *audit.BrandSummary) []any { return rateCells(&b.Mechanical.ToNonRequests) }},
	{"Replies signed by a person", func(b *audit.BrandSummary) []any { return rateCells(&b.Mechanical.Signed) }},
	{"Hours of the day with replies", func(b *audit.BrandSummary) []any {
		return []any{nil, nil, nil, nil, nil, b.Mechanical.ActiveHours, "hours with at least 1 of 100 replies"}
	}},
}
