package dataset

import "strings"

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
