package codebook

import (
	"fmt"
	"slices"
	"strings"
)

// Features lists the features of a question about a case, as the weights files
// name them; ok is false where the question does not arise. It is for training
// and for study. For the questions about sentences see [Codebook.SentenceFeatures].
func (cb *Codebook) Features(question string, c *Case) (features []Feature, ok bool) {
	v := cb.view(c)
	defer v.release()
	q := questionOf(question)
	if q < 0 || v.lang == nil || q != askIntent && !v.replied || q == askComeback && len(v.after) == 0 {
		return nil, false
	}
	v.prepare(q)
	return v.collect.list(func() { v.features(q) }), true
}

// list returns the features that find adds.
func (c *collector) list(find func()) []Feature {
	c.start(nil)
	c.naming, c.names = true, nil
	find()
	c.naming = false
	return c.names
}

// SentenceFeatures lists the features of a case's sentences, turn by turn, as
// the weights files "says" and "tells" name them.
func (cb *Codebook) SentenceFeatures(c *Case) [][][]Feature {
	v := cb.view(c)
	defer v.release()
	out := make([][][]Feature, len(c.Turns))
	for i := range c.Turns {
		for n := range v.sentences(i) {
			features := v.words.list(func() { v.sentenceFeatures(i, n) })
			s := &v.read(i).sentences[n]
			for f := range features {
				features[f].Value *= float64(share(s.to - s.from))
			}
			out[i] = append(out[i], features)
		}
	}
	return out
}

// WithWeights returns the codebook with another weights file for a question. The
// error is a [*BookError] with the line at fault, or says that there is no such question.
func (cb *Codebook) WithWeights(question string, data []byte) (*Codebook, error) {
	q := questionOf(question)
	if q < 0 {
		return nil, fmt.Errorf("there is no question %q: the questions are %s", question, strings.Join(questionNames[:], ", "))
	}
	m, err := newLinear(data, weightFile(question))
	if err != nil {
		return nil, err
	}
	if k := len(answersOf[q]); len(m.answers) < k || !slices.Equal(m.answers[:k], answersOf[q]) {
		return nil, &BookError{weightFile(question), 1, fmt.Sprintf("the answers of %q are %s", question, strings.Join(answersOf[q], ", "))}
	}
	n := *cb
	n.models[q] = m
	n.useModels(n.models, shortHash(fmt.Appendf(nil, "%s %s\n%s", cb.weights, question, data)))
	return &n, nil
}

// Hears reports whether a question about a case hears the words of the sentences
// that a model, "says" or "tells", weighs.
func Hears(question, model string) bool {
	q, words := questionOf(question), questionOf(model)
	return (words == askSays || words == askTells) && voiceOf(q, side(words == askSays)) != nil
}

// Heard lists the words that a question about a case hears in the sentences that a
// model, "says" or "tells", weighs; the value of a word is what it counts in all of
// them. It is for training.
func (cb *Codebook) Heard(question, model string, c *Case) (words []Feature) {
	v := cb.view(c)
	defer v.release()
	if v.lang == nil || !Hears(question, model) {
		return nil
	}
	at := map[string]int{}
	turns := v.heard(questionOf(question), model == questionNames[askSays])
	counts := float64(share(v.length(turns)))
	for _, i := range turns {
		for n := range v.sentences(i) {
			for _, name := range v.wordNames(i, n) {
				if _, ok := at[name]; !ok {
					at[name] = len(words)
					words = append(words, Feature{Name: name})
				}
				words[at[name]].Value += counts
			}
		}
	}
	return words
}

// wordNames are the features of a sentence that are words, each once.
func (v *view) wordNames(turn, n int) (names []string) {
	r := v.read(turn)
	for _, f := range v.words.list(func() { v.wordFeatures(r, r.sentences[n].from, r.sentences[n].to) }) {
		if _, _, ok := FeatureWords(f.Name); ok && !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
		}
	}
	return names
}

// FeatureWords returns the language and the words of a feature that is about words;
// ok is false of others.
func FeatureWords(name string) (language, words string, ok bool) {
	what, rest, _ := strings.Cut(name, ":")
	if _, ok := standings[what]; !ok {
		return "", "", false
	}
	return strings.Cut(rest, ":")
}

// FeatureSpelling is a word as the names of features spell it.
func FeatureSpelling(word string) string { return foldText(word) }
