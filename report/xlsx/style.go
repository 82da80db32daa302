package xlsx

import "github.com/xuri/excelize/v2"

// Colours.
const (
	Ink   = "1F2933" // text
	Faint = "5B6770" // lesser text
	Paper = "F2F5F7" // background of headers
	Rule  = "C9D1D7" // lines
	Amber = "FFF4D6" // background of what wants notice
)

// TextFormat is Excel's number format "@".
const TextFormat = 49

// Alignments. What stands to the left is indented, so that a text keeps its
// distance from a number to its left.
var (
	Left    = &excelize.Alignment{Vertical: "center", Horizontal: "left", Indent: 1}
	Wrapped = &excelize.Alignment{Vertical: "center", Horizontal: "left", Indent: 1, WrapText: true}
	Right   = &excelize.Alignment{Vertical: "center", Horizontal: "right", WrapText: true}
)

// Fill returns a background of one colour.
func Fill(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

// NewStyle adds a style for cells: that of texts, unless it has a number format.
func (b *Book) NewStyle(size float64, bold bool, color string, st excelize.Style) (id int) {
	st.Font = &excelize.Font{Family: "Arial", Size: size, Bold: bold, Color: color}
	if st.NumFmt == 0 && st.CustomNumFmt == nil {
		st.NumFmt = TextFormat
	}
	b.Do(func(f *excelize.File) (err error) {
		id, err = f.NewStyle(&st)
		return err
	})
	return id
}
