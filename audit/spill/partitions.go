// Package spill holds more records than fit in memory: [Partitions] spreads
// them over hash partitions, [Sorter] brings them into order. Both keep what
// fits the budget of their [Pool] and write the rest to its temporary file.
//
// The file is private, and unlinked as soon as it is open, so that even a killed
// run leaves nothing behind.
package spill

import (
	"encoding/binary"
	"iter"
	"slices"
	"sync"
)

// Partitions is a set of append-only lists of records in a [Pool]. Append is
// safe for concurrent use, and so is reading different partitions; reading
// starts when appending has ended.
type Partitions struct {
	pool  *Pool
	parts []partition
}

type partition struct {
	mu      sync.Mutex
	open    []byte  // the slot being filled
	full    []chunk // those that were filled before it
	records int
}

// NewPartitions returns n empty partitions.
func (p *Pool) NewPartitions(n int) *Partitions {
	return &Partitions{pool: p, parts: make([]partition, n)}
}

// Len is the number of partitions.
func (p *Partitions) Len() int { return len(p.parts) }

// Append adds the record that the pieces make up to a partition.
func (p *Partitions) Append(part int, pieces ...[]byte) error {
	size := 0
	for _, piece := range pieces {
		size += len(piece)
	}
	pt := &p.parts[part]
	pt.mu.Lock()
	if cap(pt.open)-len(pt.open) < size+binary.MaxVarintLen64 {
		if err := p.next(pt, size+binary.MaxVarintLen64); err != nil {
			pt.mu.Unlock()
			return err
		}
	}
	b := binary.AppendUvarint(pt.open, uint64(size))
	for _, piece := range pieces {
		b = append(b, piece...)
	}
	pt.open = b
	pt.records++
	pt.mu.Unlock()
	return nil
}

// next puts the open slot away and opens one with room for size bytes.
func (p *Partitions) next(pt *partition, size int) error {
	if len(pt.open) > 0 {
		c, err := p.pool.put(pt.open)
		if err != nil {
			return err
		}
		pt.full = append(pt.full, c)
	}
	pt.open = p.pool.take(size)
	return nil
}

// chunks returns all that a partition holds, in the order of appending.
func (pt *partition) chunks() []chunk {
	if len(pt.open) == 0 {
		return pt.full
	}
	return append(slices.Clip(pt.full), chunk{mem: pt.open}) // by itself, as several may ask at once
}

// size is about the number of bytes that a partition holds.
func (p *Partitions) size(part int) int64 {
	pt := &p.parts[part]
	return int64(len(pt.full)*p.pool.size + len(pt.open))
}

// Drain calls f with every record of a partition, in the order in which they
// were appended, and forgets them on the way. A record is valid until f returns.
func (p *Partitions) Drain(part int, f func(record []byte) error) error {
	return p.each(part, true, f)
}

func (p *Partitions) each(part int, forget bool, f func(record []byte) error) error {
	pt := &p.parts[part]
	chunks := pt.chunks()
	if forget {
		*pt = partition{}
	}
	for _, c := range chunks {
		b, err := p.pool.get(c)
		if err != nil {
			return err
		}
		if forget {
			p.pool.forget(c)
		}
		for record := range records(b) {
			if err := f(record); err != nil {
				return err
			}
		}
		if forget || c.mem == nil {
			p.pool.give(b)
		}
	}
	return nil
}

// Take removes all records from a partition and returns them. They are freed
// when they are not looked at any more.
func (p *Partitions) Take(part int) (*Records, error) {
	pt := &p.parts[part]
	chunks := pt.chunks()
	r := &Records{pool: p.pool, n: pt.records}
	*pt = partition{}
	for _, c := range chunks {
		b, err := p.pool.get(c)
		if err != nil {
			return nil, err
		}
		p.pool.forget(c)
		r.chunks = append(r.chunks, b)
	}
	return r, nil
}

// read returns all records of a partition, which stay there. They are valid as
// long as the pool is open, and must not be freed.
func (p *Partitions) read(part int) (*Records, error) {
	pt := &p.parts[part]
	r := &Records{n: pt.records}
	for _, c := range pt.chunks() {
		b := c.mem
		if b == nil {
			b = make([]byte, c.len)
			if err := p.pool.file.readAt(b, c.off); err != nil {
				return nil, err
			}
		}
		r.chunks = append(r.chunks, b)
	}
	return r, nil
}

// Close forgets all records.
func (p *Partitions) Close() {
	for i := range p.parts {
		for _, c := range p.parts[i].chunks() {
			p.pool.forget(c)
			p.pool.give(c.mem)
		}
	}
	p.parts = nil
}

// Records are those of one partition, in memory.
type Records struct {
	pool   *Pool
	n      int
	chunks [][]byte
}

// Len is the number of records.
func (r *Records) Len() int { return r.n }

// All yields the records in the order in which they were appended. They are
// valid until Free.
func (r *Records) All() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for _, c := range r.chunks {
			for record := range records(c) {
				if !yield(record) {
					return
				}
			}
		}
	}
}

// Free gives the records' memory back.
func (r *Records) Free() {
	for _, c := range r.chunks {
		r.pool.give(c)
	}
	r.chunks = nil
}

// records yields the records of a chunk.
func records(chunk []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for len(chunk) > 0 {
			size, n := binary.Uvarint(chunk)
			end := n + int(size)
			if !yield(chunk[n:end:end]) {
				return
			}
			chunk = chunk[end:]
		}
	}
}
