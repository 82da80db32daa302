package codebook

import (
	"slices"
	"strings"
)

// A telling is what told a redirect's channel, in words: what it says stands for %s.
type telling struct{ how, says string }

func (t telling) String() string { return strings.Replace(t.how, "%s", t.says, 1) }

// channel is the channel that the reply puts first, and what told it; a phrase of an
// analyst comes before the built-in ones. A reply that only goes on
// with an earlier redirect ("we will follow up") has that one's channel.
func (v *view) channel() (Channel, telling) {
	for _, i := range v.reply {
		if c, says := v.stated(i); c != "" {
			return c, telling{"your phrase “%s” tells the channel", says}
		}
	}
	for _, i := range v.reply {
		if c, says := v.named(i); c != "" {
			return c, telling{"“%s” tells the channel", says}
		}
	}
	for i := v.reply[0] - 1; i >= 0; i-- {
		if !v.c.Turns[i].Brand {
			continue
		}
		if c, says := v.named(i); c != "" {
			return c, telling{"“%s” of an earlier reply tells the channel", says}
		}
	}
	for _, i := range v.reply {
		if c := v.implied(i); c != "" {
			return c, telling{how: "the address, number, link or handle in it tells the channel"}
		}
	}
	if c := v.surestChannel(); c != "" {
		return c, telling{how: "that is the channel that a sentence most probably sends to"}
	}
	return DM, telling{how: "details are asked for and no channel is named, by which brands mean a private message"}
}

// stated is the channel that a phrase of an analyst gives a reply, if there is
// one, and the phrase.
func (v *view) stated(i int) (Channel, string) {
	for _, h := range v.read(i).stated {
		if c := classes[h.class].Channel; c != "" {
			return c, v.phrase(i, h)
		}
	}
	return "", ""
}

// surestChannel is the one that a sentence of the reply most probably sends the
// customer to, if that is likely.
func (v *view) surestChannel() (best Channel) {
	most := float32(likelyChannel)
	for _, i := range v.reply {
		for _, s := range v.sentences(i) {
			for a := range brandActs {
				if c := brandActs[a].Channel; c != "" && s.acts[a] > most {
					best, most = c, s.acts[a]
				}
			}
		}
	}
	return best
}

const likelyChannel = 0.25

// named is the channel of a reply's first phrase that sends the customer
// elsewhere, unless its sentence surely sends to another, and the phrase. One that names
// nobody ("reach out to us") goes where the link, number or address behind it leads,
// and a mail that is written behind a link is a form.
func (v *view) named(i int) (c Channel, says string) {
	vague := ""
	r := v.read(i)
	judged := v.judge(i)
	for n, h := range r.hits {
		c, says := classes[h.class].Channel, v.phrase(i, h)
		switch {
		case c == "":
		case slices.ContainsFunc(judged, func(d hit) bool { return int(d.class) == asksDetails && d.from < h.to && h.from < d.to }):
			// "your phone number" is no number to call
		case c == Web && leadsToDM(r, n):
			return DM, says
		case c == Email && r.leadsToLink(h):
			return Web, says
		case c == OtherChannel && v.nobody(r, h):
			if vague == "" {
				vague = says
			}
		default:
			if sure := v.sureChannel(i, h, c); sure != "" {
				c = sure
			}
			return c, says
		}
	}
	if vague == "" {
		return "", ""
	}
	if c := v.implied(i); c != "" {
		return c, vague
	}
	return OtherChannel, vague
}

// sureChannel is the channel that the sentence of a phrase almost surely sends the
// customer to, if the phrase's own is hardly meant; else "".
func (v *view) sureChannel(turn int, h hit, own Channel) Channel {
	for _, s := range v.sentences(turn) {
		if int(h.from) < s.from || int(h.from) >= s.to {
			continue
		}
		var other Channel
		for a := range brandActs {
			switch c := brandActs[a].Channel; {
			case c == "":
			case c == own && s.acts[a] > hardlyChannel:
				return ""
			case s.acts[a] >= sureChannel:
				other = c
			}
		}
		return other
	}
	return ""
}

const (
	sureChannel   = 0.6
	hardlyChannel = 0.1
)

// leadsToDM reports whether a phrase is but the way to a private message in the
// same sentence ("use the link to send us a DM"), not an alternative to it.
func leadsToDM(r *reading, n int) bool {
	for _, h := range r.hits[n+1:] {
		if classes[h.class].Channel != DM {
			continue
		}
		for k := int(r.hits[n].to); k < int(h.from); k++ {
			if t := &r.tokens[k]; t.kind == mark || orWords[t.hash] {
				return false
			}
		}
		return true
	}
	return false
}

// leadsToLink reports whether a link stands in a phrase or behind it in its sentence, and no
// address before that.
func (r *reading) leadsToLink(h hit) bool {
	for _, t := range r.tokens[h.from:] {
		switch {
		case t.kind == link:
			return true
		case t.kind == email, t.kind == mark && endsSentence(r.text[t.start:t.end]):
			return false
		}
	}
	return r.link
}

// nobody reports whether a phrase, with the word behind it, names the brand
// itself rather than an account or a company.
func (v *view) nobody(r *reading, h hit) bool {
	for k := int(h.from); k <= int(h.to) && k < len(r.tokens); k++ {
		switch t := r.tokens[k]; {
		case t.kind == handle:
			return false
		case usWords[t.hash]:
			return true
		}
	}
	return false
}

var orWords = newWordSet("or ou o and et y")

// usWords are the words by which a brand means itself.
var usWords = newWordSet("us me our nous moi notre nos nosotros nuestro nuestra")

// messengers are the beginnings of links to a private message.
var messengers = []string{"//m.me/", "//wa.me/", "//t.me/", "messenger.com/t/", "/direct_messages/", "/messages/compose"}

// implied is the channel of what a reply ends in or shows.
func (v *view) implied(i int) Channel {
	var n counts
	r := v.read(i)
	n.read(r.tokens)
	switch {
	case slices.ContainsFunc(messengers, func(host string) bool { return strings.Contains(v.c.Turns[i].Text, host) }):
		return DM
	case n.emails > 0:
		return Email
	case n.phones > 0:
		return Phone
	case n.links > 0 || r.link:
		return Web
	case n.handles > 0:
		return OtherChannel
	}
	return ""
}
