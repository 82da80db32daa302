package report

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/dataset"
	"golang.org/x/sync/errgroup"
)

// A Report is all that is written about one audit.
type Report struct {
	Summary  *audit.Summary
	Manifest Manifest
	Options  audit.Options // by which the audit was made

	// Cases yields every case's row, as AppendRow makes it, sorted by brand,
	// opening time and case id, some at a time. Several goroutines range over
	// blocks, one of them perhaps over the same; a row is used only until the
	// next one of its block is asked for. An error ends the writing.
	Cases iter.Seq2[iter.Seq2[*audit.Row, error], error]

	// Problems are the first bad records, in the order of the inputs;
	// Summary.Problems says how many there are in all.
	Problems []dataset.Problem

	// CasesAs is the form in which all cases are written; "" stands for
	// [CasesCSV].
	CasesAs CaseFormat

	// CaseRows is how many cases the workbook shows before it points to
	// cases.csv; 0 stands for [DefaultCaseRows].
	CaseRows int
}

// DefaultCaseRows is how many cases the workbook shows unless the report says
// otherwise. A sheet could hold 1,048,576 rows, but no spreadsheet is pleasant
// to use with that many.
const DefaultCaseRows = 10_000

// Write writes a report at dir, as [Begin] and [Folder.Write] do.
func Write(dir string, r *Report) error {
	f, err := Begin(dir)
	if err != nil {
		return err
	}
	defer f.Discard()
	return f.Write(context.Background(), r)
}

// Write writes the report: all of it, or, if anything fails, nothing. A report that
// stands there already is replaced in one step and is left untouched by a failure,
// and by the context's end.
func (f *Folder) Write(ctx context.Context, r *Report) error {
	if err := cmp.Or(r.writeTo(ctx, f), f.syncs.Wait(), ctx.Err()); err != nil {
		return fmt.Errorf("report %s: %w (nothing was written there)", f.name, err)
	}
	return f.commit()
}

// writeTo writes the report's files into f, two at a time: those that take the cases,
// and then the others, for the one that writes cases.csv mostly waits for the system to
// take it. Two are enough, for a chart of many brands takes much memory.
func (r *Report) writeTo(ctx context.Context, f *Folder) error {
	if r.Summary == nil || r.Cases == nil {
		return errors.New("it needs the Summary and the Cases of an audit")
	}
	if err := f.mkdir("charts"); err != nil {
		return err
	}
	pass := newCasePass(r.Cases)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(2)
	g.Go(func() error { return r.writeCases(ctx, f, pass) })
	g.Go(func() error { return r.writeWorkbook(ctx, f, pass) })
	for _, write := range r.others() {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return write(f)
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return r.writeManifest(f)
}

// others returns what writes the files that do not take the cases.
func (r *Report) others() (writes []func(*Folder) error) {
	for _, c := range charts {
		writes = append(writes, func(f *Folder) error { return writePicture(f, c.name, c.figure(r.Summary)) })
	}
	return append(writes,
		func(f *Folder) error { return writeTrend(f, r.Summary) },
		func(f *Folder) error {
			return f.write(summaryName, func(w io.Writer) error { return WriteSummary(w, r.Summary) })
		})
}

// writeManifest writes manifest.json: last, because it lists the files and makes the
// folder ours.
func (r *Report) writeManifest(f *Folder) error {
	m := r.Manifest
	m.Tool = Tool
	m.Files, m.Sums = f.files(manifestName), f.sums
	return f.write(manifestName, func(w io.Writer) error { return WriteJSON(w, &m) })
}

// writeCases writes the cases in one pass over them, which shows the first to the
// workbook.
func (r *Report) writeCases(ctx context.Context, f *Folder, p *casePass) error {
	defer close(p.shown)
	format := r.casesAs()
	if format.file() == "" {
		return p.run(ctx, noCases{})
	}
	return f.write(format.file(), func(w io.Writer) error {
		sink, err := format.sink(w)
		if err != nil {
			return err
		}
		return cmp.Or(p.run(ctx, sink), sink.close())
	})
}

func (r *Report) casesAs() CaseFormat { return cmp.Or(r.CasesAs, CasesCSV) }

func (r *Report) caseRows() int { return cmp.Or(r.CaseRows, DefaultCaseRows) }

// writeWorkbook writes report.xlsx.
func (r *Report) writeWorkbook(ctx context.Context, f *Folder, p *casePass) error {
	return f.write("report.xlsx", func(w io.Writer) error {
		book, err := newWorkbook(r, f.tmp)
		if err != nil {
			return err
		}
		defer book.Close()
		if err := book.addCases(ctx, p); err != nil {
			return err
		}
		return book.finish(w)
	})
}

// allCases is the number of all cases.
func allCases(s *audit.Summary) (n int) {
	for i := range s.Brands {
		n += s.Brands[i].Cases
	}
	return n
}
