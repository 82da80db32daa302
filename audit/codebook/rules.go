package codebook

// A rule is one way for a case to end. The rules are tried in the registry's
// order, and the first that fits decides.
type rule struct {
	Name       string
	Outcome    Outcome
	Text       string // as the printed codebook says it
	Examples   []example
	NeedsReply bool // asks what the brand's reply says, in a language with a codebook
	fits       func(*view) decision
}

// An example is a made-up case that the rule decides: posts that begin with
// "c: " for the customer's and "b: " for the brand's.
type example struct {
	language string
	posts    []string
}

// A decision is what a rule found in a case.
type decision struct {
	fits       bool
	channel    Channel
	reason     Reason
	why        string
	told       telling // of a redirect, behind why
	evidence   string
	at         int     // turn of the evidence, -1 if none
	confidence float64 // of the rule that it fits, 0 to 1
}

// words say why the rule fits or does not.
func (d *decision) words() string {
	if d.told.how == "" {
		return d.why
	}
	return d.why + "; " + d.told.String()
}

// try tries the rule on a case.
func (r *rule) try(v *view) decision {
	if r.NeedsReply {
		switch {
		case !v.replied:
			return decision{at: -1, why: "the brand did not reply in public"}
		case v.code == "":
			return decision{at: -1, why: "the case's language cannot be told; the brands file may say it"}
		case v.lang == nil:
			return decision{at: -1, why: "the case's language has no codebook"}
		case !v.understood(v.reply) && !v.understood(v.after):
			return decision{at: -1, why: "no words of the case's language were learned, and none of your phrases stands in the reply or behind it"}
		}
	}
	return r.fits(v)
}

// rules is the registry. Its order is the order of decision, here and nowhere
// else.
var rules = []rule{noReply, settled, redirected, dropped, answered, empty, pending}

// A Rule is one way for a case to end, as documents tell it.
type Rule struct {
	Name    string
	Outcome Outcome
	Text    string
}

// Rules lists the rules in the order in which they are tried.
func Rules() []Rule {
	list := make([]Rule, len(rules))
	for i := range rules {
		list[i] = Rule{rules[i].Name, rules[i].Outcome, rules[i].Text}
	}
	return list
}

// Places in answersOf.
const (
	replyRedirects = iota // of askReply
	replyAnswers
	replyEmpty
	replyPending
)

const comebackDropped = 1 // of askComeback

// weighed makes a decision of what a question is answered: the rule fits if its
// answer is the likeliest.
func weighed(v *view, question, answer int, yes, no string) decision {
	a := v.ask(question)
	d := decision{fits: a.best == answer, at: a.at, evidence: a.evidence, why: no, confidence: float64(a.probability[answer])}
	if d.fits {
		d.why = yes
	}
	return d
}
