package coding

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/lastword-audit/lastword/report"
)

// The sheets beside the coders'.
const (
	sheetGuide  = "Guide"
	sheetSample = "Sample" // hidden: what was drawn, and how probably
	sheetDesign = "Design" // hidden: how it was drawn
)

// Names of the columns by which sheets are known again, and of the design's entries.
const (
	columnNumber = "case"    // 1, 2, … in the order of the sample
	columnCase   = "case_id" // hidden
	columnCoder  = "coder"   // hidden: for whom the sheet was written, from 1

	entryFingerprint = "report"
	entrySeed        = "seed"
	entryCoders      = "coders"
	entryOverlap     = "overlap"
	entryStrata      = "strata"
	entryBrands      = "brands" // one a line; blank: all

	strataByBrand = "brand, outcome, request or not"
	strataOfAll   = "outcome, request or not"
)

// A sheetColumn is one column of a coder's sheet.
type sheetColumn struct {
	name  string
	head  string
	width float64
}

// postWidth is how many letters a line of a post takes. A column's width counts
// digits, and letters are narrower.
const postWidth = 88

// The columns of a coder's sheet.
const (
	atNumber = iota
	atWho
	atWhen
	atPost
	atCodes // the first of the codes
	atNote  = iota + variables - 1
	atCase  = atNote + 1
	atCoder = atNote + 2
)

var sheetColumns = func() []sheetColumn {
	list := []sheetColumn{
		{columnNumber, "case", 7},
		{"who", "who", 20},
		{"when", "when (UTC)", 18},
		{"post", "post", 80},
	}
	for _, v := range Variables {
		list = append(list, sheetColumn{v.Name, v.Name, 13.5})
	}
	return append(list,
		sheetColumn{"note", "note", 24},
		sheetColumn{columnCase, columnCase, 20},
		sheetColumn{columnCoder, columnCoder, 8})
}()

// sheetOf names the sheet of a coder, from 1.
func sheetOf(coder int) string { return fmt.Sprintf("Coder %d", coder) }

// WriteWorkbook writes the workbook in which a sample is coded: a guide, one
// sheet a coder with the posts of the cases that they get, and two hidden
// sheets that say what was drawn and how. Nothing in it shows what the machine
// decided. cases holds every case of the sample, by id. The same sample makes
// the same bytes.
func WriteWorkbook(w io.Writer, s *Sample, cases map[string]Conversation) error {
	b := &book{file: excelize.NewFile()}
	defer b.file.Close()
	b.style = b.newStyles()
	b.guide()
	for coder := range s.Coders {
		b.coder(s, coder+1, cases)
	}
	b.design(s)
	b.sample(s)
	b.properties("Cases to code")
	b.do(func(f *excelize.File) error { return f.Write(w) })
	return b.err
}

// A book is a workbook being written; its first error stays, and what follows it
// does nothing.
type book struct {
	file  *excelize.File
	style styles
	sheet string // being written
	err   error
}

func (b *book) do(f func(*excelize.File) error) {
	if b.err == nil {
		b.err = f(b.file)
	}
}

// properties sets the title, and times that do not depend on the clock.
func (b *book) properties(title string) {
	b.do(func(f *excelize.File) error {
		return f.SetDocProps(&excelize.DocProperties{
			Title: title, Creator: report.Tool, LastModifiedBy: report.Tool,
			Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z",
		})
	})
}

// open begins a sheet with columns of these widths.
func (b *book) open(name string, widths ...float64) {
	b.do(func(f *excelize.File) error {
		if b.sheet == "" {
			return f.SetSheetName("Sheet1", name)
		}
		_, err := f.NewSheet(name)
		return err
	})
	b.sheet = name
	for i, width := range widths {
		column := columnName(i)
		b.do(func(f *excelize.File) error { return f.SetColWidth(name, column, column, width) })
	}
}

// set puts a text into a cell; columns count from 0, rows from 1.
func (b *book) set(column, row int, text string, style int) {
	at := cellName(column, row)
	b.do(func(f *excelize.File) error { return f.SetCellStyle(b.sheet, at, at, style) })
	if text != "" {
		b.do(func(f *excelize.File) error { return f.SetCellStr(b.sheet, at, text) })
	}
}

func (b *book) height(row int, lines int) {
	b.do(func(f *excelize.File) error { return f.SetRowHeight(b.sheet, row, 6+lineHeight*float64(lines)) })
}

