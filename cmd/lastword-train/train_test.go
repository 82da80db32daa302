package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/codebook"
)

func just(names ...string) (features []codebook.Feature) {
	for _, n := range names {
		features = append(features, codebook.Feature{Name: n, Value: 1})
	}
	return features
}

// A word that goes with one answer gets a weight for it, in the same bytes
// every time.
func TestFit(t *testing.T) {
	s := spec{answers: []string{"no", "yes"}, ridge: 1, small: map[string]bool{"refund": true, "hello": true}}
	var samples []sample
	for i := range 40 {
		brand := []string{"a", "b"}[i%2]
		if i%4 < 2 {
			samples = append(samples, sample{just("word:en:refund", "length:3"), 1, 1, brand, false})
		} else {
			samples = append(samples, sample{just("word:en:hello", "length:3"), 0, 1, brand, false})
		}
	}
	data := fit(s, samples).file()
	if !bytes.Equal(data, fit(s, samples).file()) {
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
	if !strings.HasPrefix(refund, "no=-") || !strings.Contains(refund, "yes=") || length != "" {
		t.Errorf("refund weighs %q, want less for no; length, which tells nothing, weighs %q", refund, length)
	}
}

// A feature's value counts: twice as much of it says twice as much.
func TestFitValues(t *testing.T) {
	s := spec{answers: []string{"no", "yes"}, ridge: 1}
	var samples []sample
	for i := range 40 {
		x := float64(i) / 40
		samples = append(samples, sample{[]codebook.Feature{{Name: "reply, surest: answer", Value: x}}, i / 20, 1, "a", false})
	}
	if data := string(fit(s, samples).file()); !strings.Contains(data, "reply, surest: answer\tno=-") {
		t.Errorf("got %s", data)
	}
}

// Words that could recite a customer, a brand or a number are not weighed, nor
// are names: words that are only ever written with a capital.
func TestSelectFeatures(t *testing.T) {
	e := &example{shown: codebook.Case{Turns: []codebook.Turn{{Text: "Andrew, your Card is here"}, {Text: "the card of Élise est réglée, a card, my card"}}}}
	s := spec{small: smallWords([]*example{e})}
	var samples []sample
	for i := range 6 {
		x := sample{features: just("word:en:card", "word:en:a1b2", "class:to_dm", "word:en:andrew", "pair:en:andrew your", "opens:en:card of", "word:fr:elise", "word:fr:reglee"), brand: []string{"a", "b"}[i%2]}
		if i%2 == 0 {
			x.features = append(x.features, just("word:en:your")...) // one brand's
		}
		if i == 0 {
			x.features = append(x.features, just("word:en:here")...) // rare
		}
		samples = append(samples, x)
	}
	got := strings.Join(selectFeatures(s, samples), " ")
	if got != "class:to_dm opens:en:card of word:en:card word:fr:reglee" {
		t.Errorf("got %s", got)
	}
}

// A weight is left out if it is less than the question's least, and only then.
func TestLeastWeight(t *testing.T) {
	for least, want := range map[float64]string{0.02: "x\tno=-0.03\tyes=0.03\n", 0.04: ""} {
		s := spec{answers: []string{"no", "yes"}, leastWeight: least}
		data := string(newWeights(s, []string{"x"}, []float64{-0.03, 0.03, 0, 0}).file())
		if _, row, _ := strings.Cut(data, "bias\tno=0\tyes=0\n"); row != want {
			t.Errorf("least %g: got %q, want %q", least, row, want)
		}
	}
	for _, q := range codebook.Questions() {
		if specs[q].leastWeight < 0.05 {
			t.Errorf("%s keeps weights of %g, which tell nothing and fill its file", q, specs[q].leastWeight)
		}
	}
}

func TestSmallWords(t *testing.T) {
	e := &example{shown: codebook.Case{Turns: []codebook.Turn{
		{Text: "Thanks @acme Hello Andrew. my ATM card is at the bank, a Bank, a bank"},
		{Text: "my bank, the bank, my Rose, Élise, a rose"},
	}}}
	got := smallWords([]*example{e})
	for word, want := range map[string]bool{
		"card": true, "bank": true, // never, and once to four times, with a capital
		"atm":    true,                  // all in capitals
		"rose":   false,                 // one and one
		"andrew": false, "elise": false, // only with a capital
		"thanks": false, "hello": false, // only where a sentence begins
	} {
		if got[word] != want {
			t.Errorf("%s: got %v", word, got[word])
		}
	}
}

// Every made-up conversation has what a coder decides, and each of its
// sentences does something that the questions know.
func TestMadeUp(t *testing.T) {
	seen := map[string]int{}
	sentences := 0
	for _, e := range madeUpExamples() {
		seen[e.Intent]++
		seen[e.Outcome+e.Reason+e.Channel]++
		for i, turn := range e.shown.Turns {
			question := "tells"
			if turn.Brand {
				question = "says"
			}
			for _, act := range e.acts[i] {
				sentences++
				if answerAt(question, act) < 0 {
					t.Fatalf("%s: post %d: %q is no act", e.Case, i+1, act)
				}
			}
		}
	}
	if sentences < 1000 {
		t.Errorf("%d made-up sentences", sentences)
	}
	wanted := append(slices.Clone(codebook.Answers("intent")), "resolved", "boilerplate", "open", "ignoreddropped", "ignoredno_reply")
	for _, channel := range []string{"dm", "phone", "email", "branch", "web", "other"} {
		wanted = append(wanted, "redirected"+channel)
	}
	for _, label := range wanted {
		if seen[label] < 5 {
			t.Errorf("%d made-up cases are %s", seen[label], label)
		}
	}
}

func TestReadConversations(t *testing.T) {
	good := "C fault It broke.\nC ask Help?\nC+ vent Hello?!\nB to_dm Please DM us. ^JK\n= complaint redirected:dm\n"
	cs, err := readConversations("good", "en", []byte(good))
	if err != nil || len(cs) != 1 {
		t.Fatalf("got %v, %v", cs, err)
	}
	e := cs[0].example("x", 0)
	if len(e.shown.Turns) != 3 || e.shown.Turns[0].Text != "It broke. Help?" || e.Channel != "dm" || e.acts[2][0] != "to_dm" {
		t.Errorf("got %+v", e)
	}
	for _, bad := range []string{"X fault It broke.\n", "C fly It broke.\n", "C fault\n", "C fault It broke.\n= joy resolved\n", "C fault It broke.\n= complaint redirect:dm\n", "C fault It broke.\n= complaint open:dm\n", "= complaint open\n"} {
		if _, err := readConversations("bad", "en", []byte(bad)); err == nil || !strings.Contains(err.Error(), "bad:") {
			t.Errorf("%q: got error %v", bad, err)
		}
	}
}

// Each conversation ends with its labels and an empty line; none is dropped or
// merged with the next because one is missing.
func TestDivideConversations(t *testing.T) {
	const one, other = "C fault It broke.\n= complaint open\n", "\n# noted\nC+ ask Help?\n# noted\nB to_dm Please DM us.\n= question redirected:dm"
	cs, err := readConversations("good", "en", []byte("\n"+one+"\n"+other))
	if err != nil || len(cs) != 2 || len(cs[0].shown.Turns) != 1 || len(cs[1].shown.Turns) != 2 || cs[1].shown.Language != "en" {
		t.Errorf("got %+v, %v", cs, err)
	}
	for bad, says := range map[string]string{
		one + "\nC ask Help?\n":              "bad:4: the conversation that begins here has no labels",
		one + "\n\nC ask Help?\nC ask Hm?":   "bad:5: the conversation that begins here has no labels",
		"# noted\nC ask Help?\n\n" + one:     "bad:2: the conversation that begins here has no labels",
		one + "C ask Help?\n= question open": `bad:3: "C ask Help?" stands behind the labels`,
		one + "= question open":              `bad:3: "= question open" stands behind the labels`,
	} {
		if cs, err := readConversations("bad", "en", []byte(bad)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: got %d conversations and error %v, want one that says %q", bad, len(cs), err, says)
		}
	}
}

// The weights that the program carries are what lastword-train's questions ask
// for.
func TestAnswers(t *testing.T) {
	for _, q := range codebook.Questions() {
		if len(codebook.Answers(q)) < 2 {
			t.Errorf("question %s has the answers %v", q, codebook.Answers(q))
		}
	}
	if codebook.Answers("weather") != nil {
		t.Error("an unknown question has answers")
	}
}

// The codebook is not asked (here it would panic) where the coding has no answer.
func TestNoAnswer(t *testing.T) {
	e := &example{coded: coded{Outcome: "redirected"}}
	if s := askings(nil, "comeback", e); s != nil {
		t.Errorf("asked %v", s)
	}
	if s := hearings(nil, "comeback", "tells", e); s != nil {
		t.Errorf("heard %v", s)
	}
}

func TestReadCoded(t *testing.T) {
	dir := t.TempDir()
	tests := []struct{ name, lines, says string }{
		{"good", `{"case":"x/1","brand":"b","post_ids":["1"],"intent":"question","outcome":"resolved"}`, ""},
		{"no JSON", "{\n", ":1: "},
		{"misspelt", `{"case":"x/1","brand":"b","post_ids":["1"],"intent":"question","outcome":"redirected","channel":"fax"}`, `redirected goes with one of dm, phone, email, branch, web, other, not with "fax"`},
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

func TestOnce(t *testing.T) {
	got := once([]coded{{Case: "a", Intent: "question"}, {Case: "b"}, {Case: "a", Intent: "complaint"}, {}, {}})
	if len(got) != 4 || got[0].Intent != "question" {
		t.Errorf("got %+v", got)
	}
}

// A post does what it was coded to do, whichever of its brand's cases it is in.
func TestActsOf(t *testing.T) {
	acts := actsOf([]coded{
		{Brand: "Bank", PostIDs: []string{"1"}},
		{Brand: "bank", Acts: map[string][]string{"1": {"ask"}}},
		{Brand: "Bank", Acts: map[string][]string{"1": {"wish"}, "2": {"vent", "ask"}}},
		{Brand: "Shop", Acts: map[string][]string{"2": {"chat"}}},
	})
	found := &audit.Case{Turns: []codebook.Turn{{ID: "1", Text: "Why?"}, {ID: "2", Text: "Late again. Why?"}, {ID: "3"}}}
	e := newExample(coded{Brand: "BANK"}, found, acts)
	if got, want := fmt.Sprint(e.acts), "[[ask] [vent ask] []]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestUsage(t *testing.T) {
	missing, file := filepath.Join(t.TempDir(), "missing"), filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		what string
		args []string
		exit int
		says string
	}{
		{"no coded cases", []string{"posts.csv"}, exitUsage, `"coded" not set`},
		{"no archive", []string{"--coded", "x"}, exitUsage, "requires at least 1 arg"},
		{"one fold", []string{"--coded", "x", "--folds", "1", "posts.csv"}, exitUsage, "--folds 1"},
		{"weights of models that saw nothing", []string{"--coded", "x", "--unseen", "--out", t.TempDir(), "posts.csv"}, exitUsage, "[out unseen] were all set"},
		{"parts of weights", []string{"--coded", "x", "--folds", "5", "--out", t.TempDir(), "posts.csv"}, exitUsage, "[folds out] were all set"},
		{"parts of models that saw nothing", []string{"--coded", "x", "--grouped", "--unseen", "posts.csv"}, exitUsage, "[grouped unseen] were all set"},
		{"errors of weights", []string{"--coded", "x", "--errors", "e", "--out", t.TempDir(), "posts.csv"}, exitUsage, "[errors out] were all set"},
		{"a flag that is none", []string{"--cooded", "x", "posts.csv"}, exitUsage, "--cooded"},
		{"weights to nowhere", []string{"--coded", "x", "--out", missing, "posts.csv"}, exitFailed, "--out " + missing + ": there is no such folder"},
		{"weights to a file", []string{"--coded", "x", "--out", file, "posts.csv"}, exitFailed, "--out " + file + ": not a directory"},
	}
	for _, test := range tests {
		var out, errs bytes.Buffer
		if exit := run(test.args, &out, &errs); exit != test.exit || !strings.Contains(errs.String(), test.says) {
			t.Errorf("%s: got %d and %q, want %d and an error that says %q", test.what, exit, &errs, test.exit, test.says)
		}
		if out.Len() > 0 {
			t.Errorf("%s: printed %q", test.what, &out)
		}
	}
}

func TestHelp(t *testing.T) {
	var out, errs bytes.Buffer
	if exit := run([]string{"-h"}, &out, &errs); exit != exitOK || !strings.Contains(out.String(), "coded cases, JSON Lines") || errs.Len() > 0 {
		t.Errorf("got %d, %q and %q", exit, &out, &errs)
	}
}

// Weights are written all or none, and to ask whether they can be leaves nothing.
func TestWriteWeights(t *testing.T) {
	dir := t.TempDir()
	listed := func() string {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return strings.Join(names, " ")
	}
	if err := writable(dir); err != nil || listed() != "" {
		t.Errorf("asked: got %v, and %s", err, listed())
	}
	if err := writeWeights(dir, map[string][]byte{"a": nil, "b/none": nil, "c": nil}); err == nil || listed() != "" {
		t.Errorf("one that cannot be written: got %v, and %s", err, listed())
	}
	if err := writeWeights(dir, map[string][]byte{"a": []byte("1"), "b": []byte("2")}); err != nil || listed() != "a.tsv b.tsv" {
		t.Errorf("got %v, and %s", err, listed())
	}
	if data, err := os.ReadFile(filepath.Join(dir, "b.tsv")); string(data) != "2" {
		t.Errorf("got %q, %v", data, err)
	}
}

// A word that stands with one answer is believed sooner than one that stands
// with all, the more so the more "lean" counts.
func TestLean(t *testing.T) {
	s := spec{answers: []string{"no", "yes"}, ridge: 1, small: map[string]bool{"refund": true, "the": true}}
	var samples []sample
	for i := range 40 {
		x := sample{just("word:en:the"), i % 2, 1, []string{"a", "b"}[i/2%2], false}
		if i%2 == 1 {
			x.features = just("word:en:the", "word:en:refund")
		}
		samples = append(samples, x)
	}
	yes := func(lean float64) float64 {
		s.lean = lean
		return fit(s, samples).of["word:en:refund"][1]
	}
	if even, leaning := yes(0), yes(1); even <= 0 || leaning <= even {
		t.Errorf("refund weighs %g, and with lean %g", even, leaning)
	}
}

// What judges the models is neither among what they learned from nor was it in
// view when that was written.
func TestHadJudgesInView(t *testing.T) {
	kept := map[string]int{}
	for _, e := range madeUpExamples() {
		if !e.hadJudgesInView() {
			file, _, _ := strings.Cut(strings.TrimPrefix(e.Case, "made up/"), ".")
			kept[file]++
		}
	}
	got := slices.Sorted(maps.Keys(kept))
	if want := []string{"apart", "free", "hard", "intents", "near", "thanks"}; !slices.Equal(got, want) {
		t.Errorf("conversations written without the judges in view are %v, want %v", got, want)
	}
}

// What made-up cases say otherwise than real ones is believed less with "own".
func TestOwn(t *testing.T) {
	s := spec{answers: []string{"no", "yes"}, ridge: 1}
	var samples []sample
	for i := range 40 {
		madeUp := i%4 > 0 // thirty say no, ten say yes
		x := sample{just("length:3"), 1, 1, "a", madeUp}
		if madeUp {
			x.answer = 0
		}
		samples = append(samples, x, sample{just("length:9"), 1 - x.answer, 1, "a", madeUp})
	}
	yes := func(own float64) float64 {
		s.own = own
		return fit(s, samples).of["length:3"][1]
	}
	if common, own := yes(0), yes(1); common >= 0 || own <= common {
		t.Errorf("length:3 weighs %g for yes, and with own weights %g", common, own)
	}
}
