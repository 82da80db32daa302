package coding

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/lastword-audit/lastword/report/xlsx"
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
	head  string
	width float64
}

const (
	whoWidth  = 20
	postWidth = 80
)

// The columns of a coder's sheet, from 1.
const (
	atNumber = iota + 1
	atWho
	atWhen
	atPost
	atCodes // the first of the codes
	atNote  = iota + variables
	atCase  = atNote + 1
	atCoder = atNote + 2
)

var sheetColumns = func() []sheetColumn {
	list := []sheetColumn{
		{columnNumber, 7},
		{"who", whoWidth},
		{"when (UTC)", 18},
		{"post", postWidth},
	}
	for _, v := range Variables {
		list = append(list, sheetColumn{v.Name, 13.5})
	}
	return append(list, sheetColumn{"note", 24}, sheetColumn{columnCase, 20}, sheetColumn{columnCoder, 8})
}()

// sheetOf names the sheet of a coder, from 1.
func sheetOf(coder int) string { return fmt.Sprintf("Coder %d", coder) }

// WriteWorkbook writes the workbook in which a sample is coded: a guide, one
// sheet a coder with the posts of the cases that they get, and two hidden
// sheets that say what was drawn and how. Nothing in it shows what the machine
// decided. cases holds every case of the sample, by id. The same sample makes
// the same bytes.
func WriteWorkbook(w io.Writer, s *Sample, cases map[string]Conversation) error {
	sheets := []string{sheetGuide}
	for coder := range s.Coders {
		sheets = append(sheets, sheetOf(coder+1))
	}
	b := newBook("Cases to code", append(sheets, sheetDesign, sheetSample)...)
	defer b.Close()
	b.guide()
	for coder := range s.Coders {
		if err := b.coder(s, coder+1, cases); err != nil {
			return err
		}
	}
	b.design(s)
	b.sample(s)
	return b.Write(w)
}

// coder writes the sheet of one coder. A case takes a row for each post, and
// its codes go into the last of them: there the coder is when all is read.
func (b *book) coder(sample *Sample, coder int, cases map[string]Conversation) error {
	s := b.open(sheetOf(coder))
	for i, c := range sheetColumns {
		s.Width(i+1, c.width)
		s.Set(i+1, 1, c.head, s.style.header)
	}
	s.lines(1, 1)
	row := 2
	for i := range sample.Draws {
		d := &sample.Draws[i]
		if !slices.Contains(d.Coders, coder) {
			continue
		}
		c, known := cases[d.Case]
		if !known || len(c.Posts) == 0 {
			return fmt.Errorf("case %s was drawn, and its posts are missing: make the report again", d.Case)
		}
		row = s.conversation(row, i+1, coder, d.Case, &c)
	}
	last := row - 1
	s.validate(last)
	s.mark(last)
	s.HideColumns(atCase, atCoder)
	s.FreezeHeader()
	s.print(atNote, last)
	s.protect()
	return nil
}

// conversation writes a case from a row on and returns the row behind it.
func (s *sheetWriter) conversation(row, number, coder int, id string, c *Conversation) int {
	first := row
	for i := range c.Posts {
		p := &c.Posts[i]
		parts := pieces(p.Text, mostLines, postWidth)
		for j, part := range parts {
			who, when := p.who(c.Brand), p.when()
			if j > 0 {
				who, when = "… goes on", ""
			}
			style := s.style.post(p.ByBrand, row == first)
			codes := i == len(c.Posts)-1 && j == len(parts)-1
			s.Set(atNumber, row, strconv.Itoa(number), style.number)
			s.Set(atWho, row, who, style.who)
			s.Set(atWhen, row, when, style.text)
			s.Set(atPost, row, part, style.text)
			for v := range variables {
				s.Set(atCodes+v, row, "", s.style.codeCell(v, codes, style))
			}
			s.Set(atNote, row, "", s.style.codeCell(variables, codes, style))
			s.Set(atCase, row, id, s.style.plain)
			s.Set(atCoder, row, strconv.Itoa(coder), s.style.plain)
			s.lines(row, max(linesIn(part, postWidth), linesIn(who, whoWidth)))
			row++
		}
	}
	return row
}

// validate gives the codes their drop-down lists.
func (s *sheetWriter) validate(last int) {
	for i := range Variables {
		v := &Variables[i]
		column := xlsx.ColumnName(atCodes + i)
		list := excelize.NewDataValidation(true)
		list.SetSqref(fmt.Sprintf("%s2:%s%d", column, column, last))
		s.Do(func(*excelize.File) error { return list.SetDropList(v.List()) })
		list.SetError(excelize.DataValidationErrorStyleStop, v.Name, "Choose one of: "+strings.Join(v.List(), ", "))
		s.Do(func(f *excelize.File) error { return f.AddDataValidation(s.Name, list) })
	}
}

// mark colours codes by what is still to be done: what is filled becomes
// green, and a channel or reason yellow once the outcome calls for it.
func (s *sheetWriter) mark(last int) {
	for i, v := range Variables {
		column := xlsx.ColumnName(atCodes + i)
		rules := []excelize.ConditionalFormatOptions{
			{Type: "formula", Criteria: column + `2<>""`, Format: &s.style.done, StopIfTrue: true},
		}
		if v.Of != "" {
			rules = append(rules, excelize.ConditionalFormatOptions{
				Type: "formula", Criteria: fmt.Sprintf(`$%s2="%s"`, xlsx.ColumnName(atCodes+Outcome), v.Of), Format: &s.style.wanted,
			})
		}
		s.Do(func(f *excelize.File) error {
			return f.SetConditionalFormat(s.Name, fmt.Sprintf("%s2:%s%d", column, column, last), rules)
		})
	}
}

// design writes how the sample was drawn.
func (b *book) design(sample *Sample) {
	strata := strataOfAll
	if sample.ByBrand {
		strata = strataByBrand
	}
	s := b.open(sheetDesign, 20, 30)
	for i, entry := range [][2]string{
		{"what", "value"},
		{entryFingerprint, sample.Fingerprint},
		{entrySeed, strconv.FormatUint(sample.Seed, 10)},
		{entryCoders, strconv.Itoa(sample.Coders)},
		{entryOverlap, strconv.Itoa(sample.Overlap)},
		{entryStrata, strata},
		{entryBrands, strings.Join(sample.Brands, "\n")},
	} {
		s.Set(1, i+1, entry[0], s.style.plain)
		s.Set(2, i+1, entry[1], s.style.plain)
	}
	s.Do(func(f *excelize.File) error { return f.SetSheetVisible(s.Name, false) })
	s.protect()
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
func (b *book) sample(sample *Sample) {
	s := b.open(sheetSample, 8, 40, 10, 18, 18, 14, 10)
	for i, c := range sampleColumns {
		s.Set(i+1, 1, c.name, s.style.plain)
		for n := range sample.Draws {
			s.Set(i+1, n+2, c.of(n+1, &sample.Draws[n]), s.style.plain)
		}
	}
	s.Do(func(f *excelize.File) error { return f.SetSheetVisible(s.Name, false) })
	s.protect()
}
