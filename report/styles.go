package report

import (
	"github.com/lastword-audit/lastword/report/xlsx"
	"github.com/xuri/excelize/v2"
)

// Styles are the workbook's cell styles.
type styles struct {
	title, subtitle, heading, header, headerRight, body, strong, warning, note int
	cell                                                                       [kinds]int
	moment                                                                     int // a date and time
	middle                                                                     int // a centred text
	small                                                                      int // a chance of less than one in a thousand
}

func newStyles(b *xlsx.Book) (s styles) {
	line := []excelize.Border{{Type: "bottom", Style: 1, Color: xlsx.Rule}}
	const countFormat = 3 // Excel's #,##0
	const decimalFormat = "0.000"
	const smallFormat = `\< \0\.\0\0\1` // rather than 0.000: no chance is nil

	s.title = b.NewStyle(18, true, xlsx.Ink, excelize.Style{Alignment: xlsx.Left})
	s.subtitle = b.NewStyle(11, false, xlsx.Faint, excelize.Style{Alignment: xlsx.Left})
	s.heading = b.NewStyle(12, true, xlsx.Ink, excelize.Style{Alignment: xlsx.Left})
	s.header = b.NewStyle(10, true, xlsx.Ink, excelize.Style{Alignment: xlsx.Wrapped, Border: line, Fill: xlsx.Fill(xlsx.Paper)})
	s.headerRight = b.NewStyle(10, true, xlsx.Ink, excelize.Style{Alignment: xlsx.Right, Border: line, Fill: xlsx.Fill(xlsx.Paper)})
	s.body = b.NewStyle(10, false, xlsx.Ink, excelize.Style{Alignment: xlsx.Wrapped})
	s.strong = b.NewStyle(10, true, xlsx.Ink, excelize.Style{Alignment: xlsx.Wrapped})
	s.warning = b.NewStyle(10, false, xlsx.Ink, excelize.Style{Alignment: xlsx.Wrapped, Fill: xlsx.Fill(xlsx.Amber)})
	s.note = b.NewStyle(9, false, xlsx.Faint, excelize.Style{Alignment: xlsx.Wrapped})
	s.middle = b.NewStyle(9, false, xlsx.Faint, excelize.Style{Alignment: xlsx.Right, Border: line})
	s.moment = b.NewStyle(10, false, xlsx.Ink, excelize.Style{Alignment: xlsx.Left, Border: line, CustomNumFmt: new("yyyy-mm-dd hh:mm")})
	s.small = b.NewStyle(10, false, xlsx.Ink, excelize.Style{Alignment: xlsx.Right, Border: line, CustomNumFmt: new(smallFormat)})

	for kind, st := range [kinds]excelize.Style{
		plainText: {Alignment: xlsx.Left},
		longText:  {Alignment: xlsx.Wrapped},
		number:    {Alignment: xlsx.Right, NumFmt: countFormat},
		share:     {Alignment: xlsx.Right, CustomNumFmt: new("0.0%")},
		decimal:   {Alignment: xlsx.Right, CustomNumFmt: new(decimalFormat)},
		chance:    {Alignment: xlsx.Right, CustomNumFmt: new(decimalFormat)},
		duration:  {Alignment: xlsx.Right, CustomNumFmt: new("[h]:mm:ss")},
	} {
		st.Border = line
		s.cell[kind] = b.NewStyle(10, false, xlsx.Ink, st)
	}
	return s
}

// cellStyle returns the style of a value in a column of kind k: a word in the
// place of a number is set apart from the numbers, a count has no decimal places,
// and no chance is shown as nil.
func cellStyle(s *styles, k kind, value any) int {
	if _, ok := value.(int); ok && k == decimal {
		return s.cell[number]
	}
	if _, ok := value.(string); ok && k >= number {
		return s.middle
	}
	if p, ok := value.(float64); ok && k == chance && p < 0.001 {
		return s.small
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
