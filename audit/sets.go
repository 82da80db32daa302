package audit

// sets are disjoint sets of numbers (union-find): of each number another of its set,
// nearer to the one that stands for all of it.
type sets []int32

// of returns the number that stands for i's set, and halves the path to it.
func (s sets) of(i int32) int32 {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}
