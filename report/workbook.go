package report

import (
	"archive/zip"
	"context"
	"io"
	"slices"

	"github.com/klauspost/compress/flate"
	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/report/xlsx"
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

// A workbook is report.xlsx being written. There is but one streamed sheet, for
// excelize writes several in any order.
type workbook struct {
	*xlsx.Book
	report *Report
	style  styles
	cases  *caseSheet
}

// newWorkbook begins a workbook whose temporary files stand in tmp.
func newWorkbook(r *Report, tmp string) (*workbook, error) {
	sheets := sheetNames
	if onOnePage(r.Summary) {
		sheets = slices.DeleteFunc(slices.Clone(sheets), func(name string) bool { return name == sheetCharts })
	}
	f := excelize.NewFile(excelize.Options{TmpDir: tmp})
	f.SetZipWriter(newFastZip)
	b := &workbook{Book: xlsx.NewBook(f, title, Tool, sheets), report: r}
	b.style = newStyles(b.Book)
	b.cases = newCaseSheet(b)
	if b.Err != nil {
		b.Close()
		return nil, b.Err
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

// addCases shows the first of the cases.
func (b *workbook) addCases(ctx context.Context, p *casePass) error {
	defer close(p.seen)
	for block := range p.shown {
		if err := ctx.Err(); err != nil {
			return err
		}
		for cells, err := range cellsOf(block) {
			if err != nil || b.cases.full() {
				return err
			}
			if err := b.cases.add(cells); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// finish writes the other sheets and the workbook to w.
func (b *workbook) finish(w io.Writer) error {
	b.summary()
	b.tables()
	b.method()
	if err := b.cases.finish(b.sheet(sheetCases)); err != nil {
		return err
	}
	return b.Write(w)
}

// tables writes the sheets that hold one table.
func (b *workbook) tables() {
	for _, t := range []struct {
		sheet string
		table func(*audit.Summary) table
		chart func(s *sheet, t *table, at string)
	}{
		{sheetOutcomes, outcomesTable, (*sheet).outcomesChart},
		{sheetChannels, channelsTable, (*sheet).channelsChart},
		{sheetTemplates, templatesTable, nil},
		{sheetMisdirected, misdirectedTable, nil},
		{sheetTimes, timesTable, (*sheet).timesChart},
		{sheetDenominators, denominatorsTable, nil},
		{sheetComparisons, comparisonsTable, nil},
		{sheetRanking, rankingTable, nil},
		{sheetRedirects, redirectsTable, nil},
		{sheetMechanical, mechanicalTable, nil},
		{sheetTrend, trendTable, nil},
	} {
		table := brandsTable(b.report.Summary, t.table)
		b.tableSheet(t.sheet, &table, t.chart)
	}
	problems := problemsTable(b.report)
	b.tableSheet(sheetProblems, &problems, nil)
}

// tableSheet writes a sheet that holds one table, and its chart if it has one.
func (b *workbook) tableSheet(name string, t *table, chart func(s *sheet, t *table, at string)) {
	s := b.sheet(name)
	s.table(t)
	printed := len(t.rows) + 1
	if chart != nil && t.brands > 0 {
		at, last := s.chartPlace(t)
		chart(s, t, at)
		if last > 0 {
			printed = last
			s.OnePage()
		}
	}
	s.PrintArea(len(t.fields), printed)
}

// A sheet is one sheet of a workbook being written.
type sheet struct {
	*xlsx.Sheet
	book *workbook
}

func (b *workbook) sheet(name string) *sheet { return &sheet{b.Sheet(name), b} }
