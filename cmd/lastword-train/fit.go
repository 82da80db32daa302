package main

import (
	"math"
	"slices"
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
	madeUp   bool
}

// A spec says how a question is learned.
type spec struct {
	answers     []string
	ridge       float64 // penalty of the squared weights
	balance     float64 // how far rare answers weigh more: 0 not at all, 1 fully
	adjudicated float64 // weight of a case coded with all care: less than 1, so that the weights do not recite those that they are judged by
	madeUp      float64 // weight of a made-up case
	own         float64 // how easily real cases get weights of their own on top of those for all: 0 not at all, 1 as easily
	leastWeight float64 // below what a weight is left out
	steps       int     // of the solver, at most
	lean        float64 // how far features that stand evenly with all answers are penalised more: 0 not at all, 1 fully

	small map[string]bool // words that somebody wrote small, and so no names
}

// fit learns a softmax regression with a ridge penalty. The result depends on the
// samples alone: the features are sorted, and the solver starts from zero. With
// "lean", a weight is penalised by how little its feature tells of its answer at
// first sight (Wang and Manning, Baselines and Bigrams, ACL 2012). With "own", what
// is learned is what holds of real cases (Daumé, Frustratingly Easy Domain Adaptation, ACL 2007).
func fit(s spec, samples []sample) *weights {
	samples = balanced(s, samples)
	names := selectFeatures(s, samples)
	k := len(s.answers)
	rows := rowsOf(samples, names, k)
	common, all := len(names)*k, len(names)
	if s.own > 0 {
		all *= 2
		addOwn(rows, samples, common, s.own)
	}
	l := newLoss(s, samples, rows, all)
	result, err := optimize.Minimize(optimize.Problem{Func: l.at, Grad: l.slopeAt}, make([]float64, len(l.weights)), &optimize.Settings{
		MajorIterations:   s.steps,
		GradientThreshold: 0.002,
	}, &optimize.LBFGS{})
	if result == nil {
		panic(err)
	}
	w := l.scaled(result.X)
	if s.own > 0 {
		for i := range common {
			w[i] += s.own * w[common+i]
		}
		w = slices.Delete(w, common, 2*common)
	}
	return newWeights(s, names, w)
}

// balanced makes rare answers weigh more.
func balanced(s spec, samples []sample) []sample {
	totals := map[int]float64{}
	sum := 0.0
	for _, x := range samples {
		totals[x.answer] += x.weight
		sum += x.weight
	}
	out := slices.Clone(samples)
	for i := range out {
		out[i].weight *= math.Pow(sum/float64(len(s.answers))/totals[out[i].answer], s.balance)
	}
	return out
}

// addOwn lets the features of real cases stand a second time, behind the common
// ones, times a factor.
func addOwn(rows [][]cell, samples []sample, common int, factor float64) {
	for i, x := range samples {
		if x.madeUp {
			continue
		}
		for _, f := range rows[i] {
			rows[i] = append(rows[i], cell{common + f.at, factor * f.value})
		}
	}
}

// rowsOf are the samples' values of the named features, each of which has a
// weight for each of k answers.
func rowsOf(samples []sample, names []string, k int) [][]cell {
	index := map[string]int{}
	for i, n := range names {
		index[n] = i
	}
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
	return rows
}

// A loss is what is minimised: how improbable the weights make the samples'
// answers, and the penalty.
type loss struct {
	samples []sample
	rows    [][]cell
	ridge   float64
	answers int
	bias    int       // where its weights begin, behind those of the features
	scale   []float64 // of each weight, for the solver

	weights     []float64
	probability []float64
	place       []float64 // where value and slope were last asked for
	value       float64
	slope       []float64
}

func newLoss(s spec, samples []sample, rows [][]cell, features int) *loss {
	k := len(s.answers)
	size := (features + 1) * k
	l := &loss{
		samples: samples, rows: rows, ridge: s.ridge, answers: k, bias: features * k,
		scale:   leanings(s, samples, rows, features),
		weights: make([]float64, size), probability: make([]float64, k),
		place: make([]float64, size), slope: make([]float64, size),
	}
	l.place[0] = math.NaN() // nowhere yet
	return l
}

