package codebook

import (
	"fmt"
	"strings"
	"testing"
	"unsafe"
)

func TestMemoAnswersAsItsCodebook(t *testing.T) {
	cb := Default()
	memo := NewMemo(cb, 1<<20)
	templates := [][]Turn{
		{{Text: "@%s my card was charged twice today, why?"}, {Brand: true, Text: "@%s Sorry to hear that. Please send us a DM with your postcode. ^KT"}},
		{{Text: "@%s what time does the branch close?"}, {Brand: true, Text: "@%s It is open until 5pm. ^JB"}, {Text: "@%s thanks!"}},
		{{Text: "@%s I cannot log in"}, {Brand: true, Text: "@%s will be in touch with you tomorrow. ^KT"}},
		{{Text: "your app is down again"}, {Brand: true, Text: "@%s Please tweet our colleagues @othersupport, they can help."}},
		{{Text: "@%s j'ai été débité deux fois"}, {Brand: true, Text: "@%s Bonjour, nous vous invitons à nous écrire en MP. – Léa"}},
	}
	for n := range 200 {
		for k, template := range templates {
			customer := fmt.Sprint(1000 + n*n)
			c := &Case{}
			for _, turn := range template {
				turn.Author = "bankhelp"
				to := customer
				if !turn.Brand {
					turn.Author, to = customer, "bankhelp"
				}
				if n%3 == 1 {
					to = "somebody"
				}
				if k != 3 || turn.Brand {
					turn.Text = fmt.Sprintf(turn.Text, to)
				}
				c.Turns = append(c.Turns, turn)
			}
			if n%2 == 1 {
				memo = memo.Share()
			}
			if got, want := memo.Label(c), cb.Label(c); got != want {
				t.Fatalf("%+v:\nthe memo says  %+v\nthe codebook    %+v", c.Turns, got, want)
			}
		}
	}
	n := 0
	for i := range memo.known.labels {
		if memo.known.labels[i].Load() != nil {
			n++
		}
	}
	if n == 0 || n > 100 {
		t.Errorf("%d labels are remembered of a few templates", n)
	}
}

// Of a handle it matters whose it is; of a mail address, what its letters are.
func TestMemoTellsMailAddressesApart(t *testing.T) {
	cb := Default()
	memo := NewMemo(cb, 1<<20)
	for _, address := range []string{"a@x_y.com", "a@xxy.com", "a.b@x_y.com", "a.b@xxy.com", "-@x_y.com", "-@xxy.com"} {
		c := &Case{Turns: []Turn{{Text: "my card was charged twice"}, {Brand: true, Text: "Please write to " + address}}}
		if got, want := memo.Label(c), cb.Label(c); got != want {
			t.Errorf("%s:\nthe memo says  %+v\nthe codebook    %+v", address, got, want)
		}
	}
}

// All that a label depends on tells cases apart; of a handle, that is whose it is and
// how long.
func TestSense(t *testing.T) {
	sense := func(change func(*Case)) string {
		c := &Case{Language: "en", Turns: []Turn{
			{Author: "ana", Text: "@northbank my card was charged twice", Language: "en"},
			{Author: "northbank", Brand: true, Text: "@ana Please tell @bob at northbank", Language: "en", Recipients: 3},
			{Author: "ana", Text: "ok"},
		}}
		change(c)
		return string(appendSense(nil, c))
	}
	was := sense(func(*Case) {})
	for name, change := range map[string]func(*Case){
		"the brand's language":   func(c *Case) { c.Language = "fr" },
		"a post's language":      func(c *Case) { c.Turns[0].Language = "fr" },
		"how many got the reply": func(c *Case) { c.Turns[1].Recipients = 30 },
		"who wrote it":           func(c *Case) { c.Turns[2].Brand = true },
		"what it says":           func(c *Case) { c.Turns[0].Text = "@northbank my card was charged thrice" },
		"one post more":          func(c *Case) { c.Turns = append(c.Turns, Turn{Author: "ana"}) },
		"the author's handle":    func(c *Case) { c.Turns[1].Author = "bob" },
		"the customer's handle":  func(c *Case) { c.Turns[0].Author = "bob" },
		"a longer handle":        func(c *Case) { c.Turns[1].Text = "@ana Please tell @bobby at northbank" },
	} {
		if sense(change) == was {
			t.Errorf("%s is not told apart", name)
		}
	}
	if sense(func(c *Case) { c.Turns[1].Text = "@ana Please tell @eve at northbank" }) != was {
		t.Error("another handle of somebody else's is told apart")
	}
}

// A memo that is full forgets an earlier case for a later one.
func TestMemoForgets(t *testing.T) {
	memo := NewMemo(Default(), 0)
	earlier, later := &Case{Turns: []Turn{{Text: "@bank where is my card?"}}}, &Case{Turns: []Turn{{Text: "@bank the app is down"}}}
	for _, c := range []*Case{earlier, later} {
		memo.Label(c)
	}
	for c, want := range map[*Case]bool{earlier: false, later: true} {
		if r, _ := memo.known.find(memo.known.digest(appendSense(nil, c))); (r != nil) != want {
			t.Errorf("%q is remembered: %v, want %v", c.Turns[0].Text, !want, want)
		}
	}
}

// Posts come in memory that is used again.
func TestMemoKeepsNothingOfACase(t *testing.T) {
	memo := NewMemo(Default(), 1<<20)
	label := func(memory []byte) Label {
		text := unsafe.String(&memory[0], len(memory))
		return memo.Label(&Case{Turns: []Turn{{Text: text[:len(text)-2], Language: text[len(text)-2:]}}})
	}
	memory := []byte("@bank my card was charged twice, why? en")
	first := label(memory)
	first.Evidence, first.IntentSays, first.Language = strings.Clone(first.Evidence), strings.Clone(first.IntentSays), strings.Clone(first.Language)
	copy(memory, strings.Repeat("x", len(memory)))
	if again := label([]byte("@bank my card was charged twice, why? en")); again != first {
		t.Errorf("the memo says %+v, and then %+v", first, again)
	}
}
