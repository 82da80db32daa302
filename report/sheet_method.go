package report

// method writes the sheet that says how the audit was done.
func (b *workbook) method() {
	s := b.sheet(sheetMethod)
	fields := []field{{"Term", 30, longText}, {"What it means, or what was found", 110, longText}}
	for i, f := range fields {
		s.Set(i+1, 1, f.head, b.style.header)
		s.Width(i+1, f.width)
	}
	s.Height(1, 20)
	for i, t := range b.report.terms() {
		s.Set(1, i+2, t.name, b.style.strong)
		s.Set(2, i+2, t.text, b.style.cell[longText])
		s.Height(i+2, rowHeight(fields, []any{t.name, t.text}))
	}
	s.FreezeHeader()
	s.FitToWidth()
	s.RepeatRow(1)
}
