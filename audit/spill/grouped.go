package spill

import (
	"encoding/binary"
	"iter"
	"slices"
	"sync"
)

// Grouped yields the records together that begin with the same four bytes, which
// are a number. Its slice is used again.
func (r *Records) Grouped() iter.Seq2[uint32, [][]byte] {
	return func(yield func(uint32, [][]byte) bool) {
		g := groupings.Get().(*grouping)
		defer groupings.Put(g)
		g.fill(r)
		g.sort()
		near := 0
		for from := 0; from < len(g.places); {
			key := g.places[from].key
			g.group = g.group[:0]
			for ; from < len(g.places) && g.places[from].key == key; from++ {
				if from == near {
					near = g.fetch(r, from)
				}
				g.group = append(g.group, r.at(&g.places[from]))
			}
			if !yield(key, g.group) {
				break
			}
		}
		clear(g.group[:cap(g.group)]) // lets go of their memory
	}
}

// A grouping is what it takes to bring records together.
type grouping struct {
	group        [][]byte
	places, next []keyed
	touched      byte
}

// A keyed record is known by its key and the place of its head.
type keyed struct{ key, chunk, offset uint32 }

// at is a record.
func (r *Records) at(p *keyed) []byte {
	chunk := r.chunks[p.chunk][p.offset:]
	end := head + int(binary.LittleEndian.Uint32(chunk))
	return chunk[head:end:end]
}

// groupings are used again: they are large, and a partition needs one for a moment.
var groupings = sync.Pool{New: func() any { return new(grouping) }}

func (g *grouping) fill(r *Records) {
	g.places = slices.Grow(g.places[:0], r.n)
	for i, chunk := range r.chunks {
		for offset := 0; offset < len(chunk); {
			record := chunk[offset:]
			g.places = append(g.places, keyed{binary.LittleEndian.Uint32(record[head:]), uint32(i), uint32(offset)})
			offset += head + int(binary.LittleEndian.Uint32(record))
		}
	}
}

// sort brings the places into the order of their keys; those of one key keep
// their order. It sorts by digits (LSD radix sort), as there are many keys and
// each is a hash or a number.
func (g *grouping) sort() {
	const (
		bits   = 11
		digits = 3 // of 11 bits make 32
		mask   = 1<<bits - 1
	)
	var starts [digits][1 << bits]int32
	for i := range g.places {
		for d := range digits {
			starts[d][g.places[i].key>>(d*bits)&mask]++
		}
	}
	g.next = slices.Grow(g.next[:0], len(g.places))[:len(g.places)]
	for d := range digits {
		at := int32(0)
		for i, n := range starts[d] {
			starts[d][i] = at
			at += n
		}
		for _, p := range g.places {
			digit := p.key >> (d * bits) & mask
			g.next[starts[d][digit]] = p
			starts[d][digit]++
		}
		g.places, g.next = g.next, g.places
	}
}

// fetch looks at the records of some places at once, so that the processor waits
// for their memory once and not for each: they lie far apart. It returns the
// place behind them.
func (g *grouping) fetch(r *Records, from int) (to int) {
	const together, line = 32, 64
	to = min(from+together, len(g.places))
	for i := range g.places[from:to] {
		record := r.at(&g.places[from+i])
		for i := 0; i < len(record); i += line {
			g.touched += record[i]
		}
	}
	return to
}
