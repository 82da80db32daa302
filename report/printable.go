package report

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/rangetable"
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

// Terminal returns what a terminal may show of s: what is [Printable] of it, and a
// replacement character also in the place of each format character that turns
// letters around, or that nobody sees, so that two names look like one.
func Terminal(s string) string { return strings.Map(onTerminal(), s) }

// TerminalWriter passes on to w what is [Terminal] of a text. Close passes on what the
// text ends with.
func TerminalWriter(w io.Writer) io.WriteCloser {
	return transform.NewWriter(w, runes.Map(onTerminal()))
}

// onTerminal returns what replaces the characters of one text, in their order.
func onTerminal() func(rune) rune {
	flag := false // of England, say: a black flag, and tags that spell which
	return func(r rune) rune {
		flag = r == '\U0001f3f4' || flag && unicode.Is(tags, r)
		if unicode.Is(unicode.Cf, r) && !flag && !unicode.In(r, inWords...) {
			return utf8.RuneError
		}
		return printable(r)
	}
}

var tags = &unicode.RangeTable{R32: []unicode.Range32{{Lo: 0xe0020, Hi: 0xe007f, Stride: 1}}}

// inWords are the format characters that the words of some language, or an emoji,
// are written with: joiners, signs around a number, the soft hyphen, and the marks of a
// direction, which turn no letter around. Phones put two of these around a handle.
var inWords = []*unicode.RangeTable{
	unicode.Join_Control, unicode.Prepended_Concatenation_Mark,
	rangetable.New('\u00ad', '\u061c', '\u200e', '\u200f', '\u2066', '\u2069'),
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
