package dataset

import (
	"strconv"
	"strings"
)

// A wanted tree says which values of a JSON record are read: the paths of a
// format's fields, merged at their common beginnings. What stands beside them
// is passed over without being decoded.
//
// A path is names joined by dots. In an array, "a[0].b" means the first
// element's b, "a[1].b" the second's, and "a[type=replied_to].id" the id of the
// first element whose type is replied_to.
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
	key, value string // of the element that is meant; "" means the one at index
	index      int
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
		index := 0
		if value == "" {
			key = ""
			index, _ = strconv.Atoi(inside)
		}
		w.element(key, value, index).add(strings.TrimPrefix(rest, "."), slot)
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

// find returns the tree of a member, nil if nothing of it is wanted. A name with dots
// is a path: tools that make tables of objects write user.name for the name of user.
func (w *wanted) find(name string) *wanted {
	for i := range w.members {
		if w.members[i].name == name {
			return w.members[i].tree
		}
	}
	if first, rest, ok := strings.Cut(name, "."); ok {
		if tree := w.find(first); tree != nil {
			return tree.find(rest)
		}
	}
	return nil
}

func (w *wanted) element(key, value string, index int) *wanted {
	for _, e := range w.elements {
		if e.key == key && e.value == value && e.index == index {
			return e.tree
		}
	}
	tree := new(wanted)
	w.elements = append(w.elements, element{key, value, index, tree})
	return tree
}

// means reports whether the n-th element of an array is the one meant.
func (e element) means(n int, raw string) bool {
	return e.key == "" && n == e.index || e.key != "" && lookup(raw, e.key) == e.value
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
