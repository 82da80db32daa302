package codebook

// A row is what a feature weighs for each answer, in hundredths and more by level,
// four answers a word. It fills a line of the processor's cache.
type row [mostColumns / 4]uint64

const level = 1 << 15 // so that no weight is negative

func (r *row) set(answer, hundredths int) {
	r[answer/4] |= uint64(hundredths+level) << (answer % 4 * 16)
}

// weight is what the feature weighs for an answer, in hundredths.
func (r *row) weight(answer int) int {
	return int(r[answer/4]>>(answer%4*16)&0xffff) - level
}

// A tally adds up rows: their even answers, and the odd ones, two a word.
type tally struct {
	even, odd row
	n         int // rows
}

const mostRows = 1 << 16 // that a tally adds up

// add adds the first words of a row.
func (t *tally) add(r *row, words int) {
	const low = 0x0000_ffff_0000_ffff
	for i, four := range r[:words] {
		t.even[i] += four & low
		t.odd[i] += four >> 16 & low
	}
	t.n++
}

// sum is what the rows weigh for an answer, in hundredths.
func (t *tally) sum(answer int) int {
	two := t.even[answer/4]
	if answer%2 > 0 {
		two = t.odd[answer/4]
	}
	return int(uint32(two>>(answer%4/2*32))) - t.n*level
}
