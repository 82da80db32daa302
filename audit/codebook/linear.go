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
	means   []float32 // by row, of the answers
	words   int       // of a row that have an answer

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
			m.rows, m.means = make([]row, 0, lines), make([]float32, 0, lines)
			m.words = (len(m.answers) + 3) / 4
			continue
		}
		r, mean, err := m.read(rest)
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
		m.means = append(m.means, mean)
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
	return (float32(m.rows[feature].weight(answer)) - m.means[feature]) * hundredth
}

// read reads the row that "answer=weight" fields make up, and the mean of the answers.
func (m *linear) read(fields string) (r row, mean float32, err error) {
	var weights [mostColumns]int
	for field := range strings.SplitSeq(fields, "\t") {
		if field == "" {
			continue
		}
		answer, weight, _ := strings.Cut(field, "=")
		i := slices.Index(m.answers, answer)
		if i < 0 {
			return r, 0, fmt.Errorf("%q is none of the answers that the line \"answers\" names", answer)
		}
		w, err := strconv.ParseFloat(weight, 64)
		if w = math.Round(w * 100); err != nil || !(math.Abs(w) < level) {
			return r, 0, fmt.Errorf("%q is no weight: it must lie between -327 and 327", weight)
		}
		weights[i] = int(w)
	}
	sum := 0
	for i, w := range weights {
		r.set(i, w)
		sum += w
	}
	return r, float32(sum) / float32(len(m.answers)), nil
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
