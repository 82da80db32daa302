package audit

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// TestFirstResponse asks how long a customer waited: b is a post of the brand, c
// one of the customer, each with its minute, -1 where the source gives no time.
func TestFirstResponse(t *testing.T) {
	type turn struct {
		who    byte
		minute int
	}
	const none = -1
	for _, tt := range []struct {
		story string
		turns []turn
		want  int
	}{
		{"answered after five minutes", []turn{{'c', 10}, {'b', 15}, {'b', 90}}, 5},
		{"answered within the same second", []turn{{'c', 10}, {'b', 10}}, 0},
		{"the brand had written before", []turn{{'b', 5}, {'c', 10}, {'b', 12}}, 2},
		{"never answered", []turn{{'b', 5}, {'c', 10}}, none},
		{"no post of the customer", []turn{{'b', 5}}, none},
		{"the request has no time", []turn{{'c', none}, {'b', 15}}, none},
		{"nor has the reply", []turn{{'c', none}, {'b', none}}, none},
		{"the only reply has no time", []turn{{'c', 10}, {'b', none}}, none},
		{"the first part came after the second", []turn{{'c', 10}, {'b', 40}, {'b', 15}, {'c', 50}, {'b', 55}}, 5},
		{"its clock says that it was answered before it was asked", []turn{{'c', 10}, {'b', 9}, {'b', 40}}, none},
		{"the first reply has no time, the second has", []turn{{'c', 10}, {'b', none}, {'b', 18}}, none},
	} {
		var c Case
		for _, x := range tt.turns {
			t := codebook.Turn{Brand: x.who == 'b'}
			if x.minute >= 0 {
				t.Time = time.Date(2012, 3, 19, 14, x.minute, 0, 0, time.UTC)
			}
			c.Turns = append(c.Turns, t)
		}
		d, ok := c.FirstResponse()
		if ok != (tt.want != none) || ok && d != time.Duration(tt.want)*time.Minute {
			t.Errorf("%s: %s, %v; want %d minutes", tt.story, d, ok, tt.want)
		}
	}
}

func TestTimesOfACase(t *testing.T) {
	const none = -1
	at := func(minute int) time.Time {
		if minute == none {
			return time.Time{}
		}
		return time.Unix(1e9+60*int64(minute), 0).UTC()
	}
	for _, test := range []struct {
		name  string
		turns []int // minutes
		last  int
		order string
	}{
		{"all known", []int{0, 5, 9}, 9, "0 1 2"},
		{"the last unknown", []int{0, 5, none}, 5, "0 1 2"},
		{"none known", []int{none, none}, none, "0 1"},
		{"the first unknown", []int{none, 5}, 5, "0 1"},
		{"numbered replies out of order", []int{0, 8, 3}, 8, "0 2 1"},
		{"an unknown time keeps its place", []int{4, none, 3}, 4, "0 1 2"},
	} {
		var c Case
		for i, minute := range test.turns {
			c.Turns = append(c.Turns, codebook.Turn{ID: strconv.Itoa(i), Brand: i > 0, Time: at(minute)})
		}
		if got := c.LastPostAt(); !got.Equal(at(test.last)) {
			t.Errorf("%s: last post at %s, want %s", test.name, got, at(test.last))
		}
		if got, want := c.OpenedAt().IsZero(), test.last == none; got != want {
			t.Errorf("%s: opened at %s", test.name, c.OpenedAt())
		}
		var order []string
		for _, turn := range c.InTime() {
			order = append(order, turn.ID)
		}
		if got := strings.Join(order, " "); got != test.order {
			t.Errorf("%s: in time %s, want %s", test.name, got, test.order)
		}
	}
}
