package synth

import (
	"strings"
	"testing"
	"testing/fstest"
)

// Every story can be told in every grammar about some topic of every intent
// that it suits, so that no rule is missing and no alternative is empty.
func TestGrammars(t *testing.T) {
	for _, g := range grammars() {
		for _, intent := range kinds {
			if len(g.topics[intent]) == 0 {
				t.Errorf("%s-%s: no topic for a %s", g.language, g.sector, intent)
			}
		}
		told := map[*story]bool{}
		for _, table := range g.draws {
			for _, s := range table.stories {
				told[s] = true
			}
		}
		for i := range stories {
			s := &stories[i]
			if !told[s] && !(s.english && (g.language != "en" || g.sector != "bank")) {
				t.Errorf("%s-%s: no topic tells the story %q %v", g.language, g.sector, s.hard, s.steps)
			}
		}
		for _, topics := range g.topics {
			for _, about := range topics {
				for name, n := range about.rules {
					checkRule(t, about.name+": "+name, n)
				}
			}
		}
	}
}

// checkRule reports choices without alternatives.
func checkRule(t *testing.T, name string, n node) {
	if n.kind == choice && len(n.parts) == 0 {
		t.Errorf("%s: a choice has no alternatives", name)
	}
	for _, part := range n.parts {
		checkRule(t, name, part)
	}
}

// Alternatives of a variant meet their own kind only.
func TestVariants(t *testing.T) {
	g := mustLoad(t, map[string]string{
		"grammar/en.txt": "reply:\n\tcomplaint> Sorry! {solution}\n\tquestion> Sure: {solution}\n",
		"grammar/en-zoo.txt": "topic animal complaint\nrequest:\n\tcat> the cat is out\n\tdog> the dog is out\n" +
			"solution:\n\tcat> lock the [cat|cat] in\n\tdog> lock the dog in\n",
	})
	for _, about := range g[0].topics[complaint] {
		w := writer{topic: about}
		r := newRandom(1, 1)
		got := string(w.expand(nil, "request", &r)) + ". " + string(w.expand(nil, "reply", &r))
		animal := strings.TrimPrefix(about.name, "animal/")
		if want := "the " + animal + " is out. Sorry! lock the " + animal + " in"; got != want {
			t.Errorf("%s: got %q, want %q", about.name, got, want)
		}
	}
}

// A fault in a grammar is named with its place.
func TestGrammarFaults(t *testing.T) {
	const rest = "request:\n\thello\n"
	for _, test := range []struct{ shared, own, want string }{
		{"hi:\n\thi\nhi:\n\tho\n", rest, `grammar/en.txt:3: rule "hi" is already defined`},
		{"hi there\n", rest, `grammar/en.txt:1: want a rule`},
		{"\tan alternative of nothing\n", rest, `grammar/en.txt:1: want a rule`},
		{"", rest + "a:\n\t[one|two\n", `topic t: rule "a": unclosed [`},
		{"", rest + "a:\n\t{b}\nb:\n\t{a}\n", `contains itself`},
		{"", rest + "a:\n\t{nowhere}\n", `rule "a" needs one that is not there`},
		{"a:\n\tx\n", rest + "a:\n\ty\n", `rule "a" is already defined for all topics`},
	} {
		_, err := loadGrammars(files(map[string]string{"grammar/en.txt": test.shared, "grammar/en-zoo.txt": "topic t question\n" + test.own}))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("shared %q, own %q: got error %v, want %s", test.shared, test.own, err, test.want)
		}
	}
}

func mustLoad(t *testing.T, texts map[string]string) []*grammar {
	t.Helper()
	g, err := loadGrammars(files(texts))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func files(texts map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range texts {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}
