package dataset

import (
	"slices"
	"strings"
)

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
// so, or that such a path leads to; a document without any is a record itself.
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
	start := sc.i + 1
	if err := sc.str(); err != nil {
		return false, err
	}
	name := sc.s[start : sc.i-1]
	sc.space()
	if !sc.skip(':') {
		return false, sc.broken()
	}
	sc.space()
	if slices.Contains(lists, name) && sc.skip('[') {
		return true, nil
	}
	if within := listsWithin(lists, name); within != nil && sc.skip('{') {
		return sc.listOf(within)
	}
	return false, sc.value(nil, nil)
}

// listsWithin returns the paths of the lists that stand in a member, from there on.
func listsWithin(lists []string, member string) (paths []string) {
	for _, path := range lists {
		if rest, ok := strings.CutPrefix(path, member+"."); ok {
			paths = append(paths, rest)
		}
	}
	return paths
}

// listOf walks over the members of an object, or into the first that is one of lists.
func (sc *scanner) listOf(lists []string) (isList bool, err error) {
	for {
		sc.space()
		if sc.skip('}') {
			return false, nil
		}
		sc.skip(',')
		sc.space()
		if sc.i >= len(sc.s) || sc.s[sc.i] != '"' {
			return false, sc.broken()
		}
		if isList, err := sc.memberOf(lists); isList || err != nil {
			return isList, err
		}
	}
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
