package main

import (
	"hash/fnv"
	"math"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// questions are learned in this order: a later one may look at an earlier
// one's answer.
var questions = []string{"intent", "reply", "comeback"}

// specs says how each question is learned. The numbers were chosen by
// cross-validation.
var specs = map[string]spec{
	"intent":   {answers: codebook.Answers("intent"), ridge: 6, wordRidge: 1, minWords: 3, minPairs: 4, minBrands: 2, balance: 0.2, madeUp: 0.6},
	"reply":    {answers: codebook.Answers("reply"), ridge: 1, wordRidge: 5, minWords: 3, minPairs: 4, minBrands: 2, madeUp: 0.6},
	"comeback": {answers: codebook.Answers("comeback"), ridge: 1, wordRidge: 1, minWords: math.MaxInt, minPairs: math.MaxInt, madeUp: 0.3},
}

// answer is a coded case's answer to a question; ok is false where the coding
// does not give one.
func answer(question string, e *example) (n int, ok bool) {
	var a string
	switch question {
	case "intent":
		a = e.Intent
	case "reply":
		a = e.Outcome // ignored: what the reply did was not coded
	case "comeback":
		switch e.Outcome {
		case "redirected": // whether an answer was due was not coded
		case "ignored":
			a = e.Reason
		default:
			a = "closed"
		}
	}
	n = slices.Index(specs[question].answers, a)
	return n, n >= 0
}

// samples are the examples as a question sees them.
func samples(question string, examples []*example, features map[*example][]string) []sample {
	s := specs[question]
	var out []sample
	totals := make([]float64, len(s.answers))
	sum := 0.0
	for _, e := range examples {
		f, asked := features[e]
		n, ok := answer(question, e)
		if !asked || !ok || e.only != "" && e.only != question || e.notIntent && question == "intent" {
			continue
		}
		w := e.Weight
		if e.Sample == madeUpSample {
			w *= s.madeUp
		}
		totals[n] += w
		sum += w
		out = append(out, sample{f, n, w, e.Brand})
	}
	for i := range out {
		out[i].weight *= math.Pow(sum/float64(len(s.answers))/totals[out[i].answer], s.balance)
	}
	return out
}

// innerParts is into how many parts the examples are split for what a later
// question sees of an earlier one's answer: it comes from a model that has not
// seen the case, as it will be in use.
const innerParts = 4

// train learns all questions, and returns the codebook with what it learned,
// and the weights files.
func train(cb *codebook.Codebook, examples []*example) (*codebook.Codebook, map[string][]byte) {
	part := func(e *example) int { return int(spread("inner "+e.group) % innerParts) }
	var inner [innerParts]*codebook.Codebook
	for p := range inner {
		inner[p] = cb
	}
	files := map[string][]byte{}
	for n, q := range questions {
		features := map[*example][]string{}
		for _, e := range examples {
			if f, ok := inner[part(e)].FeatureNames(q, &e.shown); ok {
				features[e] = f
			}
		}
		how := specs[q]
		how.names = namesAmong(examples, features)
		if n < len(questions)-1 {
			for p := range inner {
				rest := slices.DeleteFunc(slices.Clone(examples), func(e *example) bool { return part(e) == p })
				inner[p] = withWeights(inner[p], q, fit(how, samples(q, rest, features)))
			}
		}
		files[q] = fit(how, samples(q, examples, features))
		cb = withWeights(cb, q, files[q])
	}
	return cb, files
}

func withWeights(cb *codebook.Codebook, question string, data []byte) *codebook.Codebook {
	next, err := cb.WithWeights(question, data)
	if err != nil {
		panic(err) // fit wrote them
	}
	return next
}

// spread is a hash whose every bit counts.
func spread(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	x := h.Sum64()
	x ^= x >> 31
	x *= 0x9e3779b97f4a7c15
	return x ^ x>>29
}

// crossValidate labels every example by models that learned from the others'
// parts and the made-up texts.
func crossValidate(cb *codebook.Codebook, examples []*example, folds int, grouped bool) []result {
	fold := func(e *example) int {
		key := e.Case
		if grouped {
			key = e.group
		}
		return int(spread("fold "+key) % uint64(folds))
	}
	extra := madeUpExamples()
	found := make([][]result, folds)
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for f := range folds {
		group.Go(func() error {
			rest := slices.Clone(extra)
			var held []*example
			for _, e := range examples {
				if fold(e) == f {
					held = append(held, e)
				} else {
					rest = append(rest, e)
				}
			}
			learned, _ := train(cb, rest)
			for _, e := range held {
				found[f] = append(found[f], result{e, learned.Label(&e.shown)})
			}
			return nil
		})
	}
	group.Wait() // no part returns an error
	all := slices.Concat(found...)
	slices.SortStableFunc(all, func(a, b result) int { return strings.Compare(a.Case, b.Case) })
	return all
}
