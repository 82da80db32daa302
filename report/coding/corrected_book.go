package coding

import (
	"io"
	"slices"

	"github.com/xuri/excelize/v2"
)

const (
	sheetCorrected = "Corrected"
	sheetMeaning   = "What it means"
)

// correctedColumns are the columns of the sheet of corrected rates.
var correctedColumns = []struct {
	head  string
	width float64
	of    func(b *BrandCorrection, r *CorrectedRate) any // a string, share, ratio, count or nil
}{
	{"brand", 24, func(b *BrandCorrection, _ *CorrectedRate) any { return b.Name }},
	{"outcome", 13, func(_ *BrandCorrection, r *CorrectedRate) any { return r.Outcome }},
	{"share of", 19, func(_ *BrandCorrection, r *CorrectedRate) any { return r.Of }},
	{"raw", 9, func(_ *BrandCorrection, r *CorrectedRate) any { return shareOf(r.Raw.Rate) }},
	{"from", 9, func(_ *BrandCorrection, r *CorrectedRate) any { return shareOf(r.Raw.Low) }},
	{"to", 9, func(_ *BrandCorrection, r *CorrectedRate) any { return shareOf(r.Raw.High) }},
	{"corrected", 11, func(_ *BrandCorrection, r *CorrectedRate) any { return shareOf(r.Corrected.Value) }},
	{"from", 9, func(_ *BrandCorrection, r *CorrectedRate) any { return shareOf(r.Corrected.Low) }},
	{"to", 9, func(_ *BrandCorrection, r *CorrectedRate) any { return shareOf(r.Corrected.High) }},
	{"λ", 8, func(_ *BrandCorrection, r *CorrectedRate) any {
		if r.Corrected.Lambda == nil {
			return nil
		}
		return ratio(*r.Corrected.Lambda)
	}},
	{"coded", 8, func(_ *BrandCorrection, r *CorrectedRate) any { return r.Corrected.Coded }},
	{"Rogan–Gladen", 14, func(_ *BrandCorrection, r *CorrectedRate) any { return shareOf(r.RoganGladen.Value) }},
	{"from", 9, func(_ *BrandCorrection, r *CorrectedRate) any { return shareOf(r.RoganGladen.Low) }},
	{"to", 9, func(_ *BrandCorrection, r *CorrectedRate) any { return shareOf(r.RoganGladen.High) }},
	{"withheld, because", withheldWidth, func(_ *BrandCorrection, r *CorrectedRate) any {
		if r.Corrected.Withheld != "" {
			return r.Corrected.Withheld
		}
		return r.RoganGladen.Withheld
	}},
}

const withheldWidth = 44

// A share is shown in percent, a ratio as it is.
type (
	share float64
	ratio float64
)

// shareOf returns the share that a pointer points to, nil if to nothing.
func shareOf(x *float64) any {
	if x == nil {
		return nil
	}
	return share(*x)
}

// WriteWorkbook writes the corrected rates as a workbook, with what they mean
// on a second sheet. The same rates make the same bytes.
func (c *Correction) WriteWorkbook(w io.Writer) error {
	b := &book{file: excelize.NewFile()}
	defer b.file.Close()
	b.style = b.newStyles()
	var widths []float64
	for _, column := range correctedColumns {
		widths = append(widths, column.width)
	}
	b.open(sheetCorrected, widths...)
	for i, column := range correctedColumns {
		style := b.style.headerRight
		if i < 3 || i == len(correctedColumns)-1 {
			style = b.style.header
		}
		b.set(i, 1, column.head, style)
	}
	b.height(1, 1)
	row := 1
	for i := range c.Brands {
		for j := range c.Brands[i].Rates {
			row++
			lines := 1
			for k, column := range correctedColumns {
				v := column.of(&c.Brands[i], &c.Brands[i].Rates[j])
				b.value(k, row, v, b.style.rates[index(j == 0)])
				if text, ok := v.(string); ok {
					lines = max(lines, linesIn(text, int(column.width)))
				}
			}
			b.height(row, lines)
		}
	}
	b.freeze()
	b.print(len(correctedColumns)-1, row)
	const width = 110
	b.open(sheetMeaning, 20, width)
	notes := slices.Clone(c.Notes)
	for _, warning := range c.Warnings {
		notes = append(notes, Note{"warning", warning})
	}
	for i, n := range notes {
		b.set(0, i+1, n.Name, b.style.strong)
		b.set(1, i+1, n.Text, b.style.body)
		b.height(i+1, linesIn(n.Text, width))
	}
	b.print(1, len(notes))
	b.properties("Corrected rates")
	b.do(func(f *excelize.File) error { return f.Write(w) })
	return b.err
}

// A rateStyle is how the cells of a row of rates look.
type rateStyle struct{ text, share, ratio, count int }

// value puts a text, share, ratio, count or nothing into a cell.
func (b *book) value(column, row int, v any, style rateStyle) {
	at := cellName(column, row)
	number := func(x any, id int) {
		b.do(func(f *excelize.File) error { return f.SetCellStyle(b.sheet, at, at, id) })
		b.do(func(f *excelize.File) error { return f.SetCellValue(b.sheet, at, x) })
	}
	switch v := v.(type) {
	case string:
		b.set(column, row, v, style.text)
	case share:
		number(float64(v), style.share)
	case ratio:
		number(float64(v), style.ratio)
	case int:
		number(v, style.count)
	default:
		b.set(column, row, "", style.text)
	}
}
