package audit

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/lastword-audit/lastword/dataset"
)

// A blockSource is a Source that parses its records in several goroutines and
// can hand them over there. *dataset.Files is one.
type blockSource interface {
	Each(ctx context.Context, workers int, visit func(worker int, b *dataset.Block) error) error
}

// eachBlock calls visit with all records of src, block by block: from several
// goroutines where src can, else from this one.
func eachBlock(ctx context.Context, src Source, workers int, visit func(worker int, b *dataset.Block) error) error {
	if s, ok := src.(blockSource); ok {
		return s.Each(ctx, workers, visit)
	}
	const size = 1024
	var b dataset.Block
	for src.Scan() {
		switch r := src.Record().(type) {
		case *dataset.Post:
			b.Posts = append(b.Posts, *r)
		case *dataset.Problem:
			b.Problems = append(b.Problems, r)
		}
		if len(b.Posts) < size && len(b.Problems) < size {
			continue
		}
		if err := cmp.Or(ctx.Err(), visit(0, &b)); err != nil {
			return err
		}
		b.Posts, b.Problems = b.Posts[:0], b.Problems[:0]
	}
	return cmp.Or(src.Err(), ctx.Err(), visit(0, &b))
}

// A reading is what the records of all blocks add up to.
type reading struct {
	*run
	mu     sync.Mutex          // guards all of the run
	marked []map[string]string // by worker: see run.marked
	dated  []yearTally         // by worker
	blocks int
}

// read brings the posts into the log and their links to the threader.
func (r *run) read(ctx context.Context, src Source) error {
	r.log = r.store()
	r.threads = threader{links: r.store()}
	r.counts.Dropped = map[string]int{}
	r.begin, r.end = noTime, noTime
	r.files = map[string]int{}
	rd := &reading{run: r, marked: emptyMaps(r.Workers), dated: make([]yearTally, r.Workers)}
	if err := eachBlock(ctx, src, r.Workers, rd.block); err != nil {
		return err
	}
	r.marked = leastOf(rd.marked)
	for i := range rd.dated {
		r.years.merge(&rd.dated[i])
	}
	r.problems = firstProblems(r.problems)
	r.readHides(src.Inputs())
	return nil
}

// findBrands makes the brands that the format marks, each with its one account, if none
// are given. It fails if there is nothing to audit.
func (r *run) findBrands(context.Context) error {
	switch {
	case r.counts.Read == 0 && r.bad > 0:
		return fmt.Errorf("%w; the first: %v", ErrNoPosts, &r.problems[0])
	case r.Brands != nil:
		return nil
	case r.counts.Read == 0:
		return ErrNoPosts
	case len(r.marked) == 0:
		return r.noBrands()
	}
	var list []Brand
	for _, author := range r.marked {
		list = append(list, Brand{Name: author, Support: []string{author}})
	}
	var err error
	r.Brands, err = NewBrands(list)
	return err
}

// block puts the posts of a block into the stores.
func (r *reading) block(worker int, b *dataset.Block) error {
	kept, begin, end := 0, int64(noTime), int64(noTime)
	for i := range b.Posts {
		if d := &b.Posts[i]; !d.Repost {
			kept++
			second := secondOf(d)
			begin, end = earlier(begin, second), max(end, second)
			r.dated[worker].add(second)
		}
	}
	number, block, err := r.count(b, kept, begin, end)
	if err != nil {
		return err
	}
	part := r.log.Of(uint64(block))
	file, name := -1, ""
	for i := range b.Posts {
		d := &b.Posts[i]
		if d.Repost {
			continue
		}
		if file < 0 || d.File != name {
			file, name = r.fileNumber(d.File), d.File
		}
		if d.Side == dataset.SideBrand {
			putLeast(r.marked[worker], dataset.Handle(d.Author), d.Author)
		}
		if err := r.keep(worker, part, number, d, file); err != nil {
			return err
		}
		if err := r.threads.add(worker, number, hash(d.ID), hash(cmp.Or(d.Conversation, d.ReplyTo, d.ID))); err != nil {
			return err
		}
		if repliesBeside(d) {
			if err := r.threads.addReply(worker, number, hash(d.ReplyTo)); err != nil {
				return err
			}
		}
		number++
	}
	return nil
}

// repliesBeside reports whether a post has a reply link that tells more than its
// conversation. One that lost digits could lead to another conversation.
func repliesBeside(d *dataset.Post) bool {
	return d.Conversation != "" && d.ReplyTo != "" && d.ReplyTo != d.Conversation && d.Damage&dataset.RoundedReply == 0
}

// keep appends a post and its number to the log.
func (r *reading) keep(worker, part int, number uint32, d *dataset.Post, file int) error {
	p := postOf(d, file)
	b, err := r.log.Begin(worker, part, 4+p.packedMost())
	if err != nil {
		return err
	}
	b = binary.LittleEndian.AppendUint32(b, number)
	r.log.End(worker, part, p.pack(b))
	return nil
}

// earlier returns the earlier of two times, either of which may be none.
func earlier(a, b int64) int64 {
	if a == noTime || b == noTime {
		return max(a, b)
	}
	return min(a, b)
}

// count counts a block. It numbers the block and the posts that are kept of it.
func (r *reading) count(b *dataset.Block, kept int, begin, end int64) (first uint32, block int, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.counts.Read += len(b.Posts)
	if reposts := len(b.Posts) - kept; reposts > 0 {
		r.counts.Dropped[DroppedRepost] += reposts
	}
	r.begin, r.end = earlier(r.begin, begin), max(r.end, end)
	r.bad += len(b.Problems)
	for _, p := range b.Problems {
		r.problems = append(r.problems, *p)
	}
	if len(r.problems) >= 2*maxProblems {
		r.problems = firstProblems(r.problems)
	}
	const most = min(math.MaxUint32, math.MaxInt)
	if kept > most-r.posts {
		return 0, 0, fmt.Errorf("more than %d posts cannot be audited at once: audit the archive in parts, each with all posts of some brands", most)
	}
	first, block = uint32(r.posts), r.blocks
	r.posts += kept
	r.blocks++
	return first, block, nil
}

// fileNumber numbers the inputs.
func (r *reading) fileNumber(name string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	n, ok := r.files[name]
	if !ok {
		n = len(r.files)
		r.files[name] = n
	}
	return n
}

// putLeast keeps the least of the values that are put under a key, whatever their
// order. An empty key or value is none. It lets go of the memory of both.
func putLeast(m map[string]string, key, value string) {
	if old := m[key]; key != "" && value != "" && (old == "" || value < old) {
		m[strings.Clone(key)] = strings.Clone(value)
	}
}

// leastOf brings together what workers put.
func leastOf(byWorker []map[string]string) map[string]string {
	all := map[string]string{}
	for _, m := range byWorker {
		for key, value := range m {
			putLeast(all, key, value)
		}
	}
	return all
}

func emptyMaps(n int) []map[string]string {
	list := make([]map[string]string, n)
	for i := range list {
		list[i] = map[string]string{}
	}
	return list
}

// firstProblems returns the first maxProblems in the order of the inputs'
// names and their lines.
func firstProblems(list []dataset.Problem) []dataset.Problem {
	slices.SortFunc(list, func(a, b dataset.Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), strings.Compare(a.Field, b.Field), strings.Compare(a.Msg, b.Msg))
	})
	return list[:min(len(list), maxProblems)]
}
