package audit

import "iter"

// grouped yields, for each of the keys, the numbers of the places at which it
// stands, in their order. The keys must be hashes. The slices may be written to.
func grouped(keys []uint64) iter.Seq[[]int32] {
	type group struct {
		key uint64
		end int32 // of its numbers, at first their count
	}
	return func(yield func([]int32) bool) {
		size := 1
		for size < 2*len(keys) {
			size *= 2
		}
		slots := make([]int32, size) // of groups, from 1; 0 is free
		of := make([]int32, len(keys))
		var groups []group
		for i, key := range keys {
			slot := key >> 16 & uint64(size-1) // the lowest bits tell partitions apart
			for slots[slot] != 0 && groups[slots[slot]-1].key != key {
				slot = (slot + 1) & uint64(size-1)
			}
			if slots[slot] == 0 {
				groups = append(groups, group{key: key})
				slots[slot] = int32(len(groups))
			}
			of[i] = slots[slot] - 1
			groups[of[i]].end++
		}
		start := int32(0)
		for g := range groups {
			start, groups[g].end = start+groups[g].end, start
		}
		order := make([]int32, len(keys))
		for i, g := range of {
			order[groups[g].end] = int32(i)
			groups[g].end++
		}
		start = 0
		for _, g := range groups {
			if !yield(order[start:g.end:g.end]) {
				return
			}
			start = g.end
		}
	}
}
