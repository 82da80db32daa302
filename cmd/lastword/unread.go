package main

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/dataset"
)

// unread lists what the inputs held that was passed over although it may hold
// posts: first what its name calls a table or JSON, whatever the order of the
// inputs.
func unread(files *dataset.Files) []dataset.Unread {
	list := files.Unknown()
	slices.SortFunc(list, func(a, b dataset.Unread) int {
		return cmp.Or(cmp.Compare(unlikeness(a.Name), unlikeness(b.Name)), strings.Compare(a.Name, b.Name))
	})
	return list
}

// unlikeness returns how little a file's name looks like that of an export: a
// workbook's sheets may be anything, and a text still more.
func unlikeness(name string) int {
	name = strings.ToLower(name)
	for _, compressed := range []string{".gz", ".zst", ".bz2", ".xz"} {
		name = strings.TrimSuffix(name, compressed)
	}
	switch ext := path.Ext(name); {
	case slices.Contains([]string{".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".js"}, ext):
		return 0
	case strings.HasPrefix(ext, ".xls"):
		return 1
	}
	return 2
}

// unreadNamed is how many of the files that were not read one line names.
const unreadNamed = 4

// notRead names the inputs that end early, those that hold no posts, as a table's
// header alone, and last those that were passed over although they may hold posts. It comes
// before all else that is said of what was read: it may be half of the archive.
func notRead(files *dataset.Files) []string {
	return slices.Concat(cutShort(files), bare(files), passedOver(files))
}

// lost is what notRead says of inputs that any number of records may be missing of.
func lost(files *dataset.Files) []string {
	return slices.Concat(cutShort(files), passedOver(files))
}

// cutShort names the inputs that end early.
func cutShort(files *dataset.Files) []string {
	var cut []string
	for _, in := range files.Inputs() {
		if p := in.Cut(); p != nil {
			cut = append(cut, p.Error())
		}
	}
	return firstOf("Not read to the end", cut)
}

// bare names the inputs that hold no posts.
func bare(files *dataset.Files) []string {
	var names []string
	for _, in := range files.Inputs() {
		if in.Posts == 0 && in.Problems == 0 { // a problem says so itself
			names = append(names, in.Name)
		}
	}
	return firstOf("Holds no posts", names)
}

// passedOver names what was passed over.
func passedOver(files *dataset.Files) []string {
	list := unread(files)
	if len(list) == 0 {
		return nil
	}
	said := fmt.Sprintf("Not read: %s: %s", list[0].Name, list[0].Why)
	var others []string
	for _, other := range list[1:min(len(list), unreadNamed)] {
		others = append(others, other.Name)
	}
	if len(others) > 0 {
		said += "; nor " + strings.Join(others, ", ")
	}
	if more := len(list) - unreadNamed; more > 0 {
		said += fmt.Sprintf(" and %d more that are no known export", more)
	}
	return []string{said + "."}
}

// firstOf says what the first of a list is and how many more files there are,
// nothing of an empty one.
func firstOf(what string, list []string) []string {
	switch len(list) {
	case 0:
		return nil
	case 1:
		return []string{fmt.Sprintf("%s: %s.", what, list[0])}
	default:
		return []string{fmt.Sprintf("%s: %s; and %s.", what, list[0], audit.Counted(len(list)-1, "more file"))}
	}
}

// failedFor adds what was not read to the failure that it may have caused.
func failedFor(err error, unread []string) error {
	for _, said := range unread {
		err = fmt.Errorf("%w\n%s", err, said)
	}
	return err
}
