package synth

import "testing"

func TestTidy(t *testing.T) {
	for _, test := range []struct {
		style      style
		text, want string
	}{
		{neat, " hi  ann ,  all done .  bye ", "Hi ann, all done. Bye"},
		{neat, "why? it's 4.50, see https://go.example/aB", "Why? It's 4.50, see https://go.example/aB"},
		{neat, "https://go.example/aB it is", "https://go.example/aB it is"},
		{neat, "étrange. à demain ! ça va ?.", "Étrange. À demain ! Ça va ?"},
		{neat, "will it work? .", "Will it work?"},
		{neat, "haha, 😂 fine", "Haha, 😂 fine"},
		{lower, "Étrange, the ATM in Ashmere", "étrange, the atm in ashmere"},
		{careless, "it's Joe's card.", "Its Joes card"},
	} {
		const before = "@someone "
		got := string(tidy([]byte(before+test.text), len(before), test.style))
		if got != before+test.want {
			t.Errorf("style %d: %q became %q, want %q", test.style, before+test.text, got, before+test.want)
		}
	}
}

// A case keeps to its facts; another case has others.
func TestFillingsStay(t *testing.T) {
	g := mustLoad(t, map[string]string{
		"grammar/en.txt":     "AMOUNT:\n\t$%%%.%%\n\t%%%% dollars\n",
		"grammar/en-zoo.txt": "topic t question\nrequest:\n\t{AMOUNT} and {AMOUNT}\nsolution:\n\t{AMOUNT}\n",
	})
	text := func(seed uint64, rule string) string {
		w := writer{topic: g[0].topics[question][0], seed: seed}
		r := newRandom(seed, 9)
		return string(w.expand(nil, rule, &r))
	}
	if amount := text(1, "solution"); text(1, "request") != amount+" and "+amount {
		t.Errorf("a case named %s in the reply, but %s in the request", amount, text(1, "request"))
	}
	if text(1, "solution") == text(2, "solution") {
		t.Errorf("two cases have the same amount, %s", text(1, "solution"))
	}
}
