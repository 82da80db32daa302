package codebook

import (
	"slices"
	"strings"
)

// The questions that are weighed. A later one may look at the answers of
// earlier ones.
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
	for q, name := range questionNames {
		if name == question {
			return answersOf[q]
		}
	}
	return nil
}

// ask answers a question about the case, once.
func (v *view) ask(q int) *answer {
	a := [questions]*answer{askIntent: &v.intents, askReply: &v.replies, askComeback: &v.comeback}[q]
	if a.asked {
		return a
	}
	a.asked = true
	a.at = -1
	m := v.cb.models[q]
	if m == nil || v.lang == nil {
		return a
	}
	// Answers of other questions first: the features look at them.
	for i := range v.c.Turns {
		v.sentences(i)
	}
	switch q {
	case askReply:
		v.ask(askIntent)
	case askComeback:
		v.ask(askReply)
	}
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
	a.evidence, a.at = v.evidence(a.best, v.about(q))
	return a
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
		v.collect.weigh(keyClass(r, int(h.class)), 1, span{int32(turn), h.from, h.to})
		if v.collect.naming {
			v.collect.name(roleNames[r] + "class:" + classes[h.class].Name)
		}
	}
}

// spell is a token as feature names spell it.
func spell(text string, t token) string {
	for name, k := range specials {
		if t.kind == k {
			return name
		}
	}
	s := text[t.start:t.end]
	switch t.hash {
	case askMark:
		return "?"
	case shoutMark:
		return "!"
	case stopMark:
		return "."
	}
	return foldText(s)
}

var (
	factLength     = buckets("length", 0, 3, 6, 10, 15, 20, 30, 45)
	factAsks       = buckets("question marks", 0, 1)
	factShouts     = buckets("exclamation marks", 0, 1, 3)
	factLinks      = buckets("links", 0, 1)
	factNumbers    = buckets("numbers", 0, 1, 3)
	factPosts      = buckets("posts", 1, 2, 3)
	factCustomers  = buckets("customers who got this template", 0, 1, 3, 9, 29)
	factShared     = buckets("words shared with the customer", 0, 1, 2, 4)
	factOwn        = buckets("words beyond the set phrases", 0, 2, 4, 7, 11, 16)
	factNames      = buckets("names of things", 0, 1, 3)
	factBefore     = buckets("replies before", 0, 1, 2)
	factHandles    = buckets("handles", 0, 1, 2)
	factAfterTurns = buckets("posts after the reply", 1, 2)

	fact1 = struct {
		phone, email, otherHandle, ownHandle, endsAsking, asksLast, brandFirst, upper, addressed, noPost, sameAgain fact
	}{
		fact{"phone number", keyFact("phone number")},
		fact{"mail address", keyFact("mail address")},
		fact{"names another account", keyFact("names another account")},
		fact{"names its own account", keyFact("names its own account")},
		fact{"ends with a question", keyFact("ends with a question")},
		fact{"the reply ended with a question", keyFact("the reply ended with a question")},
		fact{"the brand wrote first", keyFact("the brand wrote first")},
		fact{"shouts in capitals", keyFact("shouts in capitals")},
		fact{"begins with a handle", keyFact("begins with a handle")},
		fact{"no post of the customer", keyFact("no post of the customer")},
		fact{"says the same again", keyFact("says the same again")},
	}

	factIntent = [...]fact{
		{"intent:question", keyFact("intent:question")}, {"intent:complaint", keyFact("intent:complaint")}, {"intent:suggestion", keyFact("intent:suggestion")},
		{"intent:praise", keyFact("intent:praise")}, {"intent:other", keyFact("intent:other")},
	}
	factReply = [...]fact{
		{"reply:redirected", keyFact("reply:redirected")}, {"reply:resolved", keyFact("reply:resolved")},
		{"reply:boilerplate", keyFact("reply:boilerplate")}, {"reply:open", keyFact("reply:open")},
	}

	factConditional = func() (fs []fact) {
		for _, c := range classes {
			n := "conditional:" + c.Name
			fs = append(fs, fact{n, keyFact(n)})
		}
		return fs
	}()
	factFirstClass = func() (fs []fact) {
		for _, c := range classes {
			n := "last sentence:" + c.Name
			fs = append(fs, fact{n, keyFact(n)})
		}
		return fs
	}()
)

