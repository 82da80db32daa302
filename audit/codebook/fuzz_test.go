package codebook

import (
	"testing"
	"unicode/utf8"
)

var seeds = []string{
	"", " ", "@", "@a", "1/2", "^", "^JK", "–", "?", "RT @", "RT @a: b", "Hi", "Bonjour ", "é", "\xff\xfe", "\u0301", "👍🏽",
	"@mia Hi Mia, please DM us your postcode. ^JK https://example.com/x",
	"Noémie – Nordtel", "(1/2) call 0800 555 0143", "a@b.c", "https://", "12,5,", "don\ufffdt", "if it fails, dm us @northbank?",
	"c'est réglé, merci", "ok\n\nthanks!!", "日本語のテキスト", "....", "#", "\x00",
}

// A label is a function of the case alone: the same again after other cases,
// and it points into the case.
func FuzzLabel(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, seeds[(i+7)%len(seeds)], seeds[(i+13)%len(seeds)], i%2 == 0)
	}
	cb := Default()
	other := story("fr", "c: plus de réseau", "b: Quel est votre code postal ?", "c: 35000", "b: Merci, bonne journée !")
	f.Fuzz(func(t *testing.T, a, b, c string, brandFirst bool) {
		x := &Case{Turns: []Turn{
			{Author: "mia", Text: a, Brand: brandFirst},
			{Author: "northbank", Text: b, Brand: true, Language: "en"},
			{Author: "mia", Text: c},
		}}
		first := cb.Label(x)
		cb.Label(other)
		if again := cb.Label(x); again != first {
			t.Fatalf("labelled %+v, then %+v", first, again)
		}
		for _, s := range cb.Explain(x) {
			if s.Decides && (s.Rule != first.Rule || s.Outcome != first.Outcome) {
				t.Fatalf("explained by %s, labelled by %s", s.Rule, first.Rule)
			}
		}
		if first.LastReply < 0 || first.LastReply > 1 || first.EvidenceAt < -1 || first.EvidenceAt > 2 {
			t.Fatalf("out of the case: %+v", first)
		}
		if !(first.Confidence >= 0 && first.Confidence <= 1) {
			t.Fatalf("confidence %v", first.Confidence)
		}
	})
}

// A skeleton is the same whoever the reply is addressed to, and breaks no rune.
func FuzzSkeleton(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := Skeleton(text)
		if utf8.ValidString(text) && !utf8.ValidString(s) {
			t.Fatalf("%q has the broken skeleton %q", text, s)
		}
		if other := Skeleton("@somebody " + text); other != s {
			t.Fatalf("%q: %q to nobody, %q to somebody", text, s, other)
		}
	})
}

func FuzzOverlay(f *testing.F) {
	f.Add("en:\n  phrases:\n    to_dm: [dm us, 'a|b (c) .. d']\n")
	f.Add("de:\n  name: Deutsch\n  common: und der die\n  replace: {to_dm: [dm]}\n")
	f.Add("en:\n  without:\n    to_dm: [x]\n")
	f.Fuzz(func(t *testing.T, data string) {
		b := book{}
		if err := (&bookReader{"my.yaml", b}).merge([]byte(data)); err == nil {
			for _, e := range b {
				for _, phrases := range e.phrases {
					for _, p := range phrases {
						if _, err := parsePhrase(p); err != nil {
							t.Fatalf("accepted %q: %v", p, err)
						}
					}
				}
			}
		}
	})
}
