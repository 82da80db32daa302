package codebook

// answered: weighed.
var answered = rule{
	Name:       "answered",
	Outcome:    Resolved,
	NeedsReply: true,
	Text:       "The reply gives this customer the answer: the information, an explanation, a decision (a clear no counts), a concrete remedy to apply, or word that it was done. For a case that is no request: it responds to what this customer said.",
	Examples: []example{
		{"en", []string{"c: can I use my card in Norway?", "b: Yes, you can use it abroad, and there is no fee within Europe."}},
		{"en", []string{"c: how late is the branch open?", "b: The branch is open until 6pm on weekdays and closed on Sunday.", "c: thanks!", "b: You're very welcome, have a lovely day!"}},
		{"fr", []string{"c: quand la fibre arrive-t-elle rue des Lilas ?", "b: La fibre sera disponible dans votre rue en juin."}},
		{"es", []string{"c: ¿cuándo abre la oficina de la calle Olmo?", "b: La oficina abre de lunes a viernes de 9 a 14 h."}},
	},
	fits: func(v *view) decision {
		return weighed(v, askReply, replyAnswers, "the reply answers", "the reply holds no answer")
	},
}
