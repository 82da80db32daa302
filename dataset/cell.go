package dataset

import (
	"bytes"
	"slices"
	"strings"
)

// guard is put before a cell that a spreadsheet would take for a formula.
const guard = '\''

// AppendCell appends text to b as one cell of a CSV file (RFC 4180) that cannot
// become a formula. A spreadsheet runs a cell that begins with =, +, - or @
// (their full-width forms too, in some locales), also behind white space; see
// OWASP, "CSV Injection". Such a text gets an apostrophe in front, which
// spreadsheets take as "this is text". So that [UnguardCell] restores every text
// exactly, one that begins with an apostrophe gets another.
func AppendCell[T string | []byte](b []byte, text T) []byte {
	return EndCell(append(b, text...), len(b))
}

// EndCell makes the bytes of b from start on a cell as [AppendCell] writes it.
func EndCell(b []byte, start int) []byte {
	text := b[start:]
	var front, back string
	switch quoted, guarded := needsQuotes(text), needsGuard(text); {
	case quoted && guarded:
		front, back = "\"'", "\""
	case quoted:
		front, back = "\"", "\""
	case guarded:
		front = "'"
	default:
		return b // nearly every cell
	}
	doubled := 0
	if back != "" {
		doubled = bytes.Count(text, []byte{'"'})
	}
	end := len(b)
	more := len(front) + doubled + len(back)
	b = slices.Grow(b, more)[:end+more]
	copy(b[len(b)-len(back):], back)
	// The text moves from its end on, so that nothing is overwritten unread.
	to := len(b) - len(back)
	for from := end; doubled > 0; {
		from--
		to--
		b[to] = b[from]
		if b[from] == '"' {
			to--
			b[to] = '"'
			doubled--
		}
		end = from
	}
	copy(b[start+len(front):to], b[start:end])
	copy(b[start:], front)
	return b
}

// UnguardCell restores the text that a cell written by [AppendCell] stands for.
func UnguardCell(cell string) string { return strings.TrimPrefix(cell, string(guard)) }

func needsQuotes(text []byte) bool {
	if len(text) <= 32 { // shorter than four searches
		for _, c := range text {
			if c <= ',' && (c == ',' || c == '"' || c == '\n' || c == '\r') { // letters and digits are above
				return true
			}
		}
		return false
	}
	return bytes.IndexByte(text, ',') >= 0 || bytes.IndexByte(text, '"') >= 0 ||
		bytes.IndexByte(text, '\n') >= 0 || bytes.IndexByte(text, '\r') >= 0
}

func needsGuard(text []byte) bool {
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
