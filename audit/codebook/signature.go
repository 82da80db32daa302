package codebook

import "strings"

// Signature returns the name or the initials that a person signed a reply
// with ("^JK", "- Kirsty", "Noémie – Free"), with the sign before it; "" if
// nobody did, or a team.
func Signature(text string) string {
	for {
		before := text
		text = trimRight(text, " \n\t")
		if word := lastWord(text); linkLength(word) > 0 {
			text = text[:len(text)-len(word)]
			continue
		}
		text = trimPartEnd(text)
		if unsigned := trimSignature(trimSigned(text)); unsigned != text {
			return personal(strings.TrimSpace(text[len(unsigned):]))
		}
		if text == before {
			return ""
		}
	}
}

// personal returns a signature unless it is a team's.
func personal(signature string) string {
	for _, word := range strings.Fields(signature) {
		switch foldText(word) {
		case "team", "support", "equipe", "service":
			return ""
		}
	}
	return signature
}
