package dataset

import (
	"maps"
	"slices"
)

// A Field names a part of a Post, as `convert` and mapping files spell it.
type Field uint8

// The fields of a post, then those that only help to read them.
const (
	FieldID Field = iota
	FieldAuthor
	FieldAuthorID
	FieldCreatedAt
	FieldText
	FieldReplyTo
	FieldReplyToAuthor
	FieldReplyToAuthorID
	FieldConversation
	FieldLanguage
	FieldRepost
	FieldSide      // who wrote it; the format says what the value means
	FieldTruncated // true if the export cut the text
	FieldURL       // address of the post: holds its true id where the id was rounded
	fieldExtra1    // what only the format's own code understands: there it has a name
	fieldExtra2
	fieldExtra3
	fieldExtra4
	numFields
)

var fieldNames = [numFields]string{
	"id", "author", "author_id", "created_at", "text", "reply_to_id", "reply_to_author",
	"reply_to_author_id", "conversation_id", "language", "is_repost", "side", "truncated", "url", "", "", "", "",
}

// String returns the field's name.
func (f Field) String() string { return fieldNames[f] }

// fieldByName finds a field by its name.
func fieldByName(name string) (Field, bool) {
	i := slices.Index(fieldNames[:], name)
	return Field(max(0, i)), i >= 0
}

// sources says where each field stands in a record: column names of a table,
// or paths into a JSON object. The first one that holds a value wins.
type sources map[Field][]string

// values holds one record's raw fields, decoded but not yet interpreted.
type values [numFields]string

// isPost reports whether a record says two at least of who wrote, what and when. A
// page of an API may say one, as {"message": "success", "data": [...]}.
func (v *values) isPost() bool {
	who, what, when := v[FieldAuthor] != "" || v[FieldAuthorID] != "", v[FieldText] != "", v[FieldCreatedAt] != ""
	return who && (what || when) || what && when
}

// orIn returns a copy of s in which each field may stand in a member of the record,
// and is read from there first.
func (s sources) orIn(member string) sources {
	c := sources{}
	for field, paths := range s {
		for _, path := range paths {
			c[field] = append(c[field], member+"."+path)
		}
		c[field] = append(c[field], paths...)
	}
	return c
}

// unquote undoes what was written as strings of JSON in the cells of a table, as by
// twarc2 csv --json-encode-text or --json-encode-all.
func (v *values) unquote() {
	for i, cell := range v {
		if sc := (scanner{s: cell}); sc.str() == nil && sc.i == len(cell) {
			v[i] = unquoteJSON(cell)
		}
	}
}

// with returns a copy of s in which the fields of t stand where t says.
func (s sources) with(t sources) sources {
	c := maps.Clone(s)
	maps.Copy(c, t)
	return c
}
