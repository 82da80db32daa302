package coding

import (
	"slices"
	"strings"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// What a coder decides about a case, as indices of [Variables] and [Codes].
const (
	Intent = iota
	Outcome
	Channel
	Reason
	variables
)

// A Variable is one thing that a coder decides.
type Variable struct {
	Name  string // also the name of its column
	Asks  string // the question that the guide puts
	Words []Word // in the order in which they are shown; for outcomes, that of decision
	Of    string // the outcome that it belongs to, "" if every case has it
}

// A Word is one answer.
type Word struct{ Word, Means string }

func words(meanings []codebook.Meaning) []Word {
	list := make([]Word, len(meanings))
	for i, m := range meanings {
		list[i] = Word{m.Label, m.Means}
	}
	return list
}

// Variables lists what is decided, in the codebook's order.
var Variables = [variables]Variable{
	Intent: {
		Name:  "intent",
		Asks:  "What did the customer come for? Read the customer's posts, mostly the first.",
		Words: words(codebook.Intents()),
	},
	Outcome: {
		Name: "outcome",
		Asks: "Where does the case stand at the brand's last public reply that says something? A courtesy at the end (“You're welcome!”) does not count: look at the reply before it, and at what the customer said in between. Try the words from top to bottom and take the first that fits.",
		Words: []Word{
			{string(codebook.Ignored), "The brand never replied in public. (Reason: no_reply.)"},
			{string(codebook.Resolved), "After the last reply the customer says in public that the matter is settled, wherever it was settled. A bare “thanks” or “ok” confirms nothing."},
			{string(codebook.Redirected), "The reply sends the customer to another channel, or says that the matter goes on there, so that it cannot be closed in public. Not a redirect: a link to a page that answers the question; a full answer that ends “if it still fails, message us”."},
			{string(codebook.Ignored), "The customer came back with a further request, word that it did not work, a reasoned objection or the details asked for, and got silence. Thanks, an ok, “sent you a message” and plain abuse need no answer. (Reason: dropped.)"},
			{string(codebook.Resolved), "The reply gives this customer the answer: the information, an explanation, a decision (a clear no counts), a remedy to apply, or word that it was done. Where nothing was requested: the reply responds to what this customer said."},
			{string(codebook.Boilerplate), "The reply could be sent unchanged to any other customer: a greeting, an apology, an offer of help, “tell us more”, thanks for feedback. A first name or a signature does not make it specific."},
			{string(codebook.Open), "The reply is about this customer's matter and does not close it: a specific question back, or word that it is being looked into; and the posts end there."},
		},
	},
	Channel: {
		Name:  "channel",
		Asks:  "Only where the outcome is redirected: where to? With several, the one that the reply puts first.",
		Of:    string(codebook.Redirected),
		Words: words(codebook.Channels()),
	},
	Reason: {
		Name: "reason",
		Asks: "Only where the outcome is ignored: in which way?",
		Of:   string(codebook.Ignored),
		Words: []Word{
			{string(codebook.NoReply), "The brand never replied in public."},
			{string(codebook.Dropped), "The customer came back after the last reply and got silence."},
		},
	},
}

// Codes are what was decided about one case, by variable; "" is nothing.
type Codes [variables]string

// request reports whether an intent makes a case a request.
func request(intent string) bool { return codebook.Intent(intent).Request() }

// List returns the variable's words, each once.
func (v *Variable) List() []string {
	var list []string
	for _, w := range v.Words {
		if !slices.Contains(list, w.Word) {
			list = append(list, w.Word)
		}
	}
	return list
}

// parse returns the word that a cell holds, "" for a blank one. Case and
// surrounding space do not matter; nothing else is forgiven.
func (v *Variable) parse(cell string) (word string, ok bool) {
	word = strings.ToLower(strings.TrimSpace(cell))
	if blank(word) {
		return "", true
	}
	return word, slices.Contains(v.List(), word)
}

// blank reports whether a cell says that nothing stands in it: as people do, with a
// dash or a slash, as R and pandas do, which write NA into every blank cell, or as a
// formula does that only refers to a blank one.
func blank(cell string) bool {
	switch strings.ToLower(cell) {
	case "na", "n/a", "#n/a", "nan", "0":
		return true
	}
	return strings.Trim(cell, "-–—/.") == ""
}

// nearest returns the word most like a mistyped one, "" if none is like it.
func (v *Variable) nearest(typed string) string {
	return codebook.Nearest(strings.ToLower(strings.TrimSpace(typed)), v.List())
}
