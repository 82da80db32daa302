package dataset

import (
	"errors"
	"iter"
	"strconv"
	"strings"
)

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
	case c == '-' || c >= '0' && c <= '9' || c == 't' || c == 'f' || c == 'n' || c == 'N':
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

// word walks over a number, true, false, null or NaN.
func (sc *scanner) word() error {
	start := sc.i
	for sc.i < len(sc.s) && literalByte(sc.s[sc.i]) {
		sc.i++
	}
	word, whole := sc.s[start:sc.i], ""
	switch word[0] {
	case 't':
		whole = "true"
	case 'f':
		whole = "false"
	case 'n':
		whole = "null"
	case 'N':
		whole = notANumber
	}
	switch {
	case whole == "", word == whole:
		return nil
	case sc.i == len(sc.s) && strings.HasPrefix(whole, word):
		return errCut
	}
	return errJSON
}

// literalByte reports whether a byte may be part of what word walks over.
func literalByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == '.' || c == '-' || c == '+' || c == 'E' || c == 'N'
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

// elementsOf yields every element of a raw array; a value that is no array is its
// own only element.
func elementsOf(raw string) iter.Seq[string] {
	return func(yield func(raw string) bool) {
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
			if sc.value(nil, nil) != nil || !yield(raw[start:sc.i]) {
				return
			}
			sc.space()
			if !sc.skip(',') {
				return
			}
		}
	}
}
