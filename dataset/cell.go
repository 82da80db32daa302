package dataset

import "strings"

// guard is put before a cell that a spreadsheet would take for a formula.
const guard = '\''

// AppendCell appends text to b as one cell of a CSV file (RFC 4180) that cannot
// become a formula. A spreadsheet runs a cell that begins with =, +, - or @
// (their full-width forms too, in some locales), also behind white space; see
// OWASP, "CSV Injection". Such a text gets an apostrophe in front, which
// spreadsheets take as "this is text". So that [UnguardCell] restores every text
// exactly, one that begins with an apostrophe gets another.
func AppendCell[T string | []byte](b []byte, text T) []byte {
	quoted := needsQuotes(text)
	if quoted {
		b = append(b, '"')
	}
	if needsGuard(text) {
		b = append(b, guard)
	}
	if !quoted {
		return append(b, text...)
	}
	for i := 0; i < len(text); i++ {
		if text[i] == '"' {
			b = append(b, '"')
		}
		b = append(b, text[i])
	}
	return append(b, '"')
}

// UnguardCell restores the text that a cell written by [AppendCell] stands for.
func UnguardCell(cell string) string { return strings.TrimPrefix(cell, string(guard)) }

func needsQuotes[T string | []byte](text T) bool {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case ',', '"', '\r', '\n':
			return true
		}
	}
	return false
}

func needsGuard[T string | []byte](text T) bool {
	if len(text) == 0 {
		return false
	}
	if c := text[0]; c > ' ' && c < 0x80 { // nearly every text
		return c == guard || c == '=' || c == '+' || c == '-' || c == '@'
	}
	if text[0] == '\t' || text[0] == '\r' || text[0] == '\n' {
		return true
	}
	for _, r := range string(text) {
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
