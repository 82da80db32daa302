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
		[]field{{"Brand", 26, plainText}},
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

// mechanicalTable shows how alike and how regular each brand's replies are.
func mechanicalTable(s *audit.Summary) table {
	t := table{fields: slices.Concat(
		[]field{{"Brand", 26, plainText}, {"In words", 80, longText}},
		rateFields("From templates", "Replies", "Share"),
		[]field{{"Templates", 11, number}, {"Templates per 100 replies", 11, decimal},
			{"Longest run of one template", 12, number}, {"Its text", 50, longText}, {"Run from (UTC)", 18, plainText}, {"to", 18, plainText}},
		rateFields("To posts that ask nothing", "Replies", "Share"),
		rateFields("Signed by a person", "Replies", "Share"),
		[]field{{"Hours with replies", 10, number}},
	)}
	for hour := range 24 {
		t.fields = append(t.fields, field{fmt.Sprintf("%02d h UTC", hour), 7, number})
	}
	for i := range s.Brands {
		b := &s.Brands[i]
		m := &b.Mechanical
		row := slices.Concat([]any{b.Name, m.Reading}, rateCells(&m.FromTemplates), []any{b.Templates.Distinct})
		if m.TemplatesPerHundred != nil {
			row = append(row, *m.TemplatesPerHundred)
		} else {
			row = append(row, nothing)
		}
		row = append(row, m.LongestRun.N)
		if run := &m.LongestRun; run.From != nil && run.To != nil {
			const minute = "2006-01-02 15:04"
			row = append(row, run.Text, run.From.Format(minute), run.To.Format(minute))
		} else {
			row = append(row, nil, nil, nil)
		}
		row = slices.Concat(row, rateCells(&m.ToNonRequests), rateCells(&m.Signed), []any{m.ActiveHours})
		for _, n := range m.Hours {
			row = append(row, n)
		}
		t.rows = append(t.rows, row)
	}
	return t
}
