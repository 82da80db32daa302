package codebook

import "strings"

// The questions that are weighed.
const (
	askIntent   = iota // what the customer came for
	askReply           // what the last reply does
	askComeback        // whether the customer's words after it need an answer
	questions
)

// questionNames are the names of the weights files.
var questionNames = [questions]string{"intent", "reply", "comeback"}

// answersOf are the answers of the questions, in the order of the weights.
var answersOf = [questions][]string{
	askIntent:   {string(Question), string(Complaint), string(Suggestion), string(Praise), string(Other)},
	askReply:    {string(Redirected), string(Resolved), string(Boilerplate), string(Open)},
	askComeback: {"closed", "dropped"},
}

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
	a := [questions]*answer{&v.intents, &v.replies, &v.comeback}[q]
	if a.asked {
		return a
	}
	a.asked = true
	a.at = -1
	m := v.cb.models[q]
	if m == nil || v.lang == nil {
		return a
	}
	// Features first: they may ask another question.
	switch q {
	case askReply:
		v.ask(askIntent)
	case askComeback:
		v.ask(askReply)
	}
	v.collect.start(m)
	v.features(q)
	k := len(m.answers)
	copy(a.probability[:k], v.collect.scores[:k])
	probabilities(a.probability[:k])
	for i := range k {
		if a.probability[i] > a.probability[a.best] {
			a.best = i
		}
	}
	a.evidence, a.at = v.evidence(a.best)
	return a
}

func (v *view) features(q int) {
	switch q {
	case askIntent:
		v.intentFeatures()
	case askReply:
		v.replyFeatures()
	case askComeback:
		v.comebackFeatures()
	}
}

// words adds the words, pairs and phrases of a turn.
func (v *view) words(turn int, r role, pairs bool) {
	rd := v.read(turn)
	c := &v.collect
	lang := v.lang.hash
	prev := uint64(0)
	for i, t := range rd.tokens {
		s := span{int32(turn), int16(i), int16(i + 1)}
		c.add(keyWord(r, lang, t.hash), s)
		if c.naming {
			c.names = append(c.names, roleNames[r]+"word:"+v.code+":"+spell(rd.text, t))
		}
		if pairs && i > 0 {
			s.from--
			c.add(keyPair(r, lang, prev, t.hash), s)
			if c.naming {
				c.names = append(c.names, roleNames[r]+"pair:"+v.code+":"+spell(rd.text, rd.tokens[i-1])+" "+spell(rd.text, t))
			}
		}
		prev = t.hash
	}
	v.phraseClasses(turn, r)
}

