package codebook

// LabelledLanguages returns the codes of the languages that cases can be
// labelled in; the codebook knows others only to tell them from these.
func (cb *Codebook) LabelledLanguages() []string {
	var codes []string
	for _, code := range cb.Languages() {
		if cb.language(code) != nil {
			codes = append(codes, code)
		}
	}
	return codes
}

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
	v := cb.view(&Case{Turns: []Turn{{Text: text}}})
	defer v.release()
	return v.code
}
