package main

import (
	"hash/fnv"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// specs says how each question is learned. The numbers were chosen by
// cross-validation, but for the weights of the adjudicated cases, which it hardly
// depends on: they are as low as the agreement with them that is asked for allows.
var specs = map[string]spec{
	"says":     {steps: few, ridge: 2.5, lean: 0.75, leastWeight: 0.1, adjudicated: 0.3, madeUp: 0.5},
	"tells":    {steps: few, ridge: 2.5, lean: 0.75, leastWeight: 0.1, adjudicated: 0.15, madeUp: 0.5},
	"intent":   {steps: toTheEnd, ridge: 5, own: 0.5, balance: 0.1, leastWeight: 0.05, adjudicated: 0.1, madeUp: 0.4},
	"reply":    {steps: toTheEnd, ridge: 5, leastWeight: 0.05, adjudicated: 0.3, madeUp: 0.4},
	"comeback": {steps: toTheEnd, ridge: 3, leastWeight: 0.05, adjudicated: 0.3, madeUp: 0.4},
}

// A case has few features, and the weights of a question about it are those that
// fit best, whatever the order of summing. Words have many; the solver is stopped
// before it fits their every accident.
const (
	few      = 80
	toTheEnd = 1000
)

// heardSpec says how it is learned what the words themselves say to a question
// about the case; how much a case weighs is as for the question.
var heardSpec = spec{steps: few, ridge: 2.5, lean: 0.75, balance: 0.1, leastWeight: 0.15}

// sample is what a question sees of an example, with the coded answer.
func (e *example) sample(question string, features []codebook.Feature, answer int) sample {
	s := sample{features, answer, e.Weight, e.Brand, e.madeUp()}
	switch {
	case s.madeUp:
		s.weight = specs[question].madeUp
	case e.adjudicated():
		s.weight = specs[question].adjudicated
	}
	return s
}

// askings are what a question sees of an example, with the coded answers: one
// for each of its sentences, or one for the case; none where the question does
// not arise or the coding gives no answer.
func askings(cb *codebook.Codebook, question string, e *example) []sample {
	if question == "says" || question == "tells" {
		return sentenceAskings(cb, question, e)
	}
	return caseAskings(question, e, func() ([]codebook.Feature, bool) { return cb.Features(question, &e.shown) })
}

// hearings are the words of an example that a question hears from the brand
// ("says") or the customer ("tells").
func hearings(cb *codebook.Codebook, question, words string, e *example) []sample {
	return caseAskings(question, e, func() ([]codebook.Feature, bool) {
		heard := cb.Heard(question, words, &e.shown)
		return heard, len(heard) > 0
	})
}

// caseAskings looks at an example only if the coding answers the question: most do
// not answer all, and a look takes long.
func caseAskings(question string, e *example, look func() (features []codebook.Feature, ok bool)) []sample {
	n := answerAt(question, caseAnswer(question, e))
	if n < 0 {
		return nil
	}
	features, ok := look()
	if !ok {
		return nil
	}
	return []sample{e.sample(question, features, n)}
}

func sentenceAskings(cb *codebook.Codebook, question string, e *example) []sample {
	var out []sample
	for i, features := range cb.SentenceFeatures(&e.shown) {
		if e.shown.Turns[i].Brand != (question == "says") || len(features) != len(e.acts[i]) {
			continue
		}
		for n, f := range features {
			if a := answerAt(question, e.acts[i][n]); a >= 0 {
				out = append(out, e.sample(question, f, a))
			}
		}
	}
	return out
}

// answerAt is the place of an answer among those of a question, -1 if it is none.
func answerAt(question, answer string) int {
	return slices.Index(codebook.Answers(question), answer)
}

// caseAnswer is a coded case's answer to a question about it, "" where the
// coding does not give one.
func caseAnswer(question string, e *example) string {
	switch question {
	case "intent":
		return e.Intent
	case "reply":
		return e.Outcome // ignored: what the reply did was not coded
	case "comeback":
		switch e.Outcome {
		case "redirected": // whether an answer was due was not coded
			return ""
		case "ignored":
			return e.Reason
		}
		return "closed"
	}
	return ""
}

// innerParts is into how many parts the examples are split for what a later
// question sees of an earlier one's answer: it comes from a model that has not
// seen the case, as it will be in use.
const innerParts = 5

// A learner is a codebook with what was learned so far.
type learner struct {
	cb      *codebook.Codebook
	weights map[string]*weights
}

func newLearner(cb *codebook.Codebook) *learner { return &learner{cb, map[string]*weights{}} }

func (l *learner) learn(question string, w *weights) {
	cb, err := l.cb.WithWeights(question, w.file())
	if err != nil {
		panic(err) // fit wrote them
	}
	l.cb, l.weights[question] = cb, w
}

// train learns all questions, and returns the codebook with what it learned,
// and the weights files.
func train(cb *codebook.Codebook, examples []*example) (*codebook.Codebook, map[string][]byte) {
	part := func(e *example) int { return int(spread("inner "+e.group) % innerParts) }
	all := newLearner(cb)
	var inner [innerParts]*learner
	for p := range inner {
		inner[p] = newLearner(cb)
	}
	small := smallWords(examples)
	// learn fits what is asked to all examples and to those without each part, and
	// hands it to the learners.
	learn := func(how spec, asked func(*codebook.Codebook, *example) []sample, take func(*learner, *weights)) {
		how.small = small
		var samples []sample
		var parts [innerParts][]sample // without the examples of a part
		for _, e := range examples {
			asked := asked(inner[part(e)].cb, e)
			samples = append(samples, asked...)
			for p := range parts {
				if p != part(e) {
					parts[p] = append(parts[p], asked...)
				}
			}
		}
		for p := range inner {
			take(inner[p], fit(how, parts[p]))
		}
		take(all, fit(how, samples))
	}
	for _, q := range codebook.Questions() {
		for _, words := range []string{"says", "tells"} {
			how := heardSpec
			how.answers = codebook.Answers(q)
			if !codebook.Hears(q, words) {
				continue
			}
			learn(how, func(cb *codebook.Codebook, e *example) []sample { return hearings(cb, q, words, e) },
				func(l *learner, w *weights) { l.learn(words, l.weights[words].with(q, w)) })
		}
		how := specs[q]
		how.answers = codebook.Answers(q)
		learn(how, func(cb *codebook.Codebook, e *example) []sample { return askings(cb, q, e) },
			func(l *learner, w *weights) { l.learn(q, w) })
	}
	files := map[string][]byte{}
	for q, w := range all.weights {
		files[q] = w.file()
	}
	return all.cb, files
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
			found[f] = judge(cb, examples, extra, func(e *example) bool { return fold(e) == f })
			return nil
		})
	}
	group.Wait() // no part returns an error
	all := slices.Concat(found...)
	slices.SortStableFunc(all, func(a, b result) int { return strings.Compare(a.Case, b.Case) })
	return all
}

// unseen labels the adjudicated examples by models that learned from none of
// them, nor from made-up texts that were written with one in view.
func unseen(cb *codebook.Codebook, examples []*example) []result {
	extra := slices.DeleteFunc(madeUpExamples(), (*example).hadJudgesInView)
	return judge(cb, examples, extra, (*example).adjudicated)
}

// judge labels some of the examples by models that learned from the others and
// the extra ones.
func judge(cb *codebook.Codebook, examples, extra []*example, held func(*example) bool) []result {
	var judged []*example
	rest := slices.Clone(extra)
	for _, e := range examples {
		if held(e) {
			judged = append(judged, e)
		} else {
			rest = append(rest, e)
		}
	}
	learned, _ := train(cb, rest)
	return labelled(learned, judged)
}
