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
)

// Partitions is a set of append-only lists of records in a [Pool]. Each goroutine
// appends in a lane of its own, so that none waits for another; reading starts
// when appending has ended, and then different partitions can be read at once.
type Partitions struct {
	pool  *Pool
	n     int
	small int    // the last of them, which are quarters
	lanes []lane // of all partitions, one lane behind the other
}

// A lane is what one goroutine appended to one partition.
type lane struct {
	open    []byte  // the slot being filled
	full    []chunk // those that were filled before it
	records int
}

// NewPartitions returns n empty partitions for so many goroutines to append to.
func (p *Pool) NewPartitions(n, lanes int) *Partitions {
	small := Quarters * lanes
	if n < 4*small {
		small = 0
	}
	return &Partitions{pool: p, n: n, small: small, lanes: make([]lane, n*lanes)}
}

// Len is the number of partitions.
func (p *Partitions) Len() int { return p.n }

// Quarters is how many of the last of many partitions, for each lane, get a quarter of
// what the others get: goroutines that take the partitions in turn are then done at about
// the same time.
const Quarters = 4

// Of is the partition for the records of a hash.
func (p *Partitions) Of(hash uint64) int {
	large := p.n - p.small
	slot := int(hash % uint64(4*large+p.small))
	if slot < 4*large {
		return slot % large
	}
	return slot - 3*large
}

// Append adds the record that the pieces make up to a partition. A lane is one
// goroutine's at a time.
func (p *Partitions) Append(lane, part int, pieces ...[]byte) error {
	size := 0
	for _, piece := range pieces {
		size += len(piece)
	}
	b, err := p.Begin(lane, part, size)
	if err != nil {
		return err
	}
	for _, piece := range pieces {
		b = append(b, piece...)
	}
	p.End(lane, part, b)
	return nil
}

// Begin begins a record of at most so many bytes: it returns where to append
// them. End ends it.
func (p *Partitions) Begin(lane, part, most int) ([]byte, error) {
	l := &p.lanes[lane*p.n+part]
	if cap(l.open)-len(l.open) < head+most {
		if err := p.next(l, head+most); err != nil {
			return nil, err
		}
	}
	at := len(l.open) + head
	return l.open[at:at:cap(l.open)], nil
}

// End adds the record that was appended to what Begin returned.
func (p *Partitions) End(lane, part int, record []byte) {
	l := &p.lanes[lane*p.n+part]
	at := len(l.open)
	l.open = l.open[:at+head+len(record)] // panics if it was longer than was said
	binary.LittleEndian.PutUint32(l.open[at:], uint32(len(record)))
	l.records++
}

// head is how many bytes before a record say how long it is.
const head = 4

// next puts the open slot away and opens one with room for size bytes.
func (p *Partitions) next(l *lane, size int) error {
	if len(l.open) > 0 {
		c, err := p.pool.put(l.open)
		if err != nil {
			return err
		}
		l.full = append(l.full, c)
	}
	l.open = p.pool.take(size)
	return nil
}

// of yields the lanes of a partition.
func (p *Partitions) of(part int) iter.Seq[*lane] {
	return func(yield func(*lane) bool) {
		for i := part; i < len(p.lanes); i += p.n {
			if !yield(&p.lanes[i]) {
				return
			}
		}
	}
}

// chunks returns all that a partition holds: lane by lane, in the order of
// appending.
func (p *Partitions) chunks(part int) []chunk {
	var list []chunk
	for l := range p.of(part) {
		list = append(list, l.full...)
		if len(l.open) > 0 {
			list = append(list, chunk{mem: l.open})
		}
	}
	return list
}

// records is the number of records in a partition.
func (p *Partitions) records(part int) (n int) {
	for l := range p.of(part) {
		n += l.records
	}
	return n
}

// clear empties a partition, whose chunks somebody has.
func (p *Partitions) clear(part int) {
	for l := range p.of(part) {
		*l = lane{}
	}
}

// size is about the number of bytes that a partition holds.
func (p *Partitions) size(part int) (n int64) {
	for l := range p.of(part) {
		n += int64(len(l.full))*int64(p.pool.size) + int64(len(l.open))
	}
	return n
}

// Drain calls f with every record of a partition, lane by lane in the order in
// which they were appended, and forgets them on the way. A record is valid until f returns.
func (p *Partitions) Drain(part int, f func(record []byte) error) error {
	return p.each(part, true, f)
}

func (p *Partitions) each(part int, forget bool, f func(record []byte) error) error {
	return p.load(part, forget, func(chunk []byte, own bool) error {
		for record := range records(chunk) {
			if err := f(record); err != nil {
				return err
			}
		}
		if own {
			p.pool.give(chunk)
		}
		return nil
	})
}

// Take removes all records from a partition and returns them. Their memory is given
// back by [Records.Free].
func (p *Partitions) Take(part int) (*Records, error) { return p.all(part, true) }

// all returns all records of a partition.
func (p *Partitions) all(part int, forget bool) (*Records, error) {
	r := &Records{pool: p.pool, n: p.records(part)}
	return r, p.load(part, forget, func(chunk []byte, own bool) error {
		r.chunks = append(r.chunks, chunk)
		if own {
			r.copies = append(r.copies, chunk)
		}
		return nil
	})
}

// load calls f with what stands in each chunk of a partition, which stays there unless
// it is to be forgotten; own says that nobody else has its memory.
func (p *Partitions) load(part int, forget bool, f func(chunk []byte, own bool) error) error {
	chunks := p.chunks(part)
	if forget {
		p.clear(part)
	}
	for _, c := range chunks {
		b, err := p.pool.get(c)
		if err != nil {
			return err
		}
		if forget {
			p.pool.forget(c)
		}
		if err := f(b, forget || c.mem == nil); err != nil {
			return err
		}
	}
	return nil
}

// Close forgets all records.
func (p *Partitions) Close() {
	for part := range p.n {
		for _, c := range p.chunks(part) {
			p.pool.forget(c)
			p.pool.give(c.mem)
		}
	}
	p.n, p.lanes = 0, nil
}

// Records are those of one partition, in memory.
type Records struct {
	pool   *Pool
	n      int
	chunks [][]byte
	copies [][]byte // of these, what nobody else has
}

// Len is the number of records.
func (r *Records) Len() int { return r.n }

// All yields the records, lane by lane in the order in which they were appended.
// They are valid until Free.
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
	for _, b := range r.copies {
		r.pool.give(b)
	}
	r.chunks, r.copies = nil, nil
}

// records yields the records of a chunk.
func records(chunk []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for len(chunk) > 0 {
			end := head + int(binary.LittleEndian.Uint32(chunk))
			if !yield(chunk[head:end:end]) {
				return
			}
			chunk = chunk[end:]
		}
	}
}
