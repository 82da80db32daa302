package dataset

import (
	"slices"
	"strings"
)

// maxJoined is how many lines one row may be torn into.
const maxJoined = 64

// A verdict says what stands at the start of a text.
type verdict uint8

const (
	rowWhole  verdict = iota // a row that fits the header
	rowBlank                 // an empty line, or one that is dealt with
	rowShort                 // a row that lacks named cells
	rowLong                  // a row with cells beyond the named ones
	rowBroken                // lines in which no row can be seen
	rowCut                   // the input's last row, which ends within quotes
)

// row reads what stands at the start of s into t and returns its length.
//
// Exports break the rules of RFC 4180, and a broken row must not cost its
// neighbours. A row is therefore read strictly first: a quote opens a cell only
// at its start, and closes it only before a delimiter or the line's end. What is
// no row of the header's width in that reading is tried as a row whose quotes
// are escaped by backslashes, as one line with stray quotes, then as one row that
// unquoted newlines tore into several lines. If nothing fits, the lines up to the
// next whole row are broken.
func (d *csvDecoder) row(t *tokenizer, s string) (int, verdict) {
	n, ok := t.strict(s)
	if ok && d.fits(t.cells) {
		return n, rowWhole
	}
	oneLine := ok && n == lineLength(s)
	if oneLine && len(t.cells) == 1 && strings.TrimSpace(t.cells[0]) == "" {
		return n, rowBlank
	}
	if !oneLine {
		if m := d.escaped(t, s); m > 0 {
			return m, rowWhole
		}
	}
	if !ok && d.cutOff(t, s) {
		return len(s), rowCut
	}
	if m := d.stray(t, s); m > 0 {
		return m, rowWhole
	}
	if m := d.torn(t, s); m > 0 {
		return m, rowWhole
	}
	if oneLine {
		if t.strict(s); len(t.cells) < d.named {
			return n, rowShort
		}
		return n, rowLong
	}
	until := d.untilRow(t, s)
	if until == len(s) && s[until-1] != '\n' {
		if n, ok := t.strict(s); ok && n == until && len(t.cells) < d.named {
			return n, rowShort // the input ends within it
		}
	}
	return until, rowBroken
}

// fits reports whether cells are a whole row's: as many as the header's, or those
// that have a name and blanks behind them, of which a spreadsheet writes fewer or
// more than into the header.
func (d *csvDecoder) fits(cells []string) bool {
	return len(cells) == d.width ||
		len(cells) >= d.named && blank(cells[d.named:]) && (len(cells) < d.width || !d.shifted(cells))
}

// shifted reports whether an unquoted comma moved the cells of a row that is longer
// than the header: words stand where an id belongs, or the space that follows a comma
// behind the text.
func (d *csvDecoder) shifted(cells []string) bool {
	return slices.ContainsFunc(d.columns, func(c column) bool {
		switch c.field {
		case FieldID, FieldReplyTo:
			id := strings.TrimSpace(cells[c.column])
			return strings.Contains(id, " ") || !missing(id) && !strings.ContainsAny(id, "0123456789")
		case FieldText:
			return strings.HasPrefix(cells[c.column+1], " ") && !strings.HasPrefix(cells[c.column], " ")
		}
		return false
	})
}

// blank reports whether nothing stands in cells.
func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
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

// cutOff reads s as the row in whose quotes the input ends, and reports whether
// it is: no line of it begins another, and the last line, as no other, has no end.
// What a stray quote explains as well is no such row.
func (d *csvDecoder) cutOff(t *tokenizer, s string) bool {
	if strings.HasSuffix(s, "\n") || d.untilRow(t, s) < len(s) {
		return false
	}
	_, ok := t.strict(s + `"`)
	return ok && (d.fits(t.cells) || d.stray(t, s) == 0)
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
	cells := slices.Clone(t.cells)
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
			return n
		}
	}
	return 0
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
	n := lineLength(s)
	for n < len(s) && !d.rowAt(t, s[n:]) {
		n += lineLength(s[n:])
	}
	return n
}

// rowAt reports whether a row that is not torn stands at the start of s.
func (d *csvDecoder) rowAt(t *tokenizer, s string) bool {
	_, ok := t.strict(s)
	return ok && d.fits(t.cells) || d.escaped(t, s) > 0 || d.stray(t, s) > 0
}
