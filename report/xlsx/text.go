package xlsx

import "unicode/utf8"

// cellLimit is how many UTF-16 units Excel holds in a cell.
const cellLimit = 32_767

// Fit returns s if a cell can hold it, else its beginning and a word that says
// so.
func Fit(s string) string {
	if len(s) <= cellLimit { // never fewer bytes than units
		return s
	}
	const cut = " … (cut: a cell holds no more)"
	units, end := 0, len(s)
	for i, r := range s {
		if units <= cellLimit-utf8.RuneCountInString(cut) {
			end = i
		}
		units++
		if r > 0xffff {
			units++
		}
	}
	if units <= cellLimit {
		return s
	}
	return s[:end] + cut
}
