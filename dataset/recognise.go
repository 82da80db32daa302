package dataset

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// A decoder cuts the text of one input into blocks of whole records and reads
// them. decode is called from several goroutines, cut from one.
type decoder interface {
	// cut returns the length of the longest prefix of s that holds whole
	// records, 0 if more must be read first; last says that no record
	// follows. final says that s is long enough for any sound record.
	cut(s string, final bool) (n int, last bool)
	// decode reads the records of a block.
	decode(s string, out *batch)
}

// A recognition is what the beginning of an input tells about it.
type recognition struct {
	format  *Format
	decoder decoder // nil if the input is empty
	skip    int     // bytes before the first record: a table's header, a document's frame
	before  int     // lines of these, or records where they are counted
}

// errNoPosts says that an input is not in a known format, and why.
type errNoPosts struct {
	name    string // of the input
	why     string
	unknown bool // it is a table or JSON, or named as an export: it may well hold posts
}

func (e errNoPosts) Error() string { return e.name + ": " + e.why }

// told returns e as that of a file which may not be passed over silently.
func (e errNoPosts) told() errNoPosts {
	e.why += ": if it should hold posts, get it again"
	e.unknown = true
	return e
}

func noPosts(why string) error { return errNoPosts{why: why} }

func unknown(format string, args ...any) error {
	return errNoPosts{why: fmt.Sprintf(format, args...), unknown: true}
}

// A head is the beginning of an input, and how it is to be read.
type head struct {
	s     string
	whole bool // s is the whole input
	final bool // no more of the input will be seen
	src   *source
	opts  *Options
}

// firstLook is how much of an input is read to recognise it, if one record at
// least is no longer.
const firstLook = 256 << 10

// recognise reads as much of s as it takes to see one whole record.
func recognise(s *stream, src *source, opts *Options) (r recognition, err error) {
	buf := make([]byte, 0, firstLook)
	for {
		buf, err = fill(s, buf)
		if err != nil && !errors.Is(err, io.EOF) && len(buf) == 0 {
			return r, err
		}
		h := head{s: string(buf), whole: err != nil, final: err != nil || len(buf) >= maxRecord, src: src, opts: opts}
		r, err = h.recognise()
		if err == nil {
			r.format = r.format.convertedFrom(h.origins(r))
		}
		if err == nil || h.final {
			return r, err
		}
		buf = append(make([]byte, 0, 4*cap(buf)), buf...)
	}
}

func (h *head) recognise() (r recognition, err error) {
	text := strings.TrimLeft(h.s, " \t\r\n")
	switch {
	case text == "":
		return r, nil
	case strings.HasPrefix(text, string(zipMagic)):
		return r, unknown("is a zip or a workbook within a stream or a zip: save it as a file of its own")
	case strings.HasPrefix(text, oleMagic):
		return r, unknown("is an old or protected Excel workbook: save it as an .xlsx without a password, or as CSV")
	case len(h.s) > 1 && strings.HasPrefix(h.s[1:], carMagic):
		return r, unknown("is a Bluesky repository (CAR), which does not say whose posts its replies answer: get the account's posts from the API instead (app.bsky.feed.getAuthorFeed)")
	case h.wrapping() != "":
		return r, unknown("is %s: unpack it first (gzip, zstd and zip are read as they are)", h.wrapping())
	case isBinary(text):
		return r, noPosts("is a binary file, not an export of posts")
	case isWebPage(text):
		return r, noPosts("is a web page, not an export of posts")
	case text[0] == '{' || text[0] == '[' || strings.HasPrefix(text, "window."):
		return h.recogniseJSON(text)
	}
	return h.recogniseTable()
}

// isBinary reports whether a text begins like none: a byte of it is zero.
func isBinary(text string) bool {
	const looked = 1 << 10 // where a picture or a program has one; what follows in a text may be damaged
	return strings.IndexByte(text[:min(len(text), looked)], 0) >= 0
}

// isWebPage reports whether a text begins like HTML, which servers send instead of
// a file, to say that there is none or that one must log in.
func isWebPage(text string) bool {
	start := strings.ToLower(text[:min(len(text), len("<!doctype html"))])
	return start == "<!doctype html" || strings.HasPrefix(start, "<html")
}

// carMagic stands behind the first byte of a repository of the AT Protocol.
const carMagic = "\xa2eroots"

// wrappings are what exports come packed in that is not undone, by the bytes at a
// place in them.
var wrappings = []struct {
	name  string
	at    int
	magic string
}{
	{"a tar archive", 257, "ustar\x00"},
	{"a tar archive", 257, "ustar  \x00"}, // GNU's
	{"a bzip2 file", 4, "1AY&SY"},         // behind BZh and a digit
	{"an xz file", 0, "\xFD7zXZ\x00"},
	{"a 7z archive", 0, "7z\xBC\xAF\x27\x1C"},
	{"a RAR archive", 0, "Rar!\x1A\x07"},
}

// wrapping names what the input is packed in, "" if nothing is known of it.
func (h *head) wrapping() string {
	for _, w := range wrappings {
		if len(h.s) > w.at && strings.HasPrefix(h.s[w.at:], w.magic) {
			return w.name
		}
	}
	return ""
}

// candidates are the formats that may be meant, of one kind.
func (h *head) candidates(k kind) []*Format {
	if h.opts.Mapping != nil {
		return []*Format{h.opts.Mapping.format(k)}
	}
	var all []*Format
	for _, f := range formats {
		if f.kind == k && (h.opts.Format == "" || h.opts.Format == f.Name) {
			all = append(all, f)
		}
	}
	if k == objects { // databases and pandas write a table's rows so, with the columns as members
		all = append(all, h.candidates(table)...)
	}
	return all
}

// assembler returns the assembler for an input in format f.
func (h *head) assembler(f *Format) assembler {
	a := assembler{file: h.src.name, format: f}
	if f.ownPosts() {
		a.owner, a.whole = h.src.owner(h.opts), h.src.longTexts()
	}
	a.clock = clock{zone: h.opts.Location, utc: f.utc, serial: h.src.sheet, since1904: h.src.since1904}
	if m := h.opts.Mapping; m != nil {
		m.setClock(&a.clock)
	}
	return a
}
