package report

import (
	"fmt"
	"strings"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/report/xlsx"
	"github.com/xuri/excelize/v2"
)

const title = "How customers' cases ended in public"

// howToRead explains the Summary sheet to somebody who reads nothing else.
var howToRead = []string{
	"Each row is a brand; each percentage is the share of its customers' requests (questions, complaints, suggestions) whose case ended in this way at the brand's last public reply.",
	"Resolved: answered in public. Redirected: sent to a private message, a phone line or another channel. Boilerplate: a reply that would suit any customer. Ignored: no reply, or none to the customer's return. Open: still being worked when the archive ends.",
	"Beside each percentage stands its 95 % interval: the range that the true share plausibly lies in, given how few or many cases there are. It leaves out the errors of the machine that labels: `lastword sample` and `lastword correct` measure and remove them. Where two brands' intervals overlap, do not call one better on these numbers alone.",
	"The first table counts every request; the second only those that the brand answered, as the 2012 study of three US banks did (closed in public: Citi 36 %, Wells Fargo 11 %, Bank of America 3 %).",
}

// whereCases says where each case is to be seen.
func (r *Report) whereCases() string {
	file := r.casesAs().file()
	switch {
	case allCases(r.Summary) > r.caseRows():
		return "the sheet Cases " + r.firstCases()
	case file == "":
		return "every single case, with the words that decided it, is on the sheet Cases"
	}
	return "every single case, with the words that decided it, is on the sheet Cases and in " + file
}

// firstCases says of the sheet Cases that it holds but the first of many, and where
// all of them are.
func (r *Report) firstCases() string {
	all := "all of them are in " + r.casesAs().file()
	if r.casesAs().file() == "" {
		all = "audit again with --cases csv to have all of them"
	}
	return fmt.Sprintf("holds the first %s of %s cases, sorted by brand, each with the words that decided it; %s",
		audit.Thousands(r.caseRows()), audit.Thousands(allCases(r.Summary)), all)
}

// summaryWidths are the widths, in characters, of the Summary sheet's columns: the
// brand, the denominator, then a rate and its interval for each outcome.
var summaryWidths = func() []float64 {
	widths := []float64{28, 11}
	for range audit.OutcomeNames {
		widths = append(widths, 11, 13)
	}
	return widths
}()

// rateColumn is the column of the i-th outcome's rate; its interval is in the next.
func rateColumn(i int) int { return 3 + 2*i }

// labelColumn is the hidden one that labels the charts' bars: a brand without a
// request would look like one of which none is resolved.
func labelColumn() int { return len(summaryWidths) + 1 }

// charsAcross is how many characters have room in a row.
func charsAcross() (sum float64) {
	for _, width := range summaryWidths {
		sum += width
	}
	return sum
}

// brandsOnAPage is up to how many brands the Summary sheet is printed on one
// page. With more, it is printed on several, and the charts have a sheet of their
// own.
const brandsOnAPage = 12

func onOnePage(s *audit.Summary) bool { return len(s.Brands) <= brandsOnAPage }

// summary writes the sheet for a reader who reads nothing else.
func (b *workbook) summary() {
	s := b.sheet(sheetSummary)
	sum := b.report.Summary
	s.summaryColumns()
	s.HideColumns(labelColumn(), labelColumn())
	top := s.summaryHead()
	var notes Footnotes
	all, answered := "Requests", "Answered"
	if !onOnePage(sum) { // the first table's head is printed above the second's rows, too
		all, answered = "n", "n"
	}
	second := s.ratesTable(top, "Of all requests", all, audit.OfRequests, &notes) + 1
	end := s.ratesTable(second, "Of answered requests", answered, audit.OfAnswered, &notes)
	row := end
	for _, note := range notes.Lines() {
		row = s.paragraph(row, note, b.style.note)
	}
	row++
	first := top + 2 // brand of the table that the charts show
	if shownOver(sum) == audit.OfAnswered {
		first = second + 2
	}
	switch n := len(sum.Brands); {
	case !onOnePage(sum):
		b.chartsSheet(s, first)
	case n > 0:
		row = s.summaryCharts(s, row, first, 0, n) + 1
	}
	row = s.summaryFoot(row)
	s.FitToWidth()
	s.PrintArea(len(summaryWidths), row)
	if onOnePage(sum) {
		s.OnePage()
	} else {
		s.scaleToWidth()
		s.BreakBefore(second - 1) // with the empty row above its heading
		if !s.fitsPage(1, second-2) || !s.fitsPage(second-1, end-1) {
			s.RepeatRow(top + 1)
		}
	}
	s.HideGrid()
}

