package xlsx

import (
	"math"
	"strings"
	"unicode/utf8"
)

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

// Lines estimates how many lines a text takes in a column of this width, in digits, in
// letters of this size, in points.
func Lines(text string, width, points float64) int {
	// A width's digits are those of 11 points. Letters are narrower, but words do not
	// fill lines to the end.
	room := width * 10.5 / points
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		lines += max(1, int(math.Ceil(float64(letters(line))/room)))
	}
	return lines
}

// letters returns how wide a line is, in letters: those of East Asia and emoji take
// the room of two.
func letters(line string) (n int) {
	for _, r := range line {
		n++
		if r >= firstWide {
			n++
		}
	}
	return n
}

// firstWide is the first of the characters that are mostly two letters wide: before it
// stand alphabets, quotes and signs.
const firstWide = '\u2e80'