var (
	ifNeededClass = must("if_needed")

	factNoChannel  = fact{"names no channel and no link", keyFact("names no channel and no link")}
	factUnfinished = fact{"a part of the reply is missing", keyFact("a part of the reply is missing")}
)

// counts are the facts of a text that are counted.
type counts struct {
	words, asks, shouts, links, numbers, phones, emails, handles, capitals, upper int
	endsAsking                                                                    bool
}

func (n *counts) read(ts []token) {
	start := true
	for _, t := range ts {
		switch t.kind {
		case word:
			n.words++
			n.endsAsking = false
			if t.capital && !start {
				n.capitals++
			}
			if t.upper && t.end-t.start > 2 {
				n.upper++
			}
		case number:
			n.numbers++
			n.endsAsking = false
		case phone:
			n.phones++
			n.endsAsking = false
		case email:
			n.emails++
			n.endsAsking = false
		case link:
			n.links++
		case handle:
			n.handles++
		case mark:
			switch t.hash {
			case askMark:
				n.asks++
				n.endsAsking = true
			case shoutMark:
				n.shouts++
			}
		}
		start = t.kind == mark
	}
}

var (
	askMark   = hashByte(hashSeed, '?')
	shoutMark = hashByte(hashSeed, '!')
	stopMark  = hashByte(hashSeed, '.')
)

func (v *view) intentFeatures() {
	c := &v.collect
	if len(v.opening) == 0 {
		c.fact(fact1.noPost)
		if v.replied {
			v.phraseClasses(v.lastReply(), ofCase)
			v.acts(partReply, true, v.reply...)
		}
		return
	}
	var n counts
	v.acts(partOpening, true, v.opening...)
	v.acts(partFirstPost, false, v.opening[0])
	for k, i := range v.opening {
		v.phraseClasses(i, ofText)
		ts := v.read(i).tokens
		n.read(ts)
		if k == 0 && len(ts) > 0 && ts[0].kind == handle {
			c.fact(fact1.addressed)
		}
	}
	signs := 0
	for _, i := range v.opening {
		for _, h := range v.read(i).hits {
			if s := signOf[h.class]; s >= 0 {
				signs |= 1 << s
			}
		}
	}
	c.fact(factSigns[signs])
	if n.asks > 0 {
		signs |= 1 << len(signClasses)
	}
	c.fact(factSigns[signs])
	c.fact(factLength(n.words))
	c.fact(factAsks(n.asks))
	c.fact(factShouts(n.shouts))
	c.fact(factLinks(n.links))
	c.fact(factNumbers(n.numbers))
	c.fact(factHandles(n.handles))
	c.fact(factPosts(len(v.opening)))
	if n.upper > 2 && 2*n.upper > n.words {
		c.fact(fact1.upper)
	}
	if n.endsAsking {
		c.fact(fact1.endsAsking)
	}
	if v.c.Turns[0].Brand {
		c.fact(fact1.brandFirst)
	}
	for _, i := range v.first {
		v.phraseClasses(i, ofCase)
		v.acts(partFirstReply, false, i)
	}
}

// The parts of a case whose acts are seen.
var (
	partOpening    = newPart("opening", customerActs)
	partFirstPost  = newPart("first post", customerActs)
	partFirstReply = newPart("first reply", brandActs)
	partReply      = newPart("reply", brandActs)
	partLastReply  = newPart("end of the reply", brandActs)
	partBefore     = newPart("reply before", brandActs)
	partPrevious   = newPart("post before the reply", customerActs)
	partAfter      = newPart("after the reply", customerActs)
	partLastPost   = newPart("last post", customerActs)
	partNextPost   = newPart("first post after the reply", customerActs)
)

