package codebook

import "math"

// A sentence is what a post says in one breath, up to a full stop, a question
// or exclamation mark, or a line's end. Of fewer than two words ("Hi!") it belongs
// to the next, unless its word decides ("Correct.").
type sentence struct {
	from, to int                  // tokens, the closing mark included
	act      int                  // the likeliest
	acts     [mostAnswers]float32 // probability of each act of its side
	votes    [mostVotes]float32   // of its words, for the answers of the questions that hear them
	stated   bool                 // an analyst's phrase says what it does
}

// sentences divides a turn and tells what each sentence does.
func (v *view) sentences(turn int) []sentence {
	r := v.read(turn)
	if r.sentences != nil || v.lang == nil {
		return r.sentences
	}
	start := len(v.all)
	v.all = appendSentences(v.all, r)
	r.sentences = v.all[start:len(v.all):len(v.all)]
	q := askTells
	if v.c.Turns[turn].Brand {
		q = askSays
	}
	for n := range r.sentences {
		v.weighSentence(q, turn, n)
	}
	return r.sentences
}

// appendSentences divides a text. What is left behind its last sentence is one
// of its own, or belongs to the last if it has fewer than two words.
func appendSentences(all []sentence, r *reading) []sentence {
	start, from, words := len(all), 0, 0
	for k := range r.tokens {
		switch t := &r.tokens[k]; {
		case t.kind == word:
			words++
		case t.kind == mark && (words >= 2 || words == 1 && r.decides(k-1)) && endsSentence(r.text[t.start:t.end]):
			all = append(all, sentence{from: from, to: k + 1})
			from, words = k+1, 0
		}
	}
	switch end := len(r.tokens); {
	case from == end:
	case words < 2 && len(all) > start:
		all[len(all)-1].to = end
	default:
		all = append(all, sentence{from: from, to: end})
	}
	return all
}

// decides reports whether a token by itself is a yes or a no.
func (r *reading) decides(at int) bool {
	for _, h := range r.hits {
		if int(h.class) == decisionClass && int(h.from) == at && int(h.to) == at+1 {
			return true
		}
	}
	return false
}

var decisionClass = mustClass("decision")

// weighSentence tells what a sentence does. One that says the same as another,
// in the same place, does the same.
func (v *view) weighSentence(q, turn, n int) {
	m := v.cb.models[q]
	r := v.read(turn)
	s := &r.sentences[n]
	v.sentenceFacts(turn, n)
	known, ok := v.recall.of(m, v.senseOf(r, s))
	if !ok {
		v.words.start(m)
		v.weighFeatures(r, s)
		k := len(answersOf[q])
		known.act, known.acts, known.votes = 0, [mostAnswers]float32{}, [mostVotes]float32{}
		copy(known.acts[:k], v.words.sum(share(s.to-s.from)))
		copy(known.votes[:], v.words.sum(1)[k:])
		probabilities(known.acts[:k])
		for a := range k {
			if known.acts[a] > known.acts[known.act] {
				known.act = a
			}
		}
	}
	s.act, s.acts, s.votes = known.act, known.acts, known.votes
	s.state(r.stated, v.c.Turns[turn].Brand)
}

// share is what each feature of a text of so many tokens counts, so that a long
// text is not surer than a short one merely by its length.
func share(tokens int) float32 {
	return 2.5 / float32(math.Sqrt(float64(4+tokens)))
}

// state makes a sentence do for sure what an analyst's phrases say: the first
// in the order of the acts, if there are several.
func (s *sentence) state(stated []hit, brand bool) {
	first := mostAnswers
	for h := range beginIn(stated, s.from, s.to) {
		first = min(first, classAct[h.class])
	}
	if first < mostAnswers {
		s.act, s.acts, s.votes, s.stated = first, [mostAnswers]float32{}, statedVotes(first, brand), true
		s.acts[first] = 1
	}
}

// endsSentence tells a mark that ends a sentence from one within it.
func endsSentence(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case ':', ';', '(', ')', ' ':
		default:
			return true
		}
	}
	return false
}

// sentenceFeatures adds what a sentence says, by itself and in its place.
func (v *view) sentenceFeatures(turn, n int) {
	v.sentenceFacts(turn, n)
	r := v.read(turn)
	v.weighFeatures(r, &r.sentences[n])
}

// weighFeatures adds a sentence's words and the facts that were found of it.
func (v *view) weighFeatures(r *reading, s *sentence) {
	v.wordFeatures(r, s.from, s.to)
	for _, f := range v.facts {
		v.words.fact(f)
	}
}

// fact notes a fact of a sentence.
func (v *view) fact(f fact) { v.facts = append(v.facts, f) }

