package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// FitToWidth prints the sheet on landscape pages, as wide as they are.
func (s *Sheet) FitToWidth() {
	s.Do(func(f *excelize.File) error {
		const a4 = 9
		return f.SetPageLayout(s.Name, &excelize.PageLayoutOptions{
			Orientation: new("landscape"), Size: new(a4), FitToWidth: new(1), FitToHeight: new(0), // 0: any number
		})
	})
	s.Do(func(f *excelize.File) error {
		return f.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: new(true)})
	})
	s.Do(func(f *excelize.File) error {
		return f.SetPageMargins(s.Name, &excelize.PageLayoutMarginsOptions{
			Left: new(0.4), Right: new(0.4), Top: new(0.6), Bottom: new(0.6),
		})
	})
	s.Do(func(f *excelize.File) error {
		return f.SetHeaderFooter(s.Name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&RPage &P of &N"})
	})
}

// OnePage prints the sheet on one page, for what should not be torn.
func (s *Sheet) OnePage() {
	s.Do(func(f *excelize.File) error {
		return f.SetPageLayout(s.Name, &excelize.PageLayoutOptions{FitToHeight: new(1)})
	})
}

// BreakBefore begins a page at a row.
func (s *Sheet) BreakBefore(row int) {
	s.Do(func(f *excelize.File) error { return f.InsertPageBreak(s.Name, CellName(1, row)) })
}

// PrintArea prints only the sheet's first columns and rows.
func (s *Sheet) PrintArea(cols, rows int) {
	s.define("_xlnm.Print_Area", fmt.Sprintf("$A$1:$%s$%d", ColumnName(cols), rows))
}

// RepeatRow prints a row again at the top of every later page.
func (s *Sheet) RepeatRow(row int) {
	s.define("_xlnm.Print_Titles", fmt.Sprintf("$%d:$%d", row, row))
}

// define names a range of the sheet.
func (s *Sheet) define(name, cells string) {
	s.Do(func(f *excelize.File) error {
		return f.SetDefinedName(&excelize.DefinedName{Name: name, Scope: s.Name, RefersTo: fmt.Sprintf("'%s'!%s", s.Name, cells)})
	})
}