const (
	lineHeight = 15 // points, of one line of 11-point text
	mostLines  = 26 // of a row: Excel allows 409 points
)

// coder writes the sheet of one coder. A case takes a row for each post, and
// its codes go into the last of them: there the coder is when all is read.
func (b *book) coder(s *Sample, coder int, cases map[string]Conversation) {
	var widths []float64
	for _, c := range sheetColumns {
		widths = append(widths, c.width)
	}
	b.open(sheetOf(coder), widths...)
	for i, c := range sheetColumns {
		b.set(i, 1, c.head, b.style.header)
	}
	b.height(1, 1)
	row := 2
	for i := range s.Draws {
		d := &s.Draws[i]
		if !slices.Contains(d.Coders, coder) {
			continue
		}
		c, known := cases[d.Case]
		if !known || len(c.Posts) == 0 {
			b.do(func(*excelize.File) error { return fmt.Errorf("case %s was drawn, and its posts are missing", d.Case) })
			return
		}
		row = b.conversation(row, i+1, coder, d.Case, &c)
	}
	last := row - 1
	b.validate(last)
	b.mark(last)
	b.hide(columnName(atCase) + ":" + columnName(atCoder))
	b.freeze()
	b.print(atNote, last)
	b.protect()
}

// conversation writes a case from a row on and returns the row behind it.
func (b *book) conversation(row, number, coder int, id string, c *Conversation) int {
	first := row
	for i := range c.Posts {
		p := &c.Posts[i]
		parts := pieces(p.Text, mostLines, postWidth)
		for j, part := range parts {
			who, when := p.who(c.Brand), p.when()
			if j > 0 {
				who, when = "… goes on", ""
			}
			style := b.style.post(p.ByBrand, row == first)
			codes := i == len(c.Posts)-1 && j == len(parts)-1
			b.set(atNumber, row, strconv.Itoa(number), style.number)
			b.set(atWho, row, who, style.who)
			b.set(atWhen, row, when, style.text)
			b.set(atPost, row, part, style.text)
			for v := range variables {
				b.set(atCodes+v, row, "", b.style.codeCell(v, codes, style))
			}
			b.set(atNote, row, "", b.style.codeCell(variables, codes, style))
			b.set(atCase, row, id, b.style.plain)
			b.set(atCoder, row, strconv.Itoa(coder), b.style.plain)
			b.height(row, max(linesIn(part, postWidth), linesIn(who, int(sheetColumns[atWho].width))))
			row++
		}
	}
	return row
}

// validate gives the codes their drop-down lists.
func (b *book) validate(last int) {
	for i := range Variables {
		v := &Variables[i]
		column := columnName(atCodes + i)
		list := excelize.NewDataValidation(true)
		list.SetSqref(fmt.Sprintf("%s2:%s%d", column, column, last))
		b.do(func(*excelize.File) error { return list.SetDropList(v.List()) })
		list.SetError(excelize.DataValidationErrorStyleStop, v.Name, "Choose one of: "+strings.Join(v.List(), ", "))
		b.do(func(f *excelize.File) error { return f.AddDataValidation(b.sheet, list) })
	}
}

// mark colours codes by what is still to be done: what is filled becomes
// green, and a channel or reason yellow once the outcome calls for it.
func (b *book) mark(last int) {
	for i, v := range Variables {
		column := columnName(atCodes + i)
		rules := []excelize.ConditionalFormatOptions{
			{Type: "formula", Criteria: column + `2<>""`, Format: &b.style.done, StopIfTrue: true},
		}
		if v.Of != "" {
			rules = append(rules, excelize.ConditionalFormatOptions{
				Type: "formula", Criteria: fmt.Sprintf(`$%s2="%s"`, columnName(atCodes+Outcome), v.Of), Format: &b.style.wanted,
			})
		}
		b.do(func(f *excelize.File) error {
			return f.SetConditionalFormat(b.sheet, fmt.Sprintf("%s2:%s%d", column, column, last), rules)
		})
	}
}

func (b *book) hide(columns string) {
	b.do(func(f *excelize.File) error { return f.SetColVisible(b.sheet, columns, false) })
}

