package codebook

// dropped: weighed, from what the customer says and what the reply had asked.
var dropped = rule{
	Name:       "dropped",
	Outcome:    Ignored,
	NeedsReply: true,
	Text:       "The customer then came back with a further request, a report that it did not work, a reasoned objection or the details asked for, and got silence. Thanks, an ok, word of a message sent and plain abuse need no answer.",
	Examples: []example{
		{"en", []string{"c: the wifi on my train is dead", "b: Sorry to hear that. Which train are you on?", "c: the 17:40 from Hull to Leeds, coach C"}},
		{"fr", []string{"c: la télé ne marche plus", "b: Redémarrez le décodeur puis patientez dix minutes.", "c: j'ai essayé, ça ne marche toujours pas, que faire ?"}},
		{"es", []string{"c: la tele no funciona", "b: Reinicia el decodificador y espera diez minutos.", "c: ya lo hice y sigue sin funcionar, ¿qué hago?"}},
	},
	fits: func(v *view) decision {
		if len(v.after) == 0 {
			return decision{at: -1, why: "the customer did not come back"}
		}
		if v.closed {
			return decision{at: -1, why: "the customer came back, and the brand closed the case politely"}
		}
		d := weighed(v, askComeback, comebackDropped, "the customer came back with something that needs an answer, and got silence", "what the customer said afterwards needs no answer")
		if d.fits {
			d.reason = Dropped
		}
		return d
	},
}
