package report

import (
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

// rowHeight returns the height in which a row's long texts stand in full.
func rowHeight(fields []field, row []any) float64 {
	height := textHeight("", 1)
	for i, value := range row {
		if s, ok := value.(string); ok && fields[i].kind == longText {
			height = max(height, textHeight(s, fields[i].width))
		}
	}
	return height
}

const textSize = 10 // points, of the letters in cells

// textHeight returns the height of a row in which a text stands in full, in a column of
// this width.
func textHeight(text string, width float64) float64 {
	const line, padding = 1.35 * textSize, 4
	const most = 400 // Excel takes 409
	return min(most, padding+line*float64(xlsx.Lines(text, width, textSize)))
}
