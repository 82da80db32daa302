package report

import (
	"archive/zip"
	"fmt"
	"io"
	"math"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"
	"github.com/lastword-audit/lastword/audit"
	"github.com/xuri/excelize/v2"
)

// The sheets, in their order.
const (
	sheetSummary      = "Summary"
	sheetCharts       = "Charts" // only where they do not stand on Summary
	sheetOutcomes     = "Outcomes"
	sheetChannels     = "Channels"
	sheetTemplates    = "Templates"
	sheetMisdirected  = "Misdirected"
	sheetTimes        = "Response times"
	sheetDenominators = "Denominators"
	sheetComparisons  = "Comparisons"
	sheetRanking      = "Ranking"
	sheetRedirects    = "Redirects"
	sheetMechanical   = "Mechanical"
	sheetTrend        = "Trend"
	sheetCases        = "Cases"
	sheetProblems     = "Problems"
	sheetMethod       = "Method"
)

var sheetNames = []string{
	sheetSummary, sheetCharts, sheetOutcomes, sheetChannels, sheetTemplates, sheetMisdirected,
	sheetTimes, sheetDenominators, sheetComparisons, sheetRanking, sheetRedirects, sheetMechanical, sheetTrend, sheetCases, sheetProblems, sheetMethod,
}

// A workbook is report.xlsx being written. Texts go into cells of the text
// format, which no spreadsheet runs as a formula, now or when the cell is
// edited; so they stand as they are, without a guard.
//
// Nothing in it depends on the clock or on map order: excelize writes fixed
// times, and there is but one streamed sheet, for it writes several in any order.
type workbook struct {
	file   *excelize.File
	report *Report
	style  styles
	cases  *caseSheet
}

// newWorkbook begins a workbook whose temporary files stand in tmp.
func newWorkbook(r *Report, tmp string) (*workbook, error) {
	b := &workbook{file: excelize.NewFile(excelize.Options{TmpDir: tmp}), report: r}
	b.file.SetZipWriter(newFastZip)
	if err := b.begin(); err != nil {
		b.file.Close()
		return nil, err
	}
	return b, nil
}

// newFastZip returns a zip whose files are compressed fast: a sheet's cells are so
// much alike that thoroughness makes them little smaller.
func newFastZip(w io.Writer) excelize.ZipWriter {
	z := zip.NewWriter(w)
	one, err := flate.NewWriter(nil, flate.BestSpeed) // for all of the files, which are written one by one
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		if err == nil {
			one.Reset(w)
		}
		return one, err
	})
	return z
}

func (b *workbook) begin() (err error) {
	for i, name := range sheetNames {
		switch {
		case i == 0:
			err = b.file.SetSheetName("Sheet1", name)
		case name != sheetCharts || !b.onOnePage():
			_, err = b.file.NewSheet(name)
		}
		if err != nil {
			return err
		}
	}
	if err := b.file.SetDocProps(&excelize.DocProperties{
		Title: title, Creator: Tool, LastModifiedBy: Tool,
		Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z",
	}); err != nil {
		return err
	}
	if b.style, err = newStyles(b.file); err != nil {
		return err
	}
	b.cases, err = newCaseSheet(b)
	return err
}

// addCases shows the first of the cases.
func (b *workbook) addCases(p *casePass) error {
	defer close(p.seen)
	for block := range p.shown {
		for cells, err := range cellsOf(block) {
			if err != nil || b.cases.full() {
				return err
			}
			if err := b.cases.add(cells); err != nil {
				return err
			}
		}
	}
	return nil
}

// finish writes the other sheets and the workbook to w.
func (b *workbook) finish(w io.Writer) error {
	if err := b.tables(); err != nil {
		return err
	}
	if err := b.cases.finish(b.sheet(sheetCases)); err != nil {
		return err
	}
	// excelize collects these in map order.
	types := b.file.ContentTypes.Defaults
	sort.Slice(types, func(i, j int) bool { return types[i].Extension < types[j].Extension })
	return b.file.Write(w)
}

// tables fills the sheets other than that of the cases.
func (b *workbook) tables() error {
	s := b.report.Summary
	if err := b.summary(); err != nil {
		return err
	}
	for _, t := range []struct {
		sheet string
		table table
		chart func(s *sheet, t *table, at string)
	}{
		{sheetOutcomes, outcomesTable(s), b.outcomesChart},
		{sheetChannels, channelsTable(s), b.channelsChart},
		{sheetTemplates, templatesTable(s), nil},
		{sheetMisdirected, misdirectedTable(s), nil},
		{sheetTimes, timesTable(s), b.timesChart},
		{sheetDenominators, denominatorsTable(s), nil},
		{sheetComparisons, comparisonsTable(s), nil},
		{sheetRanking, rankingTable(s), nil},
		{sheetRedirects, redirectsTable(s), nil},
		{sheetMechanical, mechanicalTable(s), nil},
		{sheetTrend, trendTable(s), nil},
		{sheetProblems, problemsTable(b.report), nil},
	} {
		sh := b.sheet(t.sheet)
		sh.table(&t.table)
		printed := len(t.table.rows) + 1
		if t.chart != nil && len(s.Brands) > 0 {
			at, last := sh.chartPlace(&t.table)
			t.chart(sh, &t.table, at)
			if last > 0 {
				printed = last
				sh.onePage()
			}
		}
		sh.printArea(len(t.table.fields), printed)
		if sh.err != nil {
			return fmt.Errorf("sheet %s: %w", t.sheet, sh.err)
		}
	}
	return b.method()
}