func (b *book) freeze() {
	b.do(func(f *excelize.File) error {
		return f.SetPanes(b.sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	})
}

// protect locks what is not to be filled in, without a password: it keeps
// slips away, not people. Widths and heights stay free.
func (b *book) protect() {
	b.do(func(f *excelize.File) error {
		return f.ProtectSheet(b.sheet, &excelize.SheetProtectionOptions{
			SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true,
		})
	})
}

// print fits the sheet up to a column and row to a landscape page's width, and
// repeats the first row on every page.
func (b *book) print(column, last int) {
	b.do(func(f *excelize.File) error {
		landscape, a4, once, any := "landscape", 9, 1, 0
		return f.SetPageLayout(b.sheet, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &once, FitToHeight: &any})
	})
	b.do(func(f *excelize.File) error {
		fit := true
		return f.SetSheetProps(b.sheet, &excelize.SheetPropsOptions{FitToPage: &fit})
	})
	b.do(func(f *excelize.File) error {
		edge, small := 0.4, 0.6
		return f.SetPageMargins(b.sheet, &excelize.PageLayoutMarginsOptions{Left: &edge, Right: &edge, Top: &small, Bottom: &small})
	})
	b.do(func(f *excelize.File) error {
		return f.SetHeaderFooter(b.sheet, &excelize.HeaderFooterOptions{OddFooter: "&L&A&RPage &P of &N"})
	})
	for _, name := range []struct{ name, cells string }{
		{"_xlnm.Print_Area", fmt.Sprintf("$A$1:$%s$%d", columnName(column), last)},
		{"_xlnm.Print_Titles", "$1:$1"},
	} {
		b.do(func(f *excelize.File) error {
			return f.SetDefinedName(&excelize.DefinedName{Name: name.name, Scope: b.sheet, RefersTo: fmt.Sprintf("'%s'!%s", b.sheet, name.cells)})
		})
	}
}

// design writes how the sample was drawn.
func (b *book) design(s *Sample) {
	strata := strataOfAll
	if s.ByBrand {
		strata = strataByBrand
	}
	b.open(sheetDesign, 20, 30)
	for i, entry := range [][2]string{
		{"what", "value"},
		{entryFingerprint, s.Fingerprint},
		{entrySeed, strconv.FormatUint(s.Seed, 10)},
		{entryCoders, strconv.Itoa(s.Coders)},
		{entryOverlap, strconv.Itoa(s.Overlap)},
		{entryStrata, strata},
		{entryBrands, strings.Join(s.Brands, "\n")},
	} {
		b.set(0, i+1, entry[0], b.style.plain)
		b.set(1, i+1, entry[1], b.style.plain)
	}
	b.do(func(f *excelize.File) error { return f.SetSheetVisible(b.sheet, false) })
	b.protect()
}

// sampleColumns are the columns of the sheet that says what was drawn.
var sampleColumns = []struct {
	name string
	of   func(number int, d *Drawn) string
}{
	{columnNumber, func(n int, _ *Drawn) string { return strconv.Itoa(n) }},
	{columnCase, func(_ int, d *Drawn) string { return d.Case }},
	{"stratum", func(_ int, d *Drawn) string { return strconv.Itoa(d.Stratum) }},
	{"cases_of_stratum", func(_ int, d *Drawn) string { return strconv.Itoa(d.Cases) }},
	{"drawn_of_stratum", func(_ int, d *Drawn) string { return strconv.Itoa(d.Of) }},
	{"probability", func(_ int, d *Drawn) string { return strconv.FormatFloat(d.Probability(), 'g', 6, 64) }},
	{"coders", func(_ int, d *Drawn) string { return strings.Trim(fmt.Sprint(d.Coders), "[]") }},
}

// sample writes what was drawn.
func (b *book) sample(s *Sample) {
	b.open(sheetSample, 8, 40, 10, 18, 18, 14, 10)
	for i, c := range sampleColumns {
		b.set(i, 1, c.name, b.style.plain)
		for n := range s.Draws {
			b.set(i, n+2, c.of(n+1, &s.Draws[n]), b.style.plain)
		}
	}
	b.do(func(f *excelize.File) error { return f.SetSheetVisible(b.sheet, false) })
	b.protect()
}

// cellName returns the name of a cell: 0, 1 is A1.
func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		panic(err) // rows and columns are ours, and positive
	}
	return name
}

// columnName returns the letters of a column: 0 is A.
func columnName(column int) string { return strings.TrimRight(cellName(column, 1), "1") }