func (v *view) replyFeatures() {
	c := &v.collect
	var n counts
	shared, beyond := 0, 0
	customer := v.customerWords(v.reply[0])
	recipients := 0
	channel := false
	v.acts(partReply, true, v.reply...)
	v.acts(partLastReply, false, v.lastReply())
	v.acts(partOpening, false, v.opening...)
	v.actsBefore()
	for _, i := range v.reply {
		v.phraseClasses(i, ofText)
		r := v.read(i)
		n.read(r.tokens)
		if r.link {
			n.links++
		}
		covered := int16(0)
		h := 0
		for k, t := range r.tokens {
			for h < len(r.hits) && int(r.hits[h].from) <= k {
				covered = max(covered, r.hits[h].to)
				h++
			}
			if t.kind != word {
				switch t.kind {
				case own:
					c.fact(fact1.ownHandle)
				case handle:
					v.handleFact(r.text[t.start+1 : t.end])
				}
				continue
			}
			if v.lang.isCommon(t.hash) || t.end-t.start < 3 {
				continue
			}
			if customer.has(t.hash) {
				shared++
			}
			if k >= int(covered) {
				beyond++
			}
		}
		v.conditionals(r)
		for _, h := range r.hits {
			channel = channel || classes[h.class].Channel != ""
		}
		recipients = max(recipients, v.c.Turns[i].Recipients)
	}
	v.unfinished()
	c.fact(factLength(n.words))
	c.fact(factAsks(n.asks))
	c.fact(factShouts(n.shouts))
	c.fact(factLinks(n.links))
	c.fact(factNumbers(n.numbers))
	c.fact(factNames(n.capitals))
	c.fact(factPosts(len(v.reply)))
	if n.links+n.phones+n.emails+n.handles == 0 && !channel {
		c.fact(factNoChannel)
	}
	c.fact(factShared(shared))
	c.fact(factOwn(beyond))
	if recipients > 0 {
		c.fact(factCustomers(recipients))
	}
	if n.phones > 0 {
		c.fact(fact1.phone)
	}
	if n.emails > 0 {
		c.fact(fact1.email)
	}
	if n.endsAsking {
		c.fact(fact1.endsAsking)
	}
	before := 0
	for i := 0; i < v.reply[0]; i++ {
		if v.c.Turns[i].Brand {
			before++
		}
	}
	c.fact(factBefore(before))
	v.intentFacts()
	if len(v.opening) > 0 && v.opening[0] < v.reply[0] {
		v.phraseClasses(v.opening[0], ofCase)
	}
}

// actsBefore adds the acts of what stands before the last reply: the brand's
// post before it and the customer's.
func (v *view) actsBefore() {
	brand, customer := -1, -1
	for i := range v.reply[0] {
		if v.c.Turns[i].Brand {
			brand = i
		} else {
			customer = i
		}
	}
	if brand >= 0 {
		v.acts(partBefore, false, brand)
	}
	if customer >= 0 {
		v.acts(partPrevious, false, customer)
	}
}

// intentFacts adds how probable each intent is.
func (v *view) intentFacts() {
	if v.intents.asked && v.cb.models[askIntent] != nil {
		for i, f := range factIntent {
			v.collect.value(f, v.intents.probability[i], span{turn: -1})
		}
	}
}

// unfinished adds that the last part of a numbered reply is missing.
func (v *view) unfinished() {
	k, n := PartNumber(v.c.Turns[v.lastReply()].Text)
	if n <= 1 || k >= n {
		return
	}
	for _, i := range v.reply {
		if j, m := PartNumber(v.c.Turns[i].Text); j == n && m == n {
			return
		}
	}
	v.collect.fact(factUnfinished)
}

// handleFact tells an account of the conversation from another.
func (v *view) handleFact(name string) {
	if !v.takesPart(name) {
		v.collect.fact(fact1.otherHandle)
	}
}

// conditionals adds the phrases that stand behind a condition in their
// sentence, and those of the last sentence.
func (v *view) conditionals(r *reading) {
	last := 0
	for k := len(r.tokens) - 2; k >= 0; k-- {
		if r.tokens[k].kind == mark && k < len(r.tokens)-3 {
			last = k
			break
		}
	}
	for i, h := range r.hits {
		if int(h.from) >= last && last > 0 {
			v.collect.fact(factFirstClass[h.class])
		}
		if classes[h.class].Channel == "" {
			continue
		}
		for _, g := range r.hits[:i] {
			if int(g.class) != ifNeededClass || g.from > h.from {
				continue
			}
			same := true
			for k := g.from; k < h.from; k++ {
				if r.tokens[k].kind == mark {
					same = false
				}
			}
			if same {
				v.collect.fact(factConditional[h.class])
			}
		}
	}
}