func (b *workbook) close() { b.file.Close() }

// Styles are the workbook's cell styles.
type styles struct {
	title, subtitle, heading, header, headerRight, body, strong, warning, note int
	cell                                                                       [kinds]int
	moment                                                                     int // a date and time
	middle                                                                     int // a centred text
}

const (
	ink       = "1F2933" // text
	faint     = "5B6770" // lesser text
	paper     = "F2F5F7" // background of headers
	rule      = "C9D1D7" // lines
	amber     = "FFF4D6" // background of warnings
	textCell  = 49       // Excel's number format "@"
	countCell = 3        // #,##0
)

func newStyles(f *excelize.File) (s styles, err error) {
	newStyle := func(st excelize.Style, size float64, bold bool, color string) int {
		st.Font = &excelize.Font{Family: "Arial", Size: size, Bold: bold, Color: color}
		if st.Alignment == nil {
			st.Alignment = &excelize.Alignment{}
		}
		st.Alignment.Vertical = "center"
		if st.Alignment.Horizontal == "" {
			// Indented, so that a text keeps its distance from a number to its left.
			st.Alignment.Horizontal, st.Alignment.Indent = "left", 1
		}
		id, e := f.NewStyle(&st)
		if err == nil {
			err = e
		}
		return id
	}
	line := []excelize.Border{{Type: "bottom", Style: 1, Color: rule}}
	fill := func(color string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
	}
	wrap := func() *excelize.Alignment { return &excelize.Alignment{WrapText: true} }
	right := func() *excelize.Alignment { return &excelize.Alignment{Horizontal: "right", WrapText: true} }
	percentFormat, durationFormat, momentFormat, decimalFormat := "0.0%", "[h]:mm:ss", "yyyy-mm-dd hh:mm", "0.000"

	s.title = newStyle(excelize.Style{NumFmt: textCell}, 18, true, ink)
	s.subtitle = newStyle(excelize.Style{NumFmt: textCell}, 11, false, faint)
	s.heading = newStyle(excelize.Style{NumFmt: textCell}, 12, true, ink)
	s.header = newStyle(excelize.Style{NumFmt: textCell, Border: line, Fill: fill(paper),
		Alignment: wrap()}, 10, true, ink)
	s.headerRight = newStyle(excelize.Style{NumFmt: textCell, Border: line, Fill: fill(paper),
		Alignment: right()}, 10, true, ink)
	s.body = newStyle(excelize.Style{NumFmt: textCell, Alignment: wrap()}, 10, false, ink)
	s.strong = newStyle(excelize.Style{NumFmt: textCell, Alignment: wrap()}, 10, true, ink)
	s.warning = newStyle(excelize.Style{NumFmt: textCell, Fill: fill(amber), Alignment: wrap()}, 10, false, ink)
	s.note = newStyle(excelize.Style{NumFmt: textCell, Alignment: wrap()}, 9, false, faint)
	s.middle = newStyle(excelize.Style{NumFmt: textCell, Border: line, Alignment: right()}, 9, false, faint)
	s.moment = newStyle(excelize.Style{CustomNumFmt: &momentFormat, Border: line}, 10, false, ink)

	s.cell[plainText] = newStyle(excelize.Style{NumFmt: textCell, Border: line}, 10, false, ink)
	s.cell[longText] = newStyle(excelize.Style{NumFmt: textCell, Border: line, Alignment: wrap()}, 10, false, ink)
	s.cell[number] = newStyle(excelize.Style{NumFmt: countCell, Border: line, Alignment: right()}, 10, false, ink)
	s.cell[share] = newStyle(excelize.Style{CustomNumFmt: &percentFormat, Border: line, Alignment: right()}, 10, false, ink)
	s.cell[decimal] = newStyle(excelize.Style{CustomNumFmt: &decimalFormat, Border: line, Alignment: right()}, 10, false, ink)
	s.cell[duration] = newStyle(excelize.Style{CustomNumFmt: &durationFormat, Border: line, Alignment: right()}, 10, false, ink)
	return s, err
}

