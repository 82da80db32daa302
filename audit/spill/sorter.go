package spill

import (
	"bytes"
	"container/heap"
	"encoding/binary"
	"errors"
	"io"
	"iter"
	"slices"
	"sync"
)

// A Sorter brings records into the order of their keys. Add is safe for
// concurrent use; All can be ranged over more than once after the last Add.
// Equal keys come in the order of the records' bytes, so that the result does
// not depend on the order of adding.
type Sorter struct {
	dir    string
	budget int

	mu    sync.Mutex
	items []item
	arena []byte // what the items' slices are cut from
	held  int
	file  *tempFile
	runs  []extent // sorted, in the file
}

type item struct{ key, record []byte }

// NewSorter returns an empty Sorter that keeps up to budget bytes in memory
// and writes sorted runs to a temporary file in dir beyond that.
func NewSorter(dir string, budget int64) *Sorter {
	return &Sorter{dir: dir, budget: int(budget)}
}

// Add adds a record; it copies both slices.
func (s *Sorter) Add(key, record []byte) error {
	size := len(key) + len(record)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.arena)+size > cap(s.arena) {
		s.arena = make([]byte, 0, max(size, min(2*cap(s.arena), maxChunk), minChunk))
	}
	start := len(s.arena)
	s.arena = append(append(s.arena, key...), record...)
	both := s.arena[start:len(s.arena):len(s.arena)]
	s.items = append(s.items, item{both[:len(key):len(key)], both[len(key):]})
	s.held += size + 2*itemOverhead
	if s.held < s.budget {
		return nil
	}
	return s.flush()
}

// itemOverhead is the size of an item's two slice headers.
const itemOverhead = 48

func compareItems(a, b item) int {
	if c := bytes.Compare(a.key, b.key); c != 0 {
		return c
	}
	return bytes.Compare(a.record, b.record)
}

func (s *Sorter) flush() error {
	if s.file == nil {
		file, err := newTempFile(s.dir)
		if err != nil {
			return err
		}
		s.file = file
	}
	slices.SortFunc(s.items, compareItems)
	run := extent{off: s.file.end}
	buf := make([]byte, 0, maxChunk)
	for _, it := range s.items {
		buf = binary.AppendUvarint(buf, uint64(len(it.key)))
		buf = binary.AppendUvarint(buf, uint64(len(it.record)))
		buf = append(append(buf, it.key...), it.record...)
		if len(buf) > maxChunk/2 {
			if _, err := s.file.append(buf); err != nil {
				return err
			}
			buf = buf[:0]
		}
	}
	if _, err := s.file.append(buf); err != nil {
		return err
	}
	run.len = s.file.end - run.off
	s.runs = append(s.runs, run)
	clear(s.items)
	s.items, s.arena, s.held = s.items[:0], s.arena[:0], 0
	return nil
}

// All yields the records in order. A record is valid until the next one.
func (s *Sorter) All() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		slices.SortFunc(s.items, compareItems)
		if len(s.runs) == 0 {
			for _, it := range s.items {
				if !yield(it.record, nil) {
					return
				}
			}
			return
		}
		var merge mergeHeap
		for _, run := range s.runs {
			cur := &runCursor{in: newRunReader(s.file, run, s.budget/(len(s.runs)+1))}
			if err := cur.next(); err == nil {
				merge = append(merge, cur)
			} else if !errors.Is(err, io.EOF) {
				yield(nil, err)
				return
			}
		}
		if len(s.items) > 0 {
			merge = append(merge, &runCursor{it: s.items[0], rest: s.items[1:]})
		}
		heap.Init(&merge)
		for len(merge) > 0 {
			if !yield(merge[0].it.record, nil) {
				return
			}
			switch err := merge[0].next(); {
			case err == nil:
				heap.Fix(&merge, 0)
			case errors.Is(err, io.EOF):
				heap.Pop(&merge)
			default:
				yield(nil, err)
				return
			}
		}
	}
}

// Close frees the memory and the temporary file.
func (s *Sorter) Close() error {
	s.items = nil
	if s.file == nil {
		return nil
	}
	return s.file.close()
}

// A runCursor stands on an item of a sorted run, in the file or in memory.
type runCursor struct {
	it   item
	in   *runReader // nil for the run in memory
	rest []item
}

func (c *runCursor) next() error {
	if c.in != nil {
		return c.in.read(&c.it)
	}
	if len(c.rest) == 0 {
		return io.EOF
	}
	c.it, c.rest = c.rest[0], c.rest[1:]
	return nil
}

type mergeHeap []*runCursor

func (h mergeHeap) Len() int           { return len(h) }
func (h mergeHeap) Less(i, j int) bool { return compareItems(h[i].it, h[j].it) < 0 }
func (h mergeHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *mergeHeap) Push(x any)        { *h = append(*h, x.(*runCursor)) }
func (h *mergeHeap) Pop() any {
	last := len(*h) - 1
	x := (*h)[last]
	*h = (*h)[:last]
	return x
}
