package codebook

// intent decides what the customer came for. Without a post of the customer,
// the brand's are read for what they answer.
func (v *view) intent() (Intent, string, string) {
	if v.lang == nil || len(v.c.Turns) == 0 || !v.understood(v.opening) {
		return NoIntent, "", ""
	}
	a := v.ask(askIntent)
	return Intent(answersOf[askIntent][a.best]), "weighed", a.evidence
}

func (v *view) intentFeatures() {
	c := &v.collect
	if len(v.opening) == 0 {
		c.fact(factNoPost)
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
			c.fact(factAddressed)
		}
	}
	cues := v.cues(intentCues, v.opening)
	c.fact(intentCues.facts[cues])
	if n.asks > 0 {
		cues |= asksCue
	}
	c.fact(intentCues.facts[cues])
	n.facts(c)
	c.fact(factHandles(n.handles))
	c.fact(factPosts(len(v.opening)))
	if n.upper > 2 && 2*n.upper > n.words {
		c.fact(factUpper)
	}
	if n.endsAsking {
		c.fact(factEndsAsking)
	}
	if v.c.Turns[0].Brand {
		c.fact(factBrandFirst)
	}
	for _, i := range v.first {
		v.phraseClasses(i, ofCase)
		v.acts(partFirstReply, false, i)
	}
}

// Facts of the opening.
var (
	factHandles    = buckets("handles", 0, 1, 2)
	factNoPost     = newFact("no post of the customer")
	factAddressed  = newFact("begins with a handle")
	factBrandFirst = newFact("the brand wrote first")
)

// intentCues together say what the customer came for.
var intentCues = newCues("signs:", "question", "fault", "vent", "wish", "praise", "?")

const asksCue = 1 << 5 // the question mark, the sixth
