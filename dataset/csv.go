package dataset

import (
	"cmp"
	"strconv"
	"strings"
)

// Limits of a table.
const (
	maxColumns = 4096
	maxRecord  = 16 << 20 // bytes of one record, in any format
	maxJoined  = 64       // lines that one row may be torn into
	maxTries   = 10_000   // lines at which cut looks for the beginning of a row
)

// A csvDecoder cuts a table into blocks of whole rows and reads them.
//
// Exports break the rules of RFC 4180, and a broken row must not cost its
// neighbours. A row is therefore read strictly first: a quote opens a cell
// only at its start, and closes it only before a delimiter or the line's end.
// What is no row of the header's width in that reading is tried as a row whose
// quotes are escaped by backslashes, as one line with stray quotes, then as one
// row that unquoted newlines tore into several lines. If nothing fits, the lines up to the next whole row are one problem.
type csvDecoder struct {
	assembler
	delim    byte
	width    int
	named    int      // columns up to the last that has a name: a row may lack those behind
	columns  []column // that are read, those of one field in the order in which they are tried
	keep     []bool   // by column: whether it is read
	byRecord bool     // rows are counted, not lines: the input is a sheet
}

// A column says which field a column holds.
type column struct {
	field  Field
	column int
}

// A tokenizer splits rows into cells. The cells share the row's memory, except
// where doubled quotes had to be undone.
type tokenizer struct {
	delim byte
	keep  []bool // columns whose cells are needed; nil means all
	cells []string
	spans bool // the row goes over several lines
}

