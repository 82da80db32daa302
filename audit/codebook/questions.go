package codebook

import "slices"

// The questions that are weighed. One about the case may look at the answers of
// those before it.
const (
	askSays     = iota // what a brand's sentence does
	askTells           // what a customer's sentence does
	askIntent          // what the customer came for
	askReply           // what the last reply does
	askComeback        // whether the customer's words after it need an answer
	questions
)

// questionNames are the names of the weights files.
var questionNames = [questions]string{"says", "tells", "intent", "reply", "comeback"}

// answersOf are the answers of the questions, in the order of the weights.
var answersOf = [questions][]string{
	askSays:     actNames(brandActs),
	askTells:    actNames(customerActs),
	askIntent:   {string(Question), string(Complaint), string(Suggestion), string(Praise), string(Other)},
	askReply:    {string(Redirected), string(Resolved), string(Boilerplate), string(Open)},
	askComeback: {"closed", "dropped"},
}

// Questions lists the questions in the order in which they are learned.
func Questions() []string { return slices.Clone(questionNames[:]) }

// Answers lists the answers of a question, in the order of the weights files;
// nil if there is no such question.
func Answers(question string) []string {
	if q := questionOf(question); q >= 0 {
		return answersOf[q]
	}
	return nil
}

// questionOf is the question of this name, -1 if there is none.
func questionOf(name string) int { return slices.Index(questionNames[:], name) }

// An answer is what a model says: its answer, the probabilities of all, and
// the words that weighed most for it.
type answer struct {
	asked       bool
	best        int
	probability [mostAnswers]float32
	evidence    string
	at          int
}

// ask answers a question about the case, once.
func (v *view) ask(q int) *answer {
	a := &v.answers[q]
	if a.asked {
		return a
	}
	a.asked = true
	a.at = -1
	m := v.cb.models[q]
	if v.lang == nil {
		return a
	}
	v.prepare(q)
	v.collect.start(m)
	v.features(q)
	k := len(m.answers)
	copy(a.probability[:k], v.collect.sum(1))
	probabilities(a.probability[:k])
	for i := range k {
		if a.probability[i] > a.probability[a.best] {
			a.best = i
		}
	}
	a.evidence, a.at = v.evidence(q, a.best)
	return a
}

// prepare answers the questions whose answers one looks at: they take the same
// collector.
func (v *view) prepare(q int) {
	if q > askIntent {
		v.ask(q - 1)
	}
}

func (v *view) features(q int) {
	v.hear(q)
	switch q {
	case askIntent:
		v.intentFeatures()
	case askReply:
		v.replyFeatures()
	case askComeback:
		v.comebackFeatures()
	}
}

// phraseClasses adds the phrases of a turn.
func (v *view) phraseClasses(turn int, r role) {
	for _, h := range v.read(turn).hits {
		v.collect.value(classFacts[r][h.class], 1, span{int32(turn), h.from, h.to})
	}
}

// evidence quotes, of the turns that a question is about, the sentence whose
// features weighed most for an answer, against the mean of the others: one whose act
// speaks for the answer, where there is one. What an analyst's phrase says weighs more
// than any words.
func (v *view) evidence(q, best int) (string, int) {
	c := &v.collect
	most, quote, at := float32(0), "", -1
	spoke := false
	for _, turn := range v.about(q) {
		h := voiceOf(q, side(v.c.Turns[turn].Brand))
		for _, s := range v.sentences(turn) {
			sum := float32(0)
			if s.stated && h != nil {
				sum = s.votes[h.from+best]
			}
			for i := range c.found {
				f := &c.found[i]
				if int(f.span.turn) == turn && int(f.span.from) >= s.from && int(f.span.from) < s.to {
					sum += float32(f.value * c.m.gain(int(f.feature), best)) // rounded, so that no machine multiplies and adds in one
				}
			}
			speaks := q == askReply && v.speaks(s.act, best)
			if sum > 0 && (speaks && !spoke || speaks == spoke && sum > most) {
				spoke = speaks
				most, quote, at = sum, v.quote(turn, s.from, s.to), turn
			}
		}
	}
	return quote, at
}

// speaks reports whether an act of the brand's speaks for what the reply is, as thanks
// do for an answer where nothing was requested.
func (v *view) speaks(act, reply int) bool {
	if act == actThanks && reply == replyAnswers {
		intent := answersOf[askIntent][v.answers[askIntent].best]
		return !Intent(intent).Request()
	}
	return speaksFor(act) == reply
}

// about are the turns that a question is about.
func (v *view) about(q int) []int {
	switch {
	case q == askComeback:
		return v.after
	case q == askReply || len(v.opening) == 0:
		return v.reply
	}
	return v.opening
}