func (v *view) phraseClasses(turn int, r role) {
	for _, h := range v.read(turn).hits {
		v.collect.add(keyClass(r, int(h.class)), span{int32(turn), h.from, h.to})
		if v.collect.naming {
			v.collect.names = append(v.collect.names, roleNames[r]+"class:"+classes[h.class].Name)
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
		phone, email, otherHandle, ownHandle, endsAsking, asksLast, brandFirst, upper, addressed, openingLink, onlyHandles, request, noPost, sameAgain fact
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
		fact{"is little more than a link", keyFact("is little more than a link")},
		fact{"is little more than handles", keyFact("is little more than handles")},
		fact{"the customer has a request", keyFact("the customer has a request")},
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

var ifNeededClass = must("if_needed")

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
			v.words(v.lastReply(), ofCase, false)
		}
		return
	}
	var n counts
	for k, i := range v.opening {
		v.words(i, ofText, true)
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
	first := true
	for i := range v.c.Turns {
		if v.c.Turns[i].Brand && first {
			v.phraseClasses(i, ofCase)
			first = false
		}
	}
}

func (v *view) replyFeatures() {
	c := &v.collect
	var n counts
	shared, beyond := 0, 0
	bloom := v.customerWords()
	recipients := 0
	channel := false
	for _, i := range v.reply {
		v.words(i, ofText, true)
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
			if bloom.has(t.hash) {
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
	v.actFacts()
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
	if v.intents.asked && v.cb.models[askIntent] != nil {
		c.fact(factIntent[v.intents.best])
		if v.intents.best <= 2 {
			c.fact(fact1.request)
		}
	}
	if len(v.opening) > 0 && v.opening[0] < v.reply[0] {
		v.phraseClasses(v.opening[0], ofCase)
	}
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
	for _, i := range v.after {
		v.words(i, ofText, false)
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
	v.comebackFacts(&n)
	c.fact(factReply[v.replies.best])
	if v.intents.best <= 2 {
		c.fact(fact1.request)
	}
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
			own += v.isOwn(r, k)
		}
	}
	if n.asks > 0 {
		signs |= 1 << comebackSign[must("question")]
	}
	asked := 0
	for _, i := range v.reply {
		for _, s := range v.sentences(i) {
			if s.act == actAsk || s.act == actOffer || s.classes&(1<<offerClass|1<<tellClass) != 0 {
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

// customerWords are the words of the customer's posts before the reply that
// are not common ones.
func (v *view) customerWords() *bloom {
	var b bloom
	for i := 0; i < v.reply[0]; i++ {
		if v.c.Turns[i].Brand {
			continue
		}
		for _, t := range v.read(i).tokens {
			if t.kind == word && t.end-t.start > 2 && !v.lang.isCommon(t.hash) {
				b.put(t.hash)
			}
		}
	}
	return &b
}

// evidence quotes the words that weighed most for an answer against the mean
// of the others: up to three places of the turn that has the heaviest.
func (v *view) evidence(best int) (string, int) {
	c := &v.collect
	const most = 3
	var top [most]int
	var weight [most]float32
	n := 0
	k := len(c.m.answers)
	for i, row := range c.rows {
		if c.spans[i].turn < 0 {
			continue
		}
		w := c.m.row(int(row))
		gain := w[best]
		for _, x := range w {
			gain -= x / float32(k)
		}
		if gain <= 0 {
			continue
		}
		at := n
		for at > 0 && weight[at-1] < gain {
			at--
		}
		if at == most {
			continue
		}
		if n < most {
			n++
		}
		copy(top[at+1:n], top[at:n-1])
		copy(weight[at+1:n], weight[at:n-1])
		top[at], weight[at] = i, gain
	}
	if n == 0 {
		return "", -1
	}
	first := c.spans[top[0]]
	from, to := first.from, first.to
	for _, i := range top[1:n] {
		s := c.spans[i]
		// Words near the heaviest are quoted with it.
		if s.turn == first.turn && s.from <= to+2 && s.to+2 >= from {
			from, to = min(from, s.from), max(to, s.to)
		}
	}
	return v.quote(int(first.turn), int(from), int(to)), int(first.turn)
}

// FeatureNames lists the features of a question ("intent", "reply",
// "comeback") about a case, as the weights files name them; ok is false where
// the question does not arise. It is for training and for study.
func (cb *Codebook) FeatureNames(question string, c *Case) (names []string, ok bool) {
	v := cb.view(c)
	defer v.release()
	for q, name := range questionNames {
		if name != question || v.lang == nil {
			continue
		}
		if q != askIntent && !v.replied || q == askComeback && len(v.after) == 0 {
			return nil, false
		}
		if q != askIntent {
			v.ask(askIntent)
		}
		if q == askComeback {
			v.ask(askReply)
		}
		v.collect.start(nil)
		v.collect.naming = true
		v.collect.names = nil
		v.features(q)
		v.collect.naming = false
		return v.collect.names, true
	}
	return nil, false
}

// WithWeights returns the codebook with another weights file for a question.
func (cb *Codebook) WithWeights(question string, data []byte) (*Codebook, error) {
	n := *cb
	for q, name := range questionNames {
		if name == question {
			m, err := newLinear(data, "weights/"+name+".tsv")
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
