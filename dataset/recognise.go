package dataset

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// A decoder cuts the text of one input into blocks of whole records and reads
// them. decode is called from several goroutines, cut from one.
type decoder interface {
	// cut returns the length of the longest prefix of s that holds whole
	// records, 0 if more must be read first; last says that no record
	// follows. final says that s is long enough for any sound record.
	cut(s string, final bool) (n int, last bool)
	// decode reads the records of a block that begins on the given line.
	decode(s string, line int, out *batch)
}

// A recognition is what the beginning of an input tells about it.
type recognition struct {
	format   *Format
	decoder  decoder // nil if the input is empty
	skip     int     // bytes before the first record: a table's header, a document's frame
	byRecord bool    // positions count records, not lines
	before   int     // records that count before the first one: a sheet's header
}

// errNoPosts says that an input is not in a known format, and why.
type errNoPosts struct {
	name    string // of the input
	why     string
	unknown bool // it is a table or JSON, which may well hold posts
}

func (e errNoPosts) Error() string { return e.name + ": " + e.why }

func noPosts(why string) error { return errNoPosts{why: why} }

func unknown(format string, args ...any) error {
	return errNoPosts{why: fmt.Sprintf(format, args...), unknown: true}
}

// A head is the beginning of an input, and how it is to be read.
type head struct {
	s     string
	whole bool // s is the whole input
	final bool // no more of the input will be seen
	src   *source
	opts  *Options
}

// firstLook is how much of an input is read to recognise it, if one record at
// least is no longer.
const firstLook = 256 << 10

// recognise reads as much of r as it takes to see one whole record.
func recognise(r io.Reader, src *source, opts *Options) (*recognition, error) {
	buf := make([]byte, 0, firstLook)
	for {
		var err error
		buf, err = fill(r, buf)
		if err != nil && !errors.Is(err, io.EOF) && len(buf) == 0 {
			return nil, err
		}
		h := head{s: string(buf), whole: err != nil, final: err != nil || len(buf) >= maxRecord, src: src, opts: opts}
		rec, why := h.recognise()
		if why == nil {
			rec.format = rec.format.convertedFrom(h.origins(rec))
			return rec, nil
		}
		if h.final {
			return nil, why
		}
		buf = append(make([]byte, 0, 4*cap(buf)), buf...)
	}
}

func (h *head) recognise() (*recognition, error) {
	text := strings.TrimLeft(h.s, " \t\r\n")
	switch {
	case text == "":
		return &recognition{}, nil
	case strings.HasPrefix(text, string(zipMagic)):
		return nil, unknown("is a zip or a workbook within a stream or a zip: save it as a file of its own")
	case strings.HasPrefix(text, oleMagic):
		return nil, unknown("is an old or protected Excel workbook: save it as an .xlsx without a password, or as CSV")
	case strings.IndexByte(text[:min(len(text), 1024)], 0) >= 0:
		return nil, noPosts("is a binary file, not an export of posts")
	case text[0] == '{' || text[0] == '[' || strings.HasPrefix(text, "window."):
		return h.recogniseJSON(text)
	}
	return h.recogniseTable()
}

// candidates are the formats that may be meant, of one kind.
func (h *head) candidates(k kind) []*Format {
	if h.opts.Mapping != nil {
		return []*Format{h.opts.Mapping.format(k)}
	}
	var all []*Format
	for _, f := range formats {
		if f.kind == k && (h.opts.Format == "" || h.opts.Format == f.Name) {
			all = append(all, f)
		}
	}
	return all
}

