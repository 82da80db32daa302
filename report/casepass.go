package report

import (
	"context"
	"iter"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/lastword-audit/lastword/audit"
)

// A caseBlock is the rows of some of the cases; see [audit.Audit.Rows].
type caseBlock = iter.Seq2[*audit.Row, error]

// A casePass is one pass over the cases: their blocks are made ready on all
// processors and written in their order, and the first ones are shown to the
// workbook meanwhile.
type casePass struct {
	cases iter.Seq2[caseBlock, error]
	shown chan caseBlock
	seen  chan struct{} // closed by the workbook when it needs no more
}

// newCasePass returns a pass that run makes. Whoever takes blocks of shown
// closes seen behind the last.
func newCasePass(cases iter.Seq2[caseBlock, error]) *casePass {
	const shown = 1 << 12 // more blocks than there mostly are, so that a workbook, which takes its time, keeps nobody waiting
	return &casePass{
		cases: cases,
		shown: make(chan caseBlock, shown),
		seen:  make(chan struct{}),
	}
}

// run makes the pass, and gives all cases to the sink.
func (p *casePass) run(ctx context.Context, sink caseSink) error {
	workers := runtime.GOMAXPROCS(0)
	ready := make(chan chan func() error, 2*workers) // what writes each block, in their order
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		for block := range ready {
			if err := (<-block)(); err != nil {
				return err
			}
		}
		return nil
	})
	g.Go(func() error {
		defer close(ready)
		var preparing errgroup.Group
		preparing.SetLimit(workers)
		defer preparing.Wait()
		for block, err := range p.cases {
			if err != nil {
				return err
			}
			p.show(ctx, block)
			write := make(chan func() error, 1)
			select {
			case ready <- write:
			case <-ctx.Done():
				return ctx.Err()
			}
			preparing.Go(func() error {
				write <- sink.prepare(block)
				return nil
			})
		}
		return nil
	})
	return g.Wait()
}

// show shows a block to the workbook, as long as it needs more.
func (p *casePass) show(ctx context.Context, block caseBlock) {
	select {
	case <-p.seen:
		return
	default:
	}
	select {
	case p.shown <- block:
	case <-p.seen:
	case <-ctx.Done():
	}
}