// A sheet is one sheet being written; its first error stays, and what follows
// it does nothing.
type sheet struct {
	book *workbook
	name string
	err  error
}

func (b *workbook) sheet(name string) *sheet { return &sheet{book: b, name: name} }

// do runs f unless the sheet has failed.
func (s *sheet) do(f func(*excelize.File) error) {
	if s.err == nil {
		s.err = f(s.book.file)
	}
}

// set puts a value with a style at a column and row, from 1.
func (s *sheet) set(col, row int, value any, style int) {
	s.styled(col, row, row, style)
	s.put(col, row, value)
}

// put puts a value into a cell.
func (s *sheet) put(col, row int, value any) {
	s.do(func(f *excelize.File) error { return f.SetCellValue(s.name, cellName(col, row), cellValue(value)) })
}

// styled gives the cells of a column a style, from a first row to a last.
func (s *sheet) styled(col, first, last, style int) {
	s.do(func(f *excelize.File) error {
		return f.SetCellStyle(s.name, cellName(col, first), cellName(col, last), style)
	})
}

// cellValue returns a table's cell as excelize takes it.
func cellValue(v any) any {
	switch v := v.(type) {
	case string:
		return fit(v)
	case seconds:
		return float64(v) / (24 * 60 * 60) // Excel counts days
	}
	return v
}

// cellLimit is how many UTF-16 units Excel holds in a cell.
const cellLimit = 32_767

// fit returns s if a cell can hold it, else its beginning and a word that says
// so.
func fit(s string) string {
	if len(s) <= cellLimit { // never fewer bytes than units
		return s
	}
	const cut = " … (cut: a cell holds no more)"
	units, end := 0, len(s)
	for i, r := range s {
		if units <= cellLimit-utf8.RuneCountInString(cut) {
			end = i
		}
		units++
		if r > 0xffff {
			units++
		}
	}
	if units <= cellLimit {
		return s
	}
	return s[:end] + cut
}

// cellName returns the name of a cell: 1, 1 is A1.
func cellName(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		panic(err) // rows and columns are ours, and positive
	}
	return name
}

// columnName returns the letters of a column: 1 is A.
func columnName(col int) string {
	return strings.TrimRight(cellName(col, 1), "1")
}

// table writes t from the first row on, with its header frozen and filters.
func (s *sheet) table(t *table) {
	style := &s.book.style
	for i, f := range t.fields {
		s.set(i+1, 1, f.head, headerStyle(style, f.kind))
		s.width(i+1, f.width)
	}
	s.height(1, 30)
	if len(t.rows) > 0 { // a column at a time: to find a cell costs more than to style it
		for j, f := range t.fields {
			s.styled(j+1, 2, len(t.rows)+1, style.cell[f.kind])
		}
	}
	for i, row := range t.rows {
		for j, f := range t.fields {
			var value any
			if j < len(row) {
				value = row[j]
			}
			if one := cellStyle(style, f.kind, value); one != style.cell[f.kind] {
				s.styled(j+1, i+2, i+2, one)
			}
			s.put(j+1, i+2, value)
		}
		s.height(i+2, rowHeight(t.fields, row))
	}
	s.filter(len(t.fields), len(t.rows)+1)
	s.do(func(f *excelize.File) error { return f.SetPanes(s.name, &headerFrozen) })
	s.print()
	s.repeatHeader()
}

// filter gives the first row filters for the rows below it. It resets the
// sheet's properties, so it comes before print.
func (s *sheet) filter(cols, rows int) {
	s.do(func(f *excelize.File) error { return f.AutoFilter(s.name, "A1:"+cellName(cols, rows), nil) })
}

// cellStyle returns the style of a value in a column of kind k: a word in the
// place of a number is set apart from the numbers.
func cellStyle(s *styles, k kind, value any) int {
	if _, ok := value.(string); ok && k >= number {
		return s.middle
	}
	return s.cell[k]
}

// headerStyle returns the style of the name of a column of kind k, which
// stands above its cells.
func headerStyle(s *styles, k kind) int {
	if k >= number {
		return s.headerRight
	}
	return s.header
}

var headerFrozen = excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}

func (s *sheet) width(col int, width float64) {
	s.do(func(f *excelize.File) error {
		return f.SetColWidth(s.name, columnName(col), columnName(col), width)
	})
}

func (s *sheet) height(row int, points float64) {
	s.do(func(f *excelize.File) error { return f.SetRowHeight(s.name, row, points) })
}

const (
	lineHeight = 13.5 // points, of one line of 10-point text
	rowPadding = 4
	maxHeight  = 400 // Excel takes 409
)

// rowHeight returns the height in which a row's long texts stand in full.
func rowHeight(fields []field, row []any) float64 {
	lines := 1
	for i, value := range row {
		if s, ok := value.(string); ok && fields[i].kind == longText {
			lines = max(lines, linesIn(s, fields[i].width))
		}
	}
	return min(maxHeight, rowPadding+lineHeight*float64(lines))
}

