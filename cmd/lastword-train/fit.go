package main

import (
	"math"
	"slices"
	"sort"
	"strings"

	"gonum.org/v1/gonum/optimize"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// A sample is one case or sentence as a question sees it.
type sample struct {
	features []codebook.Feature
	answer   int
	weight   float64
	brand    string
}

// A spec says how a question is learned.
type spec struct {
	answers     []string
	ridge       float64 // penalty of the squared weights
	minWords    int     // samples that a word must stand in, to be weighed
	minPairs    int     // and two words
	minBrands   int     // and in those of as many brands, where there are
	balance     float64 // how far rare answers weigh more: 0 not at all, 1 fully
	madeUp      float64 // weight of a made-up case
	leastWeight float64 // below what a weight is left out, if that is more than usual

	small map[string]bool // words that somebody wrote small, and so no names
}

// fit learns a softmax regression with a ridge penalty. The result depends on the
// samples alone: the features are sorted, and the solver starts from zero.
func fit(s spec, samples []sample) *weights {
	names := selectFeatures(s, samples)
	index := map[string]int{}
	for i, n := range names {
		index[n] = i
	}
	k := len(s.answers)
	rows := make([][]cell, len(samples))
	for i, x := range samples {
		seen := map[int]bool{}
		for _, f := range x.features {
			if j, ok := index[f.Name]; ok && !seen[j] {
				seen[j] = true
				rows[i] = append(rows[i], cell{j * k, f.Value})
			}
		}
	}
	dim := (len(names) + 1) * k // the last row is the bias
	bias := len(names) * k
	p := make([]float64, k)
	value := func(w, grad []float64) float64 {
		loss := 0.0
		for i := range grad {
			grad[i] = 0
		}
		for i, x := range samples {
			copy(p, w[bias:])
			for _, f := range rows[i] {
				for c, y := range w[f.at : f.at+k] {
					p[c] += f.value * y
				}
			}
			top := slices.Max(p)
			sum := 0.0
			for c := range k {
				p[c] = math.Exp(p[c] - top)
				sum += p[c]
			}
			loss -= x.weight * math.Log(p[x.answer]/sum)
			for c := range k {
				p[c] = x.weight * p[c] / sum
				if c == x.answer {
					p[c] -= x.weight
				}
				grad[bias+c] += p[c]
			}
			for _, f := range rows[i] {
				g := grad[f.at : f.at+k]
				for c := range g {
					g[c] += f.value * p[c]
				}
			}
		}
		for i, x := range w[:bias] {
			loss += s.ridge / 2 * x * x
			grad[i] += s.ridge * x
		}
		return loss
	}
	scratch := make([]float64, dim)
	problem := optimize.Problem{
		Func: func(w []float64) float64 { return value(w, scratch) },
		Grad: func(grad, w []float64) { value(w, grad) },
	}
	result, err := optimize.Minimize(problem, make([]float64, dim), &optimize.Settings{
		MajorIterations:   80,
		GradientThreshold: 0.02,
	}, &optimize.LBFGS{})
	if result == nil {
		panic(err)
	}
	return newWeights(s, names, result.X)
}

// A cell is a sample's value of the feature whose weights begin at a place.
type cell struct {
	at    int
	value float64
}

// selectFeatures keeps facts and phrases that stand in enough cases, and words
// and pairs that besides stand in the cases of enough brands.
func selectFeatures(s spec, samples []sample) []string {
	type count struct {
		cases  int
		brands map[string]bool
	}
	counts := map[string]*count{}
	brandsOf := map[string]map[string]bool{} // by language
	for _, x := range samples {
		seen := map[string]bool{}
		for _, f := range x.features {
			f := f.Name
			if seen[f] {
				continue
			}
			seen[f] = true
			c := counts[f]
			if c == nil {
				c = &count{brands: map[string]bool{}}
				counts[f] = c
			}
			c.cases++
			c.brands[x.brand] = true
			if lang, ok := languageOf(f); ok {
				if brandsOf[lang] == nil {
					brandsOf[lang] = map[string]bool{}
				}
				brandsOf[lang][x.brand] = true
			}
		}
	}
	var names []string
	for f, c := range counts {
		lang, isWord := languageOf(f)
		need := s.minWords
		if strings.HasPrefix(f, "pair:") || strings.HasPrefix(f, "opens:") {
			need = s.minPairs
		}
		if c.cases < need && isWord || c.cases < 3 {
			continue
		}
		if isWord {
			if s.holdsName(f) {
				continue
			}
			if len(c.brands) < min(s.minBrands, len(brandsOf[lang])) || strings.ContainsAny(wordsOf(f), "0123456789_") {
				continue
			}
		}
		names = append(names, f)
	}
	sort.Strings(names)
	return names
}

// holdsName reports whether a word of a feature is never written small in the
// examples: a customer's, an agent's or a brand's name.
func (s *spec) holdsName(feature string) bool {
	for w := range strings.FieldsSeq(wordsOf(feature)) {
		if w[0] >= 'a' && w[0] <= 'z' && len(w) > 2 && !s.small[w] {
			return true
		}
	}
	return false
}

// languageOf is the language of a feature that is about words.
func languageOf(feature string) (string, bool) {
	what, arg, _ := strings.Cut(feature, ":")
	switch what {
	case "word", "pair", "first", "opens":
		lang, _, ok := strings.Cut(arg, ":")
		return lang, ok
	}
	return "", false
}

func wordsOf(feature string) string {
	return feature[strings.LastIndex(feature, ":")+1:]
}
