package codebook

// pending: weighed.
var pending = rule{
	Name:       "pending",
	Outcome:    Open,
	NeedsReply: true,
	Text:       "The reply is about this customer's matter and does not close it: a specific question back, or word that this matter is being looked into; and the archive ends there.",
	Examples: []example{
		{"en", []string{"c: the app keeps crashing", "b: Which version of the app are you using?"}},
		{"fr", []string{"c: ma box redémarre toute seule", "b: Quel modèle de box avez-vous ?"}},
		{"es", []string{"c: el router se reinicia solo", "b: ¿Qué modelo de router tienes?"}},
	},
	fits: func(v *view) decision {
		return weighed(v, askReply, replyPending, "the reply asks back about this matter, or is looking into it", "the reply neither asks back nor looks into the matter")
	},
}
