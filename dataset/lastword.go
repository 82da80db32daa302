package dataset

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// The schema of `lastword convert`: the posts as an audit sees them, one a row.
// What a post lacks is null; in CSV, an empty cell. The first twelve columns
// are for everybody; the others are what an audit needs to come to the same
// result.
var schema = []Column{
	{"id", "string", "the post's id, or one made of its author, time and text"},
	{"author", "string", "handle of the account that wrote it, without @"},
	{"author_id", "string", "the platform's id of that account"},
	{"created_at", "timestamp", "when, in UTC"},
	{"text", "string", "plain text, as its author saw it"},
	{"reply_to_id", "string", "id of the post that it replies to"},
	{"reply_to_author", "string", "handle of that post's author"},
	{"conversation_id", "string", "shared by the posts of one conversation"},
	{"language", "string", "BCP 47 code of the text, as the source marks it"},
	{"is_repost", "boolean", "a retweet, reblog or boost: someone else's words"},
	{"source", "string", "the input that the post was read from"},
	{"line", "integer", "its line there, or its row in a sheet"},
	{"reply_to_author_id", "string", "the platform's id of the account that it replies to"},
	{"side", "string", "brand or customer, where the source marks that"},
	{"damage", "string", "what the export lost of it, set apart by commas"},
	{"format", "string", "formats of all inputs that the file was made from, set apart by commas: what they cannot show, it cannot either"},
}

// A Column is a column of the schema that [NewPostWriter] writes.
type Column struct {
	Name    string
	Type    string // string, timestamp, boolean or integer
	Meaning string
}

// Schema returns the columns of the posts that [NewPostWriter] writes, in
// their order.
func Schema() []Column { return slices.Clone(schema) }

// A row is a post in JSON or Parquet, in the order of [Schema].
type row struct {
	ID              string  `json:"id" parquet:"id,zstd"`
	Author          *string `json:"author" parquet:"author,optional,dict,zstd"`
	AuthorID        *string `json:"author_id" parquet:"author_id,optional,dict,zstd"`
	CreatedAt       *string `json:"created_at" parquet:"-"`
	Microseconds    *int64  `json:"-" parquet:"created_at,optional,timestamp(microsecond:utc),zstd"`
	Text            string  `json:"text" parquet:"text,zstd"`
	ReplyTo         *string `json:"reply_to_id" parquet:"reply_to_id,optional,zstd"`
	ReplyToAuthor   *string `json:"reply_to_author" parquet:"reply_to_author,optional,dict,zstd"`
	Conversation    *string `json:"conversation_id" parquet:"conversation_id,optional,zstd"`
	Language        *string `json:"language" parquet:"language,optional,dict,zstd"`
	Repost          bool    `json:"is_repost" parquet:"is_repost"`
	Source          string  `json:"source" parquet:"source,dict,zstd"`
	Line            int64   `json:"line" parquet:"line,zstd"`
	ReplyToAuthorID *string `json:"reply_to_author_id" parquet:"reply_to_author_id,optional,dict,zstd"`
	Side            *string `json:"side" parquet:"side,optional,dict,zstd"`
	Damage          *string `json:"damage" parquet:"damage,optional,dict,zstd"`
	Format          string  `json:"format" parquet:"format,dict,zstd"`
}

func rowOf(p *Post, origins string) row {
	optional := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	r := row{
		ID: p.ID, Author: optional(p.Author), AuthorID: optional(p.AuthorID), CreatedAt: optional(timeText(p.Time)), Text: p.Text,
		ReplyTo: optional(p.ReplyTo), ReplyToAuthor: optional(p.ReplyToAuthor),
		Conversation: optional(p.Conversation), Language: optional(p.Language), Repost: p.Repost,
		Source: p.File, Line: int64(p.Line), ReplyToAuthorID: optional(p.ReplyToAuthorID),
		Side: optional(p.Side.String()), Damage: optional(p.Damage.String()), Format: origins,
	}
	if !p.Time.IsZero() {
		t := p.Time.UnixMicro()
		r.Microseconds = &t
	}
	return r
}

const (
	lastwordDamage  = fieldExtra1
	lastwordOrigins = fieldExtra2 // the formats of what was converted
)

