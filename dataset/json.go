package dataset

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A wanted tree says which values of a JSON record are read: the paths of a
// format's fields, merged at their common beginnings. What stands beside them
// is passed over without being decoded.
//
// A path is names joined by dots. In an array, "a[0].b" means the first
// element's b, and "a[type=replied_to].id" the id of the first element whose
// type is replied_to.
type wanted struct {
	slots    []int // where the value goes; none if only its parts are wanted
	members  []member
	elements []element
}

type member struct {
	name string
	tree *wanted
}

type element struct {
	key, value string // of the element that is meant; "" means the first
	tree       *wanted
}

// newWanted returns the tree of the paths; path i fills slot i.
func newWanted(paths []string) *wanted {
	root := new(wanted)
	for i, path := range paths {
		root.add(path, i)
	}
	return root
}

func (w *wanted) add(path string, slot int) {
	if path == "" {
		w.slots = append(w.slots, slot)
		return
	}
	if path[0] == '[' {
		inside, rest, _ := strings.Cut(path[1:], "]")
		key, value, _ := strings.Cut(inside, "=")
		if value == "" {
			key = ""
		}
		w.element(key, value).add(strings.TrimPrefix(rest, "."), slot)
		return
	}
	n := strings.IndexAny(path, ".[")
	if n < 0 {
		n = len(path)
	}
	w.member(path[:n]).add(strings.TrimPrefix(path[n:], "."), slot)
}

func (w *wanted) member(name string) *wanted {
	if tree := w.find(name); tree != nil {
		return tree
	}
	tree := new(wanted)
	w.members = append(w.members, member{name, tree})
	return tree
}

func (w *wanted) find(name string) *wanted {
	for i := range w.members {
		if w.members[i].name == name {
			return w.members[i].tree
		}
	}
	return nil
}

func (w *wanted) element(key, value string) *wanted {
	for _, e := range w.elements {
		if e.key == key && e.value == value {
			return e.tree
		}
	}
	tree := new(wanted)
	w.elements = append(w.elements, element{key, value, tree})
	return tree
}

// maxDepth bounds how deep a JSON record may nest.
const maxDepth = 1000

var (
	errDepth     = errors.New("nests deeper than " + strconv.Itoa(maxDepth) + " levels")
	errCut       = errors.New("ends in the middle of a JSON value")
	errJSON      = errors.New("is not valid JSON")
	errAfterJSON = errors.New("holds more than one JSON value")
)

// A scanner walks over one JSON value. It checks the structure, not every
// character: what it passes over may hold a bad escape or a bad number.
type scanner struct {
	s     string
	i     int
	depth int
}

// readJSON fills slots with the raw values that w wants of the record s. A
// slot whose value is absent is left as it is.
func readJSON(s string, w *wanted, slots []string) error {
	sc := scanner{s: s}
	if err := sc.value(w, slots); err != nil {
		return err
	}
	sc.space()
	if sc.i < len(s) {
		return errAfterJSON
	}
	return nil
}

func (sc *scanner) space() {
	for sc.i < len(sc.s) {
		switch sc.s[sc.i] {
		case ' ', '\n', '\t', '\r':
			sc.i++
		default:
			return
		}
	}
}

// value walks over the next value. w is nil where nothing of it is wanted.
func (sc *scanner) value(w *wanted, slots []string) error {
	sc.space()
	if sc.i >= len(sc.s) {
		return errCut
	}
	start := sc.i
	var err error
	switch c := sc.s[sc.i]; {
	case c == '{':
		err = sc.object(w, slots)
	case c == '[':
		err = sc.array(w, slots)
	case c == '"':
		err = sc.str()
	case c == '-' || c >= '0' && c <= '9' || c == 't' || c == 'f' || c == 'n':
		err = sc.word()
	default:
		return errJSON
	}
	if err == nil && w != nil {
		for _, slot := range w.slots {
			slots[slot] = sc.s[start:sc.i]
		}
	}
	return err
}

func (sc *scanner) object(w *wanted, slots []string) error {
	if sc.depth++; sc.depth > maxDepth {
		return errDepth
	}
	sc.i++
	sc.space()
	if sc.skip('}') {
		sc.depth--
		return nil
	}
	for {
		sc.space()
		start := sc.i
		if err := sc.str(); err != nil {
			return err
		}
		var child *wanted
		if w != nil && len(w.members) > 0 {
			name := sc.s[start+1 : sc.i-1]
			if strings.IndexByte(name, '\\') >= 0 {
				name = unquoteJSON(sc.s[start:sc.i])
			}
			child = w.find(name)
		}
		sc.space()
		if !sc.skip(':') {
			return sc.broken()
		}
		if err := sc.value(child, slots); err != nil {
			return err
		}
		sc.space()
		switch {
		case sc.skip('}'):
			sc.depth--
			return nil
		case !sc.skip(','):
			return sc.broken()
		}
	}
}