// strict splits the row at the start of s and returns its length with its line
// end. ok is false if the quotes are broken or not closed in s.
func (t *tokenizer) strict(s string) (n int, ok bool) {
	t.cells, t.spans = t.cells[:0], false
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
			end += lineLength(s[end:])
			t.spans = end > line
			return end, true
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
	t.cells, t.spans = t.cells[:0], false
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

// cut returns the length of the longest prefix of s that ends between two
// rows, 0 if there is none yet. A line end inside quotes is told from one between
// rows by the number of quotes before it, and checked by reading the row that
// would follow. If s is all that can be waited for, the check alone decides,
// as stray quotes may have made the count wrong; and where no row is whole, the
// count alone.
func (d *csvDecoder) cut(s string, final bool) (n int, last bool) {
	t := tokenizer{delim: d.delim}
	before := strings.Count(s, `"`) // quotes in s[:end]
	odd, fallback := 0, 0
	for end, tries := len(s), 0; ; tries++ {
		at := strings.LastIndexByte(s[:end], '\n') + 1
		if at == 0 || tries == maxTries {
			if final || at > 0 {
				n = cmp.Or(odd, fallback)
			}
			return n, false
		}
		before -= strings.Count(s[at:end], `"`)
		even := before%2 == 0
		if even && fallback == 0 && at < len(s) {
			fallback = at
		}
		if even || odd == 0 {
			n, ok := t.strict(s[at:])
			if ok && at+n < len(s) && d.fits(t.cells) {
				if even {
					return at, false
				}
				odd = at
			}
		}
		end = at - 1
	}
}

// decode reads the rows of a block whose first line is line.
func (d *csvDecoder) decode(s string, line int, out *batch) {
	tx := textureOf(s)
	t := tokenizer{delim: d.delim, keep: d.keep, cells: make([]string, 0, d.width+1)}
	var v values
	out.grow(s)
	for s != "" {
		if s[0] == '\n' {
			line++
			out.records++
			s = s[1:]
			continue
		}
		n, verdict := d.row(&t, s)
		lines := 1
		if t.spans {
			lines = strings.Count(s[:n], "\n")
		}
		switch verdict {
		case rowWhole:
			if d.fill(&v, t.cells); v != (values{}) {
				d.add(out, &v, line, tx, nil)
			}
		case rowShort:
			d.addShort(out, &v, t.cells, line, tx)
		case rowLong:
			out.problem(d.file, line, "", "has %d fields, the header %d: the row is passed over, as its fields cannot be told apart (a delimiter in a text without quotes?)", len(t.cells), d.width)
		case rowBroken:
			out.problem(d.file, line, "", "is no row of %d fields (a quote that does not close?): %s passed over", d.width, count(lines, "line"))
		}
		if d.byRecord {
			lines = 1
		}
		out.records++
		line += lines
		s = s[n:]
	}
}

// fits reports whether cells are a whole row's.
func (d *csvDecoder) fits(cells []string) bool {
	return len(cells) >= d.named && len(cells) <= d.width
}

// A verdict says what stands at the start of a text.
type verdict uint8

const (
	rowWhole  verdict = iota // a row of the header's width
	rowBlank                 // an empty line
	rowShort                 // a row with too few cells
	rowLong                  // a row with too many
	rowBroken                // lines in which no row can be seen
)

// row reads what stands at the start of s into t and returns its length.
func (d *csvDecoder) row(t *tokenizer, s string) (int, verdict) {
	n, ok := t.strict(s)
	if ok && d.fits(t.cells) {
		return n, rowWhole
	}
	if ok && len(t.cells) == 1 && strings.TrimSpace(t.cells[0]) == "" && !t.spans {
		return n, rowBlank
	}
	if !ok || t.spans {
		if m := d.escaped(t, s); m > 0 {
			return m, rowWhole
		}
	}
	if m := d.stray(t, s); m > 0 {
		return m, rowWhole
	}
	if m := d.torn(t, s); m > 0 {
		return m, rowWhole
	}
	n, ok = t.strict(s)
	switch {
	case !ok || t.spans && !d.fits(t.cells):
		return d.untilRow(t, s), rowBroken
	case len(t.cells) < d.width:
		return n, rowShort
	case d.trailing(t.cells):
		return n, rowWhole
	}
	return n, rowLong
}

// escaped reads the row at the start of s as Spark, MySQL and scripts write it,
// with a backslash before each quote and backslash in a text, 0 if it is none.
// It is only tried where the quotes are broken otherwise: a backslash that ends
// a text stands before a quote, too.
func (d *csvDecoder) escaped(t *tokenizer, s string) int {
	n := escapedLength(s)
	if n == 0 {
		return 0
	}
	if _, ok := t.strict(unescapeCells.Replace(s[:n])); !ok || !d.fits(t.cells) {
		return 0
	}
	return n
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

// stray reads the first line of s as a row with stray quotes, 0 if it is none.
func (d *csvDecoder) stray(t *tokenizer, s string) int {
	n := lineLength(s)
	line := trimEOL(s[:n])
	if strings.IndexByte(line, '"') < 0 {
		return 0
	}
	t.lazy(line)
	if !d.fits(t.cells) {
		return 0
	}
	return n
}

// torn reads the first lines of s as one row in whose text newlines stand
// without quotes, 0 if they are none. No line of it may be a row by itself.
func (d *csvDecoder) torn(t *tokenizer, s string) int {
	n := lineLength(s)
	t.lazy(trimEOL(s[:n]))
	cells := append([]string(nil), t.cells...)
	for joined := 1; joined < maxJoined && n < len(s) && len(cells) < d.named; joined++ {
		m := lineLength(s[n:])
		next := trimEOL(s[n : n+m])
		t.lazy(next)
		if d.fits(t.cells) {
			return 0
		}
		cells[len(cells)-1] = unwrap(cells[len(cells)-1] + "\n" + t.cells[0])
		cells = append(cells, t.cells[1:]...)
		n += m
		if d.fits(cells) && d.endsHere(t, s[n:]) {
			t.cells = append(t.cells[:0], cells...)
			t.spans = true
			return n
		}
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

// endsHere reports whether s, which follows a torn row, begins another row
// rather than going on with it.
func (d *csvDecoder) endsHere(t *tokenizer, s string) bool {
	if s == "" {
		return true
	}
	t.lazy(trimEOL(s[:lineLength(s)]))
	return len(t.cells) > 1
}

// untilRow returns the length of the lines at the start of s, at least one,
// behind which a row stands.
func (d *csvDecoder) untilRow(t *tokenizer, s string) int {
	for n := lineLength(s); ; {
		if n == len(s) {
			t.spans = true
			return n
		}
		if _, ok := t.strict(s[n:]); ok && d.fits(t.cells) || d.escaped(t, s[n:]) > 0 || d.stray(t, s[n:]) > 0 {
			t.spans = true
			return n
		}
		n += lineLength(s[n:])
	}
}

// trailing reports whether the cells past the header's width are empty, as a
// spreadsheet writes them.
func (d *csvDecoder) trailing(cells []string) bool {
	for _, c := range cells[min(d.width, len(cells)):] {
		if c != "" {
			return false
		}
	}
	return true
}

// fill sets v to the cells by field.
func (d *csvDecoder) fill(v *values, cells []string) {
	*v = values{}
	for _, c := range d.columns {
		if c.column >= len(cells) || v[c.field] != "" {
			continue
		}
		if cell := cells[c.column]; c.field == FieldText || !missing(cell) {
			v[c.field] = cell
		}
	}
}

// addShort adds a row that lacks cells at its end, if those that are there
// still make a post.
func (d *csvDecoder) addShort(out *batch, v *values, cells []string, line int, tx texture) {
	for _, c := range d.columns {
		if (c.field == FieldID || c.field == FieldText) && c.column >= len(cells) {
			out.problem(d.file, line, "", "has %d fields, the header %d: no id or no text, so it is passed over", len(cells), d.width)
			return
		}
	}
	d.fill(v, cells)
	out.problem(d.file, line, "", "has %d fields, the header %d: the post is kept without the fields that are missing", len(cells), d.width)
	d.add(out, v, line, tx, nil)
}

func lineLength(s string) int {
	if n := strings.IndexByte(s, '\n'); n >= 0 {
		return n + 1
	}
	return len(s)
}

func trimEOL(s string) string { return trimCR(strings.TrimSuffix(s, "\n")) }

func trimCR(s string) string { return strings.TrimSuffix(s, "\r") }

// count returns "1 line" or "2 lines".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
