package spill

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"iter"
	"slices"
	"sync"
	"sync/atomic"
)

// A Sorter brings records into the order of their keys. Equal keys come in the
// order of the records' bytes, so that the result does not depend on the order
// of adding. Each goroutine adds in a lane of its own. After the last Add, the records can
// be read again and again, and sections of them by several goroutines at once.
//
// It is a sample sort (Frazer and McKellar 1970): the keys of the first records
// cut all keys into ranges, the records are spread over these as over any
// partitions, and each range is sorted when it is read. A range that has become
// too large, because the first records were not like the others, is cut again.
type Sorter struct {
	pool  *Pool
	lanes int
	most  int   // ranges
	large int64 // bytes beyond which a section is cut: each goroutine reads one at a time

	ranges atomic.Pointer[ranges] // nil as long as there are few records

	mu    sync.Mutex // guards what follows
	early *Partitions
	keys  [][]byte // of the early records

	cut      sync.Once // before the first reading
	sections []section
	err      error
}

// sampled is how many keys tell where ranges begin.
const sampled = 1 << 14

// An Item is a record and its key.
type Item struct{ Key, Record []byte }

// NewSorter returns an empty Sorter for so many goroutines to add to, that takes
// about open bytes for slots that are being filled.
func (p *Pool) NewSorter(lanes int, open int64) *Sorter {
	const least, most = 8, 1 << 10
	return &Sorter{
		pool:  p,
		lanes: lanes,
		most:  min(max(int(open)/(lanes*p.size), least), most),
		large: max(int64(p.budget/4)/int64(lanes), minSection),
		early: p.NewPartitions(1, 1),
	}
}

// Add adds a record; it copies both slices. A lane is one goroutine's at a time.
func (s *Sorter) Add(lane int, key, record []byte) error {
	if r := s.ranges.Load(); r != nil {
		return r.add(lane, key, record)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.ranges.Load(); r != nil {
		return r.add(lane, key, record)
	}
	s.keys = append(s.keys, bytes.Clone(key))
	if err := appendItem(s.early, 0, 0, key, record); err != nil || len(s.keys) < sampled {
		return err
	}
	r := s.pool.newRanges(s.keys, s.most, s.lanes)
	s.keys = nil
	err := s.early.Drain(0, func(item []byte) error {
		key, record := splitItem(item)
		return r.add(lane, key, record)
	})
	s.ranges.Store(r)
	return err
}

// Sections yields the sections of the records, one behind the other in the order
// of the keys. A record is valid until the next one of its section.
func (s *Sorter) Sections() iter.Seq2[iter.Seq2[Item, error], error] {
	return func(yield func(iter.Seq2[Item, error], error) bool) {
		s.cut.Do(s.cutLarge)
		if s.err != nil {
			yield(nil, s.err)
			return
		}
		for _, section := range s.sections {
			if !yield(section.sorted, nil) {
				return
			}
		}
	}
}

// All yields the records in order.
func (s *Sorter) All() iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		for section, err := range s.Sections() {
			if err != nil {
				yield(Item{}, err)
				return
			}
			for item, err := range section {
				if !yield(item, err) || err != nil {
					return
				}
			}
		}
	}
}

// Close forgets all records.
func (s *Sorter) Close() {
	s.early.Close()
	if r := s.ranges.Load(); r != nil {
		r.parts.Close()
	}
	for _, section := range s.sections {
		section.parts.Close()
	}
}

// cutLarge makes the sections.
func (s *Sorter) cutLarge() {
	all := []section{{s.early, 0}}
	if r := s.ranges.Load(); r != nil {
		all = r.sections()
	}
	for _, sec := range all {
		small, err := sec.cut(s.large)
		if err != nil {
			s.err = err
			return
		}
		s.sections = append(s.sections, small...)
	}
}

// minSection is a size below which no section is cut.
const minSection = 64 << 10

// A section is a partition whose items are the records of a range.
type section struct {
	parts *Partitions
	part  int
}

