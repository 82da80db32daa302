package audit

// sorted returns the numbers from 0 to len(keys)-1 in the order of their keys;
// those of one key keep their order. It sorts by digits (LSD radix sort), as
// there are many keys and each is a hash or a number.
func sorted(keys []uint32) []int32 {
	const (
		bits   = 11
		digits = 3 // of 11 bits make 32
		mask   = 1<<bits - 1
	)
	var starts [digits][1 << bits]int32
	for _, k := range keys {
		for d := range digits {
			starts[d][k>>(d*bits)&mask]++
		}
	}
	order, next := make([]int32, len(keys)), make([]int32, len(keys))
	for i := range order {
		order[i] = int32(i)
	}
	for d := range digits {
		at := int32(0)
		for i, n := range starts[d] {
			starts[d][i] = at
			at += n
		}
		for _, i := range order {
			digit := keys[i] >> (d * bits) & mask
			next[starts[d][digit]] = i
			starts[d][digit]++
		}
		order, next = next, order
	}
	return order
}