func (sc *scanner) array(w *wanted, slots []string) error {
	if sc.depth++; sc.depth > maxDepth {
		return errDepth
	}
	sc.i++
	sc.space()
	if sc.skip(']') {
		sc.depth--
		return nil
	}
	for n := 0; ; n++ {
		sc.space()
		start := sc.i
		if err := sc.value(nil, nil); err != nil {
			return err
		}
		if w != nil {
			for _, e := range w.elements {
				if e.means(n, sc.s[start:sc.i]) {
					inner := scanner{s: sc.s[:sc.i], i: start, depth: sc.depth}
					if err := inner.value(e.tree, slots); err != nil {
						return err
					}
				}
			}
		}
		sc.space()
		switch {
		case sc.skip(']'):
			sc.depth--
			return nil
		case !sc.skip(','):
			return sc.broken()
		}
	}
}

// means reports whether the n-th element of an array is the one meant.
func (e element) means(n int, raw string) bool {
	return e.key == "" && n == 0 || e.key != "" && lookup(raw, e.key) == e.value
}

// lookup returns the decoded value at a path of a JSON record, "" if it is not
// there.
func lookup(raw, path string) string { return decodeJSON(rawAt(raw, path)) }

// rawAt returns the raw value at a path of a JSON record, "" if it is not there.
func rawAt(raw, path string) string {
	var slot [1]string
	if readJSON(raw, newWanted([]string{path}), slot[:]) != nil {
		return ""
	}
	return slot[0]
}

// str walks over a string.
func (sc *scanner) str() error {
	if sc.i >= len(sc.s) {
		return errCut
	}
	if sc.s[sc.i] != '"' {
		return errJSON
	}
	for from := sc.i + 1; ; {
		n := strings.IndexByte(sc.s[from:], '"')
		if n < 0 {
			return errCut
		}
		end := from + n
		backslashes := 0
		for sc.s[end-1-backslashes] == '\\' {
			backslashes++
		}
		if backslashes%2 == 0 {
			sc.i = end + 1
			return nil
		}
		from = end + 1
	}
}

// word walks over a number, true, false or null.
func (sc *scanner) word() error {
	start := sc.i
	for sc.i < len(sc.s) {
		switch c := sc.s[sc.i]; {
		case c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == '.' || c == '-' || c == '+' || c == 'E':
			sc.i++
		default:
			return checkWord(sc.s[start:sc.i])
		}
	}
	return checkWord(sc.s[start:sc.i])
}

func checkWord(s string) error {
	switch s[0] {
	case 't', 'f', 'n':
		if s != "true" && s != "false" && s != "null" {
			return errJSON
		}
	}
	return nil
}

func (sc *scanner) skip(c byte) bool {
	if sc.i < len(sc.s) && sc.s[sc.i] == c {
		sc.i++
		return true
	}
	return false
}

// broken says why the structure does not go on at the current place.
func (sc *scanner) broken() error {
	if sc.i >= len(sc.s) {
		return errCut
	}
	return errJSON
}

// decodeJSON returns a raw value as text: a string's content, a number as
// written, "" for null, and an object or array as it stands.
func decodeJSON(raw string) string {
	switch {
	case raw == "" || raw == "null":
		return ""
	case raw[0] == '"':
		return unquoteJSON(raw)
	}
	return raw
}

// unquoteJSON returns the content of a JSON string. A bad escape stands for
// itself, half a surrogate pair becomes U+FFFD.
func unquoteJSON(raw string) string {
	s := raw[1 : len(raw)-1]
	i := strings.IndexByte(s, '\\')
	if i < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	for i >= 0 {
		b = append(b, s[:i]...)
		var r rune
		r, s = unescapeJSON(s[i:])
		b = utf8.AppendRune(b, r)
		i = strings.IndexByte(s, '\\')
	}
	return string(append(b, s...))
}

// unescapeJSON decodes the escape at the start of s and returns what follows.
func unescapeJSON(s string) (rune, string) {
	if len(s) < 2 {
		return '\\', s[1:]
	}
	switch s[1] {
	case '"', '\\', '/':
		return rune(s[1]), s[2:]
	case 'n':
		return '\n', s[2:]
	case 't':
		return '\t', s[2:]
	case 'r':
		return '\r', s[2:]
	case 'b':
		return '\b', s[2:]
	case 'f':
		return '\f', s[2:]
	}
	high, ok := unicodeEscape(s)
	if !ok {
		return '\\', s[1:]
	}
	s = s[6:]
	if !utf16.IsSurrogate(high) {
		return high, s
	}
	if low, ok := unicodeEscape(s); ok {
		if r := utf16.DecodeRune(high, low); r != utf8.RuneError {
			return r, s[6:]
		}
	}
	return utf8.RuneError, s
}

// unicodeEscape reads \uXXXX at the start of s.
func unicodeEscape(s string) (rune, bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 32)
	return rune(n), err == nil
}

// elementsOf calls yield with every element of a raw array; a value that is no
// array is its own only element.
func elementsOf(raw string, yield func(raw string)) {
	if raw == "" || raw == "null" {
		return
	}
	if raw[0] != '[' {
		yield(raw)
		return
	}
	sc := scanner{s: raw, i: 1}
	for {
		sc.space()
		start := sc.i
		if sc.value(nil, nil) != nil {
			return
		}
		yield(raw[start:sc.i])
		sc.space()
		if !sc.skip(',') {
			return
		}
	}
}
