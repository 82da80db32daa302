package codebook

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A linear model weighs features: each answer of a question has a weight for
// each feature, a case's score for an answer is the sum over its features, and
// the scores become probabilities by the logistic function. It is learned by
// cmd/lastword-train, and its weights are a data file.
type linear struct {
	answers []string
	bias    []float32
	table   table   // feature key → row
	weights []int16 // rows × answers, in hundredths: small, as the tables are looked up all over
}

const hundredth = 1. / 100

const (
	mostAnswers = 18                      // of a question
	mostColumns = mostAnswers + mostVotes // of a model
)

// newLinear reads a weights file: a line "answers" with the answers' names, and
// a line for the bias and for every feature, tab-separated: its name, and the
// weights that are not 0 as "answer=weight", to two decimals. Lines that begin
// with # are comments.
func newLinear(data []byte, file string) (*linear, error) {
	m := &linear{}
	lines := bytes.Count(data, []byte("\n"))
	keys := make([]uint64, 0, lines)
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		name, rest, _ := strings.Cut(line, "\t")
		if name == "answers" {
			m.answers = strings.Split(rest, "\t")
			if len(m.answers) < 2 || len(m.answers) > mostColumns {
				return nil, &BookError{file, n, fmt.Sprintf("a model has 2 to %d answers, not %d", mostColumns, len(m.answers))}
			}
			m.weights = make([]int16, 0, lines*len(m.answers))
			continue
		}
		if name == "bias" {
			bias := make([]int16, len(m.answers))
			if err := m.read(bias, rest); err != nil {
				return nil, &BookError{file, n, err.Error()}
			}
			m.bias = nil
			for _, w := range bias {
				m.bias = append(m.bias, float32(w)*hundredth)
			}
			continue
		}
		m.weights = append(m.weights, make([]int16, len(m.answers))...)
		if err := m.read(m.row(len(keys)), rest); err != nil {
			return nil, &BookError{file, n, err.Error()}
		}
		keys = append(keys, featureKey(name))
	}
	if len(m.bias) == 0 {
		return nil, &BookError{file, 1, "the model has no line \"bias\""}
	}
	m.table = newTable(keys)
	return m, nil
}

// gain is how much more a feature weighs for an answer than in the mean.
func (m *linear) gain(row, answer int) float32 {
	weights := m.row(row)
	sum := 0
	for _, w := range weights {
		sum += int(w)
	}
	return (float32(weights[answer]) - float32(sum)/float32(len(weights))) * hundredth
}

// read sets a row to "answer=weight" fields.
func (m *linear) read(row []int16, fields string) error {
	for field := range strings.SplitSeq(fields, "\t") {
		if field == "" {
			continue
		}
		answer, weight, _ := strings.Cut(field, "=")
		i := slices.Index(m.answers, answer)
		if i < 0 {
			return fmt.Errorf("%q is none of the answers that the line \"answers\" names", answer)
		}
		w, err := strconv.ParseFloat(weight, 64)
		if w = math.Round(w * 100); err != nil || !(math.Abs(w) <= math.MaxInt16) {
			return fmt.Errorf("%q is no weight: it must lie between -327 and 327", weight)
		}
		row[i] = int16(w)
	}
	return nil
}

func (m *linear) row(i int) []int16 {
	k := len(m.answers)
	return m.weights[i*k : i*k+k]
}

// probabilities turns scores into probabilities, in place.
func probabilities(scores []float32) {
	top := scores[0]
	for _, s := range scores {
		top = max(top, s)
	}
	sum := float32(0)
	for i, s := range scores {
		scores[i] = float32(math.Exp(float64(s - top)))
		sum += scores[i]
	}
	for i := range scores {
		scores[i] /= sum
	}
}

// A table finds a key's place among the keys it was made of.
type table struct {
	slots []slotOf
	mask  uint64
	seen  []uint64 // a bit for each key, at its high bits: most of what is asked for is not there
	shift int
}

// A slotOf holds a key and its place.
type slotOf struct {
	key   uint64 // 0: free
	place int32
}

func newTable(keys []uint64) table {
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
		for t.slots[i].key != 0 && t.slots[i].key != k {
			i = (i + 1) & t.mask
		}
		t.slots[i] = slotOf{k, int32(n)}
		at := k >> t.shift
		t.seen[at/64] |= 1 << (at % 64)
	}
	return t
}

// find returns the place of a key, -1 if it is not there.
func (t *table) find(k uint64) int {
	if at := k >> (t.shift & 63); t.seen[at/64]&(1<<(at%64)) == 0 {
		return -1
	}
	for i := k & t.mask; t.slots[i].key != 0; i = (i + 1) & t.mask {
		if t.slots[i].key == k {
			return int(t.slots[i].place)
		}
	}
	return -1
}

// mix spreads a hash's bits, so that its low ones tell keys apart.
func mix(h uint64) uint64 {
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	h ^= h >> 32
	return h | 1 // never 0
}
