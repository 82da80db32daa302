package coding

import (
	"github.com/lastword-audit/lastword/report/xlsx"
	"github.com/xuri/excelize/v2"
)

// Colours. What tells customer and brand apart is also said in words.
const (
	brandBlue = "E3EEF7"   // background of the brand's posts
	toFill    = xlsx.Amber // background of a code that is wanted
	filledIn  = "DDF1E4"   // background of one that is there
)

// styles are the workbook's cell styles.
type styles struct {
	title, heading, header, plain, body, strong int
	done, wanted                                int // conditional
	headerRight                                 int
	rates                                       [2]rateStyle // the first row of a brand is the second
	posts                                       [2][2]postStyle
	input                                       [2][2]int // by wanted at once or not, and first row of a case
}

// A postStyle is how the cells of a post's row look.
type postStyle struct {
	number, who, text int
	first             bool
}

// post returns the style of a post's row: by the brand or the customer, and the
// first of its case or not.
func (s *styles) post(byBrand, first bool) postStyle { return s.posts[index(byBrand)][index(first)] }

// codeCell returns the style of a variable's cell (the note comes last) in a
// row of this style, one that takes the codes or not.
func (s *styles) codeCell(variable int, codes bool, row postStyle) int {
	if !codes {
		return row.text
	}
	wanted := variable < variables && Variables[variable].Of == ""
	return s.input[index(wanted)][index(row.first)]
}

func index(b bool) int {
	if b {
		return 1
	}
	return 0
}

func newStyles(b *xlsx.Book) (s styles) {
	lines := func(first bool, sides ...string) []excelize.Border {
		top := excelize.Border{Type: "top", Style: 4, Color: xlsx.Rule}
		if first {
			top = excelize.Border{Type: "top", Style: 2, Color: xlsx.Faint}
		}
		list := []excelize.Border{top}
		for _, side := range sides {
			list = append(list, excelize.Border{Type: side, Style: 1, Color: xlsx.Rule})
		}
		return list
	}
	heading := &excelize.Alignment{Vertical: "center", Indent: 1}
	s.title = b.NewStyle(18, true, xlsx.Ink, excelize.Style{Alignment: heading})
	s.heading = b.NewStyle(12, true, xlsx.Ink, excelize.Style{Alignment: heading})
	s.header = b.NewStyle(10, true, xlsx.Ink, excelize.Style{Alignment: xlsx.Wrapped, Fill: xlsx.Fill(xlsx.Paper)})
	s.plain = b.NewStyle(10, false, xlsx.Ink, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}})
	top := &excelize.Alignment{Vertical: "top", WrapText: true, Horizontal: "left", Indent: 1}
	s.body = b.NewStyle(11, false, xlsx.Ink, excelize.Style{Alignment: top})
	s.strong = b.NewStyle(11, true, xlsx.Ink, excelize.Style{Alignment: top})
	s.headerRight = b.NewStyle(10, true, xlsx.Ink, excelize.Style{Alignment: xlsx.Right, Fill: xlsx.Fill(xlsx.Paper)})
	for first := range 2 {
		borders := lines(first == 1)
		number := func(format string) int {
			return b.NewStyle(10, false, xlsx.Ink, excelize.Style{Alignment: xlsx.Right, Border: borders, CustomNumFmt: &format})
		}
		s.rates[first] = rateStyle{
			text:  b.NewStyle(10, false, xlsx.Ink, excelize.Style{Alignment: xlsx.Wrapped, Border: borders}),
			share: number("0.0%"),
			ratio: number("0.00"),
			count: number("0"),
		}
	}
	for brand := range 2 {
		var background excelize.Fill
		if brand == 1 {
			background = xlsx.Fill(brandBlue)
		}
		for first := range 2 {
			look := excelize.Style{Alignment: xlsx.Wrapped, Border: lines(first == 1), Fill: background}
			s.posts[brand][first] = postStyle{
				number: b.NewStyle(11, true, xlsx.Faint, look),
				who:    b.NewStyle(11, true, xlsx.Ink, look),
				text:   b.NewStyle(11, false, xlsx.Ink, look),
				first:  first == 1,
			}
		}
	}
	for first := range 2 {
		look := excelize.Style{
			Alignment: xlsx.Wrapped, Border: lines(first == 1, "left", "right", "bottom"),
			Protection: &excelize.Protection{Locked: false},
		}
		s.input[0][first] = b.NewStyle(11, false, xlsx.Ink, look)
		look.Fill = xlsx.Fill(toFill)
		s.input[1][first] = b.NewStyle(11, false, xlsx.Ink, look)
	}
	s.done, s.wanted = conditional(b, filledIn), conditional(b, toFill)
	return s
}

// conditional adds a background for cells that meet a condition.
func conditional(b *xlsx.Book, color string) (id int) {
	b.Do(func(f *excelize.File) (err error) {
		id, err = f.NewConditionalStyle(&excelize.Style{Fill: xlsx.Fill(color)})
		return err
	})
	return id
}