func (v *view) comebackFeatures() {
	c := &v.collect
	var n counts
	said := v.acts(partAfter, true, v.after...)
	v.acts(partNextPost, false, v.after[0])
	v.acts(partLastPost, false, v.after[len(v.after)-1])
	for _, i := range v.after {
		v.phraseClasses(i, ofText)
		n.read(v.read(i).tokens)
	}
	c.fact(factLength(n.words))
	c.fact(factAsks(n.asks))
	c.fact(factLinks(n.links))
	c.fact(factNumbers(n.numbers))
	c.fact(factAfterTurns(len(v.after)))
	for _, i := range v.after {
		for j := range i {
			if v.c.Turns[j].Text == v.c.Turns[i].Text {
				c.fact(fact1.sameAgain)
			}
		}
	}
	var m counts
	for _, i := range v.reply {
		v.phraseClasses(i, ofCase)
		m.read(v.read(i).tokens)
	}
	if m.endsAsking {
		c.fact(fact1.asksLast)
	}
	done := v.acts(partReply, false, v.reply...)
	asked := max(done[actAsk], done[actTell], done[actOffer])
	for a := range customerActs {
		if said[a] >= doubted {
			c.value(factAsked[a], said[a]*asked, span{turn: -1})
			c.value(factTold[a], said[a]*(1-asked), span{turn: -1})
		}
	}
	v.comebackFacts(&n)
	v.intentFacts()
	if v.cb.models[askReply] != nil {
		for i, f := range factReply {
			c.value(f, v.replies.probability[i], span{turn: -1})
		}
	}
}

// What the customer says after a reply that asked, and after one that told.
var (
	factAsked = comebackActs("asked, then ")
	factTold  = comebackActs("told, then ")
)

func comebackActs(when string) (fs []fact) {
	for _, a := range customerActs {
		fs = append(fs, fact{when + a.Name, keyFact(when + a.Name)})
	}
	return fs
}

// comebackFacts adds what the customer's words after the reply are, beside
// what the reply did.
func (v *view) comebackFacts(n *counts) {
	signs := 0
	own := 0
	for _, i := range v.after {
		r := v.read(i)
		for _, h := range r.hits {
			if s := comebackSign[h.class]; s >= 0 {
				signs |= 1 << s
			}
		}
		for k := range r.tokens {
			if t := &r.tokens[k]; t.kind == number || t.kind == phone || t.kind == word && t.end-t.start > 2 && !v.lang.isCommon(t.hash) {
				own++
			}
		}
	}
	if n.asks > 0 {
		signs |= 1 << comebackSign[must("question")]
	}
	asked := 0
	for _, i := range v.reply {
		for _, s := range v.sentences(i) {
			if s.act == actAsk || s.act == actTell || s.act == actOffer {
				asked = 1
			}
		}
	}
	v.collect.fact(factComeback[asked][signs])
	v.collect.fact(factToldOwn[asked](own))
	if signs&1 != 0 && own < 4 {
		v.collect.fact(factOnlyThanks)
	}
}

// comebackSigns are the customer's phrases that together say whether an answer
// is due.
var comebackSigns = []string{"thanks", "sent", "question", "fails", "fault", "settled"}

var (
	comebackSign = func() (of [64]int8) {
		for i := range of {
			of[i] = -1
		}
		for i, name := range comebackSigns {
			of[must(name)] = int8(i)
		}
		of[must("assent")] = 0
		return of
	}()
	factComeback = func() (fs [2][]fact) {
		for asked, how := range []string{"told: ", "asked: "} {
			for set := range 1 << len(comebackSigns) {
				var names []string
				for i, n := range comebackSigns {
					if set&(1<<i) != 0 {
						names = append(names, n)
					}
				}
				name := how + strings.Join(names, "+")
				fs[asked] = append(fs[asked], fact{name, keyFact(name)})
			}
		}
		return fs
	}()
	factToldOwn    = [2]func(int) fact{buckets("told, own words", 0, 2, 5, 9), buckets("asked, own words", 0, 2, 5, 9)}
	factOnlyThanks = fact{"little more than thanks", keyFact("little more than thanks")}
)

// A bloom remembers words, and sometimes one more.
type bloom [16]uint64

func (b *bloom) put(h uint64) {
	h = mix(h)
	b[h>>6&15] |= 1 << (h >> 20 & 63)
}

func (b *bloom) has(h uint64) bool {
	h = mix(h)
	return b[h>>6&15]&(1<<(h>>20&63)) != 0
}

