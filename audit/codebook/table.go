package codebook

// A table finds what a key stands for among the keys it was made of. It keeps the
// upper half of each, to be small: one key in 2^31 of those that come to a slot of
// another is taken for it, and the same one in every run.
type table struct {
	slots []slotOf
	mask  uint64
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
	size := 16
	for size < 2*len(keys) {
		size *= 2
	}
	t := table{make([]slotOf, size), uint64(size - 1)}
	for n, k := range keys {
		i := k & t.mask
		for t.slots[i].tag != 0 && t.slots[i].tag != tagOf(k) {
			i = (i + 1) & t.mask
		}
		t.slots[i] = slotOf{tagOf(k), places[n]}
	}
	return t
}

// find returns the place of a key, -1 if it is not there.
func (t *table) find(k uint64) int {
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
