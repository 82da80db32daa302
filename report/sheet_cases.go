package report

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/report/xlsx"
	"github.com/xuri/excelize/v2"
)

// caseFields lists the columns of the Cases sheet, by their names in cases.csv.
// What a reader wants to see stands first; the others are for the screen and
// are not printed.
var caseFields = []field{
	{"brand", 18, plainText}, {"customer", 18, plainText}, {"opened_at", 16, plainText}, {"intent", 11, plainText}, {"outcome", 11, plainText},
	{"reason", 9, plainText}, {"channel", 9, plainText}, {"request_text", 58, longText}, {"last_reply_text", 58, longText},
	{"evidence", 30, longText}, {"rule", 22, plainText}, {"confidence", 11, share}, {"template_id", 14, plainText}, {"language", 10, plainText}, {"misdirected", 12, plainText},
	{"confidential", 12, plainText}, {"bounce", 9, plainText}, {"caveats", 24, plainText},
	{"first_response_seconds", 14, number}, {"customer_posts", 10, number}, {"brand_posts", 10, number},
	{"last_post_at", 16, plainText}, {"last_reply_at", 16, plainText}, {"last_reply_id", 22, plainText}, {"post_ids", 40, plainText}, {"case_id", 34, plainText},
}

// printedCaseFields is how many of them are printed.
const printedCaseFields = 9

// A caseSheet streams the cases to their sheet, up to a limit.
type caseSheet struct {
	stream  *excelize.StreamWriter
	style   *styles
	columns []int // of the cells, in the order of caseFields
	limit   int
	n       int // cases so far
	row     []any
}

func newCaseSheet(b *workbook) *caseSheet {
	c := &caseSheet{style: &b.style, limit: b.report.caseRows(), row: make([]any, len(caseFields))}
	for _, f := range caseFields {
		c.columns = append(c.columns, slices.Index(Columns(), f.head))
	}
	// The page is set up first: a streamed sheet is beyond reach afterwards.
	s := b.sheet(sheetCases)
	s.FitToWidth()
	if allCases(b.report.Summary) > c.limit {
		s.Do(func(f *excelize.File) error {
			return f.AddComment(sheetCases, excelize.Comment{
				Cell: "A1", Author: Tool, Width: 320, Height: 60,
				Paragraph: []excelize.RichTextRun{{Text: "This sheet " + b.report.firstCases() + "."}},
			})
		})
	}
	s.Do(func(f *excelize.File) (err error) {
		c.stream, err = f.NewStreamWriter(sheetCases)
		return err
	})
	s.Do(func(*excelize.File) error { return c.stream.SetPanes(&xlsx.HeaderFrozen) })
	for i, f := range slices.Backward(caseFields) { // the stream puts each before those set earlier
		s.Do(func(*excelize.File) error { return c.stream.SetColWidth(i+1, i+1, f.width) })
		c.row[i] = excelize.Cell{StyleID: headerStyle(&b.style, f.kind), Value: f.head}
	}
	s.Do(func(*excelize.File) error { return c.stream.SetRow("A1", c.row, excelize.RowOpts{Height: 30}) })
	return c
}

// full reports whether the limit is reached.
func (c *caseSheet) full() bool { return c.n >= c.limit }

// add shows one case, given the cells of Columns.
func (c *caseSheet) add(cells []string) error {
	c.n++
	height := 0.0
	for i, column := range c.columns {
		f, value := &caseFields[i], cellText(cells[column])
		if f.kind == longText {
			height = max(height, textHeight(value, f.width))
		}
		c.row[i] = c.cell(f, value)
	}
	return c.stream.SetRow(xlsx.CellName(1, c.n+1), c.row, excelize.RowOpts{Height: height})
}

// cell returns a column's text as a cell: a number or time as what it is, all
// else, ids above all, as text.
func (c *caseSheet) cell(f *field, value string) any {
	if value == "" {
		return excelize.Cell{StyleID: c.style.cell[f.kind]}
	}
	if f.kind == number || f.kind == share {
		if x, err := strconv.ParseFloat(value, 64); err == nil {
			return excelize.Cell{StyleID: c.style.cell[f.kind], Value: x}
		}
	}
	switch f.head {
	case "opened_at", "last_post_at", "last_reply_at":
		if t, err := time.Parse(time.RFC3339Nano, value); err == nil {
			return excelize.Cell{StyleID: c.style.moment, Value: moment(t)}
		}
	}
	return excelize.Cell{StyleID: c.style.cell[f.kind], Value: xlsx.Fit(value)}
}

// moment returns a time as a spreadsheet counts it: in days from the end of 1899
// (ECMA-376 part 1, 18.17.4.1), rounded once. excelize comes there by way of decimal places,
// which takes long. The first days are left to it: a spreadsheet counts a 29 February
// 1900 among them.
func moment(t time.Time) any {
	if t.Before(time.Date(1900, time.March, 1, 0, 0, 0, 0, time.UTC)) {
		return t
	}
	const day, first = 24 * 60 * 60, 25569 // days up to 1970
	return float64(t.Unix()+first*day) / day
}

// finish ends the sheet, with a last row that says where the rest of all cases
// is.
func (c *caseSheet) finish(s *sheet) error {
	all := allCases(s.book.report.Summary)
	rows, more := 1+c.n, all-c.n
	s.filter(len(caseFields), rows)
	if more > 0 {
		rows++
	}
	s.PrintArea(printedCaseFields, rows)
	s.RepeatRow(1)
	if s.book.Err != nil {
		return s.book.Err
	}
	if more > 0 {
		file := s.book.report.casesAs().file()
		note := fmt.Sprintf("… and %s: all %s cases are in %s, beside this workbook.", audit.Counted(more, "further case"), audit.Thousands(all), file)
		if file == "" {
			note = fmt.Sprintf("… and %s: audit again with --cases csv to have all %s.", audit.Counted(more, "further case"), audit.Thousands(all))
		}
		if err := c.stream.SetRow(xlsx.CellName(1, c.n+2), []any{excelize.Cell{StyleID: c.style.heading, Value: note}}); err != nil {
			return err
		}
	}
	return c.stream.Flush()
}