// customerWords are the words of the customer's posts before a turn that are
// not common ones. They are kept until another turn is asked about.
func (v *view) customerWords(turn int) *bloom {
	if v.wordsBefore == turn {
		return &v.customer
	}
	v.customer, v.wordsBefore = bloom{}, turn
	for i := range turn {
		if v.c.Turns[i].Brand {
			continue
		}
		for _, t := range v.read(i).tokens {
			if t.kind == word && t.end-t.start > 2 && !v.lang.isCommon(t.hash) {
				v.customer.put(t.hash)
			}
		}
	}
	return &v.customer
}

// evidence quotes, of the turns that a question is about, the sentence whose
// features weighed most for an answer, against the mean of the others.
func (v *view) evidence(best int, about []int) (string, int) {
	c := &v.collect
	for i := range c.found {
		f := &c.found[i]
		f.value *= c.m.gain(int(f.feature), best) // not needed as a value any more
	}
	most, quote, at := float32(0), "", -1
	for _, turn := range about {
		for _, s := range v.sentences(turn) {
			sum := float32(0)
			for i := range c.found {
				f := &c.found[i]
				if int(f.span.turn) == turn && int(f.span.from) >= s.from && int(f.span.from) < s.to {
					sum += f.value
				}
			}
			if sum > most {
				most, quote, at = sum, v.quote(turn, s.from, s.to), turn
			}
		}
	}
	return quote, at
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

// Features lists the features of a question about a case, as the weights files
// name them; ok is false where the question does not arise. It is for training
// and for study. For the questions about sentences see [Codebook.SentenceFeatures].
func (cb *Codebook) Features(question string, c *Case) (features []Feature, ok bool) {
	v := cb.view(c)
	defer v.release()
	for q, name := range questionNames {
		if name != question || v.lang == nil {
			continue
		}
		if q != askIntent && !v.replied || q == askComeback && len(v.after) == 0 {
			return nil, false
		}
		for i := range c.Turns {
			v.sentences(i)
		}
		if q != askIntent {
			v.ask(askIntent)
		}
		if q == askComeback {
			v.ask(askReply)
		}
		v.collect.start(nil)
		v.collect.naming, v.collect.names = true, nil
		v.features(q)
		v.collect.naming = false
		return v.collect.names, true
	}
	return nil, false
}

// SentenceFeatures lists the features of a case's sentences, turn by turn, as
// the weights files "says" and "tells" name them.
func (cb *Codebook) SentenceFeatures(c *Case) [][][]Feature {
	v := cb.view(c)
	defer v.release()
	out := make([][][]Feature, len(c.Turns))
	for i := range c.Turns {
		for n := range v.sentences(i) {
			v.words.start(nil)
			v.words.naming, v.words.names = true, nil
			v.sentenceFeatures(i, n)
			v.words.naming = false
			s := &v.read(i).sentences[n]
			for f := range v.words.names {
				v.words.names[f].Value *= float64(share(s.to - s.from))
			}
			out[i] = append(out[i], v.words.names)
		}
	}
	return out
}

// WithWeights returns the codebook with another weights file for a question.
func (cb *Codebook) WithWeights(question string, data []byte) (*Codebook, error) {
	n := *cb
	for q, name := range questionNames {
		if name == question {
			m, err := newLinear(data, weightFile(name))
			if err != nil {
				return nil, err
			}
			n.models[q] = m
			return &n, nil
		}
	}
	return nil, &BookError{"weights", 1, "no question " + question}
}

// signClasses are the customer's phrases that together say what the customer
// came for.
var signClasses = []string{"question", "fault", "vent", "wish", "praise"}

var (
	signOf = func() (of [64]int8) {
		for i := range of {
			of[i] = -1
		}
		for i, name := range signClasses {
			of[must(name)] = int8(i)
		}
		return of
	}()
	factSigns = func() (fs []fact) {
		all := append(signClasses[:len(signClasses):len(signClasses)], "?")
		for set := range 1 << len(all) {
			var names []string
			for i, n := range all {
				if set&(1<<i) != 0 {
					names = append(names, n)
				}
			}
			name := "signs:" + strings.Join(names, "+")
			fs = append(fs, fact{name, keyFact(name)})
		}
		return fs
	}()
)
