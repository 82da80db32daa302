package coding

import (
	"io"

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
	of    func(b *BrandCorrection, r *CorrectedRate) any // text, a share, a count, or nil
}{
	{"brand", 28, func(b *BrandCorrection, _ *CorrectedRate) any { return b.Name }},
	{"outcome", 13, func(_ *BrandCorrection, r *CorrectedRate) any { return r.Outcome }},
	{"% of", 20, func(_ *BrandCorrection, r *CorrectedRate) any { return r.Of }},
	{"raw", 10, func(_ *BrandCorrection, r *CorrectedRate) any { return share(r.Raw.Rate) }},
	{"raw: low", 10, func(_ *BrandCorrection, r *CorrectedRate) any { return share(r.Raw.Low) }},
	{"raw: high", 10, func(_ *BrandCorrection, r *CorrectedRate) any { return share(r.Raw.High) }},
	{"corrected", 11, func(_ *BrandCorrection, r *CorrectedRate) any { return share(r.Corrected.Value) }},
	{"low", 10, func(_ *BrandCorrection, r *CorrectedRate) any { return share(r.Corrected.Low) }},
	{"high", 10, func(_ *BrandCorrection, r *CorrectedRate) any { return share(r.Corrected.High) }},
	{"λ", 8, func(_ *BrandCorrection, r *CorrectedRate) any { return share(r.Corrected.Lambda) }},
	{"Rogan–Gladen", 14, func(_ *BrandCorrection, r *CorrectedRate) any { return share(r.RoganGladen.Value) }},
	{"R–G: low", 10, func(_ *BrandCorrection, r *CorrectedRate) any { return share(r.RoganGladen.Low) }},
	{"R–G: high", 10, func(_ *BrandCorrection, r *CorrectedRate) any { return share(r.RoganGladen.High) }},
	{"coded", 9, func(_ *BrandCorrection, r *CorrectedRate) any { return r.Corrected.Coded }},
	{"withheld, because", 60, func(_ *BrandCorrection, r *CorrectedRate) any {
		if r.Corrected.Withheld != "" {
			return r.Corrected.Withheld
		}
		return r.RoganGladen.Withheld
	}},
}

// share returns what a pointer points to, nil if to nothing.
func share(x *float64) any {
	if x == nil {
		return nil
	}
	return *x
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
	row := 1
	for i, column := range correctedColumns {
		b.set(i, row, column.head, b.style.header)
	}
	for i := range c.Brands {
		for j := range c.Brands[i].Rates {
			row++
			for k, column := range correctedColumns {
				b.value(k, row, column.of(&c.Brands[i], &c.Brands[i].Rates[j]))
			}
		}
	}
	b.freeze()
	b.print(len(correctedColumns)-1, row)
	b.open(sheetMeaning, 20, 110)
	for i, n := range c.Notes {
		b.set(0, i+1, n.Name, b.style.strong)
		b.set(1, i+1, n.Text, b.style.body)
		b.height(i+1, linesIn(n.Text, 110))
	}
	b.print(1, len(c.Notes))
	b.properties("Corrected rates")
	b.do(func(f *excelize.File) error { return f.Write(w) })
	return b.err
}

// value puts a text, share, count or nothing into a cell.
func (b *book) value(column, row int, v any) {
	at := cellName(column, row)
	switch v := v.(type) {
	case string:
		b.set(column, row, v, b.style.plain)
	case float64:
		b.do(func(f *excelize.File) error { return f.SetCellStyle(b.sheet, at, at, b.style.share) })
		b.do(func(f *excelize.File) error { return f.SetCellFloat(b.sheet, at, v, -1, 64) })
	case int:
		b.do(func(f *excelize.File) error { return f.SetCellInt(b.sheet, at, int64(v)) })
	}
}