// The schema is read back as a format: CSV as a table, JSONL and Parquet as
// objects.
var (
	lastwordFields = sources{
		FieldID:              {"id"},
		FieldAuthor:          {"author"},
		FieldAuthorID:        {"author_id"},
		FieldCreatedAt:       {"created_at"},
		FieldText:            {"text"},
		FieldReplyTo:         {"reply_to_id"},
		FieldReplyToAuthor:   {"reply_to_author"},
		FieldReplyToAuthorID: {"reply_to_author_id"},
		FieldConversation:    {"conversation_id"},
		FieldLanguage:        {"language"},
		FieldRepost:          {"is_repost"},
		FieldSide:            {"side"},
		lastwordDamage:       {"damage"},
		lastwordOrigins:      {"format"},
	}
	lastwordMarks = [][]string{{"id", "author", "created_at", "text", "reply_to_id", "is_repost"}}

	lastwordCSV = &Format{
		Name: "lastword-csv", Title: "lastword convert, CSV",
		marks: lastwordMarks, fields: lastwordFields, utc: true,
		finish: func(v *values, p *Post) bool {
			for _, s := range []*string{&p.Author, &p.Text, &p.ReplyToAuthor, &p.Language} {
				*s = UnguardCell(*s)
			}
			return finishLastword(v, p)
		},
	}
	lastwordJSON = &Format{
		Name: "lastword-jsonl", Title: "lastword convert, JSONL or Parquet", kind: objects,
		marks: lastwordMarks, fields: lastwordFields, utc: true, finish: finishLastword,
	}
)

// fromMark sets apart, in the name of a converted file's format, the formats
// that the file was made from.
const fromMark = " from "

// originNames names the formats of a file's inputs. Those of a file that was
// itself converted are those it came from.
func originNames(formats []*Format) string {
	var names []string
	for _, f := range formats {
		if f == nil {
			continue
		}
		_, from, converted := strings.Cut(f.Name, fromMark)
		if !converted {
			from = f.Name
		}
		names = append(names, strings.Split(from, ", ")...)
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), ", ")
}

// Converted reports whether a file in this format was written by a
// [PostWriter]. Such a file has every field; what its inputs lacked is empty in it.
func (f *Format) Converted() bool {
	name, _, _ := strings.Cut(f.Name, fromMark)
	return name == lastwordCSV.Name || name == lastwordJSON.Name
}

// convertedFrom returns f, a format of converted files, for one that was made
// from inputs of these formats, with their limits.
func (f *Format) convertedFrom(origins string) *Format {
	if origins == "" {
		return f
	}
	c := *f
	c.Name += fromMark + origins
	c.Title += fromMark + origins
	for name := range strings.SplitSeq(origins, ", ") {
		if o := FormatByName(name); o != nil {
			c.Limits = append(c.Limits, o.Limits...)
		}
	}
	return &c
}

// origins returns the formats that a converted input names in its first
// record, "" if r is no such input.
func (h *head) origins(r recognition) string {
	if r.format != lastwordCSV && r.format != lastwordJSON {
		return ""
	}
	switch d := r.decoder.(type) {
	case *csvDecoder:
		t := tokenizer{delim: d.delim}
		if _, ok := t.strict(h.s[r.skip:]); ok {
			var v values
			d.fill(&v, t.cells)
			return v[lastwordOrigins]
		}
	case *jsonDecoder:
		for first := range firstRecords(h.s[r.skip:], d.document) {
			return lookup(first, "format")
		}
	}
	return ""
}

func finishLastword(v *values, p *Post) bool {
	p.Side = parseSide(v[FieldSide])
	d := parseDamage(v[lastwordDamage])
	if d&RecoveredID != 0 { // the true id, whatever it looks like
		p.Damage &^= RoundedID
	}
	p.Damage |= d
	return true
}

var sideNames = [...]string{SideUnknown: "", SideBrand: "brand", SideCustomer: "customer"}

// String returns brand, customer, or "" if the side is not known.
func (s Side) String() string { return sideNames[s] }

// parseSide is the inverse of String.
func parseSide(s string) Side { return Side(max(0, slices.Index(sideNames[:], s))) }

// parseDamage is the inverse of Damage.String. Names it does not know are none.
func parseDamage(s string) (d Damage) {
	if s == "" {
		return 0
	}
	for name := range strings.SplitSeq(s, ", ") {
		if i := slices.Index(damageNames, name); i >= 0 {
			d |= 1 << i
		}
	}
	return d
}

// A PostWriter writes posts in the schema that [Schema] describes. [Open]
// reads them back as they were, but for their position.
type PostWriter interface {
	Write(p *Post) error
	// Close completes what was written. It does not close the writer below.
	Close() error
}

// NewPostWriter returns a writer of posts to w in the encoding that a file
// name's extension stands for: "csv", "jsonl" or "parquet". formats are those of
// the inputs that the posts come from, whose limits the file takes over. The
// same posts make the same bytes.
func NewPostWriter(w io.Writer, extension string, formats []*Format) (PostWriter, error) {
	origins := originNames(formats)
	switch extension {
	case "csv":
		return newCSVWriter(w, origins), nil
	case "jsonl":
		return newJSONWriter(w, origins), nil
	case "parquet":
		return newParquetWriter(w, origins), nil
	}
	return nil, fmt.Errorf("%q is no encoding of posts: they are written as csv, jsonl or parquet", extension)
}

// timeText writes a time as RFC 3339 in UTC, "" for none.
func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}
