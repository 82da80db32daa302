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
	mu     sync.Mutex // guards all of the run
	files  map[string]int
	packs  []packing // by worker
	blocks int
}

// A packing is a block of posts on its way into the log.
type packing struct {
	bytes  []byte
	posts  []packed
	marked map[string]bool // authors that this worker has noted as brands
}

// A packed post ends at a place in its packing's bytes.
type packed struct {
	end     int
	id, ptr uint64 // see threader
}

// read brings the posts into the log and their links to the threader.
func (r *run) read(ctx context.Context, src Source) error {
	r.log = r.store()
	r.threads = threader{links: r.store()}
	r.marked = map[string]string{}
	r.counts.Dropped = map[string]int{}
	r.end = noTime
	rd := &reading{run: r, files: map[string]int{}, packs: make([]packing, r.Workers)}
	if err := eachBlock(ctx, src, r.Workers, rd.block); err != nil {
		return err
	}
	r.problems = firstProblems(r.problems)
	if r.Brands == nil {
		if r.counts.Read == 0 {
			return ErrNoPosts
		}
		return r.infer()
	}
	return nil
}

// block packs the posts of a block and puts them into the stores.
func (r *reading) block(worker int, b *dataset.Block) error {
	k := &r.packs[worker]
	k.bytes, k.posts = k.bytes[:0], k.posts[:0]
	file := -1
	reposts, end := 0, int64(noTime)
	for i := range b.Posts {
		d := &b.Posts[i]
		if d.Repost {
			reposts++
			continue
		}
		if file < 0 || b.Posts[i-1].File != d.File {
			file = r.fileNumber(d.File)
		}
		if d.Side == dataset.SideBrand && !k.marked[d.Author] {
			r.mark(d.Author)
			if k.marked == nil {
				k.marked = map[string]bool{}
			}
			k.marked[strings.Clone(d.Author)] = true
		}
		end = max(end, secondOf(d))
		k.bytes = packPost(k.bytes, d, file)
		k.posts = append(k.posts, packed{len(k.bytes), hash(d.ID), hash(cmp.Or(d.Conversation, d.ReplyTo, d.ID))})
	}

	first, block, err := r.count(b, reposts, end, len(k.posts))
	if err != nil {
		return err
	}
	start, part := 0, block%r.log.Len()
	var head [4]byte
	for i, p := range k.posts {
		number := first + uint32(i)
		binary.LittleEndian.PutUint32(head[:], number)
		if err := r.log.Append(worker, part, head[:], k.bytes[start:p.end]); err != nil {
			return err
		}
		if err := r.threads.add(worker, number, p.id, p.ptr); err != nil {
			return err
		}
		start = p.end
	}
	return nil
}

// count counts a block. It numbers the block and the posts that are kept of it.
func (r *reading) count(b *dataset.Block, reposts int, end int64, kept int) (first uint32, block int, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.counts.Read += len(b.Posts)
	if reposts > 0 {
		r.counts.Dropped[DroppedRepost] += reposts
	}
	r.end = max(r.end, end)
	r.bad += len(b.Problems)
	for _, p := range b.Problems {
		r.problems = append(r.problems, *p)
	}
	if len(r.problems) >= 2*maxProblems {
		r.problems = firstProblems(r.problems)
	}
	if r.posts+kept > math.MaxUint32 {
		return 0, 0, fmt.Errorf("more than %d posts cannot be audited at once: audit the archive in parts, each with all posts of some brands", math.MaxUint32)
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

// mark notes a brand that the format marks as such.
func (r *reading) mark(author string) {
	key := dataset.Handle(author)
	r.mu.Lock()
	defer r.mu.Unlock()
	if as, ok := r.marked[key]; !ok || author < as {
		r.marked[strings.Clone(key)] = strings.Clone(author)
	}
}

// firstProblems returns the first maxProblems in the order of the inputs'
// names and their lines.
func firstProblems(list []dataset.Problem) []dataset.Problem {
	slices.SortFunc(list, func(a, b dataset.Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), strings.Compare(a.Field, b.Field), strings.Compare(a.Msg, b.Msg))
	})
	return list[:min(len(list), maxProblems)]
}
