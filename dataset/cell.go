package dataset

import (
	"strings"
	"unsafe"
)

// guard is put before a cell that a spreadsheet would take for a formula.
const guard = '\''

// AppendCell appends text to b as one cell of a CSV file (RFC 4180) that cannot
// become a formula. A spreadsheet runs a cell that begins with =, +, - or @
// (their full-width forms too, in some locales), also behind white space; see
// OWASP, "CSV Injection". Such a text gets an apostrophe in front, which
// spreadsheets take as "this is text". So that [UnguardCell] restores every text
// exactly, one that begins with an apostrophe gets another.
func AppendCell(b []byte, text string) []byte {
	quoted, guarded := needsQuotes(text), needsGuard(text)
	if quoted {
		b = append(b, '"')
	}
	if guarded {
		b = append(b, guard)
	}
	if !quoted {
		return append(b, text...)
	}
	for {
		i := strings.IndexByte(text, '"') + 1
		if i == 0 {
			return append(append(b, text...), '"')
		}
		b = append(append(b, text[:i]...), '"')
		text = text[i:]
	}
}

// EndCell makes the bytes of b from start on a cell as [AppendCell] writes it.
func EndCell(b []byte, start int) []byte {
	text := unsafe.String(unsafe.SliceData(b[start:]), len(b)-start)
	if !needsQuotes(text) && !needsGuard(text) {
		return b // nearly every cell
	}
	return AppendCell(b[:start], strings.Clone(text))
}

// UnguardCell restores the text that a cell written by [AppendCell] stands for.
func UnguardCell(cell string) string { return strings.TrimPrefix(cell, string(guard)) }

func needsQuotes(text string) bool {
	if len(text) <= 32 { // shorter than four searches
		for i := range len(text) {
			if c := text[i]; c <= ',' && (c == ',' || c == '"' || c == '\n' || c == '\r') { // letters and digits are above
				return true
			}
		}
		return false
	}
	return strings.IndexByte(text, ',') >= 0 || strings.IndexByte(text, '"') >= 0 ||
		strings.IndexByte(text, '\n') >= 0 || strings.IndexByte(text, '\r') >= 0
}

func needsGuard(text string) bool {
	if len(text) == 0 {
		return false
	}
	if c := text[0]; c > ' ' && c < 0x80 { // nearly every text
		return c == guard || c == '=' || c == '+' || c == '-' || c == '@'
	}
	if text[0] == '\t' || text[0] == '\r' || text[0] == '\n' {
		return true
	}
	for _, r := range text {
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
