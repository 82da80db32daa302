package codebook

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
	for _, i := range v.reply {
		v.phraseClasses(i, ofCase)
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
	for i, f := range factReply {
		c.value(f, v.answers[askReply].probability[i], span{turn: -1})
	}
}

// comebackFacts adds what the customer's words after the reply are, beside
// what the reply did.
func (v *view) comebackFacts(n *counts) {
	asked := 0
	for _, i := range v.reply {
		for _, s := range v.sentences(i) {
			if s.act == actAsk || s.act == actTell || s.act == actOffer {
				asked = 1
			}
		}
	}
	own := 0
	for _, i := range v.after {
		r := v.read(i)
		for k := range r.tokens {
			if t := &r.tokens[k]; t.kind == number || t.kind == phone || t.tells {
				own++
			}
		}
	}
	known := comebackCues[asked]
	cues := v.cues(known, v.after)
	if n.asks > 0 {
		cues |= 1 << known.place[questionClass]
	}
	v.collect.fact(known.facts[cues])
	v.collect.fact(factOwnWords[asked](own))
	if own < 4 && cues&(1<<known.place[thanksClass]) != 0 {
		v.collect.fact(factOnlyThanks)
	}
}

// comebackCues together say whether an answer is due, after a reply that told
// and after one that asked.
var comebackCues = [2]*cues{newComebackCues("told: "), newComebackCues("asked: ")}

func newComebackCues(what string) *cues {
	c := newCues(what, "thanks", "sent", "question", "fails", "fault", "settled")
	c.place[mustClass("assent")] = c.place[thanksClass]
	return c
}

var (
	thanksClass   = mustClass("thanks")
	questionClass = mustClass("question")
)

// Facts of what the customer says after the reply.
var (
	factAfterTurns = buckets("posts after the reply", 1, 2)
	factOnlyThanks = newFact("little more than thanks")

	// After a reply that told, and after one that asked.
	factOwnWords = [2]func(int) fact{buckets("told, own words", 0, 2, 5, 9), buckets("asked, own words", 0, 2, 5, 9)}
	factTold     = facts("told, then ", actNames(customerActs)...)
	factAsked    = facts("asked, then ", actNames(customerActs)...)

	// What an earlier question was answered.
	factReply = facts("reply:", answersOf[askReply]...)
)
