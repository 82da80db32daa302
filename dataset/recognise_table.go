package dataset

import (
	"fmt"
	"slices"
	"strings"
)

// titleLines is how many rows may stand above a table's header: what a report is
// called, when it was made.
const titleLines = 20

// delimiters are those that tables are written with.
var delimiters = []byte{',', ';', '\t', '|'}

// recogniseTable finds the header, the delimiter, and the format by the header's
// columns.
func (h *head) recogniseTable() (r recognition, err error) {
	start := len(h.s) - len(strings.TrimLeft(h.s, "\r\n"))
	if first := h.s[start:]; len(first) > 5 && strings.HasPrefix(strings.ToLower(first), "sep=") {
		start += lineLength(first) // Excel's own line
	}
	at, first := start, 1+strings.Count(h.s[:start], "\n")
	for row := first; row <= first+titleLines && at < len(h.s); row++ {
		d, n := h.header(h.s[at:])
		if d != nil && (at == start || d.followedBy(h.s[at+n:])) {
			d.skipRowNames(h.s[at+n:])
			d.findOrder(h.s[at+n:])
			r = recognition{format: d.format, decoder: d, skip: at + n, before: strings.Count(h.s[:at+n], "\n")}
			if h.src.sheet {
				d.byRecord, r.before = true, row
			}
			return r, nil
		}
		at += rowLength(h.s[at:])
	}
	return r, h.noTable(likelyColumns(h.s[start:]))
}

// header reads the row at the start of s as the header of a format's table, and
// returns the table's decoder, nil if it is none, and the row's length.
func (h *head) header(s string) (best *csvDecoder, length int) {
	marks := -1
	for _, delim := range append(delimiters, ' ') { // the last is R's, who has told it nothing else
		t := tokenizer{delim: delim}
		n, ok := t.strict(s)
		if !ok {
			continue
		}
		header := columnNames(t.cells)
		for _, f := range h.candidates(table) {
			if m := f.columnMarks(header); m > marks {
				marks, length = m, n
				best = newCSVDecoder(f, delim, t.cells, h)
				best.headerLine = strings.Clone(trimEOL(s[:n]))
			}
		}
	}
	return best, length
}

// followedBy reports whether s, which follows what may be the header, goes on
// with a row of the table. Below a title, that tells a table from its description.
func (d *csvDecoder) followedBy(s string) bool {
	return s == "" || d.rowAt(&tokenizer{delim: d.delim}, s)
}

// rowLength returns the length of the row at the start of s, of whatever table.
func rowLength(s string) int {
	t := tokenizer{delim: ','}
	if n, ok := t.strict(s); ok {
		return n
	}
	return lineLength(s)
}

// likelyColumns returns the columns of a table in no known format: those of its
// first row or, if that is a title, of the first row that looks like a header.
func likelyColumns(s string) []string {
	const title = 2 // columns: what is said of the table, and that
	first := widestRow(s)
	if named(first) > title {
		return first
	}
	for range titleLines {
		s = s[rowLength(s):]
		for _, delim := range delimiters {
			if names := likelyHeader(s, delim); names != nil {
				return names
			}
		}
	}
	return first
}

// likelyHeader returns the columns that the row at the start of s names, nil if
// it may be a line of a letter or of Markdown: no name is missing or long, and
// rows as wide follow.
func likelyHeader(s string, delim byte) []string {
	const least, longest, rows = 3, 40, 2
	t := tokenizer{delim: delim}
	n, ok := t.strict(s)
	names := columnNames(t.cells)
	odd := func(name string) bool { return name == "" || len(name) > longest }
	if !ok || named(names) < least || slices.ContainsFunc(names[:named(names)], odd) {
		return nil
	}
	for range rows {
		s = s[n:]
		if n, ok = t.strict(s); !ok || len(t.cells) != len(names) {
			return nil
		}
	}
	return names
}

// widestRow reads the row at the start of s with each delimiter, and returns the
// names of the most columns.
func widestRow(s string) (widest []string) {
	for _, delim := range delimiters {
		t := tokenizer{delim: delim}
		if _, ok := t.strict(s); (ok || len(t.cells) > maxColumns) && len(t.cells) > len(widest) {
			widest = columnNames(t.cells)
		}
	}
	return widest
}

// named returns the number of columns up to the last that has a name.
func named(names []string) int {
	for len(names) > 0 && names[len(names)-1] == "" {
		names = names[:len(names)-1]
	}
	return len(names)
}

// noTable explains why a table was not recognised.
func (h *head) noTable(header []string) error {
	switch {
	case len(header) > maxColumns:
		return unknown("has more than %d columns, as no export has", maxColumns)
	case named(header) < 2 && (h.src.sheet || !namedAsExport(h.src.name)): // words about the posts beside it
		return noPosts("is neither a table with a header nor JSON")
	case slices.ContainsFunc(header, isLongNumber):
		return unknown("begins with a post, not with the names of its columns: put the first line of the whole export above it")
	case h.opts.Mapping != nil:
		return unknown("lacks columns that the mapping names: %s; it has %s%s", h.opts.Mapping.lacks(header), quoteNames(header), oneMapping)
	case h.opts.Format != "":
		return unknown("does not look like %s: its columns are %s", h.opts.Format, quoteNames(header))
	case named(header) < 2:
		return noPosts("is neither a table with a header nor JSON")
	}
	return unknown("is a table in no known format; its columns are %s; describe them in a mapping file (--mapping)", quoteNames(header))
}

// isLongNumber reports whether a column's name is an id. Shorter ones may be years.
func isLongNumber(name string) bool { return len(name) > len("2020") && isDigits(name) }

// quoteNames lists the columns that have a name, so that a message can quote them.
func quoteNames(names []string) string {
	const most = 40
	var list []string
	for _, name := range names {
		if name != "" {
			list = append(list, shorten(name))
		}
	}
	if len(list) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:most], ", "), len(list)-most)
	}
	return strings.Join(list, ", ")
}

// columnNames returns the names of a header as they are compared. A byte order
// mark may stand in them: within the first one's quotes, or behind an index that
// was put before it.
func columnNames(cells []string) []string {
	names := make([]string, len(cells))
	for i, c := range cells {
		names[i] = fold(strings.TrimSpace(strings.TrimLeft(repairUTF8(c), "\ufeff")))
	}
	return names
}

// columnMarks returns how many marks of f the header has, -1 if it lacks some.
func (f *Format) columnMarks(header []string) int {
	best := -1
	for _, marks := range f.marks {
		lacks := func(mark string) bool { return !slices.Contains(header, fold(mark)) }
		if !slices.ContainsFunc(marks, lacks) {
			best = max(best, len(marks))
		}
	}
	return best
}
