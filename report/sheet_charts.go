package report

import (
	"fmt"

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
			Font:    excelize.Font{Family: "Arial", Size: 9, Color: xlsx.Ink},
			Title:   []excelize.RichTextRun{{Text: axis, Font: &excelize.Font{Family: "Arial", Size: 9, Color: xlsx.Faint}}},
			NumFmt:  excelize.ChartNumFmt{CustomNumFmt: "0%"},
			Minimum: new(0.0), Maximum: new(1.0),
		},
		Format:     excelize.GraphicOptions{AltText: heading, Positioning: "twoCell", OffsetX: 8, OffsetY: chartTop},
		VaryColors: new(false),
		GapWidth:   new(uint(45)),
	}
	if len(list) == 1 {
		chart.Legend.Position = "none"
	}
	if kind != excelize.Bar {
		chart.Overlap = new(100)
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

func (s *sheet) outcomesChart(t *table, at string) {
	s.tableChart(t, at, excelize.BarStacked, "How answered requests ended", s.book.axisOfEnds(audit.OfAnswered), s.blocks(t, audit.OutcomeNames[:], "Share of answered", outcomeColor))
}

func (s *sheet) channelsChart(t *table, at string) {
	s.tableChart(t, at, excelize.BarStacked, "Where redirects send customers", "share of redirected requests", s.blocks(t, channelNames, "Share", channelColor))
}

func (s *sheet) timesChart(t *table, at string) {
	last := 1 + min(t.brands, chartBrands)
	buckets := t.fields[len(timesFields):]
	var list []series
	for i := range buckets {
		column := len(timesFields) + i + 1
		list = append(list, series{s.cellRef(column, 1), s.cells(1, 2, last), s.cells(column, 2, last), hex(shade(i, len(buckets)))})
	}
	if len(list) > 0 {
		s.tableChart(t, at, excelize.BarPercentStacked, "Time to the first reply", "share of requests with a first reply", list)
	}
}

// tableChart adds the chart of a table's first brands at a cell of its sheet.
func (s *sheet) tableChart(t *table, at string, kind excelize.ChartType, heading, axis string, list []series) {
	s.barChart(at, kind, shownOf(heading, 0, min(t.brands, chartBrands), t.brands), axis, sheetPixels, t.brands, list)
}

// blocks returns the series of a table whose rows stand in blocks of one row a
// brand; a block's name is in the first column, its brands in the second, its
// values in the named one.
func (s *sheet) blocks(t *table, names []string, values string, colors map[string]rgb) []series {
	column := t.column(values)
	var list []series
	for i, name := range names {
		first := 2 + i*t.brands
		last := first + min(t.brands, chartBrands) - 1
		list = append(list, series{s.cellRef(1, first), s.cells(2, first, last), s.cells(column, first, last), hex(colors[name])})
	}
	return list
}

// hex returns a colour as RRGGBB.
func hex(c rgb) string { return fmt.Sprintf("%02X%02X%02X", c.r, c.g, c.b) }
