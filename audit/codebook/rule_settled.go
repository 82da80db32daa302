package codebook

import "fmt"

// settled: decided by phrases, and by what a sentence does if that is almost sure,
// because few cases have it and it must be said plainly.
var settled = rule{
	Name:       "settled",
	Outcome:    Resolved,
	NeedsReply: true,
	Text:       "After the last substantive reply the customer says in public that the matter is settled, wherever it was settled. A bare thanks confirms nothing.",
	Examples: []example{
		{"en", []string{"c: the app does not open since the update", "b: Please send us a DM with your device and we will look into it.", "c: never mind, it works now"}},
		{"fr", []string{"c: ma box ne démarre plus", "b: Envoyez-nous un message privé avec votre numéro de ligne.", "c: merci, c'est réglé"}},
		{"es", []string{"c: la app no abre", "b: Envíanos un mensaje privado con tu número de línea.", "c: gracias, ya quedó solucionado"}},
	},
	fits: func(v *view) decision {
		why := "the customer does not say after the last reply that it is settled"
		for _, i := range v.after {
			if said := v.says(i, v.read(i).hits, settledClass); said != "" && !v.doubts(i) {
				return decision{fits: true, at: i, evidence: said, why: "the customer says that it is settled", confidence: 0.9}
			}
			for _, s := range v.sentences(i) {
				switch p := s.acts[actSettled]; {
				case s.act != actSettled:
				case v.doubts(i):
					why = "the customer says that it is settled, and asks or says that it fails besides"
				case p < plainlySettled:
					why = fmt.Sprintf("that the customer says it is settled is sure to %d %%, and %d %% are wanted", int(p*100), int(plainlySettled*100))
				default:
					return decision{fits: true, at: i, evidence: v.quote(i, s.from, s.to), why: "the customer says that it is settled", confidence: float64(p)}
				}
			}
		}
		return decision{at: -1, why: why}
	},
}

// plainlySettled is how probably a sentence says so, to be taken for it.
const plainlySettled = 0.8

var settledClass = mustClass("settled")

// doubts reports whether a post of the customer asks or complains besides.
func (v *view) doubts(i int) bool {
	for _, s := range v.sentences(i) {
		if s.act == actAsks || s.act == actFails {
			return true
		}
	}
	r := v.read(i)
	return v.says(i, r.hits, failsClass) != "" || r.asks()
}

var failsClass = mustClass("fails")
