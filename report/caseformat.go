package report

import (
	"compress/gzip"
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/codebook"
)

// A CaseFormat is a form in which the cases are written beside the workbook.
type CaseFormat string

// The forms. All have the columns of [Columns].
const (
	CasesCSV     CaseFormat = "csv"
	CasesGzip    CaseFormat = "csv.gz"
	CasesParquet CaseFormat = "parquet" // typed: times to the second in UTC, numbers, booleans
	CasesNone    CaseFormat = "none"
)

// CaseFormats lists the forms.
var CaseFormats = []CaseFormat{CasesCSV, CasesGzip, CasesParquet, CasesNone}

// file is the name of the cases' file, "" if there is none.
func (f CaseFormat) file() string {
	if f == CasesNone {
		return ""
	}
	return "cases." + string(f)
}

// A caseSink writes the cases in one of the forms.
type caseSink interface {
	// prepare makes some cases ready, and returns what writes them. Several
	// goroutines may prepare at once, while one writes.
	prepare(cases iter.Seq[*audit.Case]) (write func() error)
	close() error
}

// sink returns what writes cases to w in this form.
func (f CaseFormat) sink(w io.Writer) (caseSink, error) {
	switch f {
	case CasesCSV:
		return newCaseWriter(w)
	case CasesGzip:
		z := gzip.NewWriter(w)
		c, err := newCaseWriter(z)
		return gzipCases{c, z}, err
	case CasesParquet:
		return newParquetCases(w), nil
	}
	return nil, fmt.Errorf("cases cannot be written as %q", f)
}

// noCases writes none, but looks at each.
type noCases struct{}

func (noCases) prepare(cases iter.Seq[*audit.Case]) func() error {
	for range cases {
	}
	return func() error { return nil }
}

func (noCases) close() error { return nil }

type gzipCases struct {
	*caseWriter
	z *gzip.Writer
}

func (g gzipCases) close() error { return g.z.Close() }

// A parquetCase is a case in Parquet.
type parquetCase struct {
	CaseID        string   `parquet:"case_id,zstd"`
	Brand         string   `parquet:"brand,dict,zstd"`
	Customer      string   `parquet:"customer,zstd"`
	OpenedAt      *int64   `parquet:"opened_at,optional,timestamp(millisecond:utc),zstd"`
	LastPostAt    *int64   `parquet:"last_post_at,optional,timestamp(millisecond:utc),zstd"`
	PostIDs       []string `parquet:"post_ids,list,zstd"`
	CustomerPosts int32    `parquet:"customer_posts"`
	BrandPosts    int32    `parquet:"brand_posts"`
	Intent        string   `parquet:"intent,dict"`
	Outcome       string   `parquet:"outcome,dict"`
	Reason        *string  `parquet:"reason,optional,dict"`
	Channel       *string  `parquet:"channel,optional,dict"`
	Rule          string   `parquet:"rule,dict"`
	Evidence      string   `parquet:"evidence,zstd"`
	TemplateID    *string  `parquet:"template_id,optional,dict"`
	FirstResponse *int64   `parquet:"first_response_seconds,optional"`
	LastReplyID   *string  `parquet:"last_reply_id,optional,zstd"`
	LastReplyAt   *int64   `parquet:"last_reply_at,optional,timestamp(millisecond:utc),zstd"`
	Language      string   `parquet:"language,dict"`
	Misdirected   bool     `parquet:"misdirected"`
	RequestText   *string  `parquet:"request_text,optional,zstd"`
	LastReplyText *string  `parquet:"last_reply_text,optional,zstd"`
	Confidential  *bool    `parquet:"confidential,optional"`
	Bounce        *bool    `parquet:"bounce,optional"`
	Caveats       []string `parquet:"caveats,list"`
}

// parquetCaseGroup is how many cases are kept in memory until they are written.
const parquetCaseGroup = 32 << 10

type parquetCases struct {
	w *parquet.GenericWriter[parquetCase]
}

func newParquetCases(w io.Writer) *parquetCases {
	return &parquetCases{w: parquet.NewGenericWriter[parquetCase](w,
		parquet.CreatedBy(Tool, "1", ""), // not the build's: the same cases make the same bytes
		parquet.MaxRowsPerRowGroup(parquetCaseGroup),
	)}
}

func (p *parquetCases) prepare(cases iter.Seq[*audit.Case]) (write func() error) {
	var rows []parquetCase
	for c := range cases {
		rows = append(rows, parquetRow(c))
	}
	return func() error {
		_, err := p.w.Write(rows)
		return err
	}
}

func parquetRow(c *audit.Case) parquetCase {
	row := parquetCase{
		CaseID:        c.ID,
		Brand:         c.Brand,
		Customer:      c.Customer,
		OpenedAt:      millis(c.OpenedAt()),
		LastPostAt:    millis(c.LastPostAt()),
		PostIDs:       c.PostIDs(),
		CustomerPosts: int32(countPosts(c, false)),
		BrandPosts:    int32(countPosts(c, true)),
		Intent:        string(c.Label.Intent),
		Outcome:       string(c.Label.Outcome),
		Reason:        present(string(c.Label.Reason)),
		Channel:       present(string(c.Label.Channel)),
		Rule:          c.Label.Rule,
		Evidence:      c.Label.Evidence,
		TemplateID:    present(c.TemplateID),
		Language:      c.Label.Language,
		Misdirected:   c.Misdirected,
		RequestText:   textOf(c.Request()),
		LastReplyText: textOf(c.LastReply()),
	}
	if d, ok := c.FirstResponse(); ok {
		seconds := int64(d / time.Second)
		row.FirstResponse = &seconds
	}
	if c.Label.Outcome == codebook.Redirected {
		confidential, bounce := c.Label.Confidential != "", c.Label.Bounce != ""
		row.Confidential, row.Bounce = &confidential, &bounce
	}
	for _, caveat := range c.Caveats {
		row.Caveats = append(row.Caveats, string(caveat))
	}
	if last := c.LastReply(); last != nil {
		row.LastReplyID, row.LastReplyAt = present(last.ID), millis(last.Time)
	}
	return row
}

func (p *parquetCases) close() error { return p.w.Close() }

func millis(t time.Time) *int64 {
	if t.IsZero() {
		return nil
	}
	ms := t.UnixMilli()
	return &ms
}

func present(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func textOf(t *codebook.Turn) *string {
	if t == nil {
		return nil
	}
	text := t.Text // the turn is used again
	return &text
}