// linesIn estimates how many lines s takes in a column of this width.
func linesIn(s string, width float64) int {
	lines := 0
	for line := range strings.SplitSeq(s, "\n") {
		// Widths are in digits of 11 points; letters of 10 points are narrower,
		// but words do not fill lines to the end.
		lines += max(1, int(math.Ceil(float64(utf8.RuneCountInString(line))/(1.05*width))))
	}
	return lines
}

// print fits the sheet to a landscape page's width.
func (s *sheet) print() {
	s.do(func(f *excelize.File) error {
		landscape, a4, once, any := "landscape", 9, 1, 0
		return f.SetPageLayout(s.name, &excelize.PageLayoutOptions{
			Orientation: &landscape, Size: &a4, FitToWidth: &once, FitToHeight: &any,
		})
	})
	s.do(func(f *excelize.File) error {
		fit := true
		return f.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit})
	})
	s.do(func(f *excelize.File) error {
		edge, small := 0.4, 0.6
		return f.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{
			Left: &edge, Right: &edge, Top: &small, Bottom: &small,
		})
	})
	s.do(func(f *excelize.File) error {
		return f.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&RPage &P of &N"})
	})
}

// onePage prints the sheet on one page, for what should not be torn.
func (s *sheet) onePage() {
	s.do(func(f *excelize.File) error {
		once := 1
		return f.SetPageLayout(s.name, &excelize.PageLayoutOptions{FitToHeight: &once})
	})
}

// summaryScale is the scale, in percent, at which the columns of Summary take a
// page's width.
func summaryScale() uint {
	const pagePixels = 760 // A4 across, less its margins, with room for programs that draw columns wider
	width := 0.0
	for _, chars := range []float64{brandWidth, nWidth, float64(len(audit.OutcomeNames)) * (rateWidth + intervalWidth)} {
		width += 7.5 * chars
	}
	return uint(min(100, 100*pagePixels/width))
}

// scaleToWidth fits a sheet with the columns of Summary to a page's width, by a
// scale: beside a fit, Excel does not mind where breakBefore begins pages.
func (s *sheet) scaleToWidth() {
	scale := summaryScale()
	s.do(func(f *excelize.File) error {
		return f.SetPageLayout(s.name, &excelize.PageLayoutOptions{AdjustTo: &scale})
	})
	s.do(func(f *excelize.File) error {
		fit := false
		return f.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit})
	})
}

// fitsPage reports whether rows, at that scale, are no higher than a page.
func (s *sheet) fitsPage(first, last int) bool {
	const pagePoints = 480 // A4 across, less its margins, with room as for its width
	points := 0.0
	for row := first; row <= last; row++ {
		s.do(func(f *excelize.File) error {
			height, err := f.GetRowHeight(s.name, row)
			points += height
			return err
		})
	}
	return points*float64(summaryScale())/100 <= pagePoints
}

// breakBefore begins a page at a row.
func (s *sheet) breakBefore(row int) {
	s.do(func(f *excelize.File) error { return f.InsertPageBreak(s.name, cellName(1, row)) })
}

// printArea prints only the sheet's first columns and rows.
func (s *sheet) printArea(cols, rows int) {
	s.define("_xlnm.Print_Area", fmt.Sprintf("$A$1:$%s$%d", columnName(cols), rows))
}

// repeatHeader prints the first row on every page.
func (s *sheet) repeatHeader() { s.repeatRow(1) }

// repeatRow prints a row on every page behind its own.
func (s *sheet) repeatRow(row int) { s.define("_xlnm.Print_Titles", fmt.Sprintf("$%d:$%d", row, row)) }

// define names a range of the sheet.
func (s *sheet) define(name, cells string) {
	s.do(func(f *excelize.File) error {
		return f.SetDefinedName(&excelize.DefinedName{Name: name, Scope: s.name, RefersTo: fmt.Sprintf("'%s'!%s", s.name, cells)})
	})
}

// method writes the sheet that says how the audit was done.
func (b *workbook) method() error {
	s := b.sheet(sheetMethod)
	fields := []field{{"Term", 30, longText}, {"What it means, or what was found", 110, longText}}
	for i, f := range fields {
		s.set(i+1, 1, f.head, b.style.header)
		s.width(i+1, f.width)
	}
	s.height(1, 20)
	for i, t := range b.report.terms() {
		s.set(1, i+2, t.Name, b.style.strong)
		s.set(2, i+2, t.Text, b.style.cell[longText])
		s.height(i+2, rowHeight(fields, []any{t.Name, t.Text}))
	}
	s.do(func(f *excelize.File) error { return f.SetPanes(s.name, &headerFrozen) })
	s.print()
	s.repeatHeader()
	return s.err
}
