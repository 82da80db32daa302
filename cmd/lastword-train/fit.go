package main

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/optimize"
)

// A sample is one case as a question sees it.
type sample struct {
	features []string
	answer   int
	weight   float64
	brand    string
}

// A spec says how a question is learned.
type spec struct {
	answers   []string
	ridge     float64 // penalty of the squared weights
	wordRidge float64 // times as much for words and pairs
	minWords  int     // cases that a word must stand in, to be weighed
	minPairs  int     // and a pair of words
	minBrands int     // and in the cases of as many brands, where there are
	balance   float64 // how far rare answers weigh more: 0 not at all, 1 fully
	madeUp    float64 // weight of a made-up case

	names map[string]bool // words and pairs that hold a name, to be left out
}

// fit learns a softmax regression with a ridge penalty and returns it as a
// weights file. The result depends on the samples alone: the features are
// sorted, and the solver starts from zero.
func fit(s spec, samples []sample) []byte {
	names := selectFeatures(s, samples)
	index := map[string]int{}
	for i, n := range names {
		index[n] = i
	}
	k := len(s.answers)
	rows := make([][]int, len(samples))
	for i, x := range samples {
		seen := map[int]bool{}
		for _, f := range x.features {
			if j, ok := index[f]; ok && !seen[j] {
				seen[j] = true
				rows[i] = append(rows[i], j)
			}
		}
	}
	dim := (len(names) + 1) * k // the last row is the bias
	bias := len(names) * k
	ridge := make([]float64, len(names))
	for i, n := range names {
		ridge[i] = s.ridge
		if _, isWord := languageOf(n); isWord {
			ridge[i] *= s.wordRidge
		}
	}
	p := make([]float64, k)
	value := func(w, grad []float64) float64 {
		loss := 0.0
		for i := range grad {
			grad[i] = 0
		}
		for i, x := range samples {
			copy(p, w[bias:])
			for _, j := range rows[i] {
				for c := range k {
					p[c] += w[j*k+c]
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
				g := p[c] / sum
				if c == x.answer {
					g--
				}
				g *= x.weight
				grad[bias+c] += g
				for _, j := range rows[i] {
					grad[j*k+c] += g
				}
			}
		}
		for i, x := range w[:bias] {
			loss += ridge[i/k] / 2 * x * x
			grad[i] += ridge[i/k] * x
		}
		return loss
	}
	scratch := make([]float64, dim)
	problem := optimize.Problem{
		Func: func(w []float64) float64 { return value(w, scratch) },
		Grad: func(grad, w []float64) { value(w, grad) },
	}
	result, err := optimize.Minimize(problem, make([]float64, dim), &optimize.Settings{
		MajorIterations:   150,
		GradientThreshold: 0.02,
	}, &optimize.LBFGS{})
	if result == nil {
		panic(err)
	}
	return format(s, names, result.X)
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
		if strings.Contains(f, "pair:") {
			need = s.minPairs
		}
		if c.cases < need && isWord || c.cases < 3 {
			continue
		}
		if isWord {
			if s.names[f] {
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

func languageOf(feature string) (string, bool) {
	what, arg, _ := strings.Cut(feature, ":")
	if !strings.HasSuffix(what, "word") && !strings.HasSuffix(what, "pair") {
		return "", false
	}
	lang, _, _ := strings.Cut(arg, ":")
	return lang, true
}

func wordsOf(feature string) string {
	return feature[strings.LastIndex(feature, ":")+1:]
}

func format(s spec, names []string, w []float64) []byte {
	k := len(s.answers)
	var b strings.Builder
	fmt.Fprintf(&b, "answers\t%s\n", strings.Join(s.answers, "\t"))
	row := func(name string, w []float64) {
		b.WriteString(name)
		for _, x := range w {
			b.WriteByte('\t')
			b.WriteString(strconv.FormatFloat(math.Round(x*100)/100+0, 'g', -1, 64))
		}
		b.WriteByte('\n')
	}
	row("bias", w[len(names)*k:])
	for i, n := range names {
		x := w[i*k : i*k+k]
		if spread := slices.Max(x) - slices.Min(x); spread < 0.05 {
			continue
		}
		row(n, x)
	}
	return []byte(b.String())
}
