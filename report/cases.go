package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	textunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/dataset"
)

// A CaseRow is one row of cases.csv. Its fields are the columns, in order.
type CaseRow struct {
	CaseID        string
	Brand         string
	Customer      string
	OpenedAt      time.Time // UTC
	LastPostAt    time.Time
	PostIDs       []string // in time order
	CustomerPosts int
	BrandPosts    int
	Intent        codebook.Intent
	Outcome       codebook.Outcome
	Reason        codebook.Reason  // of an ignored case, else ""
	Channel       codebook.Channel // of a redirect, else ""
	Rule          string
	Evidence      string
	TemplateID    string

	FirstResponse time.Duration // whole seconds, -1 if there is none
	LastReplyID   string        // "" if there is no substantive reply
	LastReplyAt   time.Time     // zero if there is none
	Language      string
	Misdirected   bool
	RequestText   string // "" if the archive holds no post of the customer
	LastReplyText string
	Confidential  *bool    // of a redirect that is judged, else nil
	Bounce        *bool    // of a redirect that is judged, else nil
	Confidence    *float64 // 0 to 1: how sure the rule is of the outcome; nil if there is none
	Caveats       []audit.Caveat
}

// A column is one column of cases.csv and how it is written and read.
type column struct {
	name string
	// put appends the column's cell; nil for the last, the caveats.
	put func(b []byte, c *audit.Case) []byte
	get func(row *CaseRow, text string) error
}

// Columns lists the columns of cases.csv in their order.
func Columns() []string {
	names := make([]string, len(columns))
	for i := range columns {
		names[i] = columns[i].name
	}
	return names
}

