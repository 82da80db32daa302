package codebook

import "slices"

// channel is the channel that the reply puts first; a phrase of an analyst comes before
// the built-in ones. A reply that only goes on
// with an earlier redirect ("we will follow up") has that one's channel.
func (v *view) channel() Channel {
	for _, i := range v.reply {
		if c := v.stated(i); c != "" {
			return c
		}
	}
	for _, i := range v.reply {
		if c := v.named(i); c != "" {
			return c
		}
	}
	for i := v.reply[0] - 1; i >= 0; i-- {
		if !v.c.Turns[i].Brand {
			continue
		}
		if c := v.named(i); c != "" {
			return c
		}
	}
	for _, i := range v.reply {
		if c := v.implied(i); c != "" {
			return c
		}
	}
	return v.surestChannel()
}

// stated is the channel that a phrase of an analyst gives a reply, if there is one.
func (v *view) stated(i int) Channel {
	a := v.lang.stated[side(true)]
	if a == nil {
		return ""
	}
	for _, h := range a.find(nil, v.read(i).tokens) {
		if c := classes[h.class].Channel; c != "" {
			return c
		}
	}
	return ""
}

// surestChannel is the one that a sentence of the reply most probably sends the
// customer to, if that is likely; else a private message, which a brand means that asks for
// details and names no channel.
func (v *view) surestChannel() Channel {
	best, most := DM, float32(likelyChannel)
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
// elsewhere, unless its sentence surely sends to another. One that names nobody
// ("reach out to us") goes where the link, number or address behind it leads.
func (v *view) named(i int) Channel {
	vague := false
	r := v.read(i)
	details := v.detailsAsked(i)
	for n, h := range r.hits {
		c := classes[h.class].Channel
		switch {
		case c == "":
		case slices.ContainsFunc(details, func(d hit) bool { return d.from < h.to && h.from < d.to }):
			// "your phone number" is no number to call
		case c == Web && leadsToDM(r, n):
			return DM
		case c == OtherChannel && v.nobody(r, h):
			vague = true
		default:
			if sure := v.sureChannel(i, h, c); sure != "" {
				return sure
			}
			return c
		}
	}
	if !vague {
		return ""
	}
	if c := v.implied(i); c != "" {
		return c
	}
	return OtherChannel
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

// implied is the channel of what a reply ends in or shows.
func (v *view) implied(i int) Channel {
	var n counts
	r := v.read(i)
	n.read(r.tokens)
	switch {
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
