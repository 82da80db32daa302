package spill

import (
	"encoding/binary"
	"iter"
	"slices"
	"sync"
)

// Grouped yields the records together that begin with the same four bytes, which
// are a number, in the order in which the first ones of each were appended. Its slice is
// used again.
func (r *Records) Grouped() iter.Seq2[uint32, [][]byte] {
	return func(yield func(uint32, [][]byte) bool) {
		g := groupings.Get().(*grouping)
		defer groupings.Put(g)
		g.fill(r)
		for _, first := range g.firsts {
			g.group = g.group[:0]
			for at := first; at >= 0; at = g.entries[at].next {
				g.group = append(g.group, r.at(&g.entries[at]))
			}
			if !yield(keyOf(g.group[0]), g.group) {
				break
			}
		}
		clear(g.group[:cap(g.group)]) // lets go of their memory
	}
}

// keyOf is the number that a record begins with.
func keyOf(record []byte) uint32 { return binary.LittleEndian.Uint32(record) }

// A grouping is what it takes to bring records together. It leaves them in the
// order in which they lie in memory, as far as it can: what belongs together was
// mostly appended together, and memory is fast where it is read from front to back.
type grouping struct {
	entries []entry
	firsts  []int32 // entries, one of each key
	tails   []tail  // by key: a hash table
	group   [][]byte
}

// An entry is a record, known by the place of its head.
type entry struct {
	chunk, offset uint32
	next          int32 // entry with the same key, -1 if there is none
}

// A tail is a key's last entry so far.
type tail struct {
	key  uint32
	last int32 // entry and 1; 0 if the slot is free
}

// at is a record.
func (r *Records) at(e *entry) []byte {
	chunk := r.chunks[e.chunk][e.offset:]
	end := head + int(binary.LittleEndian.Uint32(chunk))
	return chunk[head:end:end]
}

// groupings are used again: they are large, and a partition needs one for a moment.
var groupings = sync.Pool{New: func() any { return new(grouping) }}

func (g *grouping) fill(r *Records) {
	bits := 4
	for 1<<bits < 2*r.n {
		bits++
	}
	g.tails = slices.Grow(g.tails[:0], 1<<bits)[:1<<bits]
	clear(g.tails)
	g.entries, g.firsts = slices.Grow(g.entries[:0], r.n), g.firsts[:0]
	for i, chunk := range r.chunks {
		for offset := 0; offset < len(chunk); {
			record := chunk[offset:]
			n := int32(len(g.entries))
			t := g.tail(keyOf(record[head:]), 32-bits)
			if t.last == 0 {
				g.firsts = append(g.firsts, n)
			} else {
				g.entries[t.last-1].next = n
			}
			t.last = n + 1
			g.entries = append(g.entries, entry{uint32(i), uint32(offset), -1})
			offset += head + int(binary.LittleEndian.Uint32(record))
		}
	}
}

// tail returns the slot of a key.
func (g *grouping) tail(key uint32, shift int) *tail {
	for slot := int(spread(key) >> shift); ; slot++ {
		if t := &g.tails[slot&(len(g.tails)-1)]; t.last == 0 || t.key == key {
			t.key = key
			return t
		}
	}
}

// spread mixes a number's bits (the finalizer of MurmurHash3): those of a partition
// may stand at equal distances.
func spread(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}
