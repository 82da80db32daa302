package spill

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"iter"
	"slices"
	"sync"
)

// A Sorter brings records into the order of their keys. Several goroutines can
// add, each by a [SortWriter] of its own. All can be ranged over more than once
// after the last Add. Equal keys come in the order of the records' bytes, so
// that the result does not depend on the order of adding.
type Sorter struct {
	dir    string
	budget int // of one writer

	mu      sync.Mutex // guards the rest
	writers []*SortWriter
	file    *tempFile
	runs    []extent // sorted, in the file
}

// A SortWriter adds records to a Sorter, for one goroutine.
type SortWriter struct {
	sorter *Sorter
	batch  batch
}

// NewSorter returns an empty Sorter for so many writers, which together keep up
// to budget bytes in memory and write sorted runs to a temporary file in dir
// beyond that.
func NewSorter(dir string, budget int64, writers int) *Sorter {
	return &Sorter{dir: dir, budget: int(budget) / writers}
}

// Writer returns a writer to the Sorter.
func (s *Sorter) Writer() *SortWriter {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := &SortWriter{sorter: s}
	s.writers = append(s.writers, w)
	return w
}

// Add adds a record; it copies both slices.
func (w *SortWriter) Add(key, record []byte) error {
	if w.batch.held > 0 && w.batch.held+len(key)+len(record) > w.sorter.budget {
		if err := w.flush(); err != nil {
			return err
		}
	}
	w.batch.add(key, record)
	return nil
}

// flush writes what is in memory to the file, as one run.
func (w *SortWriter) flush() error {
	w.batch.sort()
	run, err := w.sorter.reserve(w.batch.written())
	if err != nil {
		return err
	}
	return w.batch.writeTo(w.sorter.file, run)
}

// reserve makes room in the file for a run.
func (s *Sorter) reserve(size int64) (extent, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		file, err := newTempFile(s.dir)
		if err != nil {
			return extent{}, err
		}
		s.file = file
	}
	run := s.file.reserve(size)
	s.runs = append(s.runs, run)
	return run, nil
}

// An Item is a record and its key.
type Item struct{ Key, Record []byte }

// All yields the records in order. An item is valid until the next one.
func (s *Sorter) All() iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		var m merge
		for _, w := range s.writers {
			w.batch.sort()
			m = append(m, &cursor{batch: &w.batch})
		}
		for _, run := range s.runs {
			m = append(m, &cursor{run: newRunReader(s.file, run, s.budget/(len(s.runs)+1))})
		}
		if err := m.start(); err != nil {
			yield(Item{}, err)
			return
		}
		for len(m) > 0 {
			if !yield(m[0].Item, nil) {
				return
			}
			if err := m.next(); err != nil {
				yield(Item{}, err)
				return
			}
		}
	}
}

// Close frees the memory and the temporary file.
func (s *Sorter) Close() error {
	s.writers = nil
	if s.file == nil {
		return nil
	}
	return s.file.close()
}

// A prefix is the beginning of a key, which tells most keys apart without a
// look at them.
type prefix struct{ first, second uint64 }

func prefixOf(key []byte) prefix {
	const size = 16
	if len(key) < size {
		var padded [size]byte
		copy(padded[:], key)
		key = padded[:]
	}
	return prefix{binary.BigEndian.Uint64(key), binary.BigEndian.Uint64(key[8:])}
}

func (p prefix) compare(o prefix) int {
	if c := cmp.Compare(p.first, o.first); c != 0 {
		return c
	}
	return cmp.Compare(p.second, o.second)
}

// A batch is records in memory. Its chunks are used again and again.
type batch struct {
	items  []item
	chunks [][]byte
	full   int // chunks before the one being filled
	held   int // bytes
	sorted bool
}

// maxChunk is how much is written at a time.
const maxChunk = 256 << 10

// An item is a record and its key, one behind the other in a chunk.
type item struct {
	prefix
	chunk, at uint32
	key, size uint32 // of the key, and of both
}

const itemSize = 32

func (b *batch) add(key, record []byte) {
	size := len(key) + len(record)
	for b.full < len(b.chunks) && len(b.chunks[b.full])+size > cap(b.chunks[b.full]) {
		b.full++
	}
	if b.full == len(b.chunks) {
		b.chunks = append(b.chunks, make([]byte, 0, max(size, maxChunk)))
	}
	c := &b.chunks[b.full]
	b.items = append(b.items, item{prefixOf(key), uint32(b.full), uint32(len(*c)), uint32(len(key)), uint32(size)})
	*c = append(append(*c, key...), record...)
	b.held += size + itemSize
	b.sorted = false
}

