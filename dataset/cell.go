package dataset

import (
	"encoding/binary"
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

// EndCell turns the bytes of b from start on into a cell, as [AppendCell] writes it.
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
	if len(text) <= 32 && plain(text) { // shorter than four searches, and most such texts are names and numbers
		return false
	}
	return strings.IndexByte(text, ',') >= 0 || strings.IndexByte(text, '"') >= 0 ||
		strings.IndexByte(text, '\n') >= 0 || strings.IndexByte(text, '\r') >= 0
}

// plain reports whether all bytes of a text are ASCII from '-' on, as digits and
// letters are. It looks at eight at once: a byte below '-' borrows from its
// highest bit when '-' is taken from it (Warren, Hacker's Delight, 6-1).
func plain(text string) bool {
	const each, high = 0x0101010101010101, 0x8080808080808080
	b := unsafe.Slice(unsafe.StringData(text), len(text))
	for ; len(b) >= 8; b = b[8:] {
		x := binary.LittleEndian.Uint64(b)
		if ((x-'-'*each)|x)&high != 0 {
			return false
		}
	}
	for _, c := range b {
		if c < '-' || c >= 0x80 {
			return false
		}
	}
	return true
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
