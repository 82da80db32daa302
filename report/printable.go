package report

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
)

// Printable returns s with a replacement character in the place of each control
// character but tabs and line ends: some programs take a NUL for the end of a file,
// and a terminal obeys an escape. A workbook cannot hold them anyway.
func Printable(s string) string {
	for i := range len(s) {
		switch control[s[i]] {
		case surely:
			return strings.Map(printable, s)
		case beforeC1:
			if i+1 < len(s) && s[i+1] < 0xa0 {
				return strings.Map(printable, s)
			}
		}
	}
	return s
}

// PrintableWriter passes on to w what is [Printable] of a text. Close passes on what
// the text ends with.
func PrintableWriter(w io.Writer) io.WriteCloser {
	return transform.NewWriter(w, runes.Map(printable))
}

func printable(r rune) rune {
	if unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' {
		return utf8.RuneError
	}
	return r
}

// What a byte says of a control character: most bytes of most texts nothing.
const (
	surely   = 1 + iota // it is one
	beforeC1            // it is one of U+0080 to U+009F with some of the bytes that may follow
)

var control = func() (set [256]uint8) {
	for c := range rune(utf8.RuneSelf) {
		if printable(c) != c {
			set[c] = surely
		}
	}
	set["\u0080"[0]] = beforeC1
	return set
}()
