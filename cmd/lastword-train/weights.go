package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// weights are what was learned for a question: of each feature a weight for
// each answer.
type weights struct {
	answers []string
	bias    []float64
	of      map[string][]float64
}

// newWeights takes the weights that count, against their mean, since only the
// differences decide.
func newWeights(s spec, names []string, w []float64) *weights {
	k := len(s.answers)
	learned := &weights{answers: s.answers, bias: rounded(w[len(names)*k:], 0), of: map[string][]float64{}}
	for i, n := range names {
		learned.of[n] = rounded(w[i*k:i*k+k], s.leastWeight)
	}
	return learned
}

func rounded(w []float64, least float64) []float64 {
	mean := 0.0
	for _, x := range w {
		mean += x / float64(len(w))
	}
	out := make([]float64, len(w))
	for c, x := range w {
		if x = math.Round((x-mean)*100) / 100; math.Abs(x) >= least {
			out[c] = x
		}
	}
	return out
}

// with returns the weights with the answers of another question, which hears
// the same words, behind their own.
func (w *weights) with(question string, words *weights) *weights {
	n := &weights{answers: slices.Clone(w.answers), of: map[string][]float64{}}
	for _, a := range words.answers {
		n.answers = append(n.answers, question+":"+a)
	}
	n.bias = slices.Concat(w.bias, make([]float64, len(words.answers)))
	for name, row := range w.of {
		n.of[name] = slices.Concat(row, make([]float64, len(words.answers)))
	}
	for name, row := range words.of {
		if n.of[name] == nil {
			n.of[name] = make([]float64, len(n.answers))
		}
		copy(n.of[name][len(w.answers):], row)
	}
	return n
}

// file writes the weights as the codebook reads them.
func (w *weights) file() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "answers\t%s\n", strings.Join(w.answers, "\t"))
	row := func(name string, weights []float64) {
		fields := ""
		for c, x := range weights {
			if x != 0 || name == "bias" {
				fields += "\t" + w.answers[c] + "=" + strconv.FormatFloat(x, 'g', -1, 64)
			}
		}
		if fields != "" {
			b.WriteString(name + fields + "\n")
		}
	}
	row("bias", w.bias)
	for _, n := range slices.Sorted(maps.Keys(w.of)) {
		row(n, w.of[n])
	}
	return []byte(b.String())
}
