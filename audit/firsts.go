package audit

import "slices"

// firsts are keys in a row, of each of which the first place can be found.
type firsts[K comparable] struct {
	keys []K
	at   map[K]int32 // of more than a few
}

// fewPosts are looked through faster than maps are filled.
const fewPosts = 24

func (f *firsts[K]) reset() {
	const large = 1 << 12 // a map that takes long to clear
	if len(f.keys) > large {
		f.at = nil
	}
	f.keys = f.keys[:0]
}

func (f *firsts[K]) add(key K) {
	f.keys = append(f.keys, key)
	switch n := len(f.keys); {
	case n == fewPosts+1:
		if f.at == nil {
			f.at = map[K]int32{}
		}
		clear(f.at)
		for i, k := range slices.Backward(f.keys) {
			f.at[k] = int32(i)
		}
	case n > fewPosts:
		if _, ok := f.at[key]; !ok {
			f.at[key] = int32(n - 1)
		}
	}
}

// find returns the first place of a key, nobody if it has none.
func (f *firsts[K]) find(key K) int32 {
	if len(f.keys) <= fewPosts {
		return int32(slices.Index(f.keys, key))
	}
	if i, ok := f.at[key]; ok {
		return i
	}
	return nobody
}
