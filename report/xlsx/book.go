// Package xlsx writes workbooks: their sheets, cell by cell, the styles that
// they share, and how they are printed. What stands in them is the callers'.
//
// Texts go into cells of the text format, which no spreadsheet runs as a
// formula, now or when the cell is edited; so they stand as they are, without a
// guard. Nothing depends on the clock or on map order.
package xlsx

import (
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/xuri/excelize/v2"
)

// A Book is a workbook being written. Its first error stays, and what follows
// it does nothing.
type Book struct {
	File *excelize.File
	Err  error
}

// NewBook begins a workbook in a new file: its title, the program that makes it,
// and its sheets in their order.
func NewBook(f *excelize.File, title, creator string, sheets []string) *Book {
	b := &Book{File: f}
	for i, name := range sheets {
		b.Do(func(f *excelize.File) error {
			if i == 0 {
				return f.SetSheetName("Sheet1", name)
			}
			_, err := f.NewSheet(name)
			return err
		})
		// excelize says of every sheet that A1 is all of it, and programs that
		// read by rows (openpyxl) believe that; of a sheet that does not say they read all.
		b.Do(func(f *excelize.File) error { return f.SetSheetDimension(name, "") })
	}
	b.Do(func(f *excelize.File) error {
		return f.SetDocProps(&excelize.DocProperties{
			Title: title, Creator: creator, LastModifiedBy: creator,
			Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z",
		})
	})
	return b
}

// Do runs f unless the book has failed.
func (b *Book) Do(f func(*excelize.File) error) {
	if b.Err == nil {
		b.Err = f(b.File)
	}
}

// Write writes the book to w.
func (b *Book) Write(w io.Writer) error {
	b.Do(func(f *excelize.File) error {
		// excelize collects these in map order.
		types := f.ContentTypes.Defaults
		sort.Slice(types, func(i, j int) bool { return types[i].Extension < types[j].Extension })
		return f.Write(w)
	})
	return b.Err
}

// Close removes the book's temporary files.
func (b *Book) Close() { b.File.Close() }

// Sheet returns the sheet of a name.
func (b *Book) Sheet(name string) *Sheet { return &Sheet{name, b} }

// CellName returns the name of a cell: 1, 1 is A1.
func CellName(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		panic(err) // rows and columns are ours, and positive
	}
	return name
}

// ColumnName returns the letters of a column: 1 is A.
func ColumnName(col int) string { return strings.TrimRight(CellName(col, 1), "1") }

// A Sheet is one sheet being written. Columns and rows count from 1.
type Sheet struct {
	Name string
	book *Book
}

// Do runs f unless the book has failed, and tells an error with the sheet.
func (s *Sheet) Do(f func(*excelize.File) error) {
	s.book.Do(func(file *excelize.File) error {
		if err := f(file); err != nil {
			return fmt.Errorf("sheet %s: %w", s.Name, err)
		}
		return nil
	})
}

// Set puts a value into a cell and gives it a style.
func (s *Sheet) Set(col, row int, value any, style int) {
	s.Style(col, row, row, style)
	s.Put(col, row, value)
}

// Put puts a value into a cell, which nil and an empty text leave blank.
func (s *Sheet) Put(col, row int, value any) {
	if value == nil || value == "" {
		return
	}
	if text, ok := value.(string); ok {
		value = Fit(text)
	}
	s.Do(func(f *excelize.File) error { return f.SetCellValue(s.Name, CellName(col, row), value) })
}

// Style gives the cells of a column a style, from a first row to a last.
func (s *Sheet) Style(col, first, last, style int) {
	s.Do(func(f *excelize.File) error {
		return f.SetCellStyle(s.Name, CellName(col, first), CellName(col, last), style)
	})
}

// Width sets a column's width, in digits.
func (s *Sheet) Width(col int, digits float64) {
	s.Do(func(f *excelize.File) error {
		return f.SetColWidth(s.Name, ColumnName(col), ColumnName(col), digits)
	})
}

// Height sets a row's height.
func (s *Sheet) Height(row int, points float64) {
	s.Do(func(f *excelize.File) error { return f.SetRowHeight(s.Name, row, points) })
}

// HeaderFrozen keeps the first row in sight.
var HeaderFrozen = excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}

// FreezeHeader keeps the sheet's first row in sight.
func (s *Sheet) FreezeHeader() {
	s.Do(func(f *excelize.File) error { return f.SetPanes(s.Name, &HeaderFrozen) })
}

// HideGrid hides the lines between cells.
func (s *Sheet) HideGrid() {
	s.Do(func(f *excelize.File) error {
		return f.SetSheetView(s.Name, 0, &excelize.ViewOptions{ShowGridLines: new(false)})
	})
}

// HideColumns hides columns, from a first to a last.
func (s *Sheet) HideColumns(first, last int) {
	s.Do(func(f *excelize.File) error {
		return f.SetColVisible(s.Name, ColumnName(first)+":"+ColumnName(last), false)
	})
}
