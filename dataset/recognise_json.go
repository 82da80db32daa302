package dataset

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// oneLine is how long the first line of a document is if it has no others
// worth counting.
const oneLine = 64 << 10

// firstTries is how many of the first records, of which some may be broken or be
// notices, are looked at to recognise an input.
const firstTries = 20

// recogniseJSON finds the container and the format of a JSON input; text is
// h.s without the space at its start.
func (h *head) recogniseJSON(text string) (r recognition, err error) {
	if m := h.opts.Mapping; m != nil {
		if err := m.checkPaths(); err != nil {
			return r, err
		}
	}
	frame, document, err := h.container(text)
	if err != nil {
		return r, err
	}
	skip := len(h.s) - len(text) + frame
	body := h.s[skip:]
	if h.whole && h.isEmpty(text, body, document) {
		return r, nil
	}
	var best *Format
	marks := -1
	for _, f := range h.candidates(objects) {
		if m := f.objectMarks(body, document); m > marks {
			best, marks = f, m
		}
	}
	if best == nil {
		return r, h.noObjects(text, body, document)
	}
	if best == lastwordJSON && h.opts.Format == "" && guarded(body, document) {
		best = lastwordCSV
	}
	d := newJSONDecoder(best, document, h)
	if best.ownPosts() && d.owner == (account{}) {
		return r, unknown("holds one account's posts without saying whose: put account.js beside it, or name the owner (--owner)")
	}
	r = recognition{format: best, decoder: d, skip: skip, before: strings.Count(h.s[:skip], "\n")}
	if document && strings.IndexByte(text[:min(len(text), oneLine)], '\n') < 0 { // all stand on one
		d.byRecord, r.before = true, 0
	}
	return r, nil
}

// guarded reports whether the first of lastword's records are rows of its CSV, of which
// another program made objects: an apostrophe stands before each text that a spreadsheet
// would run as a formula, as nearly all do that begin with a handle.
func guarded(body string, document bool) bool {
	found := false
	for record := range firstRecords(body, document) {
		text := lookup(record, "text")
		switch bare := UnguardCell(text); {
		case !needsGuard(bare):
		case bare == text:
			return false
		default:
			found = true
		}
	}
	return found
}

