package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// A word that goes with one answer gets a weight for it, in the same bytes
// every time.
func TestFit(t *testing.T) {
	s := spec{answers: []string{"no", "yes"}, ridge: 1, wordRidge: 1, minWords: 2, minPairs: 2, minBrands: 2}
	var samples []sample
	for i := range 40 {
		brand := []string{"a", "b"}[i%2]
		if i%4 < 2 {
			samples = append(samples, sample{[]string{"word:en:refund", "length:3"}, 1, 1, brand})
		} else {
			samples = append(samples, sample{[]string{"word:en:hello", "length:3"}, 0, 1, brand})
		}
	}
	data := fit(s, samples)
	if !bytes.Equal(data, fit(s, samples)) {
		t.Error("the same samples give other bytes")
	}
	var refund, length string
	for line := range strings.Lines(string(data)) {
		switch name, rest, _ := strings.Cut(strings.TrimSpace(line), "\t"); name {
		case "word:en:refund":
			refund = rest
		case "length:3":
			length = rest
		}
	}
	if !strings.HasPrefix(refund, "-") || length != "" {
		t.Errorf("refund weighs %q, want less for no; length, which tells nothing, weighs %q", refund, length)
	}
}

// Words that could recite a customer, a brand or a number are not weighed.
func TestSelectFeatures(t *testing.T) {
	s := spec{minWords: 3, minPairs: 3, minBrands: 2}
	var samples []sample
	for i := range 6 {
		x := sample{features: []string{"word:en:card", "word:en:a1b2", "class:to_dm"}, brand: []string{"a", "b"}[i%2]}
		if i%2 == 0 {
			x.features = append(x.features, "word:en:northbank") // one brand's
		}
		if i == 0 {
			x.features = append(x.features, "word:en:rare")
		}
		samples = append(samples, x)
	}
	got := strings.Join(selectFeatures(s, samples), " ")
	if got != "class:to_dm word:en:card" {
		t.Errorf("got %s", got)
	}
}

// A word that is only ever written with a capital is a name.
func TestNames(t *testing.T) {
	e := &example{shown: codebook.Case{Turns: []codebook.Turn{{Text: "Andrew, your Card is here"}, {Text: "the card of Élise est réglée"}}}}
	features := map[*example][]string{e: {"word:en:andrew", "word:en:card", "pair:en:andrew your", "word:fr:elise", "word:fr:reglee", "class:to_dm", "word:en:?"}}
	got := namesAmong([]*example{e}, features)
	for f, want := range map[string]bool{"word:en:andrew": true, "pair:en:andrew your": true, "word:fr:elise": true, "word:en:card": false, "word:fr:reglee": false, "class:to_dm": false, "word:en:?": false} {
		if got[f] != want {
			t.Errorf("%s: taken for a name: %v, want %v", f, got[f], want)
		}
	}
}

// Every made-up case has answers that the questions know, and the codebook
// is taught nothing by an empty text.
func TestMadeUp(t *testing.T) {
	examples := madeUpExamples()
	seen := map[string]int{}
	for _, e := range examples {
		for _, turn := range e.shown.Turns {
			if strings.TrimSpace(turn.Text) == "" {
				t.Fatalf("%s has an empty post", e.Case)
			}
		}
		if e.only == "" {
			seen[e.Outcome+e.Reason]++
		}
		for _, q := range questions {
			if q == "intent" && e.only == "intent" {
				if _, ok := answer(q, e); !ok {
					t.Fatalf("%s: intent %q is no answer", e.Case, e.Intent)
				}
			}
		}
	}
	for _, outcome := range []string{"resolved", "redirected", "boilerplate", "open", "ignoreddropped"} {
		if seen[outcome] == 0 {
			t.Errorf("no made-up case is %s", outcome)
		}
	}
}

// The weights that the program carries are what lastword-train's questions ask
// for.
func TestAnswers(t *testing.T) {
	for _, q := range questions {
		if len(codebook.Answers(q)) < 2 {
			t.Errorf("question %s has the answers %v", q, codebook.Answers(q))
		}
	}
	if codebook.Answers("weather") != nil {
		t.Error("an unknown question has answers")
	}
}

func TestReadCoded(t *testing.T) {
	dir := t.TempDir()
	tests := []struct{ name, lines, says string }{
		{"good", `{"case":"x/1","brand":"b","post_ids":["1"],"intent":"question","outcome":"resolved"}`, ""},
		{"no JSON", "{\n", ":1: "},
		{"no outcome", `{"case":"x/1","brand":"b","post_ids":["1"],"intent":"question"}`, "needs intent, outcome and post_ids"},
	}
	for _, test := range tests {
		file := filepath.Join(dir, test.name)
		if err := os.WriteFile(file, []byte(test.lines), 0o600); err != nil {
			t.Fatal(err)
		}
		cases, err := readCoded(file)
		switch {
		case test.says == "" && (err != nil || len(cases) != 1 || cases[0].Weight != 1):
			t.Errorf("%s: got %v, %v", test.name, cases, err)
		case test.says != "" && (err == nil || !strings.Contains(err.Error(), test.says)):
			t.Errorf("%s: got error %v, want one that says %q", test.name, err, test.says)
		}
	}
}

func TestUsage(t *testing.T) {
	var out, errs bytes.Buffer
	if err := run([]string{"posts.csv"}, &out, &errs); err == nil || !strings.Contains(err.Error(), "--coded") {
		t.Errorf("without coded cases: got %v", err)
	}
	if err := run([]string{"--coded", "x", "--folds", "1", "posts.csv"}, &out, &errs); err == nil || !strings.Contains(err.Error(), "--folds") {
		t.Errorf("one fold: got %v", err)
	}
}
