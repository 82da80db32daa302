package codebook

import (
	"fmt"
	"testing"
)

func TestMemoAnswersAsItsCodebook(t *testing.T) {
	cb := Default()
	memo := NewMemo(cb, 1<<20)
	templates := [][]Turn{
		{{Text: "@%s my card was charged twice today, why?"}, {Brand: true, Text: "@%s Sorry to hear that. Please send us a DM with your postcode. ^KT"}},
		{{Text: "@%s what time does the branch close?"}, {Brand: true, Text: "@%s It is open until 5pm. ^JB"}, {Text: "@%s thanks!"}},
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
				if k != 2 || turn.Brand {
					turn.Text = fmt.Sprintf(turn.Text, to)
				}
				c.Turns = append(c.Turns, turn)
			}
			if got, want := memo.Label(c), cb.Label(c); got != want {
				t.Fatalf("%+v:\nthe memo says  %+v\nthe codebook    %+v", c.Turns, got, want)
			}
		}
	}
	if len(memo.labels) > 100 {
		t.Errorf("%d labels are remembered of a few templates", len(memo.labels))
	}
}