// cut returns the sections of at most so many bytes that this one makes. One
// whose records all have the same key is left whole.
func (s section) cut(most int64) ([]section, error) {
	size := s.parts.size(s.part)
	if size <= most {
		return []section{s}, nil
	}
	var keys [][]byte
	n := 0
	stride := s.parts.records(s.part)/sampled + 1
	err := s.parts.each(s.part, false, func(item []byte) error {
		if n%stride == 0 {
			key, _ := splitItem(item)
			keys = append(keys, bytes.Clone(key))
		}
		n++
		return nil
	})
	if err != nil {
		return nil, err
	}
	r := s.parts.pool.newRanges(keys, int(2*size/most)+1, 1)
	if len(r.bounds) == 0 {
		return []section{s}, nil
	}
	err = s.parts.Drain(s.part, func(item []byte) error {
		key, record := splitItem(item)
		return r.add(0, key, record)
	})
	if err != nil {
		return nil, err
	}
	var list []section
	for _, smaller := range r.sections() {
		small, err := smaller.cut(most)
		if err != nil {
			return nil, err
		}
		list = append(list, small...)
	}
	return list, nil
}

// sorted yields the section's records in order.
func (s section) sorted(yield func(Item, error) bool) {
	records, err := s.parts.all(s.part, false)
	if err != nil {
		yield(Item{}, err)
		return
	}
	defer records.Free()
	o := orders.Get().(*order)
	defer orders.Put(o)
	o.items, o.places = slices.Grow(o.items[:0], records.Len()), slices.Grow(o.places[:0], records.Len())
	for b := range records.All() {
		key, record := splitItem(b)
		o.places = append(o.places, place{prefixOf(key), int32(len(o.items))})
		o.items = append(o.items, Item{key, record})
	}
	slices.SortFunc(o.places, func(a, b place) int {
		if c := a.compare(b.prefix); c != 0 {
			return c
		}
		x, y := &o.items[a.at], &o.items[b.at]
		if c := bytes.Compare(x.Key, y.Key); c != 0 {
			return c
		}
		return bytes.Compare(x.Record, y.Record)
	})
	for _, p := range o.places {
		if !yield(o.items[p.at], nil) {
			break
		}
	}
	clear(o.items) // lets go of their memory
}

// An order is what it takes to sort a section.
type order struct {
	items  []Item
	places []place
}

// A place is an item's number with the beginning of its key.
type place struct {
	prefix
	at int32
}

// orders are used again: they are large, and a section needs one for a moment.
var orders = sync.Pool{New: func() any { return new(order) }}

// Ranges are partitions by key: the n-th holds the keys from the n-th bound on,
// that of number 0 the keys before the first.
type ranges struct {
	bounds [][]byte
	begins []prefix // of the bounds
	parts  *Partitions
}

// newRanges returns at most n ranges that cut a sample of keys into equal parts,
// for so many goroutines to add to. It sorts the sample.
func (p *Pool) newRanges(sample [][]byte, n, lanes int) *ranges {
	slices.SortFunc(sample, bytes.Compare)
	r := &ranges{}
	for i := 1; i < n; i++ {
		bound := sample[i*len(sample)/n]
		if last := len(r.bounds) - 1; bytes.Equal(bound, sample[0]) || last >= 0 && bytes.Equal(bound, r.bounds[last]) {
			continue
		}
		r.bounds = append(r.bounds, bound)
		r.begins = append(r.begins, prefixOf(bound))
	}
	r.parts = p.NewPartitions(len(r.bounds)+1, lanes)
	return r
}

func (r *ranges) add(lane int, key, record []byte) error {
	return appendItem(r.parts, lane, r.of(key), key, record)
}

// of is the range of a key.
func (r *ranges) of(key []byte) int {
	begin := prefixOf(key)
	from, to := 0, len(r.bounds)
	for from < to {
		i := (from + to) / 2
		c := begin.compare(r.begins[i])
		if c == 0 {
			c = bytes.Compare(key, r.bounds[i])
		}
		if c < 0 {
			to = i
		} else {
			from = i + 1
		}
	}
	return from
}

func (r *ranges) sections() []section {
	list := make([]section, r.parts.Len())
	for i := range list {
		list[i] = section{r.parts, i}
	}
	return list
}

// appendItem appends a record with its key, which splitItem tells apart again.
func appendItem(to *Partitions, lane, part int, key, record []byte) error {
	var size [binary.MaxVarintLen64]byte
	n := binary.PutUvarint(size[:], uint64(len(key)))
	return to.Append(lane, part, size[:n], key, record)
}

func splitItem(item []byte) (key, record []byte) {
	size, n := binary.Uvarint(item)
	end := n + int(size)
	return item[n:end:end], item[end:]
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
