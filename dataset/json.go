package dataset

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A jsonDecoder reads objects: one a line, or the elements of a document.
type jsonDecoder struct {
	assembler
	wanted   *wanted
	fields   []Field // of each slot; the slots behind them are the format's lists
	document bool    // objects may span lines and are set apart by commas or space
}

func newJSONDecoder(f *Format, document bool, h *head) *jsonDecoder {
	d := &jsonDecoder{assembler: h.assembler(f), document: document}
	d.hasID = f.fields[FieldID] != nil
	var paths []string
	for field := range numFields {
		for _, path := range f.fields[field] {
			paths = append(paths, path)
			d.fields = append(d.fields, field)
		}
	}
	d.wanted = newWanted(append(paths, f.lists...))
	return d
}

// cut implements decoder.
func (d *jsonDecoder) cut(s string, final bool) (n int, last bool) {
	if !d.document {
		return strings.LastIndexByte(s, '\n') + 1, false
	}
	for {
		start, found := nextElement(s[n:], d.format.lists)
		switch {
		case found == elementNone:
			return len(s), true
		case found == elementUnknown && final && n == 0 && start < len(s): // nor would more of it tell
			return len(s), true
		case found == elementUnknown:
			return n, false
		}
		length := elementLength(s[n+start:])
		if length == 0 {
			return n, false
		}
		n += start + length
	}
}

// decode implements decoder.
func (d *jsonDecoder) decode(s string, out *batch) {
	out.valid = utf8.ValidString(s)
	if !d.byRecord {
		out.passed = strings.Count(s, "\n")
	}
	slots := make([]string, len(d.fields)+len(d.format.lists))
	if d.document {
		d.decodeDocument(s, out, slots)
	} else {
		d.decodeLines(s, out, slots)
	}
}

// decodeLines reads objects of one line each.
func (d *jsonDecoder) decodeLines(s string, out *batch, slots []string) {
	for line := 1; s != ""; line++ {
		n := lineLength(s)
		switch record := strings.TrimSpace(s[:n]); {
		case record == "":
		case n == len(s) && s[n-1] != '\n' && record[0] == '{' && readJSON(record, nil, nil) == errCut:
			out.endsEarly(d.file, line, "an object")
		default:
			d.record(out, record, line, slots)
		}
		s = s[n:]
	}
}

// decodeDocument reads the elements of a document.
func (d *jsonDecoder) decodeDocument(s string, out *batch, slots []string) {
	line := 1
	for s != "" {
		start, found := nextElement(s, d.format.lists)
		if !d.byRecord {
			line += strings.Count(s[:start], "\n")
		}
		s = s[start:]
		if found != elementHere {
			if s != "" {
				out.problem(d.file, line, "", "is no more JSON, or not whole: what stands behind this place is not read")
			}
			return
		}
		n := elementLength(s)
		if n == 0 {
			out.endsEarly(d.file, line, "an object")
			return
		}
		d.record(out, s[:n], line, slots)
		if d.byRecord {
			out.passed++
			line++
		} else {
			line += strings.Count(s[:n], "\n")
		}
		s = s[n:]
	}
}

// record reads one object, which may hold several posts.
func (d *jsonDecoder) record(out *batch, record string, line int, slots []string) {
	if d.format.expand == nil {
		d.post(out, record, line, slots, nil)
		return
	}
	d.format.expand(record, func(post string, amend func(*Post)) {
		d.post(out, post, line, slots, amend)
	})
}

// post reads one object that is a post, or that lists records.
func (d *jsonDecoder) post(out *batch, record string, line int, slots []string, amend func(*Post)) {
	if record == "" || record[0] != '{' {
		out.problem(d.file, line, "", "is not a JSON object: the record is passed over")
		return
	}
	clear(slots)
	switch err := readJSON(record, d.wanted, slots); err {
	case nil:
	case errAfterJSON:
		d.glued(out, record, line, slots)
		return
	default:
		out.problem(d.file, line, "", "%v: the record is passed over", err)
		return
	}
	lists := d.listsIn(slots)
	if lists != nil && !d.format.paged {
		d.listed(out, lists, line, slots)
		return
	}
	var v values
	for i, f := range d.fields {
		if v[f] != "" || slots[i] == "" {
			continue
		}
		if text := decodeJSON(slots[i]); f == FieldText || !missing(text) {
			v[f] = text
		}
	}
	if d.format.paged && !v.isPost() {
		d.page(out, lists, line, slots)
		return
	}
	if v[FieldID] == "" && v[FieldText] == "" && d.isNotice(record) {
		out.others++
		return
	}
	d.add(out, &v, line, amend)
	d.listed(out, lists, line, slots) // as a post's replies may be, within it
}

// glued reads the objects of a line that holds several, as where files were put
// together of which one has no newline at its end.
func (d *jsonDecoder) glued(out *batch, line string, number int, slots []string) {
	for line != "" {
		n := elementLength(line)
		if n == 0 {
			n = len(line)
		}
		d.record(out, line[:n], number, slots)
		line = strings.TrimLeft(line[n:], ", \t\r")
	}
}

// listed reads the records of lists.
func (d *jsonDecoder) listed(out *batch, lists []string, line int, slots []string) {
	for _, list := range lists {
		for element := range elementsOf(list) {
			d.record(out, element, line, slots)
		}
	}
}

// page reads an object that is no post, of a format whose records all stand in lists.
func (d *jsonDecoder) page(out *batch, lists []string, line int, slots []string) {
	raw := slots[len(d.fields)]
	switch name := d.format.lists[0]; {
	case lists != nil:
		d.listed(out, lists, line, slots)
	case raw == "null": // how some write that there is none
	case raw != "":
		out.problem(d.file, line, name, "is no list, though the mapping names it as one: the page is passed over")
	default:
		out.problem(d.file, line, "", "lacks the list %s, which the mapping names, and is no post itself: it is passed over", name)
	}
}

// isNotice reports whether an object is what a source writes between the posts.
func (d *jsonDecoder) isNotice(record string) bool {
	return slices.ContainsFunc(d.format.notices, func(member string) bool { return rawAt(record, member) != "" })
}

// listsIn returns the raw arrays that hold the records of a page, nil if the
// object is no page.
func (d *jsonDecoder) listsIn(slots []string) (lists []string) {
	for _, raw := range slots[len(d.fields):] {
		if raw != "" && raw[0] == '[' {
			lists = append(lists, raw)
		}
	}
	return lists
}
