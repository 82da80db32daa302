package codebook

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite testdata/features.golden; then look at git diff")

// What the questions see of some cases, and of their sentences. A feature that got
// lost would change no test's label, and every archive's.
func TestFeatures(t *testing.T) {
	const file = "testdata/features.golden"
	cb := Default()
	var b strings.Builder
	for _, c := range []*Case{
		story("en",
			"c: @northbank why is my card blocked?",
			"b: @ana We're sorry. We have blocked your card for your safety, and a new one is on its way 1/2",
			"c: ok thanks"),
		story("en",
			"b: Our branches open at nine today.",
			"c: @northbank MY CARD IS BLOCKED AGAIN and I want it back NOW",
			"b: Hi Ana, which card is it? Please call @otherbank if it was stolen. If that fails, DM us @northbank.",
			"c: the blue one",
			"c: the blue one"),
		story("en", "b: @ana Hello, how can we help?"),
		story("en",
			"c: my card is blocked! what now? 0800 555 0142 or ana@mail.example",
			"b: Which card is it?",
			"c: the blue card 1234, and it still does not work?"),
		story("en",
			"c: great app, the new search is lovely",
			"b: Thanks! Let us know if you need anything else. https://north.example/app ^KT"),
		story("en", "c: is the branch open?", "b: Yes, until six today.", "c: ok, noted"),
		story("fr",
			"c: @northbank ma carte est bloquée, que faire ?",
			"b: Bonjour, appelez-nous au 01 99 00 12 34, ou écrivez à aide@north.example. Paul",
			"c: merci, c'est réglé"),
	} {
		for i := range c.Turns {
			if c.Turns[i].Brand {
				c.Turns[i].Recipients = 5
			}
		}
		fmt.Fprintln(&b, "#", c.Turns[0].Text)
		for _, q := range Questions() {
			if features, ok := cb.Features(q, c); ok && q != "says" && q != "tells" {
				fmt.Fprintf(&b, "%s\n%s", q, plain(features))
			}
		}
		for i, sentences := range cb.SentenceFeatures(c) {
			for n, features := range sentences {
				fmt.Fprintf(&b, "post %d, sentence %d\n%s", i+1, n+1, plain(features))
			}
		}
	}
	got := b.String()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, after := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range min(len(before), len(after)) {
		if before[i] != after[i] {
			t.Fatalf("%s:%d: %q, was %q; if that is meant, run the test with -update and look at git diff", file, i+1, after[i], before[i])
		}
	}
	if len(before) != len(after) {
		t.Errorf("%s has %d lines, now there are %d", file, len(before), len(after))
	}
}

// Which acts count where nothing was requested depends on weights, and so is not in
// the golden file; that some do does not.
func TestUnrequestedFeatures(t *testing.T) {
	features, ok := Default().Features("reply", story("en", "c: great app, the new search is lovely", "b: Thanks, we are so glad that you like it!"))
	if !ok || !slices.ContainsFunc(features, func(f Feature) bool { return strings.HasPrefix(f.Name, "nothing requested: ") }) {
		t.Errorf("the reply to a praise has no feature of what was not requested: %v", features)
	}
}

// plain lists the features that do not depend on weights: those of words, phrases
// and facts, and not the probabilities of acts and answers.
func plain(features []Feature) string {
	var names []string
	for _, f := range features {
		if strings.Contains(f.Name, ", surest: ") || strings.Contains(f.Name, ", in all: ") || strings.Contains(f.Name, ", first: ") || strings.Contains(f.Name, ", last: ") ||
			strings.HasPrefix(f.Name, "words of ") || strings.HasPrefix(f.Name, "intent:") || strings.HasPrefix(f.Name, "reply:") || strings.Contains(f.Name, ", then ") || strings.HasPrefix(f.Name, "nothing requested: ") {
			continue
		}
		names = append(names, "\t"+f.Name+"\n")
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), "")
}