var columns = []column{
	{"case_id",
		anything(func(c *audit.Case) string { return c.ID }),
		func(row *CaseRow, s string) error { row.CaseID = s; return nil }},
	{"brand",
		anything(func(c *audit.Case) string { return c.Brand }),
		func(row *CaseRow, s string) error { row.Brand = s; return nil }},
	{"customer",
		anything(func(c *audit.Case) string { return c.Customer }),
		func(row *CaseRow, s string) error { row.Customer = s; return nil }},
	{"opened_at",
		func(b []byte, c *audit.Case) []byte { return appendTime(b, c.OpenedAt()) },
		func(row *CaseRow, s string) (err error) { row.OpenedAt, err = parseTime(s); return }},
	{"last_post_at",
		func(b []byte, c *audit.Case) []byte { return appendTime(b, c.LastPostAt()) },
		func(row *CaseRow, s string) (err error) { row.LastPostAt, err = parseTime(s); return }},
	{"post_ids",
		appendPostIDs,
		func(row *CaseRow, s string) error { row.PostIDs = strings.Fields(s); return nil }},
	{"customer_posts",
		func(b []byte, c *audit.Case) []byte { return strconv.AppendInt(b, int64(countPosts(c, false)), 10) },
		func(row *CaseRow, s string) (err error) { row.CustomerPosts, err = strconv.Atoi(s); return }},
	{"brand_posts",
		func(b []byte, c *audit.Case) []byte { return strconv.AppendInt(b, int64(countPosts(c, true)), 10) },
		func(row *CaseRow, s string) (err error) { row.BrandPosts, err = strconv.Atoi(s); return }},
	{"intent",
		word(func(c *audit.Case) string { return string(c.Label.Intent) }),
		func(row *CaseRow, s string) error { row.Intent = codebook.Intent(s); return nil }},
	{"outcome",
		word(func(c *audit.Case) string { return string(c.Label.Outcome) }),
		func(row *CaseRow, s string) error { row.Outcome = codebook.Outcome(s); return nil }},
	{"reason",
		word(func(c *audit.Case) string { return string(c.Label.Reason) }),
		func(row *CaseRow, s string) error { row.Reason = codebook.Reason(s); return nil }},
	{"channel",
		word(func(c *audit.Case) string { return string(c.Label.Channel) }),
		func(row *CaseRow, s string) error { row.Channel = codebook.Channel(s); return nil }},
	{"rule",
		word(func(c *audit.Case) string { return c.Label.Rule }),
		func(row *CaseRow, s string) error { row.Rule = s; return nil }},
	{"evidence",
		anything(func(c *audit.Case) string { return c.Label.Evidence }),
		func(row *CaseRow, s string) error { row.Evidence = s; return nil }},
	{"template_id",
		word(func(c *audit.Case) string { return c.TemplateID }),
		func(row *CaseRow, s string) error { row.TemplateID = s; return nil }},
	{"first_response_seconds",
		appendFirstResponse,
		func(row *CaseRow, s string) (err error) { row.FirstResponse, err = parseSeconds(s); return }},
	{"last_reply_id",
		ofTurn((*audit.Case).LastReply, func(b []byte, t *codebook.Turn) []byte { return appendText(b, t.ID) }),
		func(row *CaseRow, s string) error { row.LastReplyID = s; return nil }},
	{"last_reply_at",
		ofTurn((*audit.Case).LastReply, func(b []byte, t *codebook.Turn) []byte { return appendTime(b, t.Time) }),
		func(row *CaseRow, s string) (err error) { row.LastReplyAt, err = parseTime(s); return }},
	{"language",
		anything(func(c *audit.Case) string { return c.Label.Language }),
		func(row *CaseRow, s string) error { row.Language = s; return nil }},
	{"misdirected",
		func(b []byte, c *audit.Case) []byte { return strconv.AppendBool(b, c.Misdirected) },
		func(row *CaseRow, s string) (err error) { row.Misdirected, err = strconv.ParseBool(s); return }},
	{"request_text",
		ofTurn((*audit.Case).Request, func(b []byte, t *codebook.Turn) []byte { return appendText(b, t.Text) }),
		func(row *CaseRow, s string) error { row.RequestText = s; return nil }},
	{"last_reply_text",
		ofTurn((*audit.Case).LastReply, func(b []byte, t *codebook.Turn) []byte { return appendText(b, t.Text) }),
		func(row *CaseRow, s string) error { row.LastReplyText = s; return nil }},
	{"confidential",
		ofRedirect(func(l *codebook.Label) bool { return l.Confidential != "" }),
		func(row *CaseRow, s string) (err error) { row.Confidential, err = parseAnswer(s); return }},
	{"bounce",
		ofRedirect(func(l *codebook.Label) bool { return l.Bounce != "" }),
		func(row *CaseRow, s string) (err error) { row.Bounce, err = parseAnswer(s); return }},
	{"confidence",
		appendConfidence,
		func(row *CaseRow, s string) (err error) { row.Confidence, err = parseConfidence(s); return }},
	{"caveats",
		nil,
		func(row *CaseRow, s string) error { row.Caveats = parseCaveats(s); return nil }},
}

// anything returns the put of a column that may say anything.
func anything(of func(*audit.Case) string) func([]byte, *audit.Case) []byte {
	return func(b []byte, c *audit.Case) []byte { return appendText(b, of(c)) }
}

// appendText appends a text that may hold anything.
func appendText(b []byte, text string) []byte { return dataset.AppendCell(b, Printable(text)) }

// word returns the put of a column that holds one of our own words, which needs
// neither quotes nor a guard.
func word(of func(*audit.Case) string) func([]byte, *audit.Case) []byte {
	return func(b []byte, c *audit.Case) []byte { return append(b, of(c)...) }
}

// ofRedirect returns a column's put for a question that only a redirect can
// answer: true, false, or empty for any other case and one that cannot be judged.
func ofRedirect(answer func(*codebook.Label) bool) func([]byte, *audit.Case) []byte {
	return func(b []byte, c *audit.Case) []byte {
		if !c.Label.Judged() {
			return b
		}
		return strconv.AppendBool(b, answer(&c.Label))
	}
}

