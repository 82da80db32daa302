package audit

import (
	"strings"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// pack appends a case of the brand with this number to buf, without its caveats.
func (c *Case) pack(buf []byte, brand int) []byte {
	b := packer(buf)
	b.int(brand)
	b.string(c.ID)
	b.string(c.Customer)
	b.string(c.TemplateID)
	b.string(c.OpenedTo)
	b.bool(c.Misdirected)
	b.int(len(c.Turns))
	for i := range c.Turns {
		t := &c.Turns[i]
		b.string(t.ID)
		b.bool(t.Brand)
		b.string(t.Text)
		b.time(t.Time)
		b.string(t.Language)
		b.int(t.Recipients)
	}
	l, says := &c.Label, codebook.Case{Turns: c.Turns}
	b.string(string(l.Intent))
	b.string(string(l.Outcome))
	b.string(string(l.Channel))
	b.string(string(l.Reason))
	b.string(l.Language)
	b.string(l.Rule)
	b.quote(l.Evidence, &says)
	b.int(l.EvidenceAt)
	b.int(l.LastReply)
	b.string(l.IntentRule)
	b.quote(l.IntentSays, &says)
	b.float(l.Confidence)
	b.quote(l.Confidential, &says)
	b.quote(l.Bounce, &says)
	return b
}

// The words that labels are of, each in memory of its own: who counts cases by
// outcome, or draws a sample of them, keeps these.
type words map[string]string

func (w words) own(word string) string {
	own, ok := w[word]
	if !ok {
		own = strings.Clone(word)
		w[own] = own
	}
	return own
}

// unpack sets c to what pack wrote. Its strings share buf's memory, but for the label's
// words.
func (c *Case) unpack(buf []byte, brands []Brand, words words) {
	b := unpacker(buf)
	brand := &brands[b.int()]
	c.Brand, c.Language = brand.Name, brand.Language
	c.ID = b.string()
	c.Customer = b.string()
	c.TemplateID = b.string()
	c.OpenedTo = b.string()
	c.Misdirected = b.bool()
	n := b.int()
	c.Turns = c.Turns[:0]
	for range n {
		c.Turns = append(c.Turns, codebook.Turn{
			ID:         b.string(),
			Brand:      b.bool(),
			Text:       b.string(),
			Time:       b.time(),
			Language:   b.string(),
			Recipients: b.int(),
		})
		t := &c.Turns[len(c.Turns)-1]
		t.Author = brand.author(c.Customer, t.Brand)
	}
	c.Label = codebook.Label{
		Intent:     codebook.Intent(words.own(b.string())),
		Outcome:    codebook.Outcome(words.own(b.string())),
		Channel:    codebook.Channel(words.own(b.string())),
		Reason:     codebook.Reason(words.own(b.string())),
		Language:   words.own(b.string()),
		Rule:       words.own(b.string()),
		Evidence:   b.quote(c.Turns),
		EvidenceAt: b.int(),
		LastReply:  b.int(),
		IntentRule: words.own(b.string()),
		IntentSays: b.quote(c.Turns),
		Confidence: b.float(),

		Confidential: b.quote(c.Turns),
		Bounce:       b.quote(c.Turns),
	}
}
