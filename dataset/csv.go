package dataset

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A csvDecoder cuts a table into blocks of whole rows and reads them.
type csvDecoder struct {
	assembler
	delim      byte
	width      int
	names      []string // of the columns
	named      int      // columns up to the last that has a name: a row may lack those behind
	columns    []column // that are read, those of one field in the order in which they are tried
	keep       []bool   // by column: whether it is read
	header     values   // what its own row would be read as
	headerLine string   // it as it stands, without its line end
}

// A column says which field a column holds.
type column struct {
	field  Field
	column int
}

// newCSVDecoder returns the decoder of a table whose header has these cells.
func newCSVDecoder(f *Format, delim byte, cells []string, h *head) *csvDecoder {
	header := columnNames(cells)
	d := &csvDecoder{assembler: h.assembler(f), delim: delim, width: len(header), names: header, named: named(header), keep: make([]bool, len(header))}
	for field := range numFields {
		for _, name := range f.fields[field] {
			if i := slices.Index(header, fold(name)); i >= 0 {
				d.columns = append(d.columns, column{field, i})
				d.keep[i] = true
				d.hasID = d.hasID || field == FieldID
			}
		}
	}
	d.fill(&d.header, cells)
	for i := range d.header { // the decoder outlives the beginning of the input
		d.header[i] = strings.Clone(d.header[i])
	}
	for i := range d.names {
		d.names[i] = strings.Clone(d.names[i])
	}
	return d
}

// skipRowNames notices the table of R's write.table, whose rows begin with a
// name that the header has no column for.
func (d *csvDecoder) skipRowNames(rows string) {
	t := tokenizer{delim: d.delim}
	for tries := 0; tries < 2 && rows != ""; tries++ {
		n, ok := t.strict(rows)
		if !ok || len(t.cells) != d.width+1 || !d.beginsWithName(t.cells) {
			return
		}
		rows = rows[n:]
	}
	if len(t.cells) != d.width+1 {
		return
	}
	d.width++
	d.named++
	d.keep = append([]bool{false}, d.keep...)
	for i := range d.columns {
		d.columns[i].column++
	}
}

// beginsWithName reports whether a name moved the cells of a row that has one more
// than the header: its time stands one further. If that does not tell, something
// behind the last column does.
func (d *csvDecoder) beginsWithName(cells []string) bool {
	for _, c := range d.columns {
		if c.field == FieldCreatedAt {
			_, _, here := d.clock.read(cells[c.column])
			_, _, next := d.clock.read(cells[c.column+1])
			if here != next {
				return next
			}
		}
	}
	return !blank(cells[d.width:])
}

// maxTries is at how many lines cut looks for the beginning of a row.
const maxTries = 10_000