// isEmpty reports whether a whole document has a list of records, and no record in
// it: the last of an API's pages.
func (h *head) isEmpty(text, body string, document bool) bool {
	if !document || len(body) == len(text) {
		return false
	}
	_, found := nextElement(body, h.lists())
	return found == elementUnknown && readJSON(text[strings.IndexAny(text, "[{"):], nil, nil) == nil
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
	if !xPostsScript.MatchString(text) {
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
	for tries := 0; tries < firstTries && text != ""; tries++ {
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
	if n, found := nextList(text, h.lists()); found == elementHere {
		return n
	}
	return 0
}

// lists are the members that may hold the records of a document.
func (h *head) lists() (names []string) {
	for _, f := range h.candidates(objects) {
		names = append(names, f.lists...)
	}
	return names
}

// objectMarks returns how many marks of f the first readable record of body
// has, -1 if it lacks some. On empty pages there is none to lack any.
func (f *Format) objectMarks(body string, document bool) int {
	pages, elements := 0, 0
	for record := range firstRecords(body, document) {
		best := -1
		for _, marks := range f.marks {
			slots := make([]string, len(marks))
			if readJSON(record, newWanted(marks), slots) == nil && !slices.Contains(slots, "") && f.isRow(record) && !f.isWholeTable(record) {
				best = max(best, len(marks))
			}
		}
		if best >= 0 {
			return best
		}
		for _, name := range f.lists {
			list := rawAt(record, name)
			if list != "" {
				pages++
			}
			for element := range elementsOf(list) {
				if n := f.objectMarks(element, true); n >= 0 {
					return n
				}
				elements++
			}
		}
	}
	if f.paged && pages > 0 && elements == 0 {
		return 0
	}
	return -1
}

// isRow reports whether an object that has the marks of f is a row of a table, if f is
// one: a dot in a column's name makes no path. What twarc2 flattened has the marks of
// twarc-csv, and author.username for a member, so two columns with dots must be there.
func (f *Format) isRow(record string) bool {
	if f.kind != table {
		return true
	}
	dotted, there := 0, 0
	for _, columns := range f.fields {
		for _, column := range columns {
			if strings.Contains(column, ".") {
				dotted++
				if strings.Contains(record, `"`+column+`"`) {
					there++
				}
			}
		}
	}
	return there >= min(2, dotted)
}

// isWholeTable reports whether an object is a table, its columns objects of cells, as
// pandas writes one unless it is told to write records.
func (f *Format) isWholeTable(record string) bool {
	return slices.ContainsFunc(f.fields[FieldText], func(path string) bool {
		raw := rawAt(record, path)
		return strings.HasPrefix(raw, "{") && typedJSON(raw) == raw
	})
}

// firstRecords yields the first whole records of body.
func firstRecords(body string, document bool) iter.Seq[string] {
	return func(yield func(record string) bool) {
		rest := body
		for tries := 0; tries < firstTries && rest != ""; tries++ {
			n := lineLength(rest)
			if document {
				start, found := nextElement(rest, nil)
				if found != elementHere {
					return
				}
				rest = rest[start:]
				n = elementLength(rest)
			}
			if n == 0 {
				return
			}
			if record := strings.TrimSpace(rest[:n]); record != "" && record[0] == '{' && readJSON(record, nil, nil) == nil && !yield(record) {
				return
			}
			rest = rest[n:]
		}
	}
}

// firstRecord returns the first whole record of body, "" if there is none.
func firstRecord(body string, document bool) string {
	for record := range firstRecords(body, document) {
		return record
	}
	return ""
}

// noObjects explains why a JSON input was not recognised, by its first whole record:
// a page, or where that is too long the first in its list.
func (h *head) noObjects(text, body string, document bool) error {
	has, list := "", ""
	if record := cmp.Or(firstRecord(text, document), firstRecord(body, document)); record != "" {
		paths := memberPaths(record)
		if slices.ContainsFunc(paths, isNumbered) {
			return unknown("is a whole table in one JSON object: write it anew with an object for each row, in pandas to_json(orient=\"records\")")
		}
		has = "; its first record has " + quoteNames(paths)
		if path, first := longList(record); path != "" {
			has += fmt.Sprintf(", and records with %s in the list %s", quoteNames(memberPaths(first)), path)
			list = fmt.Sprintf(", with list: %s if those are the posts", path)
		}
	}
	switch m := h.opts.Mapping; {
	case m != nil && m.list != "":
		return unknown("lacks the list %s, or in it the members that the mapping names%s%s", m.list, has, oneMapping)
	case m != nil && list != "":
		return unknown("lacks the members that the mapping names%s; describe these in the mapping file%s%s", has, list, oneMapping)
	case m != nil:
		return unknown("lacks the members that the mapping names%s%s", has, oneMapping)
	case h.opts.Format != "":
		return unknown("does not look like %s", h.opts.Format)
	}
	return unknown("is JSON in no known format%s; describe it in a mapping file (--mapping)%s", has, list)
}

// isNumbered reports whether a member is a table's first cell by its column and row, in
// any order.
func isNumbered(path string) bool {
	return strings.HasSuffix(path, ".0") || strings.HasPrefix(path, "0.")
}

// memberPaths returns the paths of a record's members as a mapping names them, those
// nearest to its top first.
func memberPaths(record string) (paths []string) {
	for path := range membersOf(record) {
		paths = append(paths, path)
	}
	return paths
}

// longList returns the path of the list of objects that most of a record is, and the
// first of them; "" if it has no such list.
func longList(record string) (path, first string) {
	for path, raw := range membersOf(record) {
		for element := range elementsOf(raw) {
			if raw[0] == '[' && element[0] == '{' && 2*len(raw) > len(record) {
				return path, element
			}
			break
		}
	}
	return "", ""
}

// membersOf yields the path of every member of a record that is no object, and its
// raw value, those nearest to the record's top first.
func membersOf(record string) iter.Seq2[string, string] {
	const deepest = 4
	type object struct{ path, raw string }
	return func(yield func(path, raw string) bool) {
		level := []object{{"", record}}
		for depth := 0; depth < deepest && len(level) > 0; depth++ {
			var below []object
			for _, o := range level {
				dec := json.NewDecoder(strings.NewReader(o.raw))
				dec.Token() // the brace
				for dec.More() {
					var value json.RawMessage
					name, err := dec.Token()
					if err == nil {
						err = dec.Decode(&value)
					}
					if err != nil {
						break
					}
					path := o.path + fmt.Sprint(name)
					if value[0] == '{' {
						below = append(below, object{path + ".", string(value)})
					} else if !yield(path, string(value)) {
						return
					}
				}
			}
			level = below
		}
	}
}
