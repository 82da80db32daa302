package dataset

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// Files reads the posts of several inputs, one input after the other. Blocks
// of an input are parsed in parallel.
//
// Scan, Record and Err are those of [Reader]; they deliver the records in
// order, the same for any number of processors. Each is faster, where the order
// does not matter. The inputs are read once, by one of the two. Close stops the
// reading, early or not.
type Files struct {
	opts   Options
	inputs []*input
	passed []errNoPosts      // files of folders and zips
	zips   []*zip.ReadCloser // kept open for their members

	begun   bool               // to be read, or closed
	stop    context.CancelFunc // nil before the first Scan
	ordered <-chan *job
	done    []Input

	job     *job // whose records are being delivered
	nextP   int  // next post and problem of it
	nextQ   int
	current Record
}

// Inputs returns what the inputs held that Scan has come to the end of: all of
// them, in reading order, once Scan has returned false.
func (f *Files) Inputs() []Input { return f.done }

// Names returns the name of every input, in reading order, before any post is
// read.
func (f *Files) Names() []string {
	names := make([]string, len(f.inputs))
	for i, in := range f.inputs {
		names[i] = in.name
	}
	return names
}

// An Unread is a file that was passed over although it may hold posts, and why.
type Unread struct {
	Name string `json:"name"` // as of an Input; of a workbook's sheet, with it
	Why  string `json:"why"`
}

// Unknown lists the files that were passed over although they may hold posts, and
// why: tables, JSON, and what is named like them.
func (f *Files) Unknown() []Unread {
	var all []Unread
	for _, none := range f.passed {
		if none.unknown {
			all = append(all, Unread{none.name, none.why})
		}
	}
	return all
}

// Formats returns the format of every input, in reading order, before any post
// is read; nil for an empty input.
func (f *Files) Formats() []*Format {
	all := make([]*Format, len(f.inputs))
	for i, in := range f.inputs {
		all[i] = in.format
	}
	return all
}

// Size returns the bytes of all inputs, -1 if one of them is a stream.
func (f *Files) Size() int64 {
	total := int64(0)
	for _, in := range f.inputs {
		if in.size < 0 {
			return -1
		}
		total += in.size
	}
	return total
}

// Err returns nil: what is wrong with an input is its last Problem.
func (f *Files) Err() error { return nil }

// Record returns the record that Scan found.
func (f *Files) Record() Record { return f.current }

// Close stops the reading and closes what is open.
func (f *Files) Close() error {
	f.begun = true
	if f.stop != nil {
		f.stop()
		for range f.ordered { // until the reader has closed its input
		}
		f.job = nil
	}
	var errs []error
	for _, z := range f.zips {
		errs = append(errs, z.Close())
	}
	f.zips = nil
	return errors.Join(errs...)
}

// Scan advances to the next record.
func (f *Files) Scan() bool {
	if f.stop == nil {
		if f.begun { // by Each, or never to be
			return false
		}
		f.start()
	}
	for {
		if f.job != nil && f.next() {
			return true
		}
		j, ok := <-f.ordered
		if !ok {
			f.job, f.current = nil, nil
			return false
		}
		<-j.parsed
		f.job, f.nextP, f.nextQ = j, 0, 0
	}
}

// next delivers the next record of the job, false if there is none left.
func (f *Files) next() bool {
	out := &f.job.out
	switch {
	case f.nextQ < len(out.problems) && out.problems[f.nextQ].after <= f.nextP:
		f.current = out.problems[f.nextQ].Problem
		f.nextQ++
	case f.nextP < len(out.posts):
		f.current = &out.posts[f.nextP]
		f.nextP++
	default:
		if f.job.end {
			f.done = append(f.done, f.job.in.total())
		}
		f.job = nil
		return false
	}
	return true
}

// start begins to read and parse for Scan.
func (f *Files) start() {
	ctx, stop := context.WithCancel(context.Background())
	f.begun, f.stop = true, stop
	workers := runtime.GOMAXPROCS(0)
	ordered := make(chan *job, 2*workers)
	todo := make(chan *job, 2*workers)
	f.ordered = ordered
	for range workers {
		go func() {
			for j := range todo {
				j.parse()
			}
		}()
	}
	go func() {
		defer close(ordered)
		defer close(todo)
		f.cut(ctx, nil, func(j *job) bool {
			select {
			case ordered <- j:
				todo <- j
				return true
			case <-ctx.Done():
				return false
			}
		})
	}()
}

// A Block is a run of records of one input that were parsed together.
type Block struct {
	Input    int // index of the input, in reading order
	Posts    []Post
	Problems []*Problem
}

// Each reads all inputs and calls visit with every block of records, from
// several goroutines at once and in no order; worker numbers them from 0 to
// workers-1. The block and all that its posts hold are used again when visit
// returns, so who keeps a post clones its texts. Each stops at the first error of
// visit, or when ctx ends, and returns it. It is an error if the reading had begun
// or was closed, or without a worker.
func (f *Files) Each(ctx context.Context, workers int, visit func(worker int, b *Block) error) error {
	switch {
	case workers < 1:
		return fmt.Errorf("the inputs cannot be read by %d workers: want one at least", workers)
	case f.begun:
		return errors.New("the inputs can be read once: open them again")
	}
	f.begun = true
	g, ctx := errgroup.WithContext(ctx)
	todo := make(chan *job, workers)
	used := make(chan []byte, 2*workers+1) // buffers that serve again
	for worker := range workers {
		g.Go(func() error {
			return visitAll(todo, used, func(b *Block) error { return visit(worker, b) })
		})
	}
	g.Go(func() error {
		defer close(todo)
		f.cut(ctx, used, func(j *job) bool {
			select {
			case todo <- j:
				return true
			case <-ctx.Done():
				return false
			}
		})
		return ctx.Err()
	})
	if err := g.Wait(); err != nil {
		return err
	}
	for _, in := range f.inputs {
		f.done = append(f.done, in.total())
	}
	return nil
}

// visitAll parses jobs and calls visit with each one's block, whose memory serves
// again for the next.
func visitAll(todo <-chan *job, used chan<- []byte, visit func(*Block) error) error {
	var b Block
	for j := range todo {
		j.out.posts = b.Posts[:0]
		j.parse()
		b = Block{Input: j.in.index, Posts: j.out.posts, Problems: b.Problems[:0]}
		for _, p := range j.out.problems {
			b.Problems = append(b.Problems, p.Problem)
		}
		if err := visit(&b); err != nil {
			return err
		}
		select {
		case used <- j.buffer:
		default:
		}
	}
	return nil
}
