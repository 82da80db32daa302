package codebook

// A voice is what the words of one side's sentences say to a question about the
// case, whatever the sentences do. The models "says" and "tells" have, behind the
// columns of the acts, one for each answer of the questions that hear that
// side; what they add up to is a feature of the question.
type voice struct {
	question int
	from     int // its first vote in a sentence
	answers  []fact
}

const mostVotes = 9 // of a sentence, for all answers of the questions that hear it

// voices are, by side, who hears its words: of the case's opening and of what the
// customer said after the last reply; of the brand's answer to the opening and of
// its last reply.
var voices = [2][]voice{
	newVoices("words of the customer: ", askIntent, askComeback),
	newVoices("words of the brand: ", askIntent, askReply),
}

func newVoices(of string, questions ...int) (vs []voice) {
	from := 0
	for _, q := range questions {
		vs = append(vs, voice{question: q, from: from, answers: facts(of, answersOf[q]...)})
		from += len(answersOf[q])
	}
	return vs
}

// heard are the turns whose words of a side a question hears.
func (v *view) heard(q int, brand bool) []int {
	switch {
	case q == askReply:
		return v.reply
	case q == askComeback:
		return v.after
	case !brand:
		return v.opening
	case v.c.Turns[0].Brand:
		return nil // it answers a post that is not there
	}
	return v.first
}

// hear adds what the words of both sides say to a question.
func (v *view) hear(q int) {
	for _, brand := range []bool{false, true} {
		if h := voiceOf(q, side(brand)); h != nil {
			v.votes(h, v.heard(q, brand))
		}
	}
}

func (v *view) votes(h *voice, turns []int) {
	const (
		unit = 1. / 4 // of a vote, so that votes are about as large as probabilities
		most = 1.5
	)
	var sum [mostVotes]float32
	for _, i := range turns {
		ss := v.sentences(i)
		for n := range ss {
			for k, x := range ss[n].votes[h.from : h.from+len(h.answers)] {
				sum[k] += x
			}
		}
	}
	counts := unit * share(v.length(turns))
	for k, f := range h.answers {
		if sum[k] != 0 {
			v.collect.value(f, max(-most, min(most, sum[k]*counts)), span{turn: -1})
		}
	}
}

// length counts the tokens of turns.
func (v *view) length(turns []int) (n int) {
	for _, i := range turns {
		n += len(v.read(i).tokens)
	}
	return n
}

// speaksFor is what a reply is that does an act of the brand's; -1 if any reply may
// do it.
func speaksFor(act int) int {
	switch {
	case brandActs[act].Channel != "":
		return replyRedirects
	case act == actAnswer || act == actReact:
		return replyAnswers
	case act == actAsk || act == actLook:
		return replyPending
	}
	return -1
}

// statedVotes are those of a sentence that does an act for sure, whatever its
// words.
func statedVotes(act int, brand bool) (votes [mostVotes]float32) {
	if !brand || speaksFor(act) < 0 {
		return votes
	}
	const sure = 100 // more than words add up to
	h := voiceOf(askReply, side(true))
	for k := range h.answers {
		votes[h.from+k] = -sure / 3
	}
	votes[h.from+speaksFor(act)] = sure
	return votes
}

// voiceOf is what the words of a side say to a question, nil if it does not
// hear them.
func voiceOf(q, side int) *voice {
	for n := range voices[side] {
		if h := &voices[side][n]; h.question == q {
			return h
		}
	}
	return nil
}
