package report

import (
	"fmt"
	"strings"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/report/xlsx"
	"github.com/xuri/excelize/v2"
)

// The workbook's own charts. They hold no numbers: they refer to cells.

const (
	// chartBrands is how many brands a native chart shows; with more, its bars
	// could not be told apart.
	chartBrands = 60
	// pageBrands is how many brands a chart shows that has to fit a page; those
	// beyond it have further pages, up to as many as these.
	pageBrands = 30
	mostPages  = 10
)

const (
	rowPoints    = 15 // height of a sheet row that a chart covers
	pixelsPerRow = 18 // the same in pixels, as excelize counts them
	barPixels    = 24 // of a chart's height, for each brand
	chartMargin  = 130
	chartTop     = 3   // of it, off the row's edge, which may be a page's: the frame would be printed on the page before
	summaryLeft  = 620 // width of the Summary sheet's two charts
	summaryRight = 510
	sheetPixels  = 720 // width of a chart on another sheet
)

// chartHeight returns the height in pixels of a chart of n brands.
func chartHeight(n int) uint { return uint(chartMargin + barPixels*max(4, min(n, chartBrands))) }

// chartRows is how many rows a chart of n brands covers.
func chartRows(n int) int { return (chartTop+int(chartHeight(n)))/pixelsPerRow + 1 }

// A series is one of a chart's series: a header cell that names it, and a
// range of values with the range of their brands.
type series struct{ name, brands, values, color string }

// cells names a range of one column of the sheet.
func (s *sheet) cells(col, first, last int) string {
	return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", s.Name, xlsx.ColumnName(col), first, xlsx.ColumnName(col), last)
}

func (s *sheet) cellRef(col, row int) string {
	return fmt.Sprintf("'%s'!$%s$%d", s.Name, xlsx.ColumnName(col), row)
}

// barChart adds a chart of horizontal bars at a cell.
func (s *sheet) barChart(at string, kind excelize.ChartType, heading, axis string, width uint, brands int, list []series) {
	chart := &excelize.Chart{
		Type:      kind,
		Title:     []excelize.RichTextRun{{Text: heading, Font: &excelize.Font{Family: "Arial", Size: 12, Bold: true, Color: xlsx.Ink}}},
		Dimension: excelize.ChartDimension{Width: width, Height: chartHeight(brands)},
		Legend:    excelize.ChartLegend{Position: "bottom"},
		// The first brand is at the top, as in the table.
		XAxis: excelize.ChartAxis{ReverseOrder: true, Font: excelize.Font{Family: "Arial", Size: 9, Color: xlsx.Ink}},
		YAxis: excelize.ChartAxis{
			MajorGridLines: true, TickLabelPosition: excelize.ChartTickLabelHigh, // at the bottom, for the order is reversed
			Font:   excelize.Font{Family: "Arial", Size: 9, Color: xlsx.Ink},
			Title:  []excelize.RichTextRun{{Text: axis, Font: &excelize.Font{Family: "Arial", Size: 9, Color: xlsx.Faint}}},
			NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0%"},
		},
		Format: excelize.GraphicOptions{AltText: heading, Positioning: "twoCell", OffsetX: 8, OffsetY: chartTop},
	}
	same := false
	chart.VaryColors = &same
	if len(list) == 1 {
		chart.Legend.Position = "none"
	}
	low, high := 0.0, 1.0
	chart.YAxis.Minimum, chart.YAxis.Maximum = &low, &high
	gap := uint(45)
	chart.GapWidth = &gap
	if kind != excelize.Bar {
		full := 100
		chart.Overlap = &full
	}
	for _, one := range list {
		chart.Series = append(chart.Series, excelize.ChartSeries{
			Name: one.name, Categories: one.brands, Values: one.values,
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{one.color}},
		})
	}
	s.Do(func(f *excelize.File) error { return f.AddChart(s.Name, at, chart) })
}

// shownOf says in a chart's heading which of the brands it shows, if not all: those
// from one place up to another.
func shownOf(heading string, from, to, n int) string {
	if to-from == n {
		return heading
	}
	return fmt.Sprintf("%s (brands %d to %d of %d)", heading, from+1, to, n)
}

// chartsSheet writes the sheet of the Summary sheet's charts: as many as have room
// for all brands, of about as many each, a pair on a page.
func (b *workbook) chartsSheet(summary *sheet, first int) {
	s := b.sheet(sheetCharts)
	s.summaryColumns()
	n := len(b.report.Summary.Brands)
	shown := min(n, mostPages*pageBrands)
	pages := (shown + pageBrands - 1) / pageBrands
	row := 1
	s.FitToWidth()
	s.scaleToWidth()
	for i := range pages {
		if i > 0 {
			s.BreakBefore(row)
		}
		row = s.summaryCharts(summary, row, first, i*shown/pages, (i+1)*shown/pages)
	}
	s.PrintArea(len(summaryWidths), row)
	s.HideGrid()
}