// recogniseTable finds the delimiter and the format by the header's columns.
func (h *head) recogniseTable() (*recognition, error) {
	skip := len(h.s) - len(strings.TrimLeft(h.s, "\r\n"))
	if first := h.s[skip:]; len(first) > 5 && strings.HasPrefix(strings.ToLower(first), "sep=") {
		skip += lineLength(first) // Excel's own line
	}
	var best *csvDecoder
	var bestLength int
	marks := -1
	var widest []string
	for _, delim := range []byte{',', ';', '\t', '|'} {
		t := tokenizer{delim: delim}
		n, ok := t.strict(h.s[skip:])
		if !ok && len(t.cells) <= maxColumns {
			continue
		}
		header := columnNames(t.cells)
		if len(header) > len(widest) {
			widest = append([]string(nil), header...)
		}
		if !ok {
			continue
		}
		for _, f := range h.candidates(table) {
			if m := f.columnMarks(header); m > marks {
				marks, bestLength = m, n
				best = newCSVDecoder(f, delim, header, h)
			}
		}
	}
	if best == nil {
		return nil, h.noTable(widest)
	}
	skip += bestLength
	best.byRecord = h.src.sheet
	best.skipRowNames(h.s[skip:])
	return &recognition{format: best.format, decoder: best, skip: skip, byRecord: best.byRecord, before: 1}, nil
}

// noTable explains why a table was not recognised.
func (h *head) noTable(header []string) error {
	switch {
	case len(header) > maxColumns:
		return unknown("has more than %d columns, as no export has", maxColumns)
	case h.opts.Mapping != nil:
		return unknown("lacks columns that the mapping names: %s; it has %s", h.opts.Mapping.lacks(header), shorten(strings.Join(header, ", ")))
	case h.opts.Format != "":
		return unknown("does not look like %s: its columns are %s", h.opts.Format, quoteNames(header))
	case len(header) < 2:
		return noPosts("is neither a table with a header nor JSON")
	}
	return unknown("is a table in no known format; its columns are %s; describe them in a mapping file (--mapping)", quoteNames(header))
}

func quoteNames(names []string) string {
	const most = 12
	if len(names) > most {
		return strings.Join(names[:most], ", ") + ", …"
	}
	return strings.Join(names, ", ")
}

// columnNames returns the names of a header as they are compared.
func columnNames(cells []string) []string {
	names := make([]string, len(cells))
	for i, c := range cells {
		names[i] = strings.ToLower(strings.TrimSpace(c))
	}
	return names
}

// columnMarks returns how many marks of f the header has, -1 if it lacks some.
func (f *Format) columnMarks(header []string) int {
	best := -1
	for _, marks := range f.marks {
		n := 0
		for _, m := range marks {
			if indexOf(header, strings.ToLower(m)) >= 0 {
				n++
			}
		}
		if n == len(marks) {
			best = max(best, n)
		}
	}
	return best
}

func indexOf(names []string, name string) int {
	for i, n := range names {
		if n == name {
			return i
		}
	}
	return -1
}

// newCSVDecoder returns the decoder of a table with this header.
func newCSVDecoder(f *Format, delim byte, header []string, h *head) *csvDecoder {
	d := &csvDecoder{assembler: h.assembler(f), delim: delim, width: len(header), keep: make([]bool, len(header))}
	for i, name := range header {
		if name != "" {
			d.named = i + 1
		}
	}
	d.clock.dayFirst = d.clock.dayFirst || delim == ';'
	for field := range numFields {
		for _, name := range f.fields[field] {
			if i := indexOf(header, strings.ToLower(name)); i >= 0 {
				d.columns = append(d.columns, column{field, i})
				d.keep[i] = true
				d.reads[field] = true
			}
		}
	}
	return d
}

// skipRowNames notices the table of R's write.table, whose rows begin with a
// name that the header has no column for.
func (d *csvDecoder) skipRowNames(rows string) {
	t := tokenizer{delim: d.delim}
	for tries := 0; tries < 2 && rows != ""; tries++ {
		n, ok := t.strict(rows)
		if !ok || len(t.cells) != d.width+1 || d.trailing(t.cells) {
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

// assembler returns the assembler for an input in format f.
func (h *head) assembler(f *Format) assembler {
	a := assembler{file: h.src.name, format: f, rules: f.rules}
	if f.ownPosts() {
		a.owner = h.src.owner(h.opts)
	}
	a.clock = clock{zone: h.opts.Location, utc: f.utc, serial: h.src.sheet}
	if m := h.opts.Mapping; m != nil {
		m.setClock(&a.clock)
	}
	return a
}
