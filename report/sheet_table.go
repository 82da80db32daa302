package report

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/lastword-audit/lastword/report/xlsx"
	"github.com/xuri/excelize/v2"
)

// table writes t from the first row on, with its header frozen and filters.
func (s *sheet) table(t *table) {
	style := &s.book.style
	for i, f := range t.fields {
		s.Set(i+1, 1, f.head, headerStyle(style, f.kind))
		s.Width(i+1, f.width)
	}
	s.Height(1, 30)
	if len(t.rows) > 0 { // a column at a time: to find a cell costs more than to style it
		for j, f := range t.fields {
			s.Style(j+1, 2, len(t.rows)+1, style.cell[f.kind])
		}
	}
	for i, row := range t.rows {
		for j, f := range t.fields {
			var value any
			if j < len(row) {
				value = row[j]
			}
			if one := cellStyle(style, f.kind, value); one != style.cell[f.kind] {
				s.Style(j+1, i+2, i+2, one)
			}
			if length, ok := value.(seconds); ok {
				value = float64(length) / (24 * 60 * 60) // Excel counts days
			}
			s.Put(j+1, i+2, value)
		}
		s.Height(i+2, rowHeight(t.fields, row))
	}
	s.filter(len(t.fields), len(t.rows)+1)
	s.FreezeHeader()
	s.FitToWidth()
	s.RepeatRow(1)
}

// filter gives the first row filters for the rows below it. It resets the
// sheet's properties, so it comes before FitToWidth.
func (s *sheet) filter(cols, rows int) {
	s.Do(func(f *excelize.File) error { return f.AutoFilter(s.Name, "A1:"+xlsx.CellName(cols, rows), nil) })
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
