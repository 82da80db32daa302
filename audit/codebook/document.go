package codebook

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// decided is how the printed codebook begins.
const decided = `A case is one customer's public conversation with one brand. Three things are decided
about it: what the customer came for (intent), where it stands at the brand's last
substantive public reply (outcome) and, if it was redirected, the channel. The brand's
posts in a row are one reply; numbered ones ("1/2", "2/2") are read in the order of
their numbers. A reply that says goodbye and otherwise at most thanks, offers help or
names a second choice is a courtesy, and the reply before it counts.
`

// A Meaning is what a label means, said to a coder.
type Meaning struct{ Label, Means string }

// Intents are the meanings of the intents.
func Intents() []Meaning { return slices.Clone(intents) }

// Channels are the meanings of the channels.
func Channels() []Meaning { return slices.Clone(channels) }

var intents = []Meaning{
	{string(Question), "Asks for information, a how-to, a status, a decision, or for something to be done, without reporting a fault."},
	{string(Complaint), "Reports something that went wrong, a fault, a bad experience, an unfair fee, or vents about the service. Where a post both complains and asks, it is a complaint."},
	{string(Suggestion), "Proposes a change, a feature or a product."},
	{string(Praise), "Thanks or compliments, and asks for nothing."},
	{string(Other), "A joke, chatter, a reaction to a post or to news, an ad, or a post that is not addressed to the brand's service at all."},
}

var channels = []Meaning{
	{string(DM), "Any private message, also on another network."},
	{string(Phone), "A phone call, either way."},
	{string(Email), "Email."},
	{string(Branch), "Any place, or staff, in person."},
	{string(Web), "A form, live chat, app or site where the customer must start over."},
	{string(OtherChannel), "Another account of the brand, or another company."},
}

// asks are the weighed questions in words.
var asks = [questions]string{
	askSays:     "what does the brand's sentence do?",
	askTells:    "what does the customer's sentence do?",
	askIntent:   "what did the customer come for?",
	askReply:    "what does the last reply do?",
	askComeback: "did what the customer said after it need an answer (dropped) or not (closed)?",
}

// Document writes the codebook in force as Markdown: what is decided about a case,
// the rules in their order with made-up examples, what sentences do, the questions
// that are weighed, and the phrases per language and class.
func (cb *Codebook) Document(w io.Writer) error {
	d := &printer{w: w}
	d.printf("# Codebook %s\n\n%s", cb.version, decided)
	d.meanings("Intent: what the customer came for", intents)
	d.printf("\nQuestions, complaints and suggestions are requests: the rates are shares of these.\n")
	d.meanings("Channel: where a redirect sends the customer", channels)
	d.printf("\n## Outcome: the first rule that fits\n")
	for i, r := range rules {
		d.printf("\n%d. **%s** (`%s`): %s\n", i+1, r.Outcome, r.Name, r.Text)
		for _, e := range r.Examples {
			d.printf("\n")
			for _, p := range e.posts {
				who := "customer"
				if p[0] == 'b' {
					who = "brand"
				}
				d.printf("   > %s: %s  \n", who, p[3:])
			}
		}
	}
	for _, side := range []struct {
		who  speaker
		acts []act
	}{{byBrand, brandActs}, {byCustomer, customerActs}} {
		d.printf("\n## What a sentence of the %s does\n\n", side.who)
		for _, a := range side.acts {
			d.printf("- `%s`: it %s\n", a.Name, a.Means)
		}
	}
	d.printf("\nA phrase that an analyst adds makes its sentence do what stands in parentheses behind its class; of several in a sentence, what stands first in these lists.\n")
	d.printf("\n## Weighed questions\n\nA model answers each of these. An answer's score is the sum of the weights of the features that were found; the answer with the highest score is the likeliest. Answers such as `intent:praise` are what a sentence's words say to a later question.\n\n| question | asks | answers | features |\n| --- | --- | --- | --- |\n")
	for q, name := range questionNames {
		m := cb.models[q]
		d.printf("| `%s` | %s | %s | %d |\n", name, asks[q], strings.Join(m.answers, ", "), len(m.rows))
	}
	for _, l := range cb.languages {
		if cb.language(l.code) == nil {
			continue
		}
		d.printf("\n## Phrases: %s (`%s`)\n", l.name, l.code)
		for _, c := range classes {
			if phrases := cb.book[l.code].phrases[c.Name]; len(phrases) > 0 {
				d.phrases(c.Name, c, phrases)
			}
		}
	}
	d.handling()
	return d.err
}

// A printer keeps the first error of many prints.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

func (p *printer) meanings(heading string, list []Meaning) {
	p.printf("\n## %s\n\n", heading)
	for _, m := range list {
		p.printf("- `%s`: %s\n", m.Label, m.Means)
	}
}

func (p *printer) phrases(heading string, c class, list []string) {
	p.printf("\n### %s\n\nThe %s %s%s.\n\n", heading, c.Who, c.Means, inParentheses(c.Act))
	for _, phrase := range list {
		p.printf("- `%s`\n", phrase)
	}
}

// inParentheses is an act as code in parentheses; a class by which redirects are judged
// has none.
func inParentheses(act string) string {
	if act == "" {
		return ""
	}
	return " (`" + act + "`)"
}
