package codebook

import "testing"

func TestSignature(t *testing.T) {
	for text, want := range map[string]string{
		"@ana Your card is on its way. ^JK":                            "^JK",
		"Your card is on its way. ^jk":                                 "^jk",
		"We are on it. - Kirsty":                                       "- Kirsty",
		"We are on it. - Kelly-Ann":                                    "- Kelly-Ann",
		"We are on it. *SR https://example.org/a":                      "*SR",
		"We are on it.\n\nKind regards,\nAli Khan\nCustomer Relations": "Ali Khan\nCustomer Relations",
		"We are on it. Thanks, Callum":                                 "Callum",
		"We are on it.\nJo":                                            "Jo",
		"Bonjour, c'est fait.\nNoémie – Free":                          "Noémie – Free",
		"C'est fait. Cordialement Hugo":                                "Hugo",
		"C'est fait. Bonne journée, Sophie":                            "Sophie",
		"Ya está en camino. Un saludo, Marta.":                         "Marta",

		// The customer is wished so.
		"Bonjour Sophie, c'est fait. Bonne journée, Sophie": "",
		"C'est fait. Merci Sophie":                          "",

		// A team.
		"We are on it. - Support Team":             "",
		"C'est noté. Cordialement, l'équipe Orbit": "",

		// Nobody.
		"Lo sentimos, Marta.":                               "",
		"We are open 24/7":                                  "",
		"Your card is on its way.":                          "",
		"Turn it off / on":                                  "",
		"Pay at the till - or not":                          "",
		"We fly London - Paris":                             "",
		"It is sent.\nThanks":                               "",
		"Give my best wishes to the whole branch":           "",
		"Use our e-mail form: https://example.org/contact ": "",
	} {
		_, signature, _ := trimClosing(text)
		if got := personal(signature); got != want {
			t.Errorf("%q is signed %q, want %q", text, got, want)
		}
	}
}