func parseAnswer(s string) (*bool, error) {
	if s == "" {
		return nil, nil
	}
	answer, err := strconv.ParseBool(s)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}

func appendConfidence(b []byte, c *audit.Case) []byte {
	if c.Label.Rule == "" {
		return b
	}
	return strconv.AppendFloat(b, c.Label.Confidence, 'f', 2, 64)
}

func parseConfidence(s string) (*float64, error) {
	if s == "" {
		return nil, nil
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || !(x >= 0 && x <= 1) {
		return nil, fmt.Errorf("%q is not a number from 0 to 1", s)
	}
	return &x, nil
}

func parseCaveats(s string) []audit.Caveat {
	var caveats []audit.Caveat
	for f := range strings.FieldsSeq(s) {
		caveats = append(caveats, audit.Caveat(f))
	}
	return caveats
}

// ofTurn returns a column's put for something of one of the case's posts,
// empty where the case has no such post.
func ofTurn(turn func(*audit.Case) *codebook.Turn, put func([]byte, *codebook.Turn) []byte) func([]byte, *audit.Case) []byte {
	return func(b []byte, c *audit.Case) []byte {
		if t := turn(c); t != nil {
			return put(b, t)
		}
		return b
	}
}

func appendPostIDs(b []byte, c *audit.Case) []byte {
	turns, start := c.InTime(), len(b)
	for i := range turns {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, Printable(turns[i].ID)...)
	}
	return dataset.EndCell(b, start)
}

func countPosts(c *audit.Case, brand bool) (n int) {
	for i := range c.Turns {
		if c.Turns[i].Brand == brand {
			n++
		}
	}
	return n
}

func appendFirstResponse(b []byte, c *audit.Case) []byte {
	if d, ok := c.FirstResponse(); ok {
		return strconv.AppendInt(b, int64(d/time.Second), 10)
	}
	return b
}

// appendTime appends t as RFC 3339 in UTC, nothing for the zero time.
func appendTime(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return b
	}
	start := len(b)
	b = t.UTC().AppendFormat(b, time.RFC3339Nano)
	if b[start] == '-' { // before the year 0
		b = dataset.EndCell(b, start)
	}
	return b
}

func parseTime(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is not a time like 2012-03-19T14:05:17Z", s)
	}
	return t.UTC(), nil
}

func parseSeconds(s string) (time.Duration, error) {
	if s == "" {
		return -1, nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return time.Duration(n) * time.Second, err
}

// AppendRow appends a case's row of cases.csv but for the last cell, the caveats:
// some of them are known only when all cases are. It is what an audit keeps of
// the cases that a [Report] tells; see [audit.Options].
func AppendRow(b []byte, c *audit.Case) []byte {
	for i := range columns[:len(columns)-1] {
		b = append(columns[i].put(b, c), ',')
	}
	return b
}

// appendCaveats ends a row.
func appendCaveats(b []byte, caveats []audit.Caveat) []byte {
	for i, caveat := range caveats {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, caveat...)
	}
	return append(b, "\r\n"...)
}

// A caseWriter writes cases.csv: UTF-8, RFC 4180, guarded cells.
type caseWriter struct {
	w     io.Writer
	end   func() error
	texts sync.Pool // buffers of rows
}

// newCaseWriter begins a cases.csv; end ends what it is written to.
func newCaseWriter(w io.Writer, end func() error) (*caseWriter, error) {
	_, err := io.WriteString(w, strings.Join(Columns(), ",")+"\r\n")
	return &caseWriter{w: w, end: end, texts: sync.Pool{New: func() any { return new([]byte) }}}, err
}

func (w *caseWriter) prepare(rows caseBlock) (write func() error) {
	text := w.texts.Get().(*[]byte)
	*text = (*text)[:0]
	for row, err := range rows {
		if err != nil {
			return failing(err)
		}
		*text = appendCaveats(append(*text, row.Bytes...), row.Caveats)
	}
	return func() error {
		_, err := w.w.Write(*text)
		w.texts.Put(text)
		return err
	}
}

