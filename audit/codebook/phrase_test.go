package codebook

import (
	"slices"
	"testing"
)

func TestPhraseNotation(t *testing.T) {
	tests := []struct {
		phrase     string
		finds, not []string
	}{
		{"send us a dm", []string{"Please SEND us a DM now"}, []string{"send a dm", "us a dm"}},
		{"dm (to) us", []string{"dm us", "dm to us"}, []string{"dm for us"}},
		{"send|drop us a note", []string{"send us a note", "drop us a note"}, []string{"leave us a note"}},
		{"call * number", []string{"call this number"}, []string{"call number", "call this other number", "call. number"}},
		{"try .. again", []string{"try again", "try it again", "try all of it again"}, []string{"try one two three four again"}},
		{"visit {link}", []string{"visit https://example.com/x"}, []string{"visit us"}},
		{"see {link}", []string{"see https://example.com/a", "see www.example.com", "see help.example.com", "see bit.ly/3xYz12", "see m.me/orbit"}, []string{"see it.it works", "see.com", "see net.de rien"}},
		{"{phone}", []string{"merci d'appeler le 3639", "le 3920", "contactez le 1044", "call 1044"}, []string{"le 14 mai 2026", "in 3639", "le 2026"}},
		{"on {phone}", []string{"on 0800 555 0143", "on 1-800-555-0199", "on 900 555 017", "on +33 1 55 92 20 20", "on 09\u00a069\u00a055\u00a001\u00a002", "on 09\u202f69\u202f55\u202f01\u202f02"}, []string{"on 14", "on 3/24/2018"}},
		{"at {email}", []string{"at mia.k@example.com"}, []string{"at @mia"}},
		{"which version ?", []string{"which version?"}, []string{"which version."}},
		{"don't work", []string{"they don't work", "they don’t work", "they don\ufffdt work"}, []string{"they dont work"}},
		{"problème résolu", []string{"Probleme resolu", "PROBLÈME RÉSOLU"}, []string{"problèmes résolus"}},
		{"viele grüße", []string{"Viele Grüße", "VIELE GRÜSSE", "viele Grüsse", "VIELE GRÜẞE"}, []string{"viele Gruse"}},
		{"until 5 p.m. today", []string{"until 5 p.m. today"}, []string{"until 5 pm. today"}},
		{"z.B. so", []string{"also z.B. so"}, nil},
		{"ring us. then", []string{"Ring us. Then wait"}, []string{"ring us then"}},
		{"works (now)", []string{"it works now", "it works"}, nil},
	}
	for _, test := range tests {
		slots, err := parsePhrase(test.phrase)
		if err != nil {
			t.Errorf("%q: %v", test.phrase, err)
			continue
		}
		var b phrasebook
		b.add(slots, 3)
		a := b.compile()
		for _, text := range test.finds {
			if len(a.find(nil, tokens(nil, text))) == 0 {
				t.Errorf("%q is not found in %q", test.phrase, text)
			}
		}
		for _, text := range test.not {
			if len(a.find(nil, tokens(nil, text))) != 0 {
				t.Errorf("%q is found in %q", test.phrase, text)
			}
		}
	}
}

// Of the phrases of one class that begin at a word the longest counts, and
// phrases of several classes are found in one pass.
func TestAutomaton(t *testing.T) {
	var b phrasebook
	for i, p := range []string{"look into", "look into it for you", "into it", "it * you"} {
		slots, err := parsePhrase(p)
		if err != nil {
			t.Fatal(err)
		}
		b.add(slots, []int{0, 0, 1, 2}[i])
	}
	got := b.compile().find(nil, tokens(nil, "we look into it for you"))
	want := []hit{{0, 1, 6}, {1, 2, 4}, {2, 3, 6}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestTokens(t *testing.T) {
	tests := []struct {
		text  string
		kinds []kind
	}{
		{"Hi @mia, it's 4g!!", []kind{word, handle, word, word, word, mark}},
		{"see https://example.com/a?b=1.", []kind{word, link, mark}},
		{"0345 555 0110 or 1-800-555-0199", []kind{phone, word, phone}},
		{"£12.50 on 24/3/2018 at 10:35", []kind{number, word, number, word, number}},
		{"mia.k@example.com and tom@x", []kind{email, word, word, handle}},
		{"What?! Why... \n\n- no", []kind{word, mark, mark, word, mark, word}},
		{"😀👍🏽 ok", []kind{emblem, emblem, word}},
		{"", nil},
		{"@", nil},
	}
	for _, test := range tests {
		var got []kind
		for _, k := range tokens(nil, test.text) {
			got = append(got, k.kind)
		}
		if !slices.Equal(got, test.kinds) {
			t.Errorf("%q: got kinds %v, want %v", test.text, got, test.kinds)
		}
	}
}
