package codebook

import "strings"

// Signature returns the name or the initials that a person signed a reply
// with ("^JK", "- Kirsty", "Noémie – Free"), with the sign before it; "" if
// nobody did, or a team.
func Signature(text string) string {
	for {
		before := text
		text = strings.TrimRight(text, " \n\t")
		if i := strings.LastIndexAny(text, " \n"); linkLength(text[i+1:]) > 0 {
			text = text[:i+1]
			continue
		}
		text = trimPartEnd(text)
		if unsigned := trimSignature(text); unsigned != text {
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
