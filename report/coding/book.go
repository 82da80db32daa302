package coding

import (
	"github.com/xuri/excelize/v2"

	"github.com/lastword-audit/lastword/report"
	"github.com/lastword-audit/lastword/report/xlsx"
)

// A book is a workbook of this package being written.
type book struct {
	*xlsx.Book
	style styles
}

func newBook(title string, sheets ...string) *book {
	b := &book{Book: xlsx.NewBook(excelize.NewFile(), title, report.Tool, sheets)}
	b.style = newStyles(b.Book)
	return b
}

// A sheetWriter writes one sheet of a book.
type sheetWriter struct {
	*xlsx.Sheet
	style *styles
}

// open begins a sheet with columns of these widths.
func (b *book) open(name string, widths ...float64) *sheetWriter {
	s := &sheetWriter{b.Sheet(name), &b.style}
	for i, width := range widths {
		s.Width(i+1, width)
	}
	return s
}

// lines gives a row the height of so many lines.
func (s *sheetWriter) lines(row, lines int) { s.Height(row, 6+lineHeight*float64(lines)) }

const (
	textSize   = 11 // points, of the letters in cells
	lineHeight = 15 // points, of one line
	mostLines  = 26 // of a row: Excel allows 409 points
)

// linesIn estimates how many lines a text takes in a column of this width.
func linesIn(text string, width float64) int { return xlsx.Lines(text, width, textSize) }

// protect locks what is not to be filled in, without a password: it keeps
// slips away, not people. Widths and heights stay free.
func (s *sheetWriter) protect() {
	s.Do(func(f *excelize.File) error {
		return f.ProtectSheet(s.Name, &excelize.SheetProtectionOptions{
			SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true,
		})
	})
}

// print prints the sheet's first columns and rows, and the first row on every page.
func (s *sheetWriter) print(cols, rows int) {
	s.FitToWidth()
	s.PrintArea(cols, rows)
	s.RepeatRow(1)
}