// scaled are the weights that the solver's variables stand for. They are valid
// until the next call.
func (l *loss) scaled(v []float64) []float64 {
	for i := range l.weights {
		l.weights[i] = v[i] * l.scale[i]
	}
	return l.weights
}

// at and slopeAt are asked one after the other for the same place.
func (l *loss) at(v []float64) float64 {
	if !slices.Equal(v, l.place) {
		l.goTo(v)
	}
	return l.value
}

func (l *loss) slopeAt(slope, v []float64) {
	l.at(v)
	copy(slope, l.slope)
}

func (l *loss) goTo(v []float64) {
	copy(l.place, v)
	w, p, k := l.scaled(v), l.probability, l.answers
	clear(l.slope)
	l.value = 0
	for i, x := range l.samples {
		copy(p, w[l.bias:])
		for _, f := range l.rows[i] {
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
		l.value -= x.weight * math.Log(p[x.answer]/sum)
		for c := range k {
			p[c] = x.weight * p[c] / sum
			if c == x.answer {
				p[c] -= x.weight
			}
			l.slope[l.bias+c] += p[c]
		}
		for _, f := range l.rows[i] {
			g := l.slope[f.at : f.at+k]
			for c := range g {
				g[c] += f.value * p[c]
			}
		}
	}
	for i, x := range v[:l.bias] {
		l.value += l.ridge / 2 * x * x
		l.slope[i] = l.slope[i]*l.scale[i] + l.ridge*x
	}
}

// leanings are by what the weight of each feature for each answer is measured:
// the logarithm of how much more often the feature stands with that answer
// than with the others. The bias is measured by 1.
func leanings(s spec, samples []sample, rows [][]cell, features int) []float64 {
	const unseen = 0.3 // added to each count
	k := len(s.answers)
	scale := make([]float64, (features+1)*k)
	with := make([]float64, features*k)
	totals := make([]float64, k)
	sum := 0.0
	for i, x := range samples {
		for _, f := range rows[i] {
			with[f.at+x.answer] += x.weight
		}
		totals[x.answer] += x.weight
		sum += x.weight
	}
	for at := 0; at < features*k; at += k {
		stands := 0.0
		for _, n := range with[at : at+k] {
			stands += n
		}
		for c, n := range with[at : at+k] {
			here := (n + unseen) / (totals[c] + 2*unseen)
			there := (stands - n + unseen) / (sum - totals[c] + 2*unseen)
			scale[at+c] = 1 - s.lean + s.lean*math.Abs(math.Log(here/there))
		}
	}
	for c := range k {
		scale[features*k+c] = 1
	}
	return scale
}

// A cell is a sample's value of the feature whose weights begin at a place.
type cell struct {
	at    int
	value float64
}

// What stands in fewer samples, or words in those of fewer brands, could recite one.
const (
	leastSamples = 3
	leastBrands  = 2 // or the one whose customers write the language
)

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
			if lang, _, ok := codebook.FeatureWords(f); ok {
				if brandsOf[lang] == nil {
					brandsOf[lang] = map[string]bool{}
				}
				brandsOf[lang][x.brand] = true
			}
		}
	}
	var names []string
	for f, c := range counts {
		lang, words, ok := codebook.FeatureWords(f)
		switch {
		case c.cases < leastSamples:
		case ok && (len(c.brands) < min(leastBrands, len(brandsOf[lang])) || s.holdsName(words) || strings.ContainsAny(words, "0123456789_")):
		default:
			names = append(names, f)
		}
	}
	slices.Sort(names)
	return names
}

// holdsName reports whether one of some words is never written small in the
// examples: a customer's, an agent's or a brand's name.
func (s *spec) holdsName(words string) bool {
	for w := range strings.FieldsSeq(words) {
		if w[0] >= 'a' && w[0] <= 'z' && len(w) > 2 && !s.small[w] {
			return true
		}
	}
	return false
}
