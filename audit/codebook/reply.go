package codebook

import "slices"

func (v *view) replyFeatures() {
	c := &v.collect
	done := v.acts(partReply, true, v.reply...)
	v.acts(partLastReply, false, v.lastReply())
	v.acts(partOpening, false, v.opening...)
	v.actsBefore()
	var n counts
	shared, beyond, recipients, channel := 0, 0, 0, false
	for _, i := range v.reply {
		r := v.read(i)
		v.phraseClasses(i, ofText)
		v.accounts(r)
		v.conditionals(r)
		n.read(r.tokens)
		if r.link {
			n.links++
		}
		shared += v.shared(r, v.reply[0])
		beyond += v.beyond(r)
		channel = channel || r.namesChannel()
		recipients = max(recipients, v.c.Turns[i].Recipients)
	}
	v.unfinished()
	n.facts(c)
	c.fact(factNames(n.capitals))
	c.fact(factPosts(len(v.reply)))
	if n.links+n.phones+n.emails+n.handles == 0 && !channel {
		c.fact(factNoChannel)
	}
	c.fact(factShared(shared))
	c.fact(factBeyond(beyond))
	if recipients > 0 {
		c.fact(factCustomers(recipients))
	}
	if n.phones > 0 {
		c.fact(factPhone)
	}
	if n.emails > 0 {
		c.fact(factEmail)
	}
	if n.endsAsking {
		c.fact(factEndsAsking)
	}
	v.intentFacts()
	v.unrequestedFacts(&done)
	if len(v.opening) > 0 && v.opening[0] < v.reply[0] {
		v.phraseClasses(v.opening[0], ofCase)
	}
}

// actsBefore adds what stands before the last reply: how many posts of the brand,
// and the acts of its last one and of the customer's.
func (v *view) actsBefore() {
	brand, customer, replies := -1, -1, 0
	for i := range v.reply[0] {
		if v.c.Turns[i].Brand {
			brand = i
			replies++
		} else {
			customer = i
		}
	}
	v.collect.fact(factBefore(replies))
	if brand >= 0 {
		v.acts(partBefore, false, brand)
	}
	if customer >= 0 {
		v.acts(partPrevious, false, customer)
	}
}

// intentFacts adds how probable each intent is.
func (v *view) intentFacts() {
	for i, f := range factIntent {
		v.collect.value(f, v.answers[askIntent].probability[i], span{turn: -1})
	}
}

// unrequestedFacts adds what the reply does where nothing was requested: thanks
// answer a praise, and no request.
func (v *view) unrequestedFacts(done *[mostAnswers]float32) {
	unrequested := float32(0)
	for i, name := range answersOf[askIntent] {
		if !Intent(name).Request() {
			unrequested += v.answers[askIntent].probability[i]
		}
	}
	for a, f := range factUnrequested {
		if p := done[a] * unrequested; p >= doubted {
			v.collect.value(f, p, span{turn: -1})
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

// accounts adds whether a reply names its own account, or one that takes no part
// in the conversation.
func (v *view) accounts(r *reading) {
	for _, t := range r.tokens {
		switch {
		case t.kind == own:
			v.collect.fact(factOwnHandle)
		case t.kind == handle && !v.takesPart(r.text[t.start+1:t.end]):
			v.collect.fact(factOtherHandle)
		}
	}
}

// beyond counts the telling words of a reply that belong to no phrase.
func (v *view) beyond(r *reading) (n int) {
	covered, h := 0, 0
	for k := range r.tokens {
		for h < len(r.hits) && int(r.hits[h].from) <= k {
			covered = max(covered, int(r.hits[h].to))
			h++
		}
		if k >= covered && r.tokens[k].tells {
			n++
		}
	}
	return n
}

// namesChannel reports whether a phrase of the reply names a channel.
func (r *reading) namesChannel() bool {
	return slices.ContainsFunc(r.hits, func(h hit) bool { return classes[h.class].Channel != "" })
}

// ends reports whether a token ends a sentence.
func (t token) ends() bool { return t.kind == mark }

// conditionals adds the phrases that stand behind a condition in their
// sentence, and those of the last sentence.
func (v *view) conditionals(r *reading) {
	last := len(r.tokens) - 4 // of a sentence of two tokens and its mark
	for last > 0 && r.tokens[last].kind != mark {
		last--
	}
	for i, h := range r.hits {
		if int(h.from) >= last && last > 0 {
			v.collect.fact(factLastClass[h.class])
		}
		if classes[h.class].Channel == "" {
			continue
		}
		for _, g := range r.hits[:i] { // which begin before it
			if int(g.class) == ifNeededClass && !slices.ContainsFunc(r.tokens[g.from:h.from], token.ends) {
				v.collect.fact(factConditional[h.class])
			}
		}
	}
}

// Facts of the last reply.
var (
	factCustomers  = buckets("customers who got this template", 0, 1, 3, 9, 29)
	factBeyond     = buckets("words beyond the set phrases", 0, 2, 4, 7, 11, 16)
	factBefore     = buckets("replies before", 0, 1, 2)
	factNoChannel  = newFact("names no channel and no link")
	factUnfinished = newFact("a part of the reply is missing")

	factConditional = facts("conditional:", classNames()...)
	factLastClass   = facts("last sentence:", classNames()...)

	factUnrequested = facts("nothing requested: ", actNames(brandActs)...)

	// What an earlier question was answered.
	factIntent = facts("intent:", answersOf[askIntent]...)
)

var ifNeededClass = mustClass("if_needed")
