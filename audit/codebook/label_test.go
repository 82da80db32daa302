package codebook

import "testing"

func TestDefault(t *testing.T) {
	cb := Default()
	l := cb.Label(&Case{Language: "en", Turns: []Turn{
		{Text: "@northbank my card does not work"},
		{Brand: true, Text: "@ana Hi Ana, please DM us your account number. ^JK"},
	}})
	if l.Outcome != Redirected || l.Channel != DM || l.Intent != Complaint {
		t.Errorf("got %+v", l)
	}
}
