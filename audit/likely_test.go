package audit

import (
	"slices"
	"testing"

	"github.com/lastword-audit/lastword/dataset"
)

// The accounts that are shown where no brand is named are those of the archive, and
// counted as inspect counts them.
func TestLikeliest(t *testing.T) {
	post := func(author, text, replyTo, to string) dataset.Post {
		return dataset.Post{Author: author, AuthorID: "1" + author, Text: text, ReplyTo: replyTo, ReplyToAuthor: to}
	}
	hidden := dataset.Post{Author: "hidden:9", Text: "and here?", ReplyTo: "1"}
	byID := post("ann", "@alder and then?", "2", "")
	byID.ReplyToAuthorID = "1alder"
	for _, tt := range []struct {
		story string
		posts []dataset.Post
		want  []activity
	}{
		{"a handle with a host that wrote and answered nobody", []dataset.Post{
			post("alder.example.org", "our news", "", ""), post("bob", "hello", "", ""), post("ann", "@alder.example.org is it open?", "", ""),
		}, []activity{{Handle: "alder.example.org", Addressed: 1}, {Handle: "ann", Replies: 1}}},
		{"a host behind a mention of who never wrote", []dataset.Post{
			post("ann", "@alder@example.org is it open?", "", ""),
		}, []activity{{Handle: "alder", Addressed: 1}, {Handle: "ann", Replies: 1}}},
		{"a reply that mentions nobody, and one to an account elsewhere", []dataset.Post{
			post("ann", "is it open?", "1", "alder"), post("alder", "@bob it is", "2", "bob@example.org"),
		}, []activity{{Handle: "alder", Replies: 1, Addressed: 1}, {Handle: "ann", Replies: 1}, {Handle: "bob@example.org", Addressed: 1}}},
		{"a reply to an id, which the text names", []dataset.Post{byID},
			[]activity{{Handle: "alder", Addressed: 1}, {Handle: "ann", Replies: 1}}},
		{"a thread of one account, and a hidden one", []dataset.Post{post("ann", "1/2", "", ""), post("ann", "2/2", "1", "ann"), hidden},
			nil},
	} {
		found := activities{}
		for i := range tt.posts {
			p := postOf(&tt.posts[i], 0)
			found.add(&p)
		}
		found.settle()
		got := found.likeliest(10)
		for i := range got {
			got[i].named = false
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %+v, want %+v", tt.story, got, tt.want)
		}
	}
}
