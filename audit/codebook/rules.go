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
			if has(v.find(i), "settled") && !has(v.find(i), "unsettled") && !has(v.find(i), "question") {
				return decision{fits: true, at: i, evidence: v.quote(i, "settled"), why: "the customer says that it is settled", confidence: 0.8}
			}
		}
		return decision{at: -1, why: "the customer did not say so after the last reply"}
	},
}

var redirected = rule{
	Name:       "redirected",
	Outcome:    Redirected,
	NeedsWords: true,
	Text:       "The reply sends the customer to another channel, or says that the matter goes on there. A link that answers, or a full answer with a second channel for later, is no redirect.",
	fits: func(v *view) decision {
		for _, i := range v.reply {
			for _, h := range v.find(i) {
				if ch := classes[h.class].Channel; ch != "" {
					return decision{fits: true, channel: ch, at: i, evidence: v.quote(i, classes[h.class].Name), why: "the reply " + classes[h.class].Means, confidence: 0.8}
				}
			}
		}
		return decision{at: -1, why: "the reply names no other channel"}
	},
}

var dropped = rule{
	Name:       "dropped",
	Outcome:    Ignored,
	NeedsWords: true,
	Text:       "The customer came back with a further request, a report that it did not work, a reasoned objection or the details asked for, and got silence.",
	fits: func(v *view) decision {
		for _, i := range v.after {
			hits := v.find(i)
			if (has(hits, "question") || has(hits, "unsettled") || has(hits, "fault")) && !has(hits, "sent") {
				return decision{fits: true, reason: Dropped, at: i, evidence: v.c.Turns[i].Text, why: "the customer came back and got silence", confidence: 0.7}
			}
		}
		return decision{at: -1, why: "the customer did not come back with anything that needs an answer"}
	},
}

var answered = rule{
	Name:       "answered",
	Outcome:    Resolved,
	NeedsWords: true,
	Text:       "The reply gives this customer the answer: the information, an explanation, a decision, a concrete remedy, or word that it was done. For a case that is no request: it responds to what was said.",
	fits: func(v *view) decision {
		for _, i := range v.reply {
			for _, name := range []string{"done", "remedy", "points", "decision", "reason"} {
				if has(v.find(i), name) {
					return decision{fits: true, at: i, evidence: v.quote(i, name), why: "the reply answers", confidence: 0.7}
				}
			}
		}
		return decision{at: -1, why: "the reply holds no answer"}
	},
}

var empty = rule{
	Name:       "empty",
	Outcome:    Boilerplate,
	NeedsWords: true,
	Text:       "The reply could be sent unchanged to any other customer: a greeting, an apology, an offer of help, thanks for feedback.",
	fits: func(v *view) decision {
		for _, i := range v.reply {
			for _, name := range []string{"asks", "looking"} {
				if has(v.find(i), name) {
					return decision{at: i, evidence: v.quote(i, name), why: "the reply is about this matter"}
				}
			}
		}
		return decision{fits: true, at: v.lastReply(), evidence: v.text(), why: "nothing in the reply is about this matter", confidence: 0.6}
	},
}

var pending = rule{
	Name:       "pending",
	Outcome:    Open,
	NeedsWords: true,
	Text:       "The reply is about this customer's matter and does not close it, and the archive ends there.",
	fits: func(v *view) decision {
		return decision{fits: true, at: v.lastReply(), evidence: v.text(), why: "no rule before it fits", confidence: 0.6}
	},
}