// sentenceFacts finds the facts of a sentence beside its words.
func (v *view) sentenceFacts(turn, n int) {
	v.facts = v.facts[:0]
	r := v.read(turn)
	s := r.sentences[n]
	brand := v.c.Turns[turn].Brand
	var k counts
	k.read(r.tokens[s.from:s.to])
	if r.link && n == len(r.sentences)-1 {
		k.links++
	}
	v.fact(factLength(k.words))
	v.fact(factLinks(k.links))
	v.fact(factNumbers(k.numbers))
	v.fact(factShouts(k.shouts))
	v.fact(factNames(k.capitals))
	if k.asks > 0 {
		v.fact(factEndsAsking)
	}
	if k.phones > 0 {
		v.fact(factPhone)
	}
	if k.emails > 0 {
		v.fact(factEmail)
	}
	if k.upper > 2 && 2*k.upper > k.words {
		v.fact(factUpper)
	}
	v.fact(factPlace[min(n, 2)][min(len(r.sentences)-1-n, 2)])

	uncommon, shared := 0, 0
	var customer *bloom
	if brand {
		customer = v.customerWords(turn)
	}
	for k := s.from; k < s.to; k++ {
		switch t := &r.tokens[k]; {
		case t.kind == handle:
			if brand && k > s.from && !v.takesPart(r.text[t.start+1:t.end]) {
				v.fact(factOtherHandle)
			}
		case t.kind == own:
			v.fact(factOwnHandle)
		case t.tells:
			uncommon++
			if brand && customer.has(t.hash) {
				shared++
			}
		}
	}
	v.fact(factUncommon(uncommon))
	if brand {
		v.fact(factShared(shared))
	}
	v.answered(turn, brand)
}

// answered notes what the other side wrote before: a customer's words are
// understood from what they answer.
func (v *view) answered(turn int, brand bool) {
	before := v.others[turn]
	if before < 0 {
		v.fact(factNothingBefore)
		return
	}
	if brand {
		return
	}
	if v.read(before).asks() {
		v.fact(factAfterAsking)
	} else {
		v.fact(factAfterTelling)
	}
}

var (
	factPlace = func() (fs [3][3]fact) {
		for i, from := range []string{"first", "second", "later"} {
			for j, to := range []string{"last", "last but one", "earlier"} {
				name := "place: " + from + ", " + to
				fs[i][j] = newFact(name)
			}
		}
		return fs
	}()
	factUncommon      = buckets("uncommon words", 0, 2, 4, 7, 11, 16)
	factNothingBefore = newFact("before the other side wrote")
	factAfterAsking   = newFact("after a question")
	factAfterTelling  = newFact("after a reply without a question")
)

// wordFeatures adds the words, pairs and phrases of a sentence, and how it begins.
func (v *view) wordFeatures(r *reading, from, to int) {
	c := &v.words
	lang := v.lang.hash
	for k := from; k < to; k++ {
		h := r.tokens[k].hash
		c.add(keyWord(asWord, lang, h))
		if k > from {
			c.add(keyPair(asWord, lang, r.tokens[k-1].hash, h))
		}
	}
	c.add(keyWord(asFirst, lang, r.tokens[from].hash))
	if to > from+1 {
		c.add(keyPair(asFirst, lang, r.tokens[from].hash, r.tokens[from+1].hash))
	}
	classes := uint64(0)
	for h := range beginIn(r.hits, from, to) {
		classes |= 1 << h.class
		c.weigh(classFacts[ofText][h.class], 1, span{turn: -1})
	}
	c.add(keyOnly(classes))
	if c.naming {
		v.nameWords(r, from, to, classes)
	}
}

// nameWords names what wordFeatures adds.
func (v *view) nameWords(r *reading, from, to int, set uint64) {
	c := &v.words
	at := func(k int) string { return spell(r.text, r.tokens[k]) }
	prefix := ":" + v.code + ":"
	for k := from; k < to; k++ {
		c.name("word" + prefix + at(k))
		if k > from {
			c.name("pair" + prefix + at(k-1) + " " + at(k))
		}
	}
	c.name("first" + prefix + at(from))
	if to > from+1 {
		c.name("opens" + prefix + at(from) + " " + at(from+1))
	}
	only := "only:"
	for i := range classes {
		if set&(1<<i) != 0 {
			c.name("class:" + classes[i].Name)
			only += classes[i].Name + "+"
		}
	}
	c.name(only)
}

// A Sentence is one sentence of a post, with what it does.
type Sentence struct {
	Text       string
	Act        string  // the likeliest of those that the printed codebook lists
	Confidence float64 // its probability
	End        int     // where it ends in the post's text, in bytes
}

// Sentences divides the posts of a case into sentences, turn by turn. It returns
// none for a case in a language without a codebook.
func (cb *Codebook) Sentences(c *Case) [][]Sentence {
	v := cb.view(c)
	defer v.release()
	out := make([][]Sentence, len(c.Turns))
	for i := range c.Turns {
		r := v.read(i)
		_, start, _ := c.Place(r.text)
		acts := customerActs
		if c.Turns[i].Brand {
			acts = brandActs
		}
		for _, s := range v.sentences(i) {
			out[i] = append(out[i], Sentence{v.quote(i, s.from, s.to), acts[s.act].Name, float64(s.acts[s.act]), start + int(r.tokens[s.to-1].end)})
		}
	}
	return out
}
