package report

import (
	"compress/gzip"
	"fmt"
	"io"
	"time"

	"github.com/parquet-go/parquet-go"
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
	// prepare makes some cases ready, and returns what writes them or tells what
	// was wrong with them. Several goroutines may prepare at once, while one
	// writes.
	prepare(rows caseBlock) (write func() error)
	close() error
}

// sink returns what writes cases to w in this form.
func (f CaseFormat) sink(w io.Writer) (caseSink, error) {
	switch f {
	case CasesCSV:
		return newCaseWriter(w, func() error { return nil })
	case CasesGzip:
		z := gzip.NewWriter(w)
		return newCaseWriter(z, z.Close)
	case CasesParquet:
		return newParquetCases(w), nil
	}
	return nil, fmt.Errorf("cases cannot be written as %q", f)
}

// noCases writes none, but looks at each.
type noCases struct{}

func (noCases) prepare(rows caseBlock) func() error {
	for _, err := range rows {
		if err != nil {
			return failing(err)
		}
	}
	return failing(nil)
}

func (noCases) close() error { return nil }

// failing writes nothing.
func failing(err error) func() error { return func() error { return err } }

// A parquetCase is a case in Parquet. It is no CaseRow with tags: of optional columns
// without a pointer, parquet-go 0.32 writes some empty texts as such, and not as null.
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
	Confidence    *float64 `parquet:"confidence,optional"`
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

func (p *parquetCases) prepare(rows caseBlock) (write func() error) {
	places, err := columnsAt(Columns(), Columns())
	if err != nil {
		return failing(err)
	}
	var cases []parquetCase
	for cells, err := range cellsOf(rows) {
		if err != nil {
			return failing(err)
		}
		row, err := newRow(cells, len(places), places)
		if err != nil {
			return failing(err)
		}
		cases = append(cases, parquetRow(row))
	}
	return func() error {
		_, err := p.w.Write(cases)
		return err
	}
}

func parquetRow(r *CaseRow) parquetCase {
	row := parquetCase{
		CaseID:        r.CaseID,
		Brand:         r.Brand,
		Customer:      r.Customer,
		OpenedAt:      millis(r.OpenedAt),
		LastPostAt:    millis(r.LastPostAt),
		PostIDs:       r.PostIDs,
		CustomerPosts: int32(r.CustomerPosts),
		BrandPosts:    int32(r.BrandPosts),
		Intent:        string(r.Intent),
		Outcome:       string(r.Outcome),
		Reason:        present(string(r.Reason)),
		Channel:       present(string(r.Channel)),
		Rule:          r.Rule,
		Evidence:      r.Evidence,
		TemplateID:    present(r.TemplateID),
		LastReplyID:   present(r.LastReplyID),
		LastReplyAt:   millis(r.LastReplyAt),
		Language:      r.Language,
		Misdirected:   r.Misdirected,
		Confidential:  r.Confidential,
		Bounce:        r.Bounce,
		Confidence:    r.Confidence,
	}
	if r.FirstResponse >= 0 {
		row.FirstResponse = new(int64(r.FirstResponse / time.Second))
	}
	if r.CustomerPosts > 0 {
		row.RequestText = &r.RequestText
	}
	if r.LastReplyID != "" {
		row.LastReplyText = &r.LastReplyText
	}
	for _, caveat := range r.Caveats {
		row.Caveats = append(row.Caveats, string(caveat))
	}
	return row
}

func (p *parquetCases) close() error { return p.w.Close() }

func millis(t time.Time) *int64 {
	if t.IsZero() {
		return nil
	}
	return new(t.UnixMilli())
}

func present(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
