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
		g.sort()
		near := 0
		for from := 0; from < len(g.places); {
			key := g.places[from].key
			g.group = g.group[:0]
			for ; from < len(g.places) && g.places[from].key == key; from++ {
				if from == near {
					near = g.fetch(from)
				}
				g.group = append(g.group, g.records[g.places[from].at])
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
	records      [][]byte
	group        [][]byte
	places, next []place
	touched      byte
}

// A place is a record's key and number.
type place struct {
	key uint32
	at  int32
}

// groupings are used again: they are large, and a partition needs one for a moment.
var groupings = sync.Pool{New: func() any { return new(grouping) }}

func (g *grouping) fill(records *spill.Records) {
	n := records.Len()
	g.records, g.places = slices.Grow(g.records[:0], n), slices.Grow(g.places[:0], n)
	for record := range records.All() {
		g.places = append(g.places, place{binary.LittleEndian.Uint32(record), int32(len(g.records))})
		g.records = append(g.records, record)
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
	for _, p := range g.places {
		for d := range digits {
			starts[d][p.key>>(d*bits)&mask]++
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
func (g *grouping) fetch(from int) (to int) {
	const together, line = 32, 64
	to = min(from+together, len(g.places))
	for _, p := range g.places[from:to] {
		record := g.records[p.at]
		for i := 0; i < len(record); i += line {
			g.touched += record[i]
		}
	}
	return to
}
