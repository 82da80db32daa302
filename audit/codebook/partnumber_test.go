package codebook

import "testing"

// A fraction is a part's number only where a writer puts one: first, behind
// those who are addressed, or last.
func TestPartNumber(t *testing.T) {
	for _, test := range []struct {
		text     string
		part, of int
	}{
		{"@ann 1/2 We are sorry to hear of the delay to your parcel.", 1, 2},
		{"@ann @bert @a_third_one (2/3) It left the depot this morning, and is on its way.", 2, 3},
		{"@ann It left the depot this morning, and is on its way to you. 2/2", 2, 2},
		{"@ann It left the depot this morning, and is on its way to you. 2/2 ^KL", 2, 2},
		{"@ann It left the depot this morning, and is on its way to you. ^KL 2/2 https://example.org/a-very-long-one", 2, 2},
		{"@ann our engineers in Leeds tell us that 1/2 of the homes in your street are back on by now", 0, 0},
		{"@ann it left on 24/12 and will be with you in a day or so, as the depot is closed", 0, 0},
		{"@ann done, and we rate that 3/2 of a good day", 0, 0},
		{"@ann no number here at all", 0, 0},
		{"", 0, 0},
	} {
		if part, of := PartNumber(test.text); part != test.part || of != test.of {
			t.Errorf("%q is part %d of %d, want %d of %d", test.text, part, of, test.part, test.of)
		}
	}
}