// summaryHead writes what stands above the tables, and returns the first one's row.
func (s *sheet) summaryHead() (row int) {
	style, sum := &s.book.style, s.book.report.Summary
	s.Set(1, 1, title, style.title)
	s.Height(1, 28)
	s.Set(1, 2, summaryLine(sum), style.subtitle)
	row = 4
	if len(sum.Warnings) > 0 {
		s.Set(1, row, "Read this first", style.heading)
		row++
		for _, w := range sum.Warnings {
			row = s.paragraph(row, w, style.warning)
		}
		row++
	}
	return row
}

// summaryFoot writes how to read the tables, from a row on, and returns the row after it.
func (s *sheet) summaryFoot(row int) int {
	style, r := &s.book.style, s.book.report
	s.Set(1, row, "How to read it", style.heading)
	row++
	for _, text := range howToRead {
		row = s.paragraph(row, text, style.body)
	}
	row = s.paragraph(row, "The sheet Method says how all this was found; "+r.whereCases()+".", style.body)
	if len(r.Summary.Brands) > fewBrands {
		row = s.paragraph(row, fmt.Sprintf("Here stand all brands. A sheet with several rows for each shows the ones with the most requests, as many as fit in some %s rows, and says in its last row how many it leaves out.", audit.Thousands(sheetRows)), style.body)
	}
	return s.paragraph(row+1, fmt.Sprintf("%s %s, codebook %s. %s read, %s.",
		Tool, r.Manifest.Version, r.Manifest.Codebook, audit.Counted(r.Summary.Posts.Read, "post"), audit.Counted(r.Summary.Problems, "bad record")), style.note)
}

// summaryColumns sets the widths of the sheet's columns.
func (s *sheet) summaryColumns() {
	for i, width := range summaryWidths {
		s.Width(i+1, width)
	}
}

// summaryLine says what was audited, in one line.
func summaryLine(s *audit.Summary) string {
	requests := 0
	for i := range s.Brands {
		requests += s.Brands[i].Requests
	}
	return fmt.Sprintf("%s · %s · %s · %s", span(&s.Window),
		audit.Counted(len(s.Brands), "brand"), audit.Counted(allCases(s), "case"), audit.Counted(requests, "request"))
}

// paragraph writes a text over the sheet's whole width and returns the next
// row. A merged cell does not grow with its text, so its height is set.
func (s *sheet) paragraph(row int, text string, style int) int {
	left, right := xlsx.CellName(1, row), xlsx.CellName(len(summaryWidths), row)
	s.Set(1, row, text, style)
	s.Do(func(f *excelize.File) error { return f.MergeCell(s.Name, left, right) })
	s.Do(func(f *excelize.File) error { return f.SetCellStyle(s.Name, left, right, style) })
	s.Height(row, textHeight(text, charsAcross()))
	return row + 1
}

// ratesTable writes a table of each outcome's rates over one denominator, a
// row a brand below two rows of header, and returns the row after it.
func (s *sheet) ratesTable(row int, heading, n, of string, notes *Footnotes) int {
	style := &s.book.style
	s.Set(1, row, heading, style.heading)
	row++
	s.Set(1, row, "Brand", style.header)
	s.Set(2, row, n, style.headerRight)
	for i, name := range audit.OutcomeNames {
		s.Set(rateColumn(i), row, strings.ToUpper(name[:1])+name[1:], style.headerRight)
		s.Set(rateColumn(i)+1, row, "95 % interval", style.headerRight)
	}
	s.Height(row, 20)
	brands := s.book.report.Summary.Brands
	labels := brandLabels(s.book.report.Summary)
	for i := range brands {
		row++
		b := &brands[i]
		s.Set(1, row, b.Name, style.cell[longText])
		s.Height(row, textHeight(b.Name, summaryWidths[0]))
		s.Set(2, row, requestsOf(b, of), style.cell[number])
		s.Set(labelColumn(), row, labels[b.Name].counting(requestsOf(b, of)).String(), style.cell[plainText])
		for j, name := range audit.OutcomeNames {
			r := b.Outcomes.Get(name).Over(of)
			value := any(nothing)
			switch {
			case r.Rate != nil:
				value = *r.Rate
			case withheld(r) != "":
				value = wordWithheld + " " + notes.Mark(withheld(r))
			}
			s.Set(rateColumn(j), row, value, cellStyle(style, share, value))
			s.Set(rateColumn(j)+1, row, intervalCell(r), style.middle)
		}
	}
	if len(brands) == 0 {
		row++
		s.Set(1, row, "No case was found.", style.cell[plainText])
	}
	return row + 1
}

func intervalCell(r *audit.Rate) any {
	if i := interval(r); i != "" {
		return i + " %"
	}
	return nil
}
