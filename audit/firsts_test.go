package audit

import (
	"slices"
	"testing"
)

// Of few keys and of many the first place is found, and after a reset none of before.
func TestFirsts(t *testing.T) {
	var f firsts[int]
	for round := range 2 {
		f.reset()
		var keys []int
		for i := range 4 * fewPosts {
			key := i*i%61 + 1000*round
			keys = append(keys, key)
			f.add(key)
			for k := range 2000 {
				if got, want := f.find(k), slices.Index(keys, k); got != int32(want) {
					t.Fatalf("of %d keys the first %d is at %d, want %d", len(keys), k, got, want)
				}
			}
		}
	}
}
