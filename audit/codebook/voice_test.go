package codebook

import (
	"slices"
	"testing"
)

// Behind the acts of a side stand, in the weights it was learned to, the answers
// of the questions that hear it.
func TestVoices(t *testing.T) {
	for _, q := range []int{askSays, askTells} {
		want := slices.Clone(answersOf[q])
		for _, h := range voices[side(q == askSays)] {
			if h.from != len(want)-len(answersOf[q]) {
				t.Errorf("%s: %s begins at vote %d", questionNames[q], questionNames[h.question], h.from)
			}
			for _, a := range answersOf[h.question] {
				want = append(want, questionNames[h.question]+":"+a)
			}
		}
		if got := Default().models[q].answers; !slices.Equal(got, want) {
			t.Errorf("%s has the columns %q, want %q", questionNames[q], got, want)
		}
		if n := len(want) - len(answersOf[q]); n > mostVotes {
			t.Errorf("%s has %d votes, more than %d", questionNames[q], n, mostVotes)
		}
	}
}

// A question hears the words of the posts that it is about, and no facts; the
// more there are, the less each counts.
func TestHeard(t *testing.T) {
	c := story("en", "c: my card broke", "b: Sorry! Is the card blue? A blue one?", "c: yes it is")
	count := func(question, model string) map[string]float64 {
		of := map[string]float64{}
		for _, f := range Default().Heard(question, model, c) {
			of[f.Name] = f.Value
		}
		return of
	}
	reply := count("reply", "says")
	if once := reply["word:en:card"]; once == 0 || reply["word:en:blue"] != 2*once || reply["word:en:broke"] != 0 || reply["length:2-3"] != 0 {
		t.Errorf("of the reply: %v", reply)
	}
	if opening := count("intent", "tells"); opening["pair:en:card broke"] <= reply["word:en:card"] || opening["word:en:yes"] != 0 {
		t.Errorf("of the opening: %v", opening)
	}
	if after := count("comeback", "tells"); after["first:en:yes"] == 0 {
		t.Errorf("of the come-back: %v", after)
	}
	if got := count("reply", "tells"); len(got) != 0 {
		t.Errorf("the question about the reply hears the customer: %v", got)
	}
	// A brand's post before all others answers one that is not there.
	c = story("en", "b: Please send us a DM", "c: I did")
	if got := count("intent", "says"); len(got) != 0 {
		t.Errorf("of a reply to nothing: %v", got)
	}
}
