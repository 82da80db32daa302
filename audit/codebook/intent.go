package codebook

// intent decides what the customer came for. Without a post of the customer,
// the brand's are read for what they answer.
func (v *view) intent() (Intent, string, string) {
	if v.lang == nil || len(v.c.Turns) == 0 {
		return NoIntent, "", ""
	}
	a := v.ask(askIntent)
	return Intent(answersOf[askIntent][a.best]), "weighed", a.evidence
}
