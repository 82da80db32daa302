package dataset

import (
	"slices"
	"strings"
)

// A jsonDecoder reads objects: one a line, or the elements of a document.
type jsonDecoder struct {
	assembler
	wanted   *wanted
	fields   []Field // of each slot; the slots behind them are the format's lists
	document bool    // objects may span lines and are set apart by commas or space
	byRecord bool    // objects are counted, not lines: all stand on one
}

func newJSONDecoder(f *Format, document bool, h *head) *jsonDecoder {
	d := &jsonDecoder{assembler: h.assembler(f), document: document}
	var paths []string
	for field := range numFields {
		for _, path := range f.fields[field] {
			paths = append(paths, path)
			d.fields = append(d.fields, field)
			d.reads[field] = true
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
		case found == elementNone, found == elementUnknown && final && n == 0 && start < len(s):
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

// What nextElement finds.
type found uint8

const (
	elementHere    found = iota
	elementNone          // what stands there is no JSON
	elementUnknown       // s ends before that can be told
)

// nextElement returns where the next record of a document begins. Behind the
// list that ends, the records may go on in another one, or in another array or
// document, as where pages were saved one behind the other.
func nextElement(s string, lists []string) (start int, _ found) {
	for {
		start = len(s) - len(strings.TrimLeft(s[start:], " \t\r\n,;"))
		switch {
		case start == len(s):
			return start, elementUnknown
		case s[start] != ']' && s[start] != '}':
			return start, elementHere
		}
		n, found := nextList(s[start:], lists)
		start += n
		if found != elementHere {
			return start, found
		}
	}
}

// nextList returns the length of what stands before the records of the next list
// in s, which begins behind those of another one, or with a document. A list is
// an array outside of objects, or one of a document's members that are called
// so; a document without any is a record itself.
func nextList(s string, lists []string) (n int, _ found) {
	sc := scanner{s: s}
	document := -1 // where the last one begins
	for {
		sc.space()
		n = sc.i
		switch {
		case sc.skip('['):
			return sc.i, elementHere
		case sc.skip(']'), sc.skip(';'):
			continue
		case sc.skip('}'):
			if document >= 0 {
				return document, elementHere
			}
			continue
		case sc.skip('{'):
			document = n
		case sc.skip(','):
		}
		isList, err := sc.memberOf(lists)
		switch {
		case isList:
			return sc.i, elementHere
		case err == nil:
			continue
		case document >= 0:
			n = document
		}
		switch {
		case err == errCut:
			return n, elementUnknown
		case document >= 0: // its brackets tell where it ends
			return n, elementHere
		}
		return n, elementNone
	}
}

// memberOf walks over a member of an object, or into the array that it is if it
// is one of lists. Where there is no member there may be an array or an end.
func (sc *scanner) memberOf(lists []string) (isList bool, err error) {
	sc.space()
	if sc.i < len(sc.s) && strings.IndexByte("[]{};", sc.s[sc.i]) >= 0 {
		return false, nil
	}
	name := sc.i + 1
	if err := sc.str(); err != nil {
		return false, err
	}
	isList = slices.Contains(lists, sc.s[name:sc.i-1])
	sc.space()
	if !sc.skip(':') {
		return false, sc.broken()
	}
	sc.space()
	if isList && sc.skip('[') {
		return true, nil
	}
	return false, sc.value(nil, nil)
}

// elementLength returns the length of the value at the start of s, found by
// its brackets alone so that a broken value does not hide those behind it; 0
// if it does not end in s.
func elementLength(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			sc := scanner{s: s, i: i}
			if sc.str() != nil {
				return 0
			}
			i = sc.i - 1
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth <= 0 {
				if depth < 0 {
					return i
				}
				return i + 1
			}
		case ',', '\n':
			if depth == 0 {
				return max(i, 1)
			}
		}
	}
	return 0
}

// decode implements decoder.
func (d *jsonDecoder) decode(s string, line int, out *batch) {
	tx := textureOf(s)
	slots := make([]string, len(d.fields)+len(d.format.lists))
	if !d.document {
		for s != "" {
			n := lineLength(s)
			if record := strings.TrimSpace(s[:n]); record != "" {
				d.record(out, record, line, tx, slots)
			}
			s = s[n:]
			line++
		}
		return
	}
	for s != "" {
		start, found := nextElement(s, d.format.lists)
		line += strings.Count(s[:start], "\n")
		s = s[start:]
		if found != elementHere {
			if s != "" {
				out.problem(d.file, line, "", "is no more JSON, or not whole: what stands behind this place is not read")
			}
			return
		}
		n := elementLength(s)
		if n == 0 {
			out.problem(d.file, line, "", "%v: the input is cut off here", errCut)
			return
		}
		d.record(out, s[:n], line, tx, slots)
		if d.byRecord {
			out.records++
			line++
		} else {
			line += strings.Count(s[:n], "\n")
		}
		s = s[n:]
	}
}

// record reads one object, which may hold several posts.
func (d *jsonDecoder) record(out *batch, record string, line int, tx texture, slots []string) {
	if d.format.expand == nil {
		d.post(out, record, line, tx, slots, nil)
		return
	}
	d.format.expand(record, func(post string, amend func(*Post)) {
		d.post(out, post, line, tx, slots, amend)
	})
}

// post reads one object that is a post, or that lists records.
func (d *jsonDecoder) post(out *batch, record string, line int, tx texture, slots []string, amend func(*Post)) {
	if record == "" || record[0] != '{' {
		out.problem(d.file, line, "", "is not a JSON object: the record is passed over")
		return
	}
	clear(slots)
	if err := readJSON(record, d.wanted, slots); err != nil {
		out.problem(d.file, line, "", "%v: the record is passed over", err)
		return
	}
	if lists := d.listsIn(slots); lists != nil {
		for _, list := range lists {
			elementsOf(list, func(element string) { d.record(out, element, line, tx, slots) })
		}
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
	d.add(out, &v, line, tx, amend)
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

// oneLine is how long the first line of a document is if it has no others
// worth counting.
const oneLine = 64 << 10

// recogniseJSON finds the container and the format of a JSON input; text is
// h.s without the space at its start.
func (h *head) recogniseJSON(text string) (*recognition, error) {
	frame, document, err := h.container(text)
	if err != nil {
		return nil, err
	}
	skip := len(h.s) - len(text) + frame
	body := h.s[skip:]
	if h.whole && text[0] == '[' && strings.TrimSpace(body) == "]" {
		return &recognition{}, nil
	}
	var best *Format
	marks := -1
	for _, f := range h.candidates(objects) {
		if m := f.objectMarks(body, document); m > marks {
			best, marks = f, m
		}
	}
	if best == nil {
		return nil, h.noObjects(body)
	}
	d := newJSONDecoder(best, document, h)
	if best.ownPosts() && d.owner == (account{}) {
		return nil, unknown("holds one account's posts without saying whose: put account.js beside it, or name the owner (--owner)")
	}
	d.byRecord = document && strings.IndexByte(text[:min(len(text), oneLine)], '\n') < 0
	return &recognition{format: best, decoder: d, skip: skip, byRecord: d.byRecord}, nil
}

// container tells whether the records stand one a line or in a document, and
// how long the frame before a document's first record is.
func (h *head) container(text string) (frame int, document bool, err error) {
	switch text[0] {
	case '[':
		return 1, true, nil
	case '{':
	default: // window.YTD.tweets.part0 = [
		frame, err = scriptFrame(text)
		return frame, true, err
	}
	first := text[:lineLength(text)]
	single := h.whole && strings.TrimSpace(text[len(first):]) == ""
	if list := h.findList(text); list > 0 {
		if len(first) == len(text) && !h.final {
			return 0, false, errUndecided
		}
		if single || readJSON(trimEOL(first), nil, nil) != nil {
			return list, true, nil
		}
	}
	return 0, !linesHoldObjects(text), nil
}

// errUndecided says that more of the input must be seen.
var errUndecided = noPosts("is one long line of JSON")

// scriptFrame returns the length of what stands before the first record of a
// part of an X archive.
func scriptFrame(text string) (int, error) {
	if !strings.HasPrefix(text, "window.YTD.tweet.part") && !strings.HasPrefix(text, "window.YTD.tweets.part") {
		return 0, noPosts("is a part of an X archive that holds no public posts")
	}
	i := strings.IndexByte(text, '[')
	if i < 0 {
		return 0, noPosts("is a script without data")
	}
	return i + 1, nil
}

// linesHoldObjects reports whether one of the first lines is an object.
func linesHoldObjects(text string) bool {
	for tries := 0; tries < 20 && text != ""; tries++ {
		n := lineLength(text)
		if text[0] == '{' && readJSON(trimEOL(text[:n]), nil, nil) == nil {
			return true
		}
		text = text[n:]
	}
	return false
}

// findList returns where the first record may begin in a document that holds
// its records in a list, 0 if it has no list that a format knows.
func (h *head) findList(text string) int {
	var lists []string
	for _, f := range h.candidates(objects) {
		lists = append(lists, f.lists...)
	}
	if n, found := nextList(text, lists); found == elementHere {
		return n
	}
	return 0
}

// objectMarks returns how many marks of f the first readable record of body
// has, -1 if it lacks some.
func (f *Format) objectMarks(body string, document bool) int {
	best := -1
	firstRecords(body, document, func(record string) bool {
		for _, marks := range f.marks {
			slots := make([]string, len(marks))
			if readJSON(record, newWanted(marks), slots) == nil && indexOf(slots, "") < 0 {
				best = max(best, len(marks))
			}
		}
		for _, name := range f.lists {
			elementsOf(rawAt(record, name), func(e string) {
				if best < 0 {
					best = f.objectMarks(e, true)
				}
			})
		}
		return best < 0
	})
	return best
}

// firstRecords calls yield with the first whole records of body until it returns
// false.
func firstRecords(body string, document bool, yield func(record string) bool) {
	for tries := 0; tries < 20 && body != ""; tries++ {
		n := lineLength(body)
		if document {
			start, found := nextElement(body, nil)
			if found != elementHere {
				return
			}
			body = body[start:]
			n = elementLength(body)
		}
		if n == 0 {
			return
		}
		if record := strings.TrimSpace(body[:n]); record != "" && record[0] == '{' && readJSON(record, nil, nil) == nil && !yield(record) {
			return
		}
		body = body[n:]
	}
}

// noObjects explains why a JSON input was not recognised.
func (h *head) noObjects(body string) error {
	switch {
	case h.opts.Mapping != nil:
		return unknown("lacks the members that the mapping names")
	case h.opts.Format != "":
		return unknown("does not look like %s", h.opts.Format)
	}
	return unknown("is JSON in no known format; describe it in a mapping file (--mapping)")
}