// summaryCharts adds charts at a row, for the brands from one place up to another
// in the Summary sheet's table whose first brand is at first, and returns the row
// after them.
func (s *sheet) summaryCharts(summary *sheet, row, first, from, to int) int {
	all, n := len(s.book.report.Summary.Brands), to-from
	last := first + to - 1
	head := first - 1
	first += from
	brands := summary.cells(labelColumn(), first, last)
	var stacked []series
	for i, name := range audit.OutcomeNames {
		stacked = append(stacked, series{summary.cellRef(rateColumn(i), head), brands, summary.cells(rateColumn(i), first, last), hex(outcomeColor[name])})
	}
	of := shownOver(s.book.report.Summary)
	s.barChart(xlsx.CellName(1, row), excelize.BarStacked, shownOf("How requests ended", from, to, all), s.book.axisOfEnds(of), summaryLeft, n, stacked)
	s.barChart(xlsx.CellName(rateColumn(2), row), excelize.Bar, shownOf("Resolved in public", from, to, all), "share of "+ShareOf(of), summaryRight, n, stacked[:1])
	return s.reserve(row, n)
}

// axisOfEnds names the axis of a chart of all outcomes, over this denominator, and
// says why a bar may end before it does.
func (b *workbook) axisOfEnds(of string) string {
	axis := "share of " + ShareOf(of)
	for i := range b.report.Summary.Brands {
		if withheld(b.report.Summary.Brands[i].Outcomes.Ignored.Over(of)) != "" {
			return axis + "; a bar lacks what is withheld"
		}
	}
	return axis
}

// blocks returns the series of a table whose rows stand in blocks of one row a
// brand; a block's name is in the first column, its brands in the second.
func (s *sheet) blocks(t *table, names []string, valueCol int, color func(name string) string) []series {
	n := t.brands
	var list []series
	for i, name := range names {
		first := 2 + i*n
		last := first + min(n, chartBrands) - 1
		list = append(list, series{s.cellRef(1, first), s.cells(2, first, last), s.cells(valueCol, first, last), color(name)})
	}
	return list
}

// legibleRows is up to how many rows, those that its chart covers included, a table
// can be read if it is printed on one page.
const legibleRows = 60

// chartPlace returns the cell where a table's chart stands and the last row to
// print for its sake: below a short table, where it is printed too, and beside
// a long one.
func (s *sheet) chartPlace(t *table) (at string, last int) {
	n := t.brands
	if len(t.rows)+chartRows(n) > legibleRows {
		return xlsx.CellName(len(t.fields)+2, 2), 0
	}
	row := len(t.rows) + 4
	return xlsx.CellName(1, row), s.reserve(row, n)
}

// reserve gives the rows from row on that a chart of n brands covers their
// height, for programs differ in what they take as default, and returns the row
// after them.
func (s *sheet) reserve(row, n int) int {
	for range chartRows(n) {
		s.Height(row, rowPoints)
		row++
	}
	return row
}

func (b *workbook) outcomesChart(s *sheet, t *table, at string) {
	n := t.brands
	color := func(name string) string { return hex(outcomeColor[name]) }
	s.barChart(at, excelize.BarStacked, shownOf("How answered requests ended", 0, min(n, chartBrands), n), b.axisOfEnds(audit.OfAnswered), sheetPixels, n,
		s.blocks(t, audit.OutcomeNames[:], t.column("Share of answered"), color))
}

func (b *workbook) channelsChart(s *sheet, t *table, at string) {
	n := t.brands
	color := func(name string) string { return hex(channelColor[name]) }
	s.barChart(at, excelize.BarStacked, shownOf("Where redirects send customers", 0, min(n, chartBrands), n), "share of redirected requests", sheetPixels, n,
		s.blocks(t, channelNames, t.column("Share"), color))
}

func (b *workbook) timesChart(s *sheet, t *table, at string) {
	n := t.brands
	last := 1 + min(n, chartBrands)
	var list []series
	before := len(timesFields)
	for i := before; i < len(t.fields); i++ {
		list = append(list, series{s.cellRef(i+1, 1), s.cells(1, 2, last), s.cells(i+1, 2, last),
			hex(shade(i-before, len(t.fields)-before))})
	}
	if len(list) > 0 {
		s.barChart(at, excelize.BarPercentStacked, shownOf("Time to the first reply", 0, min(n, chartBrands), n), "share of requests with a first reply", sheetPixels, n, list)
	}
}

// hex returns a colour as RRGGBB.
func hex(c rgb) string { return strings.ToUpper(fmt.Sprintf("%02x%02x%02x", c.r, c.g, c.b)) }
