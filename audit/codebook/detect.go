package codebook

// Languages returns the codes of the languages that the codebook knows.
func (cb *Codebook) Languages() []string {
	var codes []string
	for _, l := range cb.languages {
		codes = append(codes, l.code)
	}
	return codes
}

// Detect returns the code of the language that a text is written in, as its
// words tell it; "" if they do not.
func (cb *Codebook) Detect(text string) string {
	return cb.detect(&Case{Turns: []Turn{{Text: text}}})
}
