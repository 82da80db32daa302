package dataset

import "strings"

// maxColumns bounds how many cells a row may have.
const maxColumns = 4096

// A tokenizer splits rows into cells. The cells share the row's memory, except
// where doubled quotes had to be undone.
type tokenizer struct {
	delim byte
	keep  []bool // columns whose cells are needed; nil means all
	cells []string
}

// strict splits the row at the start of s and returns its length with its line
// end. ok is false if the quotes are broken or not closed in s.
func (t *tokenizer) strict(s string) (n int, ok bool) {
	t.cells = t.cells[:0]
	line := lineLength(s)
	quote := strings.IndexByte(s[:line], '"')
	if quote < 0 {
		rest := trimEOL(s[:line])
		t.cells = append(t.cells, rest[t.before(rest):])
		return line, len(t.cells) <= maxColumns
	}
	i := t.before(s[:quote]) // the cell with the first quote
	for len(t.cells) <= maxColumns {
		var end int // of the cell
		if i < len(s) && s[i] == '"' {
			end, ok = t.quoted(s, i)
			if !ok {
				return 0, false
			}
		} else {
			end = i
			for end < len(s) && s[end] != t.delim && s[end] != '\n' {
				if s[end] == '"' {
					return 0, false
				}
				end++
			}
			cell := s[i:end]
			if end == len(s) || s[end] == '\n' {
				cell = trimCR(cell)
			}
			t.cells = append(t.cells, cell)
		}
		switch {
		case end < len(s) && s[end] == t.delim:
			i = end + 1
		default: // the line's end
			return end + lineLength(s[end:]), true
		}
	}
	return 0, false
}

// quoted reads the cell whose opening quote is s[i], and returns where the
// delimiter or line end behind its closing quote stands.
func (t *tokenizer) quoted(s string, i int) (end int, ok bool) {
	start, doubled := i+1, false
	for at := start; ; {
		n := strings.IndexByte(s[at:], '"')
		if n < 0 {
			return 0, false
		}
		at += n + 1
		if at < len(s) && s[at] == '"' {
			doubled = true
			at++
			continue
		}
		if at < len(s) && s[at] != t.delim && s[at] != '\n' && !(s[at] == '\r' && (at+1 == len(s) || s[at+1] == '\n')) {
			return 0, false
		}
		cell := s[start : at-1]
		if doubled && (t.keep == nil || len(t.cells) < len(t.keep) && t.keep[len(t.cells)]) {
			cell = strings.ReplaceAll(cell, `""`, `"`)
		}
		t.cells = append(t.cells, cell)
		return at, true
	}
}

// before appends the cells of s, which has no quotes, up to its last delimiter,
// and returns where the cell behind that begins.
func (t *tokenizer) before(s string) (i int) {
	for len(t.cells) <= maxColumns {
		n := strings.IndexByte(s[i:], t.delim)
		if n < 0 {
			break
		}
		t.cells = append(t.cells, s[i:i+n])
		i += n + 1
	}
	return i
}

// lazy splits one line whose quotes are not doubled: a quoted cell ends at the
// first quote that a delimiter or the line's end follows, and a quote that
// opens a cell but never closes it is part of the cell.
func (t *tokenizer) lazy(line string) {
	t.cells = t.cells[:0]
	for len(t.cells) <= maxColumns {
		end := len(line)
		if n := strings.IndexByte(line, t.delim); n >= 0 {
			end = n
		}
		cell := line[:end]
		if strings.HasPrefix(line, `"`) {
			if n := strings.Index(line[1:], `"`+string(t.delim)); n >= 0 {
				cell, end = line[1:n+1], n+2
			} else if len(line) > 1 && strings.HasSuffix(line, `"`) {
				cell, end = line[1:len(line)-1], len(line)
			}
			cell = strings.ReplaceAll(cell, `""`, `"`)
		}
		t.cells = append(t.cells, cell)
		if end == len(line) {
			return
		}
		line = line[end+1:]
	}
}

// unescapeCells makes quotes that are escaped by a backslash doubled ones.
var unescapeCells = strings.NewReplacer(`\\`, `\`, `\"`, `""`)

// escapedLength returns the length of the row at the start of s if backslashes
// escape quotes in it, else 0.
func escapedLength(s string) int {
	quoted, escapes := false, false
	for i, lines := 0, 0; i < len(s) && lines < maxJoined; i++ {
		switch s[i] {
		case '"':
			quoted = !quoted
		case '\\':
			if quoted && i+1 < len(s) {
				i++
				escapes = escapes || s[i] == '"'
			}
		case '\n':
			if !quoted {
				if escapes {
					return i + 1
				}
				return 0
			}
			lines++
		}
	}
	if escapes && !quoted {
		return len(s)
	}
	return 0
}

// unwrap drops the quotes around a cell that was put together again.
func unwrap(cell string) string {
	if len(cell) > 1 && cell[0] == '"' && cell[len(cell)-1] == '"' {
		return strings.ReplaceAll(cell[1:len(cell)-1], `""`, `"`)
	}
	return cell
}

func lineLength(s string) int {
	if n := strings.IndexByte(s, '\n'); n >= 0 {
		return n + 1
	}
	return len(s)
}

func trimEOL(s string) string { return trimCR(strings.TrimSuffix(s, "\n")) }

func trimCR(s string) string { return strings.TrimSuffix(s, "\r") }
