// Package spill holds more records than fit in memory: [Partitions] spreads
// them over hash partitions, [Sorter] brings them into order. Both keep what
// fits their budget and write the rest to one temporary file.
//
// The files are private, and unlinked as soon as they are open, so that even a
// killed run leaves nothing behind.
package spill

import (
	"encoding/binary"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
)

// Partitions is a set of append-only lists of records. Append is safe for
// concurrent use; reading starts when appending has ended.
type Partitions struct {
	dir    string
	budget int64 // bytes of chunks that stay in memory
	chunk  int   // bytes of a chunk

	held  atomic.Int64 // bytes of chunks in memory
	parts []partition

	mu   sync.Mutex // guards file and end
	file *tempFile
}

type partition struct {
	mu      sync.Mutex
	open    []byte   // the chunk being filled
	sealed  [][]byte // full chunks in memory
	spilled []extent // full chunks in the file
	records int
	grown   int // size of the last chunk
}

// An extent is a piece of the temporary file.
type extent struct {
	off, len int64
}

const (
	minChunk = 2 << 10
	maxChunk = 256 << 10
)

// NewPartitions returns n empty partitions that keep up to budget bytes in
// memory and write the rest to a temporary file in dir.
func NewPartitions(dir string, n int, budget int64) *Partitions {
	chunk := int(budget / int64(2*n))
	return &Partitions{
		dir:    dir,
		budget: budget,
		chunk:  min(max(chunk, minChunk), maxChunk),
		parts:  make([]partition, n),
	}
}

// Len is the number of partitions.
func (p *Partitions) Len() int { return len(p.parts) }

// Records is the number of records in a partition.
func (p *Partitions) Records(part int) int { return p.parts[part].records }

// Append adds the record that the pieces make up to a partition.
func (p *Partitions) Append(part int, pieces ...[]byte) error {
	size := 0
	for _, piece := range pieces {
		size += len(piece)
	}
	var head [binary.MaxVarintLen64]byte
	n := binary.PutUvarint(head[:], uint64(size))

	pt := &p.parts[part]
	pt.mu.Lock()
	defer pt.mu.Unlock()
	pt.records++
	if len(pt.open)+n+size > cap(pt.open) {
		if err := p.seal(pt); err != nil {
			return err
		}
		// A partition's chunks grow, so that a few records take little.
		if want := max(min(pt.grown*2, p.chunk), minChunk, n+size); cap(pt.open) < want {
			p.held.Add(int64(want - cap(pt.open)))
			pt.open = make([]byte, 0, want)
			pt.grown = want
		}
	}
	pt.open = append(pt.open, head[:n]...)
	for _, piece := range pieces {
		pt.open = append(pt.open, piece...)
	}
	return nil
}

// seal puts the open chunk away: in memory while the budget lasts, else in the
// file, and then its memory serves the next chunk.
func (p *Partitions) seal(pt *partition) error {
	if len(pt.open) == 0 {
		return nil
	}
	if p.held.Load() < p.budget {
		pt.sealed = append(pt.sealed, pt.open)
		pt.open = nil
		return nil
	}
	ext, err := p.write(pt.open)
	if err != nil {
		return err
	}
	pt.spilled = append(pt.spilled, ext)
	pt.open = pt.open[:0]
	return nil
}

func (p *Partitions) write(chunk []byte) (extent, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.file == nil {
		file, err := newTempFile(p.dir)
		if err != nil {
			return extent{}, err
		}
		p.file = file
	}
	return p.file.append(chunk)
}

// Each calls f with every record of a partition, in the order in which they
// were appended. The records stay valid as long as the caller keeps them: their
// memory is not used again.
func (p *Partitions) Each(part int, f func(record []byte) error) error {
	return p.chunks(part, false, f)
}

// Take is Each for the last time: it forgets the records on the way.
func (p *Partitions) Take(part int, f func(record []byte) error) error {
	if err := p.chunks(part, true, f); err != nil {
		return err
	}
	p.held.Add(-int64(cap(p.parts[part].open)))
	p.parts[part] = partition{}
	return nil
}

// chunks calls f with the records of a partition's chunks, one by one. A
// partition seals to memory first and to the file from some point on, so this
// is the order of appending.
func (p *Partitions) chunks(part int, forget bool, f func(record []byte) error) error {
	pt := &p.parts[part]
	for i, chunk := range pt.sealed {
		if err := eachRecord(chunk, f); err != nil {
			return err
		}
		if forget {
			p.held.Add(-int64(cap(chunk)))
			pt.sealed[i] = nil
		}
	}
	for _, ext := range pt.spilled {
		chunk, err := p.file.read(ext)
		if err != nil {
			return err
		}
		if err := eachRecord(chunk, f); err != nil {
			return err
		}
	}
	return eachRecord(pt.open, f)
}

func eachRecord(chunk []byte, f func(record []byte) error) error {
	for len(chunk) > 0 {
		size, n := binary.Uvarint(chunk)
		end := n + int(size)
		if err := f(chunk[n:end:end]); err != nil {
			return err
		}
		chunk = chunk[end:]
	}
	return nil
}

// Spilled is the number of bytes written to the temporary file.
func (p *Partitions) Spilled() int64 {
	if p.file == nil {
		return 0
	}
	return p.file.end
}

// Close frees the memory and the temporary file.
func (p *Partitions) Close() error {
	p.parts = nil
	if p.file == nil {
		return nil
	}
	return p.file.close()
}

// A tempFile is a private file without a name, for appending and reading back.
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

func (t *tempFile) append(b []byte) (extent, error) {
	ext := t.reserve(int64(len(b)))
	return ext, t.writeAt(b, ext.off)
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

func (t *tempFile) read(ext extent) ([]byte, error) {
	b := make([]byte, ext.len)
	return b, t.readAt(b, ext.off)
}

func (t *tempFile) readAt(b []byte, off int64) error {
	if _, err := t.f.ReadAt(b, off); err != nil {
		return fmt.Errorf("reading back what exceeded the memory budget: %w", err)
	}
	return nil
}

func (t *tempFile) close() error {
	err := t.f.Close()
	if t.remove != "" {
		err = os.Remove(t.remove)
	}
	return err
}
