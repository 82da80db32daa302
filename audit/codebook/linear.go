package codebook

import (
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
	table   table     // feature key → row
	weights []float32 // rows × answers
}

const mostAnswers = 18

// newLinear reads a weights file: a line "answers" with the answers' names, and
// a line for the bias and for every feature, tab-separated: its name, and the
// weights that are not 0 as "answer=weight". Lines that begin with # are comments.
func newLinear(data []byte, file string) (*linear, error) {
	m := &linear{}
	var keys []uint64
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
			if len(m.answers) < 2 || len(m.answers) > mostAnswers {
				return nil, &BookError{file, n, fmt.Sprintf("a model has 2 to %d answers, not %d", mostAnswers, len(m.answers))}
			}
			continue
		}
		row, err := m.weightsOf(rest)
		if err != nil {
			return nil, &BookError{file, n, err.Error()}
		}
		if name == "bias" {
			m.bias = row
			continue
		}
		m.weights = append(m.weights, row...)
		keys = append(keys, featureKey(name))
	}
	if len(m.bias) == 0 {
		return nil, &BookError{file, 1, "the model has no line \"bias\""}
	}
	m.table = newTable(keys)
	return m, nil
}

// weightsOf reads "answer=weight" fields.
func (m *linear) weightsOf(fields string) ([]float32, error) {
	row := make([]float32, len(m.answers))
	for field := range strings.SplitSeq(fields, "\t") {
		if field == "" {
			continue
		}
		answer, weight, _ := strings.Cut(field, "=")
		i := slices.Index(m.answers, answer)
		if i < 0 {
			return nil, fmt.Errorf("%q is none of the answers that the line \"answers\" names", answer)
		}
		w, err := strconv.ParseFloat(weight, 32)
		if err != nil || math.IsNaN(w) || math.IsInf(w, 0) {
			return nil, fmt.Errorf("%q is no weight", weight)
		}
		row[i] = float32(w)
	}
	return row, nil
}

func (m *linear) row(i int) []float32 {
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
	keys  []uint64 // 0: free
	place []int32
	mask  uint64
}

func newTable(keys []uint64) table {
	size := 16
	for size < 2*len(keys) {
		size *= 2
	}
	t := table{make([]uint64, size), make([]int32, size), uint64(size - 1)}
	for n, k := range keys {
		i := k & t.mask
		for t.keys[i] != 0 && t.keys[i] != k {
			i = (i + 1) & t.mask
		}
		t.keys[i], t.place[i] = k, int32(n)
	}
	return t
}

// find returns the place of a key, -1 if it is not there.
func (t *table) find(k uint64) int {
	for i := k & t.mask; t.keys[i] != 0; i = (i + 1) & t.mask {
		if t.keys[i] == k {
			return int(t.place[i])
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
