package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/audit"
)

// longestName is how many runes of a brand's name the table shows.
const longestName = 32

// Table writes the short table that an audit ends with: for each brand the
// requests, the share resolved with its interval over both denominators, and
// the other outcomes' shares of the requests (of the answered ones, where a
// source cannot show all requests), in percent. A number that the source cannot
// show is "withheld", with the reason beneath. Where the archive may lack replies, the
// coverage stands at the end: how many of the brand's posts that others reply to it holds,
// and between what shares that may lie: one of one shows little.
// Of many brands, it shows the largest.
func Table(w io.Writer, all *audit.Summary) error {
	s := largest(all, fewBrands)
	out := bufio.NewWriter(w)
	if len(s.Brands) == 0 {
		fmt.Fprintln(out, "No case was found.")
		return out.Flush()
	}
	var notes Footnotes
	cell := func(r *audit.Rate) string {
		switch {
		case r.Rate != nil:
			return percent(*r.Rate)
		case withheld(r) != "":
			return wordWithheld + " " + notes.Mark(withheld(r))
		}
		return nothing
	}
	withInterval := func(r *audit.Rate) string {
		if i := interval(r); i != "" {
			return cell(r) + " [" + i + "]"
		}
		return cell(r)
	}
	others := shownOver(all)
	rows := [][]string{
		{"", "", "% of requests", "% of answered", "% of " + strings.TrimSuffix(ShareOf(others), " requests")},
		slices.Concat([]string{"brand", "requests", "resolved [95 %]", "resolved [95 %]"}, audit.OutcomeNames[1:]),
	}
	short := shortNames(brandNames(all), longestName)
	for i := range s.Brands {
		b := &s.Brands[i]
		row := []string{
			short[b.Name], audit.Thousands(b.Requests),
			withInterval(&b.Outcomes.Resolved.OfRequests), withInterval(&b.Outcomes.Resolved.OfAnswered),
		}
		for _, name := range audit.OutcomeNames[1:] {
			row = append(row, cell(b.Outcomes.Get(name).Over(others)))
		}
		rows = append(rows, row)
	}
	if slices.ContainsFunc(s.Brands, func(b audit.BrandSummary) bool { return b.Coverage.TooLow }) {
		rows[1] = append(rows[1], "coverage [95 %]")
		for i := range s.Brands {
			rows[2+i] = append(rows[2+i], coverageShort(&s.Brands[i].Coverage))
		}
	}
	WriteAligned(out, rows, 1)
	if more := len(all.Brands) - len(s.Brands); more > 0 {
		fmt.Fprintln(out, moreBrands(more)+".")
	}
	for _, note := range notes.Lines() {
		fmt.Fprintln(out, note)
	}
	return out.Flush()
}

// coverageShort says a coverage with its interval: "1 of 1 [20.7–100.0]".
func coverageShort(c *audit.Coverage) string {
	if c.Of == 0 {
		return "not known"
	}
	return fmt.Sprintf("%s of %s [%s]", audit.Thousands(c.N), audit.Thousands(c.Of), interval(&c.Rate))
}
