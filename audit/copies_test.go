package audit

import (
	"slices"
	"testing"

	"github.com/lastword-audit/lastword/dataset"
)

// TestBestCopyCounts gives a post twice, of which the second copy ought to count,
// by whatever comes first of an exact id, a time, a longer text and a link.
func TestBestCopyCounts(t *testing.T) {
	const id = "181694586311503873" // no float64 is this number
	worse := post{id: id, author: "customer", second: noTime, text: "where is my card"}
	for _, tt := range []struct {
		story  string
		worse  func(*post)
		better func(*post)
	}{
		{"the second has a time", nil, func(p *post) { p.second = 1332165600 }},
		{"a time is worth more than a text in full and a link",
			func(p *post) { p.text += ", please?"; p.replyTo = "1" }, func(p *post) { p.second = 1332165600 }},
		{"an exact id is worth more than a time",
			func(p *post) { p.second = 1332165600; p.damage = dataset.RoundedID }, func(*post) {}},
		{"its text is longer", func(p *post) { p.replyTo = "1" }, func(p *post) { p.text += ", please?" }},
		{"it knows what it replies to", nil, func(p *post) { p.replyTo = "1" }},
	} {
		posts := []post{worse, worse}
		if tt.worse != nil {
			tt.worse(&posts[0])
		}
		tt.better(&posts[1])
		for _, order := range [][]int{{0, 1}, {1, 0}} {
			list := []post{posts[order[0]], posts[order[1]]}
			best := int32(slices.Index(order, 1))
			var f copyFinder
			got := f.originals(2, func(i int) *post { return &list[i] })
			if got[0] != best || got[1] != best {
				t.Errorf("%s: originals %v, want %d for both", tt.story, got, best)
			}
			if list[best].replyTo == "" && posts[0].replyTo != "" {
				t.Errorf("%s: what the other replies to is lost", tt.story)
			}
		}
	}
}

// A post and what a spreadsheet left of it are one, whatever became of the time; not
// so a post that the id cannot be of, or that says something else.
func TestLeftOfAPost(t *testing.T) {
	const text = "where is my card"
	left := post{id: "1814030000000000000", author: "ann", second: 60, text: text, damage: dataset.RoundedID}
	for _, tt := range []struct {
		story string
		other post
		want  bool
	}{
		{"the post", post{id: "1814034736118927866", author: "ann", second: 95, text: text}, true},
		{"before its id was rounded up", post{id: "1814025000000000001", author: "ann", second: 95, text: text}, true},
		{"said again the next day", post{id: "1814396736118927866", author: "ann", second: 86495, text: text}, false},
		{"of other words", post{id: "1814034736118927866", author: "ann", second: 95, text: "and my code?"}, false},
		{"of another author", post{id: "1814034736118927866", author: "bob", second: 95, text: text}, false},
	} {
		list := []post{left, tt.other}
		var f copyFinder
		got := f.originals(2, func(i int) *post { return &list[i] })
		if same := got[0] == got[1]; same != tt.want {
			t.Errorf("%s: a copy: %v", tt.story, same)
		} else if same && got[0] != 1 {
			t.Errorf("%s: what is left of it counts", tt.story)
		}
	}
}
