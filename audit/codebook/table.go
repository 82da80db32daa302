package codebook

// A table finds what a key stands for among the keys it was made of. It keeps the
// upper half of each, to be small: one key in 2^31 of those that come to a slot of
// another is taken for it, and the same one in every run.
type table struct {
	slots []slotOf
	mask  uint64
	seen  []uint64 // a bit for each key, at its high bits: most of what is asked for is not there
	shift int
}

// A slotOf holds a key's tag and what it stands for.
type slotOf struct {
	tag   uint32 // 0: free
	place int32
}

// tagOf is the upper half of a key, never 0.
func tagOf(key uint64) uint32 { return uint32(key>>32) | 1 }

// newTable returns the table of keys, each of which stands for its place, which is not negative.
func newTable(keys []uint64, places []int32) table {
	size, bits := 16, 4
	for size < 2*len(keys) {
		size *= 2
		bits++
	}
	const sparse = 3 // as a power of 2: bits for each slot
	t := table{
		slots: make([]slotOf, size),
		mask:  uint64(size - 1),
		seen:  make([]uint64, max(1, size<<sparse/64)),
		shift: 64 - bits - sparse,
	}
	for n, k := range keys {
		i := k & t.mask
		for t.slots[i].tag != 0 && t.slots[i].tag != tagOf(k) {
			i = (i + 1) & t.mask
		}
		t.slots[i] = slotOf{tagOf(k), places[n]}
		at := k >> t.shift
		t.seen[at/64] |= 1 << (at % 64)
	}
	return t
}

// find returns the place of a key, -1 if it is not there.
func (t *table) find(k uint64) int {
	if t.maybe(k) == 0 {
		return -1
	}
	return t.look(k)
}

// maybe is 1 if a key may be there, 0 if it is not.
func (t *table) maybe(k uint64) int {
	at := k >> (t.shift & 63)
	return int(t.seen[at/64] >> (at % 64) & 1)
}

// look is find for a key that may be there.
func (t *table) look(k uint64) int {
	for i := k & t.mask; t.slots[i].tag != 0; i = (i + 1) & t.mask {
		if t.slots[i].tag == tagOf(k) {
			return int(t.slots[i].place)
		}
	}
	return -1
}

// mix spreads a hash's bits, so that any of them tell keys apart.
func mix(h uint64) uint64 {
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	return h ^ h>>32
}
