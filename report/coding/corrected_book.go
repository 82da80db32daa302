package coding

import (
	"cmp"
	"io"
	"slices"
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
	{"withheld, because", 44, func(_ *BrandCorrection, r *CorrectedRate) any {
		return cmp.Or(r.Corrected.Withheld, r.RoganGladen.Withheld)
	}},
}

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
	b := newBook("Corrected rates", sheetCorrected, sheetMeaning)
	defer b.Close()
	b.corrected(c.Brands)
	b.meaning(c)
	return b.Write(w)
}

// corrected writes the sheet of the rates.
func (b *book) corrected(brands []BrandCorrection) {
	s := b.open(sheetCorrected)
	for i, column := range correctedColumns {
		s.Width(i+1, column.width)
		style := s.style.headerRight
		if i < 3 || i == len(correctedColumns)-1 {
			style = s.style.header
		}
		s.Set(i+1, 1, column.head, style)
	}
	s.lines(1, 1)
	row := 1
	for i := range brands {
		for j := range brands[i].Rates {
			row++
			lines := 1
			for k, column := range correctedColumns {
				v := column.of(&brands[i], &brands[i].Rates[j])
				s.value(k+1, row, v, s.style.rates[index(j == 0)])
				if text, ok := v.(string); ok {
					lines = max(lines, linesIn(text, column.width))
				}
			}
			s.lines(row, lines)
		}
	}
	s.FreezeHeader()
	s.print(len(correctedColumns), row)
}

// meaning writes the sheet that says what the rates mean, and what to beware of.
func (b *book) meaning(c *Correction) {
	const width = 110
	s := b.open(sheetMeaning, 20, width)
	notes := slices.Clone(c.Notes)
	for _, warning := range c.Warnings {
		notes = append(notes, Note{"warning", warning})
	}
	for i, n := range notes {
		s.Set(1, i+1, n.Name, s.style.strong)
		s.Set(2, i+1, n.Text, s.style.body)
		s.lines(i+1, linesIn(n.Text, width))
	}
	s.print(2, len(notes))
}

// A rateStyle is how the cells of a row of rates look.
type rateStyle struct{ text, share, ratio, count int }

// value puts a text, share, ratio, count or nothing into a cell.
func (s *sheetWriter) value(col, row int, v any, style rateStyle) {
	switch v := v.(type) {
	case share:
		s.Set(col, row, float64(v), style.share)
	case ratio:
		s.Set(col, row, float64(v), style.ratio)
	case int:
		s.Set(col, row, v, style.count)
	default:
		s.Set(col, row, v, style.text)
	}
}
