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
		{"its time has seconds", func(p *post) { p.second = 1332165600 }, func(p *post) { p.second = 1332165605 }},
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

// Posts of one author and text under two ids are copies if they have one time; if no
// time is known, nothing says so.
func TestSameWordsWithoutATime(t *testing.T) {
	for second, want := range map[int64]bool{60: true, noTime: false} {
		list := []post{
			{id: "2", author: "brand", second: second, text: "@ann please send us a DM"},
			{id: "4", author: "brand", second: second, text: "@ann please send us a DM"},
		}
		var f copyFinder
		got := f.originals(2, func(i int) *post { return &list[i] })
		if same := got[0] == got[1]; same != want {
			t.Errorf("at %d: a copy: %v", second, same)
		}
	}
}

// One post may name its author by handle and id, and its copy by the id alone.
func TestCopiesByOneAuthor(t *testing.T) {
	for _, tt := range []struct {
		a, b post
		want bool
	}{
		{post{author: "ann", authorID: "11"}, post{authorID: "11"}, true},
		{post{author: "ann", authorID: "11"}, post{author: "Ann"}, true},
		{post{author: "ann", authorID: "11"}, post{authorID: "12"}, false},
		{post{author: "ann"}, post{}, false},
	} {
		if got := sameID(&tt.a, &tt.b); got != tt.want {
			t.Errorf("%s#%s and %s#%s: a copy: %v", tt.a.author, tt.a.authorID, tt.b.author, tt.b.authorID, got)
		}
	}
}

// What lost its digits is the link that a post has in the end, be it its own or learnt.
func TestLearntLinks(t *testing.T) {
	const whole, rounded = "1814034736118927866", "1814030000000000000"
	for _, tt := range []struct {
		story, own, copied, want string
		damage                   dataset.Damage // of the post that is left
	}{
		{"a whole link for none", "", whole, whole, 0},
		{"a rounded one for none", "", rounded, rounded, dataset.RoundedReply},
		{"a whole one for a rounded one", rounded, whole, whole, 0},
		{"a rounded one for a whole one", whole, rounded, whole, 0},
		{"none for a rounded one", rounded, "", rounded, dataset.RoundedReply},
	} {
		damage := map[string]dataset.Damage{rounded: dataset.RoundedReply}
		p := post{replyTo: tt.own, damage: damage[tt.own] | dataset.LostCharacters}
		p.learn(&post{replyTo: tt.copied, damage: damage[tt.copied] | dataset.TruncatedText})
		if p.replyTo != tt.want || p.damage != tt.damage|dataset.LostCharacters {
			t.Errorf("%s: replies to %s, damage %b", tt.story, p.replyTo, p.damage)
		}
	}
}

// Under an id that was rounded several posts of one author may stand.
func TestPostsUnderOneID(t *testing.T) {
	for _, tt := range []struct {
		damage [2]dataset.Damage
		texts  [2]string
		same   bool
	}{
		{[2]dataset.Damage{}, [2]string{"where is my …", "where is my card"}, true},
		{[2]dataset.Damage{dataset.RoundedID, dataset.RoundedID}, [2]string{"where is my card", "and my code?"}, false},
		{[2]dataset.Damage{0, dataset.RoundedID}, [2]string{"where is my card", "and my code?"}, false},
		{[2]dataset.Damage{dataset.RoundedID, dataset.RoundedID}, [2]string{"where is my card", "where is my card"}, true},
	} {
		var list []post
		for i := range 2 {
			list = append(list, post{id: "1814030000000000000", author: "ann", second: int64(60 * i), text: tt.texts[i], damage: tt.damage[i]})
		}
		var f copyFinder
		if got := f.originals(2, func(i int) *post { return &list[i] }); (got[0] == got[1]) != tt.same {
			t.Errorf("%q, damage %b: a copy: %v", tt.texts, tt.damage, !tt.same)
		}
	}
}
