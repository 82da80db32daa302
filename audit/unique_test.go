package audit

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/dataset"
)

// A fixed is a Source of given posts.
type fixed struct {
	posts []dataset.Post
	next  int
}

func (f *fixed) Scan() bool              { f.next++; return f.next <= len(f.posts) }
func (f *fixed) Record() dataset.Record  { return &f.posts[f.next-1] }
func (f *fixed) Err() error              { return nil }
func (f *fixed) Inputs() []dataset.Input { return nil }

// uniqueOf returns the posts that Unique keeps, as "id >reply to in conversation: text".
func uniqueOf(t *testing.T, memory int64, posts []dataset.Post) []string {
	t.Helper()
	kept, err := Unique(context.Background(), &fixed{posts: posts}, memory, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	list := []string{}
	for p, err := range kept.All() {
		if err != nil {
			t.Fatal(err)
		}
		s := p.ID
		if p.ReplyTo != "" {
			s += " >" + p.ReplyTo
		}
		if p.Conversation != "" {
			s += " in " + p.Conversation
		}
		if p.Repost {
			s += " repost"
		}
		list = append(list, s+": "+p.Text)
	}
	if got := kept.Read - kept.Copies; got != len(list) {
		t.Errorf("%d posts are said to be kept, %d are", got, len(list))
	}
	return list
}

func TestUnique(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 3, 1, 9, minute, 0, 0, time.UTC) }
	const exact, rounded, parent, parentRounded = "552990021960355842", "552990021960355840", "552988809257029633", "552988809257029632"
	for _, test := range []struct {
		name  string
		posts []dataset.Post
		want  string
	}{
		{"posts come in the order of time",
			[]dataset.Post{{ID: "2", Author: "a", Text: "y", Time: at(2)}, {ID: "3", Author: "a", Text: "x", Time: at(1)}},
			"3: x | 2: y"},
		{"and at one time in the order of their numbers",
			[]dataset.Post{{ID: "10", Author: "a", Text: "y", Time: at(1)}, {ID: "9", Author: "a", Text: "x", Time: at(1)}},
			"9: x | 10: y"},
		{"the same id: the longer text counts, and learns what it replies to",
			[]dataset.Post{{ID: "2", Author: "a", Text: "long …", ReplyTo: "1", Time: at(1)}, {ID: "2", Author: "A", Text: "long text", Time: at(1)}},
			"2 >1: long text"},
		{"the same id of another account is another post",
			[]dataset.Post{{ID: "2", Author: "a", Text: "x", Time: at(1)}, {ID: "2", Author: "b", Text: "x", Time: at(1)}},
			"2: x | 2: x"},
		{"and has copies of its own",
			[]dataset.Post{{ID: "2", Author: "a", Text: "x", Time: at(1)}, {ID: "2", Author: "b", Text: "long …", Time: at(1)}, {ID: "2", Author: "b", Text: "long text", Time: at(1)}},
			"2: x | 2: long text"},
		{"under rounded ids, the accounts' ids may be one, too",
			[]dataset.Post{
				{ID: "1730000000000000000", Author: "a", AuthorID: "1230000000000000000", Text: "x", Time: at(1), Damage: dataset.RoundedID},
				{ID: "1730000000000000000", Author: "b", AuthorID: "1230000000000000000", Text: "x", Time: at(2), Damage: dataset.RoundedID},
			},
			"1730000000000000000: x | 1730000000000000000: x"},
		{"one copy names the account by its id alone",
			[]dataset.Post{{ID: "2", AuthorID: "7", Text: "x", Time: at(1)}, {ID: "2", Author: "b", AuthorID: "7", Text: "x", Time: at(1)}},
			"2: x"},
		{"no time says that two posts are one",
			[]dataset.Post{{ID: "1", Author: "a", Text: "x"}, {ID: "2", Author: "a", Text: "x"}},
			"1: x | 2: x"},
		{"the same author, time and text under a made id",
			[]dataset.Post{{ID: "made-1", Author: "a", Text: "x", Time: at(1), Damage: dataset.MadeID}, {ID: parent, Author: "a", Text: "x", Time: at(1)}},
			parent + ": x"},
		{"the same text at another time is another post",
			[]dataset.Post{{ID: "1", Author: "a", Text: "x", Time: at(1)}, {ID: "2", Author: "a", Text: "x", Time: at(2)}},
			"1: x | 2: x"},
		{"a machine's answers to two posts in one second are two",
			[]dataset.Post{{ID: "8", Author: "a", Text: "x", ReplyTo: "1", Time: at(1)}, {ID: "9", Author: "a", Text: "x", ReplyTo: "2", Time: at(1)}},
			"8 >1: x | 9 >2: x"},
		{"they are one where one lacks the link",
			[]dataset.Post{{ID: "made-1", Author: "a", Text: "x", Time: at(1), Damage: dataset.MadeID}, {ID: exact, Author: "a", Text: "x", ReplyTo: parent, Time: at(1)}},
			exact + " >" + parent + ": x"},
		{"or it lost its digits",
			[]dataset.Post{
				{ID: "made-1", Author: "a", Text: "x", ReplyTo: "552988000000000000", Time: at(1), Damage: dataset.MadeID | dataset.RoundedReply},
				{ID: exact, Author: "a", Text: "x", ReplyTo: parent, Time: at(1)},
			},
			exact + " >" + parent + ": x"},
		{"a repost is no copy of what it repeats",
			[]dataset.Post{{ID: "1", Author: "a", Text: "x", Time: at(1)}, {ID: "1", Author: "a", Text: "x", Time: at(1), Repost: true}},
			"1: x | 1 repost: x"},
		{"a post under a rounded id, in another zone: replies to it find it",
			[]dataset.Post{
				{ID: rounded, Author: "a", Text: "x", Time: at(1).Add(5 * time.Hour)},
				{ID: exact, Author: "a", Text: "x", Time: at(1)},
				{ID: "3", Author: "b", Text: "y", ReplyTo: rounded, Conversation: rounded, Time: at(2)},
			},
			exact + ": x | 3 >" + exact + " in " + exact + ": y"},
		{"two spellings of a missing parent become one",
			[]dataset.Post{
				{ID: exact, Author: "a", Text: "x", ReplyTo: parent, Time: at(1)},
				{ID: rounded, Author: "a", Text: "x", ReplyTo: parentRounded, Time: at(1)},
				{ID: "3", Author: "b", Text: "y", ReplyTo: parentRounded, Time: at(2)},
			},
			exact + " >" + parent + ": x | 3 >" + parent + ": y"},
		{"and the one that is there is used",
			[]dataset.Post{
				{ID: parentRounded, Author: "b", Text: "w", Time: at(0)},
				{ID: exact, Author: "a", Text: "x", ReplyTo: parent, Time: at(1)},
				{ID: rounded, Author: "a", Text: "x", ReplyTo: parentRounded, Time: at(1)},
			},
			parentRounded + ": w | " + exact + " >" + parentRounded + ": x"},
		{"a copy whose link lost its digits learns it",
			[]dataset.Post{
				{ID: exact, Author: "a", Text: "x", ReplyTo: "552988000000000000", Time: at(1), Damage: dataset.RoundedReply},
				{ID: exact, Author: "a", Text: "x", ReplyTo: parent, Time: at(1)},
			},
			exact + " >" + parent + ": x"},
		{"and no other post does",
			[]dataset.Post{
				{ID: exact, Author: "a", Text: "long …", ReplyTo: "552988000000000000", Time: at(1), Damage: dataset.RoundedReply},
				{ID: exact, Author: "a", Text: "long text", ReplyTo: parent, Time: at(1)},
				{ID: "3", Author: "b", Text: "y", ReplyTo: "552988000000000000", Time: at(2), Damage: dataset.RoundedReply},
			},
			exact + " >" + parent + ": long text | 3 >552988000000000000: y"},
		{"of copies that say different things, the same one counts wherever they stand",
			[]dataset.Post{
				{ID: "1", Author: "a", Text: "x", Time: at(1), Conversation: "8", Pos: dataset.Pos{File: "a.csv", Line: 2}},
				{ID: "1", Author: "a", Text: "x", Time: at(1), Conversation: "7", Pos: dataset.Pos{File: "b.csv", Line: 2}},
			},
			"1 in 7: x"},
		{"a post without a time comes first",
			[]dataset.Post{{ID: "1", Author: "a", Text: "x", Time: at(1)}, {ID: "2", Author: "a", Text: "y"}},
			"2: y | 1: x"},
	} {
		got := strings.Join(uniqueOf(t, 1<<20, test.posts), " | ")
		if got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
		slices.Reverse(test.posts)
		if turned := strings.Join(uniqueOf(t, 1<<20, test.posts), " | "); turned != got {
			t.Errorf("%s: in another order it is %s, not %s", test.name, turned, got)
		}
	}
}

