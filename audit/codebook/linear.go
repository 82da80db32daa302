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
	table   table   // feature key → its row
	facts   []int32 // by fact, its row; -1 if it weighs nothing
	rows    []row

	languages map[string]bool // of whose words some are weighed
}

const hundredth = 1. / 100

const (
	mostAnswers = 18 // of a question
	mostColumns = 32 // of a model: answers and votes
)

// newLinear reads a weights file: a line "answers" with the answers' names, and
// a line for the bias and for every feature, tab-separated: its name, and the
// weights that are not 0 as "answer=weight", to two decimals. Lines that begin
// with # are comments.
func newLinear(data []byte, file string) (*linear, error) {
	m := &linear{languages: map[string]bool{}}
	lines := bytes.Count(data, []byte("\n"))
	keys, places := make([]uint64, 0, lines), make([]int32, 0, lines)
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
			m.rows = make([]row, 0, lines)
			continue
		}
		r, err := m.read(rest)
		if err != nil {
			return nil, &BookError{file, n, err.Error()}
		}
		if name == "bias" {
			m.bias = nil
			for answer := range m.answers {
				m.bias = append(m.bias, float32(r.weight(answer))*hundredth)
			}
			continue
		}
		if words, ok := strings.CutPrefix(name, "word:"); ok {
			code, _, _ := strings.Cut(words, ":")
			m.languages[code] = true
		}
		keys, places = append(keys, featureKey(name)), append(places, int32(len(m.rows)))
		if m.rows = append(m.rows, r); len(m.rows) == mostRows {
			return nil, &BookError{file, n, fmt.Sprintf("a model has fewer than %d features", mostRows)}
		}
	}
	if len(m.bias) == 0 {
		return nil, &BookError{file, 1, "the model has no line \"bias\""}
	}
	m.table = newTable(keys, places)
	for _, name := range allFacts {
		m.facts = append(m.facts, int32(m.table.find(featureKey(name))))
	}
	return m, nil
}

// gain is how much more a feature weighs for an answer than in the mean.
func (m *linear) gain(feature, answer int) float32 {
	r, sum := &m.rows[feature], 0
	for i := range m.answers {
		sum += r.weight(i)
	}
	return (float32(r.weight(answer)) - float32(sum)/float32(len(m.answers))) * hundredth
}

// read reads the row that "answer=weight" fields make up.
func (m *linear) read(fields string) (r row, err error) {
	var weights [mostColumns]int
	for field := range strings.SplitSeq(fields, "\t") {
		if field == "" {
			continue
		}
		answer, weight, _ := strings.Cut(field, "=")
		i := slices.Index(m.answers, answer)
		if i < 0 {
			return r, fmt.Errorf("%q is none of the answers that the line \"answers\" names", answer)
		}
		w, err := strconv.ParseFloat(weight, 64)
		if w = math.Round(w * 100); err != nil || !(math.Abs(w) < level) {
			return r, fmt.Errorf("%q is no weight: it must lie between -327 and 327", weight)
		}
		weights[i] = int(w)
	}
	for i, w := range weights {
		r.set(i, w)
	}
	return r, nil
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
