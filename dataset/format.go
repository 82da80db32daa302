package dataset

import (
	"slices"
	"strings"
)

// A Format is one shape of export: where it keeps the fields of a post, what
// it did to them, and what an archive in it cannot show.
type Format struct {
	Name   string // as --format takes it
	Title  string // as people call it
	Limits Limits // what no archive in this format can show

	kind  kind
	marks [][]string // columns or JSON paths that all stand in a record of it; one set of them is enough
	// fields says where the fields of a post stand. A field that is not
	// there is one that the format lacks.
	fields       sources
	rules        textRule
	utc          bool // times without a zone are UTC by the format's definition
	snowflakes   bool // ids are Twitter's, see timeOfID
	repostByText bool // no field marks a retweet, but its text begins with "RT @"
	// lists are the members of a JSON document that may hold the records, or the
	// paths to them.
	lists []string
	// paged says that every record stands in one of lists.
	paged bool
	// notices are members of what a source writes between the posts: that one was
	// deleted, that a page has none.
	notices []string
	// expand calls yield with every post of a JSON record that holds several
	// or wraps one; amend, which may be nil, completes the post from what
	// surrounds it.
	expand func(record string, yield func(post string, amend func(*Post)))
	// finish does what the table of fields cannot say. It may drop a record
	// that is no post by returning false.
	finish func(v *values, p *Post) bool
	// settle returns, for one input, a function that completes its posts in
	// their order, where a post needs those before it; nil if none does.
	settle func() func(p *Post)
}

// A kind is the container of a format's records.
type kind uint8

const (
	table   kind = iota // CSV, or a sheet
	objects             // JSON: a line, an array or a document of objects
)

// A Limit is something that a format cannot show, and why: a sentence for a
// report.
type Limit struct {
	Hides Hidden `json:"hides"`
	Why   string `json:"why"`
}

// Hidden is what a [Limit] hides.
type Hidden string

// What a format may hide.
const (
	HidesIgnored    Hidden = "ignored"     // requests that were never answered
	HidesReplyLinks Hidden = "reply links" // which post a reply answers
)

// Limits are what one format cannot show, or the several that a converted file was
// made from.
type Limits []Limit

// Why returns every reason why something cannot be shown, nil if it can.
func (all Limits) Why(hidden Hidden) (reasons []string) {
	for _, l := range all {
		if l.Hides == hidden && !slices.Contains(reasons, l.Why) {
			reasons = append(reasons, l.Why)
		}
	}
	return reasons
}

// Where returns the columns or JSON paths that a field is read from, in the
// order in which they are tried; nil if the format lacks the field.
func (f *Format) Where(field Field) []string { return f.fields[field] }

// ownPosts reports whether the posts are all one account's, which the records
// do not name.
func (f *Format) ownPosts() bool {
	return f.fields[FieldAuthor] == nil && f.fields[FieldAuthorID] == nil
}

// FormatByName returns the format of that name, nil if there is none. The name of a
// converted file's format also holds those of the formats that it was made from.
func FormatByName(name string) *Format {
	name, origins, _ := strings.Cut(name, fromMark)
	for _, f := range formats {
		if f.Name == name {
			return f.convertedFrom(origins)
		}
	}
	return nil
}

// Formats returns every format, by name.
func Formats() []*Format {
	return slices.SortedFunc(slices.Values(formats), func(a, b *Format) int { return strings.Compare(a.Name, b.Name) })
}

// FormatNames returns the names of [Formats], set apart by commas: for a message.
func FormatNames() string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}
