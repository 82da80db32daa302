package report

import "github.com/xuri/excelize/v2"

// summaryScale is the scale, in percent, at which the columns of Summary take a
// page's width.
func summaryScale() uint {
	const pagePixels = 760 // A4 across, less its margins, with room for programs that draw columns wider
	const charPixels = 7.5
	return uint(min(100, 100*pagePixels/(charPixels*charsAcross())))
}

// scaleToWidth fits a sheet with the columns of Summary to a page's width, by a
// scale: beside a fit, Excel does not mind where BreakBefore begins pages.
func (s *sheet) scaleToWidth() {
	s.Do(func(f *excelize.File) error {
		return f.SetPageLayout(s.Name, &excelize.PageLayoutOptions{AdjustTo: new(summaryScale())})
	})
	s.Do(func(f *excelize.File) error {
		return f.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: new(false)})
	})
}

// fitsPage reports whether rows, at that scale, are no higher than a page.
func (s *sheet) fitsPage(first, last int) bool {
	const pagePoints = 480 // A4 across, less its margins, with room as for its width
	points := 0.0
	for row := first; row <= last; row++ {
		s.Do(func(f *excelize.File) error {
			height, err := f.GetRowHeight(s.Name, row)
			points += height
			return err
		})
	}
	return points*float64(summaryScale())/100 <= pagePoints
}
