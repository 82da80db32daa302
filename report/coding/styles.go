package coding

import "github.com/xuri/excelize/v2"

// Colours. What tells customer and brand apart is also said in words.
const (
	ink       = "1F2933" // text
	faint     = "5B6770" // lesser text
	paper     = "F2F5F7" // background of headers
	line      = "C9D1D7"
	edge      = "5B6770" // between cases
	brandBlue = "E3EEF7" // background of the brand's posts
	toFill    = "FFF4D6" // background of a code that is wanted
	filledIn  = "DDF1E4" // background of one that is there
	textCell  = 49       // Excel's number format "@": never run as a formula
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

func (b *book) newStyles() (s styles) {
	newStyle := func(size float64, bold bool, color string, st excelize.Style) (id int) {
		st.Font = &excelize.Font{Family: "Arial", Size: size, Bold: bold, Color: color}
		if st.CustomNumFmt == nil {
			st.NumFmt = textCell
		}
		if st.Alignment == nil {
			st.Alignment = &excelize.Alignment{Vertical: "center", WrapText: true, Horizontal: "left", Indent: 1}
		}
		b.do(func(f *excelize.File) (err error) {
			id, err = f.NewStyle(&st)
			return err
		})
		return id
	}
	fill := func(color string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
	}
	lines := func(first bool, sides ...string) []excelize.Border {
		top := excelize.Border{Type: "top", Style: 4, Color: line}
		if first {
			top = excelize.Border{Type: "top", Style: 2, Color: edge}
		}
		list := []excelize.Border{top}
		for _, side := range sides {
			list = append(list, excelize.Border{Type: side, Style: 1, Color: line})
		}
		return list
	}
	s.title = newStyle(18, true, ink, excelize.Style{Alignment: &excelize.Alignment{Vertical: "center", Indent: 1}})
	s.heading = newStyle(12, true, ink, excelize.Style{Alignment: &excelize.Alignment{Vertical: "center", Indent: 1}})
	s.header = newStyle(10, true, ink, excelize.Style{Fill: fill(paper)})
	s.plain = newStyle(10, false, ink, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}})
	top := &excelize.Alignment{Vertical: "top", WrapText: true, Horizontal: "left", Indent: 1}
	s.body = newStyle(11, false, ink, excelize.Style{Alignment: top})
	s.strong = newStyle(11, true, ink, excelize.Style{Alignment: top})
	right := &excelize.Alignment{Horizontal: "right", Vertical: "center", WrapText: true}
	s.headerRight = newStyle(10, true, ink, excelize.Style{Fill: fill(paper), Alignment: right})
	for first := range 2 {
		number := func(format string) int {
			return newStyle(10, false, ink, excelize.Style{CustomNumFmt: &format, Border: lines(first == 1), Alignment: right})
		}
		s.rates[first] = rateStyle{
			text:  newStyle(10, false, ink, excelize.Style{Border: lines(first == 1)}),
			share: number("0.0%"),
			ratio: number("0.00"),
			count: number("0"),
		}
	}
	for brand := range 2 {
		var background excelize.Fill
		if brand == 1 {
			background = fill(brandBlue)
		}
		for first := range 2 {
			borders := lines(first == 1)
			s.posts[brand][first] = postStyle{
				number: newStyle(11, true, faint, excelize.Style{Border: borders, Fill: background}),
				who:    newStyle(11, true, ink, excelize.Style{Border: borders, Fill: background}),
				text:   newStyle(11, false, ink, excelize.Style{Border: borders, Fill: background}),
				first:  first == 1,
			}
		}
	}
	free := &excelize.Protection{Locked: false}
	for first := range 2 {
		borders := lines(first == 1, "left", "right", "bottom")
		s.input[0][first] = newStyle(11, false, ink, excelize.Style{Border: borders, Protection: free})
		s.input[1][first] = newStyle(11, false, ink, excelize.Style{Border: borders, Protection: free, Fill: fill(toFill)})
	}
	for _, c := range []struct {
		style *int
		color string
	}{{&s.done, filledIn}, {&s.wanted, toFill}} {
		b.do(func(f *excelize.File) (err error) {
			*c.style, err = f.NewConditionalStyle(&excelize.Style{Fill: fill(c.color)})
			return err
		})
	}
	return s
}