// cut returns the length of the longest prefix of s that ends between two
// rows, 0 if there is none yet. A line end inside quotes is told from one between
// rows by the number of quotes before it, and checked by reading the row that
// would follow. If s is all that can be waited for, the check alone decides,
// as stray quotes may have made the count wrong; where no row is whole, the count
// alone; and where there is but one row of many lines, what stands before it.
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
			if final && n == 0 {
				n = d.wholeRows(&t, s)
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

// wholeRows returns the length of the rows at the start of s that another follows.
func (d *csvDecoder) wholeRows(t *tokenizer, s string) (n int) {
	for {
		length, ok := t.strict(s[n:])
		if !ok || !d.fits(t.cells) || n+length == len(s) {
			return n
		}
		n += length
	}
}

// decode implements decoder.
func (d *csvDecoder) decode(s string, out *batch) {
	out.valid = utf8.ValidString(s)
	out.passed = strings.Count(s, "\n")
	line := 1
	t := tokenizer{delim: d.delim, keep: d.keep, cells: make([]string, 0, d.width+1)}
	var v values
	out.grow(s)
	for s != "" {
		if s[0] == '\n' {
			line++
			s = s[1:]
			continue
		}
		n, verdict := d.row(&t, s)
		if (verdict == rowLong || verdict == rowBroken) && d.beforeHeader(&t, s[:n]) {
			out.others++
			verdict = rowWhole
		}
		if verdict == rowWhole {
			d.fill(&v, t.cells)
		}
		if verdict != rowWhole || d.timeless(&v) {
			if header := d.headerAt(s); header != nil {
				d.addHeader(out, header, line)
				n, verdict = lineLength(s), rowBlank
			}
		}
		lines := strings.Count(s[:n-1], "\n") + 1
		switch verdict {
		case rowWhole:
			d.addWhole(out, &v, line)
		case rowShort:
			d.addShort(out, t.cells, line, s[n-1] != '\n')
		case rowCut:
			d.addCut(out, t.cells, line)
		case rowLong:
			out.problem(d.file, line, "", "has %d fields, the header %d: the row is passed over, as its fields cannot be told apart (a delimiter in a text without quotes?)", len(t.cells), d.named)
		case rowBroken:
			out.problem(d.file, line, "", "is no row of %d fields (a quote that does not close?): %s passed over", d.named, countLines(lines))
		}
		if d.byRecord {
			lines = 1
		}
		line += lines
		s = s[n:]
	}
	if d.byRecord {
		out.passed = line - 1
	}
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
	if strings.HasPrefix(v[FieldID], `"`) { // no platform's id begins so
		v.unquote()
	}
}

// isHeader reports whether v is the header once more, as where files were put
// together. The first cell may differ, by the mark that begins a file.
func (d *csvDecoder) isHeader(v *values) bool {
	return v[FieldCreatedAt] != "" && v[FieldCreatedAt] == d.header[FieldCreatedAt] && v[FieldText] == d.header[FieldText]
}

// timeless reports whether no time stands where a row's time belongs, but words.
func (d *csvDecoder) timeless(v *values) bool {
	return v[FieldCreatedAt] != "" && !strings.ContainsAny(v[FieldCreatedAt], "0123456789") && !d.isHeader(v)
}

// headerAt returns the names of the columns if the line at the start of s is the
// header of another table, as where exports of several tools were put together:
// a known format's, or for the most part names of this table's columns.
func (d *csvDecoder) headerAt(s string) []string {
	t := tokenizer{delim: d.delim}
	if _, ok := t.strict(s[:lineLength(s)]); !ok {
		return nil
	}
	names := columnNames(t.cells)
	if slices.ContainsFunc(formats, func(f *Format) bool { return f.kind == table && f.columnMarks(names) >= 0 }) {
		return names
	}
	ours, all := 0, 0
	for _, name := range names {
		if name != "" {
			all++
			if slices.Contains(d.names, name) {
				ours++
			}
		}
	}
	if ours < 2 || 2*ours <= all {
		return nil
	}
	return names
}

// beforeHeader reads s as a row with the header once more at its end, as where files
// were put together and the one before has no line end, and reports whether it is.
func (d *csvDecoder) beforeHeader(t *tokenizer, s string) bool {
	row, ok := strings.CutSuffix(trimEOL(s), d.headerLine)
	if !ok || row == "" {
		return false
	}
	_, verdict := d.row(t, strings.TrimSuffix(row, "\ufeff"))
	return verdict == rowWhole
}

// addWhole adds a row, unless it is blank or the header once more.
func (d *csvDecoder) addWhole(out *batch, v *values, line int) {
	switch {
	case *v == values{}:
	case d.isHeader(v):
		out.others++
	default:
		d.add(out, v, line, nil)
	}
}

// addHeader adds a header, in other letters than the first or of another table.
func (d *csvDecoder) addHeader(out *batch, names []string, line int) {
	if slices.Equal(names, d.names) {
		out.others++
		return
	}
	out.problem(d.file, line, "", "is the header of another table (%s): what stands below it is read as if it were of this one; put each table into a file of its own", quoteNames(names))
}

// addShort adds a row that lacks cells at its end, if those that are there
// still make a post. If the row lacks its line end, too, the input ends within it.
func (d *csvDecoder) addShort(out *batch, cells []string, line int, last bool) {
	lacks := func(c column) bool {
		return (c.field == FieldID || c.field == FieldText) && c.column >= len(cells)
	}
	post := !slices.ContainsFunc(d.columns, lacks)
	switch {
	case last:
		out.endsEarly(d.file, line, fmt.Sprintf("field %d of %d", len(cells), d.named))
	case post:
		out.problem(d.file, line, "", "has %d fields, the header %d: the post is kept without the fields that are missing", len(cells), d.named)
	default:
		out.problem(d.file, line, "", "has %d fields, the header %d: no id or no text, so it is passed over", len(cells), d.named)
	}
	if post {
		var v values
		d.fill(&v, cells)
		d.add(out, &v, line, nil)
	}
}

// addCut adds the row in whose quotes the input ends, if it makes a post.
func (d *csvDecoder) addCut(out *batch, cells []string, line int) {
	out.endsEarly(d.file, line, "a quoted field")
	if d.fits(cells) {
		var v values
		d.fill(&v, cells)
		d.add(out, &v, line, nil)
	}
}

// countLines returns "1 line" or "2 lines".
func countLines(n int) string {
	if n == 1 {
		return "1 line"
	}
	return strconv.Itoa(n) + " lines"
}
