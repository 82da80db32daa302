package spill

import (
	"errors"
	"fmt"
	"os"
	"sync"
)

// A Pool is what stores put their records into: slots of memory, all of one
// size, up to a budget, and beyond it slots of one temporary file. A slot that a
// store has done with serves the next one. Where every step empties one store
// and fills another, all of them together take little more room than the largest.
type Pool struct {
	dir    string
	size   int // bytes of a slot
	budget int // bytes of memory that records may fill

	mu    sync.Mutex
	taken int      // bytes of memory in use
	spare [][]byte // slots of memory that are not
	file  *tempFile
	holes []int64 // places of free slots in the file

	closed bool
}

// NewPool returns a pool of slots of some size, in bytes, that keeps up to
// budget bytes in memory and has its temporary file in dir.
func NewPool(dir string, budget int64, slot int) *Pool {
	return &Pool{dir: dir, size: slot, budget: int(budget)}
}

// SetBudget changes how many bytes are kept in memory, from now on. Memory that
// is not in use is let go, as far as it is beyond that.
func (p *Pool) SetBudget(budget int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.budget = int(budget)
	keep := min(max((p.budget-p.taken)/p.size, 0), len(p.spare))
	clear(p.spare[keep:])
	p.spare = p.spare[:keep]
}

// A chunk is a slot, or a piece of its own for a record that fits none.
type chunk struct {
	mem []byte // nil if it is in the file
	extent
}

// take returns an empty slot of memory, or more memory if n bytes need it.
func (p *Pool) take(n int) []byte {
	n = max(n, p.size)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.taken += n
	if last := len(p.spare) - 1; last >= 0 && n == p.size {
		slot := p.spare[last]
		p.spare = p.spare[:last]
		return slot
	}
	return make([]byte, 0, n)
}

// give takes memory back that nobody looks at any more.
func (p *Pool) give(b []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.taken -= cap(b)
	// Where more is taken than the budget allows, as slots that are being filled
	// cannot be put away, some are still kept for the next that are.
	if spare := len(p.spare) * p.size; cap(b) == p.size && (spare < p.budget/8 || p.taken+spare < p.budget+p.budget/8) {
		p.spare = append(p.spare, b[:0])
	}
}

// put keeps what stands in b: there while the budget lasts, else in the file,
// and takes b back.
func (p *Pool) put(b []byte) (chunk, error) {
	p.mu.Lock()
	if p.taken <= p.budget {
		p.mu.Unlock()
		return chunk{mem: b}, nil
	}
	ext, err := p.reserve(len(b))
	p.mu.Unlock()
	if err != nil {
		return chunk{}, err
	}
	defer p.give(b)
	return chunk{extent: ext}, p.file.writeAt(b, ext.off)
}

// reserve finds a place in the file for n bytes.
func (p *Pool) reserve(n int) (extent, error) {
	if p.file == nil {
		file, err := newTempFile(p.dir)
		if err != nil {
			return extent{}, err
		}
		p.file = file
	}
	if last := len(p.holes) - 1; last >= 0 && n <= p.size {
		off := p.holes[last]
		p.holes = p.holes[:last]
		return extent{off, int64(n)}, nil
	}
	ext := p.file.reserve(int64(max(n, p.size)))
	ext.len = int64(n)
	return ext, nil
}

// get returns what stands in a chunk. It is given back when it is done with.
func (p *Pool) get(c chunk) ([]byte, error) {
	if c.mem != nil {
		return c.mem, nil
	}
	b := p.take(int(c.len))[:c.len]
	return b, p.file.readAt(b, c.off)
}

// forget frees the chunk's place in the file.
func (p *Pool) forget(c chunk) {
	if c.mem != nil || c.len > int64(p.size) {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.holes = append(p.holes, c.off)
}

// Close frees the memory and the temporary file, of all stores in the pool. A second
// call does nothing.
func (p *Pool) Close() error {
	p.spare, p.holes = nil, nil
	if p.file == nil || p.closed {
		return nil
	}
	p.closed = true
	return p.file.close()
}

// An extent is a piece of the temporary file.
type extent struct {
	off, len int64
}

// A tempFile is a private file without a name.
type tempFile struct {
	f      *os.File
	end    int64
	remove string // name to remove on close, where an open file cannot be unlinked
}

func newTempFile(dir string) (*tempFile, error) {
	f, err := os.CreateTemp(dir, ".lastword-spill-*") // mode 0600
	if err != nil {
		return nil, fmt.Errorf("no temporary file for what exceeds the memory budget: %w", err)
	}
	t := &tempFile{f: f}
	if os.Remove(f.Name()) != nil {
		t.remove = f.Name()
	}
	return t, nil
}

// reserve makes room at the end.
func (t *tempFile) reserve(size int64) extent {
	ext := extent{t.end, size}
	t.end += size
	return ext
}

func (t *tempFile) writeAt(b []byte, off int64) error {
	if _, err := t.f.WriteAt(b, off); err != nil {
		return fmt.Errorf("writing what exceeds the memory budget: %w", err)
	}
	return nil
}

// readAt fills b with what stands at off.
func (t *tempFile) readAt(b []byte, off int64) error {
	if _, err := t.f.ReadAt(b, off); err != nil {
		return fmt.Errorf("reading back what exceeded the memory budget: %w", err)
	}
	return nil
}

func (t *tempFile) close() error {
	err := t.f.Close()
	if t.remove != "" {
		err = errors.Join(err, os.Remove(t.remove))
	}
	return err
}
