package codebook

import (
	"slices"
	"testing"
)

// What a post's sentences are, and what the plain ones do.
func TestSentences(t *testing.T) {
	type said struct{ act, text string }
	tests := []struct {
		post string
		want []said
	}{
		{"b: Sorry to hear that, Mia! Please send us a DM with your order number. ^JK", []said{
			{"sorry", "Sorry to hear that, Mia!"}, {"to_dm", "Please send us a DM with your order number."}}},
		{"b: We close at five today (Sundays: at four). Which branch do you mean?", []said{
			{"answer", "We close at five today (Sundays: at four)."}, {"ask", "Which branch do you mean?"}}},
		{"c: it still does not work!! How do I get my money back? Thanks", []said{
			{"fails", "it still does not work!!"}, {"ask", "How do I get my money back? Thanks"}}},
		{"b: Correct. Enjoy your day!", []said{{"answer", "Correct."}, {"close", "Enjoy your day!"}}},
		{"c: ok", []said{{"ok", "ok"}}},
		{"c: ", nil},
	}
	for _, test := range tests {
		var got []said
		for _, s := range Default().Sentences(story("en", "c: hello, it is me", "b: Hi there, how are you?", test.post))[2] {
			got = append(got, said{s.Act, s.Text})
		}
		if len(got) != len(test.want) {
			t.Errorf("%q: got %q", test.post, got)
			continue
		}
		for i := range got {
			if got[i] != test.want[i] {
				t.Errorf("%q: got %q, want %q", test.post, got[i], test.want[i])
			}
		}
	}
}

// A full stop behind a letter that stands for a word ends no sentence; one that
// stands where a sentence may end does.
func TestAbbreviations(t *testing.T) {
	tests := []struct {
		post string
		want []string
	}{
		{"We close at 5 p.m. on Sundays. Come by", []string{"We close at 5 p.m. on Sundays.", "Come by"}},
		{"We close at 5 p.m. Come by then.", []string{"We close at 5 p.m.", "Come by then."}},
		{"Call us 9a.m.-5p.m. ET. We can help.", []string{"Call us 9a.m.-5p.m. ET.", "We can help."}},
		{"We ship within the U.S. Please add a second address.", []string{"We ship within the U.S. Please add a second address."}},
		{"Cards abroad (e.g. in Spain) cost 2 %. Fees may apply.", []string{"Cards abroad (e.g. in Spain) cost 2 %.", "Fees may apply."}},
		{"I don't.I won't either.", []string{"I don't.", "I won't either."}},
		{"It is plan B. Nobody told us.", []string{"It is plan B.", "Nobody told us."}},
		{"Open until 5 p.m.\nSee you there", []string{"Open until 5 p.m.", "See you there"}},
	}
	for _, test := range tests {
		var got []string
		for _, s := range Default().Sentences(story("en", "c: hello", "b: "+test.post))[1] {
			got = append(got, s.Text)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: got %q, want %q", test.post, got, test.want)
		}
	}
}

// A phrase that an analyst added settles what its sentence does, whatever the
// words around it weigh.
func TestStated(t *testing.T) {
	c := story("en", "c: where is my order?", "b: It was sent yesterday. Ring the brass bell at once.")
	cb, err := Default().Overlay([]byte("en:\n  phrases:\n    to_phone: [ring the brass bell]\n    courtesy: [at once]\n"), "my.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s := cb.Sentences(c)[1]
	if s[1].Act != "to_phone" || s[1].Confidence != 1 {
		t.Errorf("got %+v, want to_phone, the more consequential of the two", s[1])
	}
	if was := Default().Sentences(c)[1]; s[0] != was[0] {
		t.Errorf("the other sentence changed from %+v to %+v", was[0], s[0])
	}
}
