package codebook

// noReply: no post of the case is the brand's.
var noReply = rule{
	Name:    "no_reply",
	Outcome: Ignored,
	Text:    "The brand never replied in public.",
	Examples: []example{
		{"en", []string{"c: my card was swallowed by the machine on Mill Road"}},
		{"fr", []string{"c: plus de réseau depuis ce matin, une idée ?"}},
		{"es", []string{"c: sin señal desde esta mañana, ¿alguna idea?"}},
	},
	fits: func(v *view) decision {
		if v.replied {
			return decision{at: -1, why: "the brand replied in public"}
		}
		return decision{fits: true, reason: NoReply, at: -1, why: "no post of the case is the brand's", confidence: 1}
	},
}
