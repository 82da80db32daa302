package codebook

// An act is what one sentence does, said by the side that does it. The models
// "says" (the brand's sentences) and "tells" (the customer's) weigh a
// sentence's words for each act; the case's questions see the acts and no
// words.
type act struct {
	Name    string
	Means   string  // as the printed codebook says it
	Channel Channel // of an act that redirects
}

// brandActs are what a brand's sentences do, the most consequential first.
var brandActs = []act{
	{"to_dm", "sends the customer to a private message, or says that the matter goes on there", DM},
	{"to_phone", "sends the customer to the phone, or says that somebody will call", Phone},
	{"to_email", "sends the customer to email", Email},
	{"to_branch", "sends the customer to a place or to staff in person", Branch},
	{"to_web", "sends the customer to a form, a live chat, an app or a site, to start over there", Web},
	{"to_other", "sends the customer to another account or another company", OtherChannel},
	{"second", "names another channel as a second choice, if the answer does not help, or for the future", ""},
	{"ask", "asks something specific to this matter in public", ""},
	{"look", "says that this matter is being looked into", ""},
	{"answer", "gives information, an explanation, a decision, a step to take, a page that answers, or word that something was done", ""},
	{"react", "responds to what this customer said, where nothing was requested", ""},
	{"pass", "takes note of feedback or passes it on", ""},
	{"tell", "asks for details, whatever the matter", ""},
	{"offer", "offers help in general", ""},
	{"sorry", "apologises or shows understanding", ""},
	{"thanks", "thanks the customer, is pleased, or greets", ""},
	{"close", "closes the conversation politely", ""},
	{"bit", "is a fragment that does nothing by itself", ""},
}

// customerActs are what a customer's sentences do: what still needs an answer first, and
// what complains before what asks, as with the intents.
var customerActs = []act{
	{"fails", "says that it still fails, or that the reply did not help", ""},
	{"object", "contradicts the reply with a reason", ""},
	{"fault", "reports something that went wrong", ""},
	{"vent", "is angry or sarcastic, without a fact", ""},
	{"wish", "proposes a change", ""},
	{"ask", "asks for information or for something to be done", ""},
	{"praise", "praises", ""},
	{"sent", "says that a private message, a mail or a form was sent, or will be", ""},
	{"settled", "says that the matter is settled", ""},
	{"thanks", "thanks", ""},
	{"ok", "takes note or agrees", ""},
	{"detail", "gives details, or answers the brand's question", ""},
	{"chat", "jokes, chatters, reacts to news or to the brand's post", ""},
	{"bit", "is a fragment that does nothing by itself", ""},
}

func actNames(acts []act) []string {
	names := make([]string, len(acts))
	for i, a := range acts {
		names[i] = a.Name
	}
	return names
}

// mustAct is the place of an act that the code spells.
func mustAct(acts []act, name string) int {
	for i, a := range acts {
		if a.Name == name {
			return i
		}
	}
	panic("codebook: no act " + name)
}

// classAct is the act that a phrase of a class states.
var classAct = func() (of [64]int) {
	for i, c := range classes {
		acts := brandActs
		if c.Who == byCustomer {
			acts = customerActs
		}
		of[i] = mustAct(acts, c.Act)
	}
	return of
}()

var (
	actAsk    = mustAct(brandActs, "ask")
	actTell   = mustAct(brandActs, "tell")
	actOffer  = mustAct(brandActs, "offer")
	actThanks = mustAct(brandActs, "thanks")
	actClose  = mustAct(brandActs, "close")
	actBit    = mustAct(brandActs, "bit")
	actSecond = mustAct(brandActs, "second")
	actLook   = mustAct(brandActs, "look")
	actAnswer = mustAct(brandActs, "answer")
	actReact  = mustAct(brandActs, "react")

	actAsks    = mustAct(customerActs, "ask")
	actFails   = mustAct(customerActs, "fails")
	actSettled = mustAct(customerActs, "settled")
)

// A part is some posts of a case whose acts a question sees.
type part struct {
	name    string
	highest [mostAnswers]fact // of its sentences, the surest of each act
	sum     [mostAnswers]fact // all sentences together
	first   [mostAnswers]fact
	last    [mostAnswers]fact
	nothing fact
}

func newPart(name string, acts []act) *part {
	p := &part{name: name}
	for i, a := range acts {
		p.highest[i] = newFact(name + ", surest: " + a.Name)
		p.sum[i] = newFact(name + ", in all: " + a.Name)
		p.first[i] = newFact(name + ", first: " + a.Name)
		p.last[i] = newFact(name + ", last: " + a.Name)
	}
	p.nothing = newFact(name + ": nothing")
	return p
}

const (
	mostSum = 3       // bounds how often an act counts in a part
	doubted = 1. / 32 // an act less probable than that is no feature
)

// acts adds what the sentences of some turns do: of each act the surest
// sentence and all together, and, if order counts, the first and the last.
func (v *view) acts(p *part, order bool, turns ...int) (highest [mostAnswers]float32) {
	var sum [mostAnswers]float32
	var at [mostAnswers]span
	var first, last *sentence
	var firstAt, lastAt span
	for _, i := range turns {
		ss := v.sentences(i)
		for n := range ss {
			s := &ss[n]
			place := span{int32(i), int16(s.from), int16(s.to)}
			if first == nil {
				first, firstAt = s, place
			}
			last, lastAt = s, place
			for a, x := range s.acts {
				sum[a] += x
				if x > highest[a] {
					highest[a], at[a] = x, place
				}
			}
		}
	}
	if first == nil {
		v.collect.fact(p.nothing)
		return highest
	}
	c := &v.collect
	for a := range p.highest {
		if highest[a] < doubted {
			continue
		}
		c.value(p.highest[a], highest[a], at[a])
		c.value(p.sum[a], min(sum[a], mostSum), at[a])
		if !order {
			continue
		}
		if first.acts[a] >= doubted {
			c.value(p.first[a], first.acts[a], firstAt)
		}
		if last.acts[a] >= doubted {
			c.value(p.last[a], last.acts[a], lastAt)
		}
	}
	return highest
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
