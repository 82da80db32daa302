package audit

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/dataset"
)

// pairOf makes a pair's posts of talk; their conversations are what the posts
// say of them.
func pairOf(t testing.TB, lines string) []pairPost {
	t.Helper()
	posts := talk(t, lines)
	links := make([][2]uint64, len(posts))
	for i := range posts {
		links[i] = [2]uint64{hash(posts[i].id), hash(cmp.Or(posts[i].replyTo, posts[i].id))}
	}
	conversations := conversationsOf(t, links)
	pair := make([]pairPost, len(posts))
	for i := range posts {
		pair[i] = pairPost{post: posts[i], root: uint32(conversations[i]), byBrand: posts[i].author == "brand"}
	}
	return pair
}

func splitIDs(posts []pairPost, gap time.Duration) string {
	s := splitter{gap: gap}
	var cases []string
	for _, c := range s.split(posts) {
		var ids []string
		for _, p := range c.posts {
			ids = append(ids, p.id)
		}
		cases = append(cases, strings.Join(ids, " "))
	}
	return strings.Join(cases, " | ")
}

func TestSplit(t *testing.T) {
	const big = "100000000000000000" // a post id of 18 digits
	for _, test := range []struct{ name, posts, want string }{
		{"replies hang together", "1 ann hi\n2 brand >1 hello\n3 ann >2 thanks", "1 2 3"},
		{"another thread is another case", "1 ann hi\n2 brand >1 hello\n3 ann hi again\n4 brand >3 hello", "1 2 | 3 4"},
		{"a missing parent still ties its answers", "2 brand >1 hello\n3 brand >1 anything else?", "2 3"},
		{"a post without ties joins the case before it", "1 ann hi\n2 brand >1 hello\n3 ann are you there?", "1 2 3"},
		{"a reply to a post elsewhere is a tie", "1 ann hi\n2 brand >1 hello\n3 ann >77 are you there?", "1 2 | 3"},
		{"the same post twice", "1 ann hi\n1 ann hi\n2 brand >1 hello", "1 2"},
		{"the same post under a rounded id",
			big + " ann hi\n" + "100000000000000003 ann hi\n" + "2 brand >" + big + " hello", "2 100000000000000003"},
		{"the same words at another time are another post", "1 ann hi\n2 ann >1 hi", "1 2"},
		{"a loop", "1 ann >2 hi\n2 ann >1 hi again", "1 2"},
	} {
		if got := splitIDs(pairOf(t, test.posts), time.Hour); got != test.want && !sameParts(got, test.want) {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

// sameParts compares cases whose posts have one time, and so the ids' order.
func sameParts(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y) && strings.Count(a, "|") == strings.Count(b, "|")
}

// A reply whose link was rounded joins by time, as one that has none, unless the
// link still leads to a post.
func TestRoundedReplies(t *testing.T) {
	for posts, want := range map[string]string{
		"1 ann hi\n2 brand >100 hello\n3 ann >200 thanks": "1 2 3",
		"1 ann hi\n2 brand >1 hello\n3 ann hi again":      "1 2 3",
		"1 ann hi\n5 ann >6 hm\n2 brand >1 hello":         "1 2 5",
	} {
		pair := pairOf(t, posts)
		for i := range pair {
			if pair[i].replyTo != "" {
				pair[i].damage = dataset.RoundedReply
			}
		}
		if got := splitIDs(pair, time.Hour); !sameParts(got, want) {
			t.Errorf("%q: got %s, want %s", posts, got, want)
		}
	}
}

func TestGap(t *testing.T) {
	posts := func() []pairPost {
		p := pairOf(t, "1 ann hi\n2 ann anyone?\n3 ann hello?")
		p[1].second = 0 + 24*3600   // just within a day
		p[2].second = 2*24*3600 + 1 // just outside it
		return p
	}
	for gap, want := range map[time.Duration]string{
		24 * time.Hour: "1 2 | 3",
		48 * time.Hour: "1 2 3",
		time.Hour:      "1 | 2 | 3",
		0:              "1 | 2 | 3",
	} {
		if got := splitIDs(posts(), gap); got != want {
			t.Errorf("gap %s: got %s, want %s", gap, got, want)
		}
	}
}

// A platform's conversation ties the first of its posts, too, which replies to none.
func TestConversationsAreTies(t *testing.T) {
	pair := pairOf(t, "1 ann hi\n2 brand >1 hello\n3 ann hi again\n4 brand hello")
	pair[3].root = pair[2].root
	if got := splitIDs(pair, time.Hour); got != "1 2 | 3 4" {
		t.Errorf("got %s, want 1 2 | 3 4", got)
	}
}

// Replies are adrift that name a post elsewhere while one of the customer waits, and
// not where the customer has a part in their case, or waits for longer than the gap.
func TestAdrift(t *testing.T) {
	for posts, want := range map[string]string{
		"1 ann hi\n2 brand >9 hello":                               "2",
		"1 ann hi\n2 brand >9 hello\n3 brand >8 good day":          "2 3",
		"2 brand >9 hello\n3 brand >8 hi":                          "",
		"1 ann hi\n3 ann >7 and this?\n4 brand >3 yes":             "",
		"1 ann hi\n2 brand hello\n3 ann >7 hm\n4 brand >9 hello":   "4",
		"1 ann hi\n5 bob x\n6 bob x\n2 brand >9 within the gap":    "2",
		"1 ann hi\n5 bob x\n6 bob x\n7 bob x\n2 brand >9 too late": "",
	} {
		var pair []pairPost
		for _, p := range pairOf(t, posts) {
			if p.author != "bob" { // who but takes a minute
				pair = append(pair, p)
			}
		}
		s := splitter{gap: 3 * time.Minute}
		var got []string
		for _, c := range s.split(pair) {
			if c.adrift {
				for _, p := range c.posts {
					got = append(got, p.id)
				}
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: adrift are %q, want %q", posts, got, want)
		}
	}
}

// What a copy has other than the post that counts is told: its text, or its time too.
func TestCopiesThatDiffer(t *testing.T) {
	for _, test := range []struct {
		name           string
		change         func(*pairPost)
		unlike, edited int
	}{
		{"in nothing", func(*pairPost) {}, 0, 0},
		{"in time", func(p *pairPost) { p.second = 60 }, 0, 0},
		{"in the text", func(p *pairPost) { p.text = "h" }, 0, 1},
		{"in both", func(p *pairPost) { p.text, p.second = "h", 60 }, 1, 0},
		{"in the text, without a time", func(p *pairPost) { p.text, p.second = "h", noTime }, 0, 1},
		{"as it was cut short", func(p *pairPost) { p.text, p.damage = "h", dataset.TruncatedText }, 0, 0},
		{"in another delivery, too", func(p *pairPost) { p.text, p.counted = "h", false }, 0, 0},
	} {
		pair := pairOf(t, "1 ann hi\n1 ann hi")
		for i := range pair {
			pair[i].second, pair[i].counted = 0, true
		}
		test.change(&pair[1])
		var s splitter
		if c := s.split(pair)[0]; len(c.copies) != 1 || c.unlike != test.unlike || c.edited != test.edited {
			t.Errorf("%s: %d copies, %d unlike and %d edited; want %d and %d", test.name, len(c.copies), c.unlike, c.edited, test.unlike, test.edited)
		}
	}
}

// The account that a post is addressed to may be known from a copy alone.
func TestAccountOfACopy(t *testing.T) {
	pair := pairOf(t, "1 ann my card was eaten\n1 ann my card was")
	pair[1].account, pair[1].support = "alderhelp", true
	for range 2 {
		if p := new(splitter).split(slices.Clone(pair))[0].posts[0]; p.text != "my card was eaten" || p.account != "alderhelp" || !p.support {
			t.Errorf("kept %q, addressed to %q, support %v", p.text, p.account, p.support)
		}
		slices.Reverse(pair)
	}
}

// A post stands behind the one that it replies to, whatever the clocks say.
func TestOrderOfReplies(t *testing.T) {
	for _, test := range []struct{ name, posts, untimed, want string }{
		{"an answer follows what it answers", "1 ann hi\n2 brand >1 hello\n3 ann >2 thanks", "2", "1 2 3"},
		{"so does the answer to it", "1 ann hi\n2 brand >1 hello\n3 ann >2 but\n4 brand >3 sorry", "2 3", "1 2 3 4"},
		{"what others answer stays first", "1 ann hi\n2 brand >1 hello", "1", "1 2"},
		{"an answer to a post elsewhere stays first", "1 ann hi\n2 brand >1 hello\n3 ann >77 thanks", "3", "3 | 1 2"},
		{"ids order posts where no time does", "1 ann hi\n2 brand >1 hello\n3 ann >1 hm\n4 brand >2 well", "1 2 3 4", "1 2 3 4"},
		{"unless they contradict the replies", "3 ann hi\n2 brand >3 hello\n1 ann >2 thanks", "1 2 3", "3 2 1"},
		{"a post without ties does not end the gap", "1 ann hi\n2 brand >1 hello\n3 ann anyone?", "2", "1 2 3"},
		{"a clock was behind", "2 brand >1 hello\n1 ann hi\n3 ann >2 thanks", "", "1 2 3"},
		{"two were", "3 ann >2 thanks\n2 brand >1 hello\n1 ann hi\n4 ann anyone?", "", "1 2 3 4"},
		{"a post that replies to itself", "1 ann >1 hi\n2 brand >1 hello", "", "1 2"},
		{"a post without a time joins nothing by time", "1 ann hi\n2 brand >1 hello\n3 ann anyone?", "2 3", "3 | 1 2"},
		{"a copy of the question without a time", "1 ann hi\n1 ann hi\n2 brand >1 hello", "2", "1 2"},
		{"an answer to a circle", "1 ann >2 hi\n2 brand >1 hello\n3 ann >2 thanks", "3", "1 2 3"},
		{"a circle among others", "5 ann hi\n6 brand >5 hello\n1 ann >2 what\n2 brand >1 well", "1 2", "1 2 | 5 6"},
		{"a reply without a time makes no case older", "1 ann hi\n2 brand >1 hello\n3 ann >77 hi again\n4 brand >3 hello", "4", "1 2 | 3 4"},
		{"nor does one whose clock was behind", "4 brand >3 hello\n1 ann hi\n2 brand >1 hello\n3 ann >77 hi again", "", "1 2 | 3 4"},
		{"replies in a circle", "1 ann >2 hi\n2 brand >1 hello\n1 ann >2 hi", "1 2", "1 2"},
	} {
		pair := pairOf(t, test.posts)
		for i := range pair {
			if slices.Contains(strings.Fields(test.untimed), pair[i].id) {
				pair[i].second = noTime
			}
		}
		for range 10 {
			rand.Shuffle(len(pair), func(i, j int) { pair[i], pair[j] = pair[j], pair[i] })
			if got := splitIDs(slices.Clone(pair), time.Hour); got != test.want {
				t.Errorf("%s: got %s, want %s", test.name, got, test.want)
				break
			}
		}
	}
}

// The gap is between posts with a time: one without stands in no gap's way, and
// is within none.
func TestGapOverPostsWithoutATime(t *testing.T) {
	pair := pairOf(t, "1 ann hi\n2 brand >1 hello\n3 ann anyone?")
	pair[1].second, pair[2].second = noTime, 48*3600
	if got := splitIDs(pair, 24*time.Hour); got != "1 2 | 3" {
		t.Errorf("got %s, want 1 2 | 3", got)
	}
}

func TestNumberedReplies(t *testing.T) {
	for posts, want := range map[string]string{
		"1 ann how?\n2 brand >1 and then close 2/2\n3 brand >1 first open 1/2":          "1 3 2",
		"1 ann how?\n2 brand >1 @ann 3/3 done\n3 brand >1 @ann 1/3 a\n4 brand >1 2/3 b": "1 3 4 2",
		"1 ann how?\n2 brand >1 open 24/7\n3 brand >1 since 1/2":                        "1 2 3",
		"1 ann how?\n2 brand >1 b 2/2\n3 ann >2 what?\n4 brand >3 a 1/2":                "1 2 3 4",
		"1 brand x 1/2\n2 brand >1 y 2/2\n3 brand >1 v 2/2\n4 brand >1 u 1/2":           "1 2 4 3",
	} {
		pair := pairOf(t, posts)
		var list []*pairPost
		for i := range pair {
			list = append(list, &pair[i])
		}
		var got []string
		for _, p := range numbered(list) {
			got = append(got, p.id)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: got %s, want %s", posts, strings.Join(got, " "), want)
		}
	}
}

func TestSplitDoesNotDependOnOrder(t *testing.T) {
	posts := pairOf(t, `
		1 ann hi
		1 ann hi
		2 brand >1 hello
		3 ann anyone?
		4 ann >99 and now?
		5 brand >99 yes
		6 ann >5 ok
		7 ann hi`)
	want := splitIDs(slices.Clone(posts), time.Hour)
	for range 50 {
		rand.Shuffle(len(posts), func(i, j int) { posts[i], posts[j] = posts[j], posts[i] })
		if got := splitIDs(slices.Clone(posts), time.Hour); got != want {
			t.Fatalf("another order gave %s instead of %s", got, want)
		}
	}
}

// Of copies that say the same, the same one counts in every pair, in whatever order
// they come: else a post to two brands that stands twice would be used twice.
func TestSameCopyInEveryPair(t *testing.T) {
	for name, copies := range map[string][2]pairPost{
		"both to several pairs": {{root: 1, shared: 2}, {root: 1, shared: 3}},
		"one to several pairs":  {{root: 2, shared: 1}, {root: 1}},
	} {
		first, second := copies[0], copies[1]
		for _, pair := range [][]pairPost{{first, second}, {second, first}} {
			kept := new(splitter).split(pair)[0].posts[0]
			if kept.root != first.root || kept.shared != first.shared {
				t.Errorf("%s: kept post %d of conversation %d, want %d of %d", name, kept.shared, kept.root, first.shared, first.root)
			}
		}
	}
}

func TestBestCopy(t *testing.T) {
	pair := pairOf(t, "1 brand hello\n2 ann >1 my question\n3 ann >1 my question")
	pair[1].second, pair[2].second = 60, 60
	pair[1].id, pair[1].replyTo = "571936289145700000", ""
	pair[1].root = uint32(hash(pair[1].id))
	pair[2].id = "571936289145712345"
	s := splitter{}
	cases := s.split(pair)
	if len(cases) != 1 || len(cases[0].posts) != 2 || len(cases[0].copies) != 1 {
		t.Fatalf("got %+v, want one case of two posts and a copy", cases)
	}
	if got := cases[0].posts[1].id; got != "571936289145712345" {
		t.Errorf("kept the copy with id %s, want the one whose id lost no digits", got)
	}
}
