package audit

import (
	"encoding/binary"
	"iter"
	"slices"
	"sync"

	"github.com/lastword-audit/lastword/audit/spill"
)

// grouped yields the records together that begin with the same four bytes, which
// are a number. Its slice is used again.
func grouped(records *spill.Records) iter.Seq2[uint32, [][]byte] {
	return func(yield func(uint32, [][]byte) bool) {
		g := groupings.Get().(*grouping)
		defer groupings.Put(g)
		g.fill(records)
		order := g.sort()
		for len(order) > 0 {
			key := g.keys[order[0]]
			g.group = g.group[:0]
			for len(order) > 0 && g.keys[order[0]] == key {
				g.group = append(g.group, g.records[order[0]])
				order = order[1:]
			}
			if !yield(key, g.group) {
				break
			}
		}
		clear(g.records) // lets go of their memory
	}
}

// A grouping is what it takes to bring records together.
type grouping struct {
	records     [][]byte
	group       [][]byte
	keys        []uint32
	order, next []int32
}

// groupings are used again: they are large, and a partition needs one for a moment.
var groupings = sync.Pool{New: func() any { return new(grouping) }}

func (g *grouping) fill(records *spill.Records) {
	g.records, g.keys = slices.Grow(g.records[:0], records.Len()), slices.Grow(g.keys[:0], records.Len())
	for record := range records.All() {
		g.keys = append(g.keys, binary.LittleEndian.Uint32(record))
		g.records = append(g.records, record)
	}
}

// sort returns the numbers of the records in the order of their keys; those of
// one key keep their order. It sorts by digits (LSD radix sort), as there are
// many keys and each is a hash or a number.
func (g *grouping) sort() []int32 {
	const (
		bits   = 11
		digits = 3 // of 11 bits make 32
		mask   = 1<<bits - 1
	)
	var starts [digits][1 << bits]int32
	for _, k := range g.keys {
		for d := range digits {
			starts[d][k>>(d*bits)&mask]++
		}
	}
	n := len(g.keys)
	g.order, g.next = slices.Grow(g.order[:0], n)[:n], slices.Grow(g.next[:0], n)[:n]
	for i := range g.order {
		g.order[i] = int32(i)
	}
	for d := range digits {
		at := int32(0)
		for i, n := range starts[d] {
			starts[d][i] = at
			at += n
		}
		for _, i := range g.order {
			digit := g.keys[i] >> (d * bits) & mask
			g.next[starts[d][digit]] = i
			starts[d][digit]++
		}
		g.order, g.next = g.next, g.order
	}
	return g.order
}
