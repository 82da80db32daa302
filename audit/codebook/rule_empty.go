package codebook

// empty: weighed, from what the reply says and how many customers got it.
var empty = rule{
	Name:       "empty",
	Outcome:    Boilerplate,
	NeedsReply: true,
	Text:       "The reply could be sent unchanged to any other customer: a greeting, an apology, an offer of help, tell us more, thanks for the feedback. A first name or an agent's signature does not make it specific.",
	Examples: []example{
		{"en", []string{"c: your queue is a disgrace", "b: We are sorry to hear that. How can we help you today?"}},
		{"en", []string{"c: the new menu is awful", "b: Thanks for your feedback, we will pass it on to the team. -Lou"}},
		{"fr", []string{"c: service nul", "b: Nous sommes désolés. Comment puis-je vous aider ?"}},
		{"es", []string{"c: pésimo servicio", "b: Lamentamos las molestias. ¿En qué podemos ayudarte?"}},
	},
	fits: func(v *view) decision {
		return weighed(v, askReply, replyEmpty, "nothing in the reply is about this matter", "the reply is about this matter")
	},
}
