package dataset

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// A Post is one public message as its export tells it, in the words of the
// project whatever the export calls them. A field that the source does not
// have is empty. A Post owns its memory: it stays valid after the next Scan.
type Post struct {
	Pos

	ID              string
	Author          string    // handle as written, without a leading @
	AuthorID        string    // the platform's stable id of the account
	Time            time.Time // UTC, whole seconds or finer; zero if the source has none
	Text            string    // plain text, newlines as \n, HTML entities decoded
	ReplyTo         string    // id of the post that this one replies to
	ReplyToAuthor   string    // handle of that post's author, without @
	ReplyToAuthorID string
	Conversation    string // id shared by the posts of one conversation
	Language        string // BCP 47 code of the text, as the source marks it
	Side            Side   // who wrote it, where the format marks that
	Repost          bool   // a retweet, reblog or boost: someone else's words
	Damage          Damage // what the export lost of it
}

// strings returns the fields that are read from the input's text.
func (p *Post) strings() [9]*string {
	return [...]*string{
		&p.ID, &p.Author, &p.AuthorID, &p.Text, &p.ReplyTo, &p.ReplyToAuthor,
		&p.ReplyToAuthorID, &p.Conversation, &p.Language,
	}
}

// A Side says whether a format marks a post as a brand's or a customer's.
type Side uint8

// The sides. Only a few formats know (twcs: the inbound column).
const (
	SideUnknown Side = iota
	SideBrand
	SideCustomer
)

// Pos is where a record starts: its input and its line there, from 1. A record
// of a document without lines (one JSON array on one line, a sheet) counts its
// records instead.
type Pos struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

// Position returns p; it makes every record a [Record].
func (p Pos) Position() Pos { return p }

// String returns "file:line".
func (p Pos) String() string { return fmt.Sprintf("%s:%d", p.File, p.Line) }

// A Record is what a [Reader] yields: a *[Post] or a *[Problem].
type Record interface{ Position() Pos }

// A Problem is a record that could not be read, or not in full. It is data,
// not a failure: it is counted and shown, and the reading goes on.
type Problem struct {
	Pos
	Field string `json:"field,omitempty"` // the field at fault, "" if the whole record is
	Msg   string `json:"msg"`             // what is wrong and what to do
}

// Error returns the problem with its place, as "file:line: field: message".
func (p *Problem) Error() string {
	if p.Field == "" {
		return fmt.Sprintf("%s: %s", p.Pos, p.Msg)
	}
	return fmt.Sprintf("%s: %s: %s", p.Pos, p.Field, p.Msg)
}

// Handle returns a handle in the form in which handles are compared: without
// surrounding space or a leading @, in lower case, and in Unicode's form NFC.
func Handle(s string) string {
	return fold(strings.TrimPrefix(strings.TrimSpace(s), "@"))
}

// fold returns a name in the form in which names are compared: in lower case, each
// accent with its letter, which some programs store as two characters.
func fold(name string) string { return norm.NFC.String(strings.ToLower(name)) }

// AccountKey returns the key by which an account is compared: its handle, or "id:"
// and the platform's id where the export has no handles.
func AccountKey(handle, id string) string {
	if handle == "" && id != "" {
		return "id:" + id
	}
	return Handle(handle)
}
