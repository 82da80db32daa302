package dataset

import (
	"fmt"
	"strings"
	"testing"
)

// Sound ids end in three zeros now and then; they count as rounded only where
// there are more of them than chance explains. An exponent leaves no doubt.
func TestRoundedByChance(t *testing.T) {
	for _, test := range []struct {
		zeros, exponents, want int
	}{
		{0, 0, 0}, {1, 0, 0}, {5, 0, 0}, {300, 0, 300}, {2, 3, 3},
	} {
		var b strings.Builder
		b.WriteString("id,screen_name,created_at,full_text,in_reply_to\n")
		for i := range 2000 {
			id := fmt.Sprintf("5519261%08d777", i)
			switch {
			case i < test.zeros:
				id = fmt.Sprintf("5519261%08d000", i)
			case i < test.zeros+test.exponents:
				id = fmt.Sprintf("5.519261%06de+17", i)
			}
			fmt.Fprintf(&b, "%s,anna,2020-01-02 03:04:05Z,hello,%s\n", id, id)
		}
		_, inputs := read(t, Options{Stdin: strings.NewReader(b.String())}, "-")
		if d := inputs[0].Damage; d.RoundedIDs != test.want || d.RoundedReplies != test.want {
			t.Errorf("%d with zeros, %d with an exponent: counted %+v, want %d", test.zeros, test.exponents, d, test.want)
		}
	}
}

// Every damage has a name and a count.
func TestDamageNames(t *testing.T) {
	var c DamageCounts
	all := RoundedID | RoundedReply | RecoveredID | MadeID | TruncatedText | LostCharacters | NoTime | NoZone | NoAuthor | MovedTime | Windows1252
	c.add(all)
	c.Add(c)
	if want := (DamageCounts{2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2}); c != want {
		t.Errorf("counts %+v, want %+v", c, want)
	}
	if got := strings.Count(all.String(), ",") + 1; got != len(c.fields()) {
		t.Errorf("%d names for %d damages: %s", got, len(c.fields()), all)
	}
}