func (w *caseWriter) close() error { return w.end() }

// OpenCases opens the cases.csv of the report in dir. Its error says what to do
// if there is none, or if it is not as the audit wrote it.
func OpenCases(dir string) (*os.File, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	file := CasesCSV.file()
	if !slices.Contains(m.Files, file) {
		return nil, fmt.Errorf("%s has no %s, for it was made with --cases: audit again without", dir, file)
	}
	name := filepath.Join(dir, file)
	f, err := openFile(dir, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s is gone, which the audit wrote: audit again into the same folder to restore it", name)
	} else if err != nil {
		return nil, err
	}
	same, err := m.asWritten(file, f)
	if err == nil && !same {
		err = fmt.Errorf("%s has changed since the audit wrote it: %s", name, restoreIt)
	}
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// ReadCases reads the named columns of a cases.csv; the fields of the others are
// zero. The columns may stand in any order, with others between them, and a
// spreadsheet may have saved the file: with semicolons or tabs, other line ends, a
// byte-order mark, in UTF-16 or in Windows' Western encoding. The guards of cells are
// removed. A row at fault is an error that names its line and column; the rows behind
// it are still read, if the caller goes on.
func ReadCases(r io.Reader, names ...string) iter.Seq2[*CaseRow, error] {
	return func(yield func(*CaseRow, error) bool) {
		in := newCSVReader(transform.NewReader(r, textunicode.BOMOverride(transform.Nop)))
		in.findSeparator()
		header, err := in.next()
		if err != nil {
			if err == io.EOF {
				err = errors.New("line 1: empty: a cases.csv begins with the names of its columns")
			}
			yield(nil, err)
			return
		}
		places, err := columnsAt(header, names)
		if err != nil {
			yield(nil, fmt.Errorf("line 1: %w", err))
			return
		}
		for {
			cells, err := in.next()
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(nil, err)
				return
			}
			row, err := newRow(cells, len(header), places)
			if err != nil {
				err = fmt.Errorf("line %d: %w", in.start, err)
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// A place is where a column stands in a file.
type place struct {
	*column
	at int // its index among the cells
}

// columnsAt returns the places of the named columns in a header. Case and
// surrounding space do not matter; of two alike the first counts.
func columnsAt(header, names []string) ([]place, error) {
	var places []place
	for _, name := range names {
		at := slices.IndexFunc(header, func(cell string) bool { return strings.EqualFold(strings.TrimSpace(cell), name) })
		known := slices.IndexFunc(columns, func(c column) bool { return c.name == name })
		if at < 0 || known < 0 {
			return nil, fmt.Errorf("no column %s: of a cases.csv, the columns %s are needed here", name, list(names))
		}
		places = append(places, place{&columns[known], at})
	}
	return places, nil
}

// cellsOf yields the cells of rows, those of Columns.
func cellsOf(rows caseBlock) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		var text []byte
		var from bytes.Reader
		in := newCSVReader(&from)
		for row, err := range rows {
			if err != nil {
				yield(nil, err)
				return
			}
			text = appendCaveats(append(text[:0], row.Bytes...), row.Caveats)
			from.Reset(text)
			in.r.Reset(&from)
			cells, err := in.next()
			if !yield(cells, err) || err != nil {
				return
			}
		}
	}
}

// newRow returns the row of cells in these places, of which there must be so many.
func newRow(cells []string, width int, places []place) (*CaseRow, error) {
	if len(cells) != width {
		return nil, fmt.Errorf("%d cells, not the header's %d", len(cells), width)
	}
	row := new(CaseRow)
	for _, p := range places {
		if err := p.get(row, cellText(cells[p.at])); err != nil {
			return nil, fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return row, nil
}
