package codebook

// redirected: weighed, since a way elsewhere may be the answer itself or only
// a second choice.
var redirected = rule{
	Name:       "redirected",
	Outcome:    Redirected,
	NeedsReply: true,
	Text:       "The reply sends the customer to another channel, or says that the matter goes on there, so that the case cannot be closed in public; also if the customer protests. A link that answers, or a full answer with a channel for later, is no redirect.",
	Examples: []example{
		{"en", []string{"c: why was I charged twice?", "b: Hi Mia, please DM us your order number so that we can look into this. ^PT"}},
		{"en", []string{"c: my bag did not arrive", "b: Please call our baggage team on 0800 555 0142.", "c: I have called five times, nobody picks up!"}},
		{"fr", []string{"c: toujours pas de connexion", "b: Bonjour, contactez-nous en message privé avec votre numéro de ligne. Paul"}},
		{"es", []string{"c: sigo sin internet", "b: Hola, escríbenos por mensaje directo con tu número de línea. Paula"}},
	},
	fits: func(v *view) decision {
		d := weighed(v, askReply, replyRedirects, "the reply sends the customer elsewhere", "the reply does not send the customer elsewhere")
		if d.fits {
			d.channel, d.told = v.channel()
		}
		return d
	},
}
