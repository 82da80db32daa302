package codebook

// A rule is one way for a case to end. The rules are tried in the registry's
// order, and the first that fits decides.
type rule struct {
	Name       string
	Outcome    Outcome
	Text       string // as the printed codebook says it
	NeedsWords bool   // cannot be tried in a language without a codebook
	fits       func(*view) decision
}

// A decision is what a rule found in a case.
type decision struct {
	fits       bool
	channel    Channel
	reason     Reason
	why        string
	evidence   string
	at         int // turn of the evidence, -1 if none
	confidence float64
}

// rules is the registry. Its order is the order of decision, here and nowhere
// else.
var rules = []rule{noReply, settled, redirected, dropped, answered, empty, pending}

var noReply = rule{
	Name:    "no_reply",
	Outcome: Ignored,
	Text:    "The brand never replied in public.",
	fits: func(v *view) decision {
		if v.replied {
			return decision{at: -1, why: "the brand replied in public"}
		}
		return decision{fits: true, reason: NoReply, at: -1, why: "no post of the case is the brand's", confidence: 1}
	},
}

var settled = rule{
	Name:       "settled",
	Outcome:    Resolved,
	NeedsWords: true,
	Text:       "After the last substantive reply the customer says in public that the matter is settled, wherever it was settled. A bare thanks confirms nothing.",
	fits: func(v *view) decision {
		for _, i := range v.after {
			h, ok := v.phrase(i, settledClass)
			if !ok {
				continue
			}
			if v.doubts(i) {
				continue
			}
			return decision{fits: true, at: i, evidence: v.quote(i, int(h.from), int(h.to)), why: "the customer says that it is settled", confidence: 0.8}
		}
		return decision{at: -1, why: "the customer did not say so after the last reply"}
	},
}

// doubts reports whether a post of the customer asks or complains besides.
func (v *view) doubts(i int) bool {
	r := v.read(i)
	for _, h := range r.hits {
		switch int(h.class) {
		case failsClass, questionClass:
			return true
		}
	}
	for _, t := range r.tokens {
		if t.hash == askMark {
			return true
		}
	}
	return false
}

var questionClass = must("question")

var (
	settledClass = must("settled")
	failsClass   = must("fails")
)

// weighed makes a decision of what the reply model says.
func weighed(v *view, outcome int, yes, no string) decision {
	a := v.ask(askReply)
	d := decision{fits: a.best == outcome, at: a.at, evidence: a.evidence, why: no, confidence: float64(a.probability[outcome])}
	if d.fits {
		d.why = yes
	}
	return d
}

const (
	replyRedirects = iota // places in answersOf[askReply]
	replyAnswers
	replyEmpty
	replyPending
)

var redirected = rule{
	Name:       "redirected",
	Outcome:    Redirected,
	NeedsWords: true,
	Text:       "The reply sends the customer to another channel, or says that the matter goes on there. A link that answers, or a full answer with a second channel for later, is no redirect.",
	fits: func(v *view) decision {
		d := weighed(v, replyRedirects, "the reply sends the customer elsewhere", "the reply does not send the customer elsewhere")
		if d.fits {
			d.channel = v.channel()
		}
		return d
	},
}

var dropped = rule{
	Name:       "dropped",
	Outcome:    Ignored,
	NeedsWords: true,
	Text:       "The customer came back with a further request, a report that it did not work, a reasoned objection or the details asked for, and got silence.",
	fits: func(v *view) decision {
		if len(v.after) == 0 {
			return decision{at: -1, why: "the customer did not come back"}
		}
		a := v.ask(askComeback)
		if a.best == 1 {
			return decision{fits: true, reason: Dropped, at: a.at, evidence: a.evidence, why: "the customer came back and got silence", confidence: float64(a.probability[1])}
		}
		return decision{at: a.at, evidence: a.evidence, why: "what the customer said afterwards needs no answer"}
	},
}

var answered = rule{
	Name:       "answered",
	Outcome:    Resolved,
	NeedsWords: true,
	Text:       "The reply gives this customer the answer: the information, an explanation, a decision, a concrete remedy, or word that it was done. For a case that is no request: it responds to what was said.",
	fits: func(v *view) decision {
		return weighed(v, replyAnswers, "the reply answers", "the reply holds no answer")
	},
}

var empty = rule{
	Name:       "empty",
	Outcome:    Boilerplate,
	NeedsWords: true,
	Text:       "The reply could be sent unchanged to any other customer: a greeting, an apology, an offer of help, thanks for feedback.",
	fits: func(v *view) decision {
		return weighed(v, replyEmpty, "nothing in the reply is about this matter", "the reply is about this matter")
	},
}

var pending = rule{
	Name:       "pending",
	Outcome:    Open,
	NeedsWords: true,
	Text:       "The reply is about this customer's matter and does not close it, and the archive ends there.",
	fits: func(v *view) decision {
		return weighed(v, replyPending, "the reply asks back or is looking into it", "the reply closes the matter")
	},
}

// intent decides what the customer came for.
func (v *view) intent() (Intent, string, string) {
	if v.lang == nil || len(v.c.Turns) == 0 {
		return NoIntent, "", ""
	}
	a := v.ask(askIntent)
	return Intent(answersOf[askIntent][a.best]), "weighed", a.evidence
}
