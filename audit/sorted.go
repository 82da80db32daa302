package audit

import (
	"cmp"
	"slices"
)

// sorted returns the numbers from 0 to n-1 in the order of their keys, and, of
// one key, in the order of tie, if it is not nil. What is numbered here is too
// large to be moved about, and slow to be compared: the keys are compared first.
func sorted(n int, key func(i int) uint64, tie func(i, j int32) int) []int32 {
	type numbered struct {
		key uint64
		i   int32
	}
	list := make([]numbered, n)
	for i := range list {
		list[i] = numbered{key(i), int32(i)}
	}
	slices.SortFunc(list, func(a, b numbered) int {
		if a.key != b.key || tie == nil {
			return cmp.Compare(a.key, b.key)
		}
		return tie(a.i, b.i)
	})
	order := make([]int32, n)
	for k := range list {
		order[k] = list[k].i
	}
	return order
}
