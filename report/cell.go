package report

import (
	"bytes"
	"strings"
)

// The cells of cases.csv cannot become formulas. A spreadsheet runs a cell
// that begins with =, +, - or @ (their full-width forms too, in some locales),
// also behind white space; see OWASP, "CSV Injection". Such a text gets an
// apostrophe in front, which spreadsheets take as "this is text". So that
// reading restores every text exactly, one that begins with an apostrophe gets
// another.

const guard = '\''

// guarded reports whether s needs the guard.
func guarded(s []byte) bool {
	if len(s) == 0 {
		return false
	}
	if c := s[0]; c > ' ' && c < 0x80 { // nearly every text
		return c == guard || c == '=' || c == '+' || c == '-' || c == '@'
	}
	if s[0] == '\t' || s[0] == '\r' || s[0] == '\n' {
		return true
	}
	for _, r := range string(s) {
		switch r {
		case '=', '+', '-', '@', '＝', '＋', '－', '＠':
			return true
		case ' ', '\t', '\r', '\n', '\v', '\f', 0, '\u00a0', '\u3000', '\ufeff':
		default:
			return false
		}
	}
	return false
}

// unguard restores the text that a cell of cases.csv stands for.
func unguard(cell string) string { return strings.TrimPrefix(cell, string(guard)) }

// appendCell appends text to b as one cell of a CSV file (RFC 4180), guarded.
func appendCell(b, text []byte) []byte {
	g := guarded(text)
	if !bytes.ContainsAny(text, ",\"\r\n") {
		if g {
			b = append(b, guard)
		}
		return append(b, text...)
	}
	b = append(b, '"')
	if g {
		b = append(b, guard)
	}
	for {
		i := bytes.IndexByte(text, '"')
		if i < 0 {
			return append(append(b, text...), '"')
		}
		b = append(append(b, text[:i]...), '"', '"')
		text = text[i+1:]
	}
}