// The copy that counts learns what it lacks, of the first that knows, and has the
// damage of its own.
func TestUniqueLearns(t *testing.T) {
	at := time.Date(2026, 3, 1, 9, 0, 0, 250, time.UTC)
	posts := []dataset.Post{
		{ID: "2", AuthorID: "11", Text: "x in full", Time: at, Damage: dataset.LostCharacters},
		{ID: "2", Author: "a", Text: "x", Time: at, AuthorID: "11", ReplyTo: "1", ReplyToAuthor: "c", ReplyToAuthorID: "12",
			Conversation: "1", Language: "en", Side: dataset.SideCustomer, Damage: dataset.RoundedReply},
		{ID: "2", Author: "a", Text: "x", Time: at, ReplyTo: "1", ReplyToAuthor: "d"},
	}
	want := posts[1]
	want.Text, want.Damage = "x in full", dataset.LostCharacters
	kept, err := Unique(t.Context(), &fixed{posts: posts}, 1<<20, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	for p, err := range kept.All() {
		if err != nil {
			t.Fatal(err)
		}
		if *p != want {
			t.Errorf("got %+v, want %+v", *p, want)
		}
	}
}

// What does not fit into memory goes to disk, and nothing is lost there.
func TestUniqueSpills(t *testing.T) {
	var posts []dataset.Post
	var want []string
	for i := range 5000 {
		p := dataset.Post{ID: fmt.Sprint(100000 + i), Author: fmt.Sprint("a", i%70), Text: strings.Repeat("x", i%200), Time: time.Unix(int64(i), 0)}
		posts = append(posts, p)
		if i%3 == 0 {
			posts = append(posts, p)
		}
		want = append(want, p.ID+": "+p.Text)
	}
	if got := uniqueOf(t, 4096, posts); !slices.Equal(got, want) {
		t.Errorf("%d posts came back, not the %d in their order", len(got), len(want))
	}
}

// A spoilt is a Source of bad records without end, which ends a context on the way.
type spoilt struct {
	fixed
	cancel context.CancelFunc
}

func (s *spoilt) Scan() bool {
	s.next++
	if s.next == 100 {
		s.cancel()
	}
	return s.next < 100_000
}

func (s *spoilt) Record() dataset.Record { return &dataset.Problem{Msg: "not JSON"} }

// The context's end is heeded also where no record is a post.
func TestUniqueStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	src := &spoilt{cancel: cancel}
	if _, err := Unique(ctx, src, 1<<20, t.TempDir()); !errors.Is(err, context.Canceled) || src.next > 10_000 {
		t.Errorf("got %v after %d records, want the context's error soon", err, src.next)
	}
}