// bytes is an item's key and record.
func (b *batch) bytes(it *item) []byte { return b.chunks[it.chunk][it.at:][:it.size] }

func (b *batch) sort() {
	if b.sorted {
		return
	}
	b.sorted = true
	slices.SortFunc(b.items, func(x, y item) int {
		if c := x.compare(y.prefix); c != 0 {
			return c
		}
		s, t := b.bytes(&x), b.bytes(&y)
		if c := bytes.Compare(s[:x.key], t[:y.key]); c != 0 {
			return c
		}
		return bytes.Compare(s[x.key:], t[y.key:])
	})
}

// itemHead is the bytes before an item in the file: the sizes of its key and
// of both.
const itemHead = 8

// written is the size of the batch in the file.
func (b *batch) written() int64 { return int64(b.held) + int64(len(b.items))*(itemHead-itemSize) }

// writeTo writes the batch to its place in the file, and empties it.
func (b *batch) writeTo(file *tempFile, run extent) error {
	buf := make([]byte, 0, maxChunk)
	flush := func() error {
		err := file.writeAt(buf, run.off)
		run.off += int64(len(buf))
		buf = buf[:0]
		return err
	}
	for i := range b.items {
		it := &b.items[i]
		if len(buf) > 0 && len(buf)+itemHead+int(it.size) > cap(buf) {
			if err := flush(); err != nil {
				return err
			}
		}
		buf = binary.LittleEndian.AppendUint32(buf, it.key)
		buf = binary.LittleEndian.AppendUint32(buf, it.size)
		buf = append(buf, b.bytes(it)...)
	}
	if err := flush(); err != nil {
		return err
	}
	for i := range b.chunks {
		b.chunks[i] = b.chunks[i][:0]
	}
	b.items, b.full, b.held = b.items[:0], 0, 0
	return nil
}

// A cursor stands on an item of a sorted run, in the file or in memory.
type cursor struct {
	prefix
	Item
	run   *runReader // nil for one in memory
	batch *batch
	n     int // items of the batch so far
}

// next moves on to the next item, or returns io.EOF.
func (c *cursor) next() (err error) {
	switch {
	case c.run != nil:
		if c.Item, err = c.run.next(); err != nil {
			return err
		}
		c.prefix = prefixOf(c.Key)
		return nil
	case c.n < len(c.batch.items):
		it := &c.batch.items[c.n]
		both := c.batch.bytes(it)
		c.prefix, c.Item = it.prefix, Item{both[:it.key], both[it.key:]}
		c.n++
		return nil
	}
	return io.EOF
}

func (c *cursor) before(o *cursor) bool {
	if x := c.compare(o.prefix); x != 0 {
		return x < 0
	}
	if x := bytes.Compare(c.Key, o.Key); x != 0 {
		return x < 0
	}
	return bytes.Compare(c.Record, o.Record) < 0
}

// A merge is a heap of cursors: the one with the first item stands first.
type merge []*cursor

// start puts every cursor on its first item.
func (m *merge) start() error {
	all := *m
	*m = all[:0]
	for _, c := range all {
		switch err := c.next(); {
		case err == nil:
			*m = append(*m, c)
		case !errors.Is(err, io.EOF):
			return err
		}
	}
	for i := len(*m) / 2; i >= 0; i-- {
		m.sink(i)
	}
	return nil
}

// next moves the first cursor on.
func (m *merge) next() error {
	h := *m
	switch err := h[0].next(); {
	case errors.Is(err, io.EOF):
		h[0] = h[len(h)-1]
		*m = h[:len(h)-1]
	case err != nil:
		return err
	}
	m.sink(0)
	return nil
}

// sink puts the i-th cursor to its place below.
func (m *merge) sink(i int) {
	h := *m
	for {
		child := 2*i + 1
		if child >= len(h) {
			return
		}
		if child+1 < len(h) && h[child+1].before(h[child]) {
			child++
		}
		if !h[child].before(h[i]) {
			return
		}
		h[i], h[child] = h[child], h[i]
		i = child
	}
}
