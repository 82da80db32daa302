package audit

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/dataset"
)

// talk reads posts written as "id author [>parent] text", one a line, a
// minute apart. An author may be a handle and an id, "ann#11". A post may also say
// whom it replies to without naming the post: ">@handle", or ">@#11" by the id.
func talk(t testing.TB, lines string) []post {
	t.Helper()
	var posts []post
	for line := range strings.Lines(lines) {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		if len(fields) < 2 {
			t.Fatalf("post %q: want id author [>parent] text", line)
		}
		p := post{id: fields[0], second: int64(60 * len(posts))}
		p.author, p.authorID, _ = strings.Cut(fields[1], "#")
		fields = fields[2:]
		if len(fields) > 0 && strings.HasPrefix(fields[0], ">") {
			if parent := fields[0][1:]; parent[0] == '@' {
				handle, id, _ := strings.Cut(parent[1:], "#")
				p.replyToAuthor = dataset.AccountKey(handle, id)
			} else {
				p.replyTo = parent
			}
			fields = fields[1:]
		}
		p.text = strings.Join(fields, " ")
		posts = append(posts, p)
	}
	return posts
}

// threeBanks are the brands of these tests.
func threeBanks(t testing.TB) *Brands {
	t.Helper()
	b, err := NewBrands([]Brand{
		{Name: "Alder", Support: []string{"AlderHelp"}, Accounts: []string{"AlderBank"}},
		{Name: "Birch", Support: []string{"BirchCares"}},
		{Name: "Elder", Support: []string{"id:88"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// routed collects what a router finds.
type routed struct {
	brands  *Brands
	pairs   map[string][]string
	dropped map[string]string
	refs    map[string]int
}

func (r *routed) deliver(d delivery) error {
	pair := r.brands.list[d.brand].Name + "/" + d.customer
	r.pairs[pair] = append(r.pairs[pair], d.post.id)
	return nil
}
func (r *routed) drop(p *post, reason string) { r.dropped[p.id] = reason }
func (r *routed) refer(brand int, _ string, present bool) error {
	r.refs[fmt.Sprintf("%s %v", r.brands.list[brand].Name, present)]++
	return nil
}

func routeAll(t testing.TB, posts []post) *routed {
	t.Helper()
	r := &routed{threeBanks(t), map[string][]string{}, map[string]string{}, map[string]int{}}
	handles := map[string]string{dataset.AccountKey("", "7"): "alderhelp"} // what it wrote elsewhere
	if err := (&router{brands: r.brands, handles: handles}).route(posts, r); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *routed) String() string {
	var b strings.Builder
	for _, pair := range slices.Sorted(maps.Keys(r.pairs)) {
		fmt.Fprintf(&b, "%s: %s\n", pair, strings.Join(r.pairs[pair], " "))
	}
	for _, id := range slices.Sorted(maps.Keys(r.dropped)) {
		fmt.Fprintf(&b, "%s dropped: %s\n", id, r.dropped[id])
	}
	return b.String()
}

// told collects what posts say, for they may have one id.
type told struct{ *routed }

func (r told) deliver(d delivery) error {
	pair := r.brands.list[d.brand].Name + "/" + d.customer
	r.pairs[pair] = append(r.pairs[pair], d.post.text)
	return nil
}

// Of the posts that a spreadsheet left under one id, a reply is to one by whom it
// says so: neither every customer's reply goes to one of them, nor every post of a
// brand with the first.
func TestRoundedIDs(t *testing.T) {
	posts := talk(t, `
		1800 ann @AlderHelp is the branch open?
		1800 bob my card was eaten
		1800 AlderHelp >1800 @bob which machine?
		1800 AlderHelp >1800 @ann until five
		1800 AlderHelp >1800 @cleo it is at number 4
		1800 AlderHelp >1800 and on Saturday
		1900 AlderHelp >1800 @dan @bob told us
		1900 AlderHelp >1800 @ann or by phone
		1800 eve where is my card
		1800 AlderHelp >1800 @eve on its way
		2000 AlderHelp >1800 and as we told @bob`)
	for i := range posts {
		posts[i].damage = dataset.RoundedID | dataset.RoundedReply
	}
	posts[5].replyToAuthor = "ann"
	posts[6].replyToAuthor = "bob"
	r := told{routeAll(t, nil)}
	if err := (&router{brands: r.brands}).route(posts, r); err != nil {
		t.Fatal(err)
	}
	const want = `Alder/ann: @AlderHelp is the branch open? @ann until five and on Saturday @ann or by phone and as we told @bob
Alder/bob: my card was eaten @bob which machine? @dan @bob told us
Alder/cleo: @cleo it is at number 4
Alder/eve: where is my card @eve on its way
`
	if got := r.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestRoute(t *testing.T) {
	for _, test := range []struct{ name, posts, want string }{
		{
			"a question and its answer",
			`1 ann @AlderHelp is the branch open?
			 2 AlderHelp >1 @ann until five`,
			`Alder/ann: 1 2`,
		},
		{
			"who is replied to by id is the author who wrote under it",
			`1 ann#11 @AlderHelp is the branch open?
			 2 AlderHelp#7 >@#11 until five`,
			`Alder/ann: 1 2`,
		},
		{
			"or the brand that wrote under it elsewhere",
			`1 ann#11 >@#7 that did not help`,
			`Alder/ann: 1`,
		},
		{
			"or whom the post begins with",
			`1 AlderHelp#7 >@#11 @Ann until five`,
			`Alder/ann: 1`,
		},
		{
			"an author may be known by the id alone in one post, and by the handle in another",
			`1 #11 @AlderHelp is the branch open?
			 1 ann#11 @AlderHelp is the branch open?
			 2 #7 >1 until five
			 3 #11 >2 thanks`,
			`Alder/ann: 1 1 2 3`,
		},
		{
			"a post of an unknown author is nobody else's, and has its answer",
			`1 # @AlderHelp is the branch open?
			 2 AlderHelp >1 @ann until five
			 3 # @AlderHelp my card was eaten`,
			`Alder/post:1: 1 2
			 Alder/post:3: 3`,
		},
		{
			"a brand may be known by its id, whatever the post begins with",
			`1 ann#11 >@#88 @elderhelp that did not help`,
			`Elder/ann: 1`,
		},
		{
			"or nobody with a handle",
			`1 AlderHelp#7 >@#11 until five`,
			`Alder/id:11: 1`,
		},
		{
			"an opening post that names nobody is known by the answer",
			`1 ann my card was eaten again
			 2 AlderHelp >1 @ann oh no, which machine?`,
			`Alder/ann: 1 2`,
		},
		{
			"a reply that mentions several people answers its parent's author",
			`1 ann @AlderHelp @bob says you are closed
			 2 AlderHelp >1 @bob @ann we are open`,
			`Alder/ann: 1 2`,
		},
		{
			"a bystander who is not answered has a case of their own, and no part in this one",
			`1 ann @AlderHelp my app crashes
			 2 bob >1 @ann @AlderHelp mine too
			 3 AlderHelp >1 @ann please update it`,
			`Alder/ann: 1 3
			 Alder/bob: 2`,
		},
		{
			"one brand, several accounts",
			`1 ann @AlderBank who can help?
			 2 AlderBank >1 @ann looping in @AlderHelp
			 3 AlderHelp >2 we can`,
			`Alder/ann: 1 2 3`,
		},
		{
			"two brands in one conversation",
			`1 ann @AlderHelp @BirchCares where is my transfer?
			 2 AlderHelp >1 @ann it left us on Monday
			 3 BirchCares >2 @AlderHelp @ann it came today`,
			`Alder/ann: 1 2
			 Birch/ann: 1 3`,
		},
		{
			"a brand that answers a brand",
			`1 AlderHelp >@BirchCares @BirchCares nice branch
			 2 BirchCares >1 @AlderHelp thank you`,
			`Alder/birchcares: 1
			 Birch/alderhelp: 1 2`,
		},
		{
			"a missing parent: the account that it says it replies to",
			`2 AlderHelp >9 @bob @ann done`,
			`Alder/bob: 2`,
		},
		{
			"a missing parent: the field before the text",
			`2 AlderHelp >@ann @bob @ann done`,
			`Alder/ann: 2`,
		},
		{
			"a numbered reply to oneself goes where its first part goes",
			`1 ann @AlderHelp how do I close my account?
			 2 AlderHelp >1 @ann sign in, open settings 1/2
			 3 AlderHelp >2 and choose close 2/2`,
			`Alder/ann: 1 2 3`,
		},
		{
			"a customer's replies to themselves go where one of them goes",
			`1 ann three hours on the phone
			 2 ann >1 and nobody knows anything
			 3 ann >2 @AlderHelp are you reading this?`,
			`Alder/ann: 1 2 3`,
		},
		{
			"a reply loop ends",
			`1 ann >2 @AlderHelp hello
			 2 ann >3 hello
			 3 ann >1 hello`,
			`Alder/ann: 1 2 3`,
		},
		{
			"a post to nobody audited, and a brand's to nobody",
			`1 ann what a day
			 2 AlderBank our new office @thepark is open
			 3 AlderBank >2 @thepark is a park`,
			`1 dropped: no audited brand
			 2 dropped: broadcast
			 3 dropped: broadcast`,
		},
		{
			"a brand's post to nobody that another brand answered",
			`1 AlderBank our new office is open
			 2 BirchCares >1 congratulations`,
			`Birch/alderbank: 1 2`,
		},
		{
			"a mail address is no mention",
			`1 ann write to me at ann@alderhelp please`,
			`1 dropped: no audited brand`,
		},
		{
			"a copy goes where the post goes",
			`1 ann my card was eaten
			 1 ann my card was eaten
			 2 AlderHelp >1 @ann where?`,
			`Alder/ann: 1 1 2`,
		},
		{
			"so does a copy that has lost its link",
			`1 ann @AlderHelp my card was eaten
			 2 AlderHelp >1 @bob @ann where?
			 2 AlderHelp @bob @ann where?`,
			`Alder/ann: 1 2 2`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			var want strings.Builder
			for line := range strings.Lines(test.want) {
				want.WriteString(strings.TrimSpace(line) + "\n")
			}
			if got := routeAll(t, talk(t, test.posts)).String(); got != want.String() {
				t.Errorf("got:\n%s\nwant:\n%s", got, want.String())
			}
		})
	}
}

// An opened collects which account customers' posts were opened to.
type opened struct{ *routed }

func (o opened) deliver(d delivery) error {
	if !d.byBrand {
		o.pairs[d.post.id] = append(o.pairs[d.post.id], fmt.Sprintf("%s %v", d.account, d.support))
	}
	return nil
}

// A post is addressed to the support account before another one, whichever it names
// first; one that names nobody is addressed to none.
func TestAccountOfAPost(t *testing.T) {
	o := opened{routeAll(t, nil)}
	if err := (&router{brands: o.brands}).route(talk(t, `
		1 ann @AlderBank @AlderHelp who can help?
		2 bob @AlderHelp @AlderBank who can help?
		3 cleo @AlderBank who can help?
		4 dan who can help?
		5 AlderBank >4 @dan we can
		6 dan >5 thanks`), o); err != nil {
		t.Fatal(err)
	}
	const want = "1: alderhelp true\n2: alderhelp true\n3: alderbank false\n4:  false\n6: alderbank false\n"
	if got := o.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestRouteDoesNotDependOnOrder(t *testing.T) {
	posts := talk(t, `
		1 ann @AlderHelp @BirchCares where is my transfer?
		2 AlderHelp >1 @ann it left us 1/2
		3 AlderHelp >2 on Monday 2/2
		4 bob >1 @ann @BirchCares same here
		5 BirchCares >4 @bob @ann we look into it
		6 ann >3 thanks
		7 ann >6 and now?`)
	want := routeAll(t, slices.Clone(posts)).String()
	for range 50 {
		rand.Shuffle(len(posts), func(i, j int) { posts[i], posts[j] = posts[j], posts[i] })
		if got := routeAll(t, slices.Clone(posts)).String(); got != want {
			t.Fatalf("another order gave\n%s\ninstead of\n%s", got, want)
		}
	}
}

func TestCoverageCountsEachReferredPostOnce(t *testing.T) {
	posts := talk(t, `
		1 ann @AlderHelp hi
		2 AlderHelp >1 @ann hello
		3 ann >2 @AlderHelp again
		4 bob >2 @AlderHelp me too
		5 ann >99 @AlderHelp as you said
		6 bob >99 @AlderHelp as you said
		7 AlderHelp >3 @ann hello again
		8 AlderHelp >7 @ann and good night
		9 ann >98 who is this?`)
	posts[8].replyToAuthor = "birchcares"
	r := routeAll(t, posts)
	want := map[string]int{"Alder true": 1, "Alder false": 1, "Birch false": 1}
	if !maps.Equal(r.refs, want) {
		t.Errorf("got %v, want %v: post 2 is here, 98 and 99 are not, and only its author refers to 7", r.refs, want)
	}
}

func TestMentions(t *testing.T) {
	known := func(h string) bool { return h == "alder@bank.example" || h == "help.alder.example" }
	for text, want := range map[string]string{
		"@Ann hello @BOB":               "ann! bob",
		".@ann hello":                   "ann!",
		"mail ann@bob.example":          "",
		"@ann@host.example hi":          "ann!",
		"@alder@bank.example hi":        "alder@bank.example!",
		"ask @help.alder.example today": "help.alder.example",
		"thanks @ann.":                  "ann",
		"@ @@ann":                       "ann",
		"@" + strings.Repeat("x", 300):  "",
		"see @ann’s post":               "ann",
		"@ann\n@bob yes":                "ann! bob!",
		"été @ann":                      "ann",
		"@Hélène_753 Bonjour":           "hélène_753!",
		"@He\u0301le\u0300ne bonjour":   "hélène!",
		"@Éric: oui, @Zoé.":             "éric! zoé",
		"@ann日本":                        "ann!",
	} {
		var got []string
		for m := range mentions(text, known) {
			s := lower(m.handle)
			if m.leading {
				s += "!"
			}
			got = append(got, s)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: got %q, want %q (! marks whom the post is addressed to)", text, strings.Join(got, " "), want)
		}
	}
}

func FuzzRoute(f *testing.F) {
	f.Add("1 ann >2 @AlderHelp hi\n2 AlderHelp >1 @ann @BirchCares hello\n3 BirchCares >3 @ @@")
	f.Fuzz(func(t *testing.T, text string) {
		var posts []post
		for line := range strings.Lines(text) {
			fields := append(strings.SplitN(strings.TrimSpace(line), " ", 4), "", "", "")
			posts = append(posts, post{id: fields[0], author: fields[1], replyTo: strings.TrimPrefix(fields[2], ">"), text: fields[3], second: int64(len(posts))})
		}
		r := &routed{threeBanks(t), map[string][]string{}, map[string]string{}, map[string]int{}}
		if err := (&router{brands: r.brands}).route(posts, r); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, ids := range r.pairs {
			for _, id := range ids {
				seen[id] = true
			}
		}
		for i := range posts {
			if _, dropped := r.dropped[posts[i].id]; !seen[posts[i].id] && !dropped {
				t.Errorf("post %q is neither delivered nor dropped", posts[i].id)
			}
		}
	})
}

func TestPackedPostsFitTheirRoom(t *testing.T) {
	for _, p := range []dataset.Post{
		{},
		{ID: "1", Text: "hi", Time: time.Date(-300000, 1, 1, 0, 0, 0, 0, time.UTC), Pos: dataset.Pos{Line: math.MaxInt}},
		{ReplyToAuthor: strings.Repeat("\xff", 1000), Damage: math.MaxUint8},
		{ReplyToAuthorID: "12"},
		{Author: "a", AuthorID: "2", ReplyTo: "3", Language: "en", Conversation: "4"},
	} {
		kept := postOf(&p, math.MaxInt)
		if got, most := len(kept.pack(nil)), kept.packedMost(); got > most {
			t.Errorf("%+v: %d bytes, more than %d", p, got, most)
		}
	}
}

// Posts that compare equal have nothing that the result could depend on.
func TestPostsThatDifferAreInOrder(t *testing.T) {
	for field := range reflect.TypeFor[post]().Fields() {
		if field.Name == "file" || field.Name == "packed" {
			continue
		}
		var a, b post
		switch v := fieldOf(&b, field); v.Kind() {
		case reflect.String:
			v.SetString("x")
		case reflect.Int64:
			v.SetInt(1)
		default:
			v.SetUint(1)
		}
		if comparePosts(&a, &b) == 0 || comparePosts(&a, &b) != -comparePosts(&b, &a) {
			t.Errorf("posts that differ in %s are in no order", field.Name)
		}
	}
}

func fieldOf(p *post, field reflect.StructField) reflect.Value {
	v := reflect.ValueOf(p).Elem().FieldByIndex(field.Index)
	return reflect.NewAt(field.Type, v.Addr().UnsafePointer()).Elem() // it is not exported
}

func TestIDsAreOrderedAsNumbers(t *testing.T) {
	ids := []string{"7", "80", "900719925474099312", "9007199254740993120", "", "007", "10000000000000000000", "id:5", "t1_a"}
	var before []byte
	for i, id := range ids {
		key := appendID(nil, id)
		if i > 0 && bytes.Compare(before, key) >= 0 {
			t.Errorf("%q does not come behind %q", id, ids[i-1])
		}
		before = key
	}
}
