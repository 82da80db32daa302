package inspect

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/dataset"
)

// An archive is a Source of made-up posts, all of one file.
type archive struct {
	format string
	posts  []dataset.Post
	next   int
}

func (a *archive) Scan() bool             { a.next++; return a.next <= len(a.posts) }
func (a *archive) Record() dataset.Record { return &a.posts[a.next-1] }
func (a *archive) Err() error             { return nil }
func (a *archive) Inputs() []dataset.Input {
	return []dataset.Input{{Name: "made-up", Format: a.format, Posts: len(a.posts)}}
}

// say adds a post, a minute after the one before it, and returns its id.
func (a *archive) say(author, text, replyTo string) (id string) {
	n := len(a.posts) + 1
	id = fmt.Sprint(1000 + n)
	a.posts = append(a.posts, dataset.Post{
		Pos: dataset.Pos{File: "made-up", Line: n}, ID: id, Author: author, Text: text, ReplyTo: replyTo,
		Time: time.Date(2026, 3, 1, 0, n, 0, 0, time.UTC),
	})
	return id
}

// inspected returns what is found in an archive.
func inspected(t *testing.T, a *archive) *Archive {
	t.Helper()
	a.next = 0
	found, err := Run(context.Background(), a, Options{
		Audit: audit.Options{Gap: 24 * time.Hour, Limits: audit.DefaultThresholds, Memory: 16 << 20, TempDir: t.TempDir()},
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// answered is an archive in which a brand answers two of three customers, and
// customers write to its other account and mention a rival too.
func answered() *archive {
	a := &archive{format: "snscrape"}
	for i := range 90 {
		who := fmt.Sprint("customer", i)
		text := "@AlderBank my card does not work at the shop"
		if i%5 == 0 {
			text += ", unlike that of @Rival"
		}
		ask := a.say(who, text, "")
		if i%3 > 0 {
			reply := a.say("AlderHelp", "@"+who+" Which shop was it, please?", ask)
			a.say(who, "@AlderHelp the one in Elm Street", reply)
		}
	}
	return a
}

// searched is an archive that was found by searching for the handles of two
// banks, whose answers are not in it.
func searched() *archive {
	a := &archive{format: "twitteR"}
	for i := range 60 {
		who := fmt.Sprint("customer", i)
		a.say(who, "@AskBirch why am I charged for this?", fmt.Sprint(50+i))
		if i%2 == 0 {
			a.say(who, "@CedarSupport why is the branch closed?", fmt.Sprint(500+i))
		}
		a.say(who, "@friend"+who+" see you at the match", "")
	}
	return a
}

func names(brands []Brand) string {
	var list []string
	for _, b := range brands {
		list = append(list, strings.Join(b.Support, "+")+"/"+strings.Join(b.Accounts, "+"))
	}
	return strings.Join(list, " ")
}

func TestLikelyBrands(t *testing.T) {
	marked := answered()
	for i := range marked.posts {
		marked.posts[i].Side = dataset.SideCustomer
		if marked.posts[i].Author == "AlderHelp" {
			marked.posts[i].Side = dataset.SideBrand
		}
	}
	beside := &archive{format: "twcs", posts: slices.Clone(marked.posts)} // and of another format
	for i := range 30 {
		who := fmt.Sprint("caller", i)
		ask := beside.say(who, "@BirchCare my card does not work at the shop", "")
		beside.say("BirchCare", "@"+who+" Which shop was it, please?", ask)
	}
	own := &archive{format: "x-archive"}
	for i := range 20 {
		own.say("AlderHelp", fmt.Sprintf("@customer%d Which shop was it, please?", i), fmt.Sprint(50+i))
	}
	news := &archive{format: "snscrape"}
	for i := range 20 {
		news.say("AlderHelp", "Our new cards are here", "")
		if i%4 == 0 {
			news.say("AlderHelp", fmt.Sprintf("@customer%d Which shop was it, please?", i), fmt.Sprint(50+i))
		}
	}
	several := &archive{format: "snscrape"} // whose customers write to all brands, which seldom answer
	for i := range 40 {
		who := fmt.Sprint("customer", i)
		for k, brand := range []string{"AlderHelp", "BirchCare", "CedarBank"} {
			ask := several.say(who, "@"+brand+" my card does not work at the shop", "")
			if i%8 == k {
				several.say(brand, "@"+who+" Which shop was it, please?", ask)
			}
		}
	}
	page, forum := &archive{format: "facepager"}, &archive{format: "reddit"}
	for i := range 20 {
		post := page.say("Alder Bank", "Our new cards are here", "")
		who := fmt.Sprint("customer", i)
		ask := page.say(who, "Mine does not work at the shop", post)
		if i%10 == 0 {
			ask = page.say("customer1", "Mine neither", ask)
		}
		page.say("Alder Bank", "Which shop was it, please?", ask)

		post = forum.say(who, "Does your card work at the shop?", "")
		forum.say("moderator", "Keep to the rules.", post)
		forum.say(fmt.Sprint("talker", i%4), "Mine does", post)
	}
	thread := forum.say("talker0", "What do you do in the evening?", "")
	for range 10 {
		forum.say("talker0", "So do I", forum.say("ann", "I read", thread))
	}
	quiet := &archive{format: "snscrape"}
	quiet.say("ann", "nice day", "")
	for _, test := range []struct {
		name    string
		archive *archive
		want    string
	}{
		{"who answers is a brand; an account of the same name is its own; who is mentioned beside it is none", answered(), "AlderHelp/alderbank"},
		{"where nobody answers, those are brands that many address", searched(), "askbirch/ cedarsupport/"},
		{"the format's marks come first", marked, "AlderHelp/"},
		{"beside those that no format marks", beside, "AlderHelp/ BirchCare/"},
		{"who wrote all posts and answers others is one", own, "AlderHelp/"},
		{"also if most of them are news", news, "AlderHelp/"},
		{"who writes to several brands is none, though one answers", several, "AlderHelp/ BirchCare/ CedarBank/"},
		{"who answers below its own posts is one, though nobody is named", page, "Alder Bank/"},
		{"who answers much below the posts of others is none, nor who began one thread", forum, ""},
		{"no brand", quiet, ""},
	} {
		if got := names(inspected(t, test.archive).Brands); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestHandlesOfOneBrand(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"alderbank", "alderbank_help", true},
		{"askalder", "alderbank", true},
		{"alder_uk", "alder", true},
		{"elm", "askelm", true},
		{"elm", "elm_canada", true},
		{"elm", "elmira", false}, // three letters are chance
		{"alderbank", "birchbank", false},
		{"help", "support", false},
		{"ask", "asking", false},
	} {
		a, b := handle(test.a), handle(test.b)
		grouped := len(groupByHandle([]*Account{a[0], b[0]})) == 1
		for _, got := range []bool{grouped, alikeAny(a, b) != nil, alikeAny(b, a) != nil} {
			if got != test.want {
				t.Errorf("%s and %s are one brand's: %v, want %v", test.a, test.b, got, test.want)
			}
		}
	}
	// Two that are alike to a third, but not to each other.
	if got := alikeAny(handle("alder_uk"), handle("alder_fr")); got != nil {
		t.Errorf("found %s", got[0].key)
	}
	three := slices.Concat(handle("alder_uk"), handle("birchbank"), handle("alder_fr"), handle("alder"))
	if got := groupByHandle(three); len(got) != 2 {
		t.Errorf("%d groups, want 2", len(got))
	}
}

func handle(key string) []*Account { return []*Account{{key: key}} }

// Archives of thousands of brands are grouped, too: each handle with each other would
// be 200 million.
func BenchmarkGroupByHandle(b *testing.B) {
	var list []*Account
	for i := range 20_000 {
		list = append(list, &Account{key: fmt.Sprintf("brand%dhelp", i)})
	}
	for b.Loop() {
		groupByHandle(list)
	}
}

// The brands file can be used as it is written.
func TestBrandsFile(t *testing.T) {
	a := answered()
	for i := range a.posts { // a handle that YAML would take for a number
		a.posts[i].Text = strings.ReplaceAll(a.posts[i].Text, "AlderBank", "1234")
	}
	partly := answered() // marked as French, the rest as nothing
	for i := range partly.posts {
		if i%3 > 0 {
			partly.posts[i].Language = "fr"
		}
	}
	english, broken := answered(), answered()
	for i := range english.posts {
		english.posts[i].Language, broken.posts[i].Language = "English", "a: b\n- c"
	}
	for _, test := range []struct {
		archive  *archive
		language string
	}{
		{answered(), "en"}, {searched(), "en"}, {a, "en"}, {english, "en"}, {broken, "en"}, // as the words tell
		{partly, ""},
	} {
		found := inspected(t, test.archive)
		file := filepath.Join(t.TempDir(), "brands.yaml")
		if err := os.WriteFile(file, []byte(found.Suggested), 0o600); err != nil {
			t.Fatal(err)
		}
		brands, err := audit.ReadBrands(file)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, b := range brands.List() {
			got = append(got, strings.Join(b.Support, "+")+"/"+strings.Join(b.Accounts, "+"))
			if b.Language != test.language {
				t.Errorf("%s has language %q, want %q", b.Name, b.Language, test.language)
			}
		}
		want := strings.Fields(names(found.Brands))
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("read back %v, want %v", got, want)
		}
	}
}

// What an audit cannot tell is said, with its reason.
func TestFindings(t *testing.T) {
	own := &archive{format: "snscrape"}
	replies := &archive{format: "snscrape"}
	for i := range 60 {
		who := fmt.Sprint("customer", i)
		own.say("AlderHelp", "@"+who+" Which shop was it, please?", fmt.Sprint(i+1))
		ask := replies.say(who, "@AlderHelp my card does not work at the shop", "")
		replies.say("AlderHelp", "@"+who+" Which shop was it, please?", ask)
	}
	unlinked := answered()
	for i := range unlinked.posts {
		unlinked.posts[i].ReplyTo = ""
	}
	marked := answered()
	marked.format = "twcs"
	fewAnswers := &archive{format: "snscrape"}
	for i := range 3 {
		who := fmt.Sprint("customer", i)
		ask := fewAnswers.say(who, "@AlderHelp my card does not work at the shop", "")
		if i > 0 {
			fewAnswers.say("AlderHelp", "@"+who+" Which shop was it, please?", ask)
		}
	}
	fewAnswers.say("customer1", "@AlderHelp the one in Elm Street", "3") // coverage is 1 of 1
	fewOwn := &archive{format: "snscrape", posts: own.posts[:20]}
	change := func(change func(i int, p *dataset.Post)) *archive {
		a := answered()
		for i := range a.posts {
			change(i, &a.posts[i])
		}
		return a
	}
	german := change(func(_ int, p *dataset.Post) { p.Language = "de" })
	mixed := change(func(i int, p *dataset.Post) { p.Language = []string{"de", "en"}[i%2] })
	unsaid := change(func(_ int, p *dataset.Post) { p.Language = "und" })
	textless := change(func(_ int, p *dataset.Post) {
		p.ReplyToAuthor, _, _ = strings.Cut(strings.TrimPrefix(p.Text, "@"), " ")
		p.Text = ""
	})
	dates := change(func(_ int, p *dataset.Post) { p.Time = p.Time.Truncate(24 * time.Hour) })
	slow := change(func(_ int, p *dataset.Post) {
		if p.Author == "AlderHelp" {
			p.Time = p.Time.Add(-6 * time.Hour)
		}
	})
	far := change(func(i int, p *dataset.Post) {
		if i == len(answered().posts)-1 {
			p.Time = p.Time.AddDate(13, 0, 0)
		}
	})
	reposted := answered()
	reposted.say("customer1", "RT @AlderBank: new cards", "")
	late := &reposted.posts[len(reposted.posts)-1]
	late.Repost, late.Time = true, late.Time.AddDate(0, 6, 0)
	allReposts := change(func(_ int, p *dataset.Post) { p.Repost = true })
	silent := answered()
	for i := range 90 {
		silent.say(fmt.Sprint("customer", i), "@Singer we like your songs", "")
	}
	for _, test := range []struct {
		name    string
		archive *archive
		can     bool
		says    string
	}{
		{"most answers are here", answered(), true, "What AlderHelp ignored."},
		{"and say how it answers", answered(), true, "How 1 likely brand answered: with posts in 60 of 90 cases."},
		{"the format's limit", marked, false, "What was ignored: twcs was collected"},
		{"one account's own posts", own, false, "What AlderHelp ignored: fewer than 5 % of the cases hold a post of the customer"},
		{"and nobody says what for", own, false, "So it is of AlderHelp (60 of 60 cases)."},
		{"of few posts, too", fewOwn, false, "What AlderHelp ignored: fewer than 5 % of the cases hold a post of the customer"},
		{"of a language without a codebook", german, false, "More than how many cases there are, and how many have a reply: lastword has no codebook for de (100 % of the posts)"},
		{"of some posts", mixed, false, "What became of cases in some languages: lastword has no codebook for de (50 % of the posts)"},
		{"beside another", mixed, true, "What AlderHelp ignored."},
		{"marks that tell no language", unsaid, true, "What AlderHelp ignored."},
		{"posts without a text", textless, false, "What posts without a text say: AlderHelp (60 of 60 replies, 150 of 150 customers' posts)"},
		{"dates without a time of day", dates, false, "How fast AlderHelp answered, and at which hours"},
		{"a clock that is slow", slow, false, "the time of 60 posts is before that of the post replied to"},
		{"a time far from all others", far, false, "Whether all times are right: 1 post in 2039, and none from 2027 to 2038."},
		{"the end is that of the posts that count", reposted, false, "before the archive ends, on 1 March 2026"},
		{"nothing but reposts", allReposts, false, "Anything: all 210 posts are marked as reposts"},
		{"who does not answer has cases of its own", silent, true, "How 1 likely brand answered: with posts in 60 of 90 cases."},
		{"hardly a case without an answer", replies, false, "What AlderHelp ignored: fewer than 5 % of the cases have no reply"},
		{"all answers are here, but few", fewAnswers, false, "What AlderHelp ignored: it cannot be shown that the archive holds at least 50 %"},
		{"most answers are missing", searched(), false, "not one post of theirs is in the archive"},
		{"no reply links", unlinked, false, "no post says which post it replies to"},
		{"no posts", &archive{}, false, "The files hold no posts."},
	} {
		found := inspected(t, test.archive)
		if !slices.ContainsFunc(found.Findings, func(f Finding) bool { return f.Can == test.can && strings.Contains(f.Says, test.says) }) {
			t.Errorf("%s: %q is not among %+v", test.name, test.says, found.Findings)
		}
	}
}

// Coverage counts the brand's posts that others reply to, and those of them
// that are here.
func TestCoverage(t *testing.T) {
	a := answered()
	for i := range 20 {
		a.say(fmt.Sprint("customer", i), "@AlderHelp thanks", fmt.Sprint(i+1)) // to posts that are elsewhere
	}
	b := inspected(t, a).Brands[0]
	if b.Coverage.N != 60 || b.Coverage.Of != 80 {
		t.Errorf("coverage is %d of %d, want 60 of 80", b.Coverage.N, b.Coverage.Of)
	}
}

// An inspection finds the cases of a brand that customers name by its id alone, as an
// audit does.
func TestCasesByID(t *testing.T) {
	a := &archive{format: "academictwitteR"}
	for i := range 40 {
		customer := fmt.Sprint("ann", i)
		id := a.say(customer, "why does my card not work?", "")
		a.posts[len(a.posts)-1].ReplyToAuthorID = "77"
		if i%2 == 0 {
			a.say("bank", "@"+customer+" the card works again", id)
			a.posts[len(a.posts)-1].AuthorID = "77"
		}
	}
	o := audit.Options{Gap: 24 * time.Hour, Limits: audit.DefaultThresholds, Memory: 16 << 20, TempDir: t.TempDir()}
	found := inspected(t, a)
	if len(found.Brands) != 1 {
		t.Fatalf("found %v, want the bank", found.Brands)
	}
	var err error
	if o.Brands, err = audit.NewBrands([]audit.Brand{{Name: "bank", Support: []string{"bank"}}}); err != nil {
		t.Fatal(err)
	}
	a.next = 0
	audited, err := audit.Run(t.Context(), a, o)
	if err != nil {
		t.Fatal(err)
	}
	defer audited.Close()
	if got, want := found.Brands[0].Cases, audited.Summary.Brands[0].Cases; got != want || want != 40 {
		t.Errorf("inspected, it has %d cases; audited, %d; want 40", got, want)
	}
}

// An account is one, however sources name it: by its id where they tell no handle,
// and in a text with a host behind it, which may be part of the handle.
func TestOneAccountOfManyNames(t *testing.T) {
	const bank, ann = "bank.example.social", "ann.example.social"
	for name, test := range map[string]struct {
		posts []dataset.Post
		want  string
	}{
		"a reply tells the id": {[]dataset.Post{
			{Author: "ann", AuthorID: "1", Text: "hi", ReplyToAuthorID: "2"},
			{Author: "bank", AuthorID: "2", Text: "hello", ReplyToAuthorID: "1"},
		}, "ann 1 1 1, bank 1 1 1"},
		"it tells the id and the text begins with the handle": {[]dataset.Post{
			{Author: "ann", AuthorID: "1", Text: "@bank hi", ReplyToAuthorID: "2"},
			{Author: "bank", AuthorID: "2", Text: "@ann hello", ReplyToAuthorID: "1"},
		}, "ann 1 1 1, bank 1 1 1"},
		"it goes on with a reply of its own": {[]dataset.Post{
			{Author: "bank", AuthorID: "2", Text: "@ann and more", ReplyToAuthorID: "2"},
		}, "ann 0 0 1, bank 1 0 0"},
		"an id that nobody wrote under": {[]dataset.Post{
			{Author: "ann", AuthorID: "1", Text: "hi", ReplyToAuthorID: "7"},
		}, "ann 1 1 0, id:7 0 0 1"},
		"a handle that is a host's name": {[]dataset.Post{
			{Author: ann, Text: "@" + bank + " hi"}, {Author: bank, Text: "hello @" + ann + "."},
		}, ann + " 1 1 1, " + bank + " 1 0 1"},
		"of another server, which never wrote": {[]dataset.Post{
			{Author: "bank", Text: "@ann@other.example hello", ReplyToAuthor: "ann@other.example"},
		}, "ann@other.example 0 0 1, bank 1 1 0"},
		"a word behind a full stop": {[]dataset.Post{
			{Author: "ann", Text: "I asked @bank.Nobody answers"}, {Author: "bank", Text: "sorry"},
		}, "ann 1 0 0, bank 1 0 1"},
		"a handle in two spellings": {[]dataset.Post{
			{Author: "Bank", Text: "hello"}, {Author: "BANK", Text: "sorry"},
		}, "BANK 2 0 0"},
		"a handle that another account took over": {[]dataset.Post{
			{Author: "ann", AuthorID: "1", Text: "hi"}, {Author: "ann", AuthorID: "2", Text: "hi"},
			{Author: "bank", AuthorID: "3", Text: "hello", ReplyToAuthorID: "1"},
		}, "ann 2 0 1, bank 1 1 0"},
	} {
		for range 2 { // in either order
			a := newAccounts(100)
			for i := range test.posts {
				a.add(&test.posts[i])
			}
			a.settle()
			var got []string
			for _, key := range slices.Sorted(maps.Keys(a.byKey)) {
				x := a.byKey[key]
				got = append(got, fmt.Sprint(x.Handle, " ", x.Posts, " ", x.Replies, " ", x.Addressed))
			}
			if got := strings.Join(got, ", "); got != test.want {
				t.Errorf("%s: got %s, want %s", name, got, test.want)
			}
			slices.Reverse(test.posts)
		}
	}
}

// However many accounts there are, memory is bounded, and an account that is
// active enough is found with a count that is at most Missed too low.
func TestAccountsAreBounded(t *testing.T) {
	const most, busy = 100, 2000
	a := newAccounts(most)
	for i := range 20000 {
		author := fmt.Sprint("passer-by", i)
		if i%10 == 0 {
			author = "busy"
		}
		a.add(&dataset.Post{Author: author, Text: "hello"})
		if len(a.byKey) > most {
			t.Fatalf("%d accounts are kept, more than %d", len(a.byKey), most)
		}
	}
	top := a.top(1, func(x *Account) int { return x.Posts })
	if len(top) != 1 || top[0].Handle != "busy" || top[0].Posts > busy || top[0].Posts < busy-a.missed {
		t.Errorf("found %+v, missed %d, want busy with %d", top, a.missed, busy)
	}
	if bound := 20000 / (most / 2); a.missed > bound {
		t.Errorf("missed is %d, above the bound of %d", a.missed, bound)
	}
}

// The sample in which languages are told is spread over all posts.
func TestLanguagesOfASample(t *testing.T) {
	c := newLanguageCounter(codebook.Default())
	for i := range 3 * mostDetected {
		text := "my card does not work and I do not know why"
		if i >= 2*mostDetected {
			text = "ma carte ne marche pas et je ne sais pas pourquoi"
		}
		c.add(&dataset.Post{Text: text})
	}
	l := c.languages()
	if !l.Detected || l.Posts > mostDetected || len(l.Shares) != 2 || l.Shares[0].Language != "en" || l.Shares[1].Language != "fr" {
		t.Fatalf("got %+v", l)
	}
	if share := l.Shares[1].Share; share < 0.33 || share > 0.34 {
		t.Errorf("a third is French, told as %.3f", share)
	}
}

func TestTextFitsThePage(t *testing.T) {
	var b strings.Builder
	if err := inspected(t, searched()).Text(&b, 80); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > 80 {
			t.Errorf("%d characters: %s", n, line)
		}
	}
}

// Copies count once in cases, but each time where accounts are counted, which is said.
func TestCopies(t *testing.T) {
	for _, times := range []int{1, 2} {
		var b strings.Builder
		a := &archive{format: "snscrape", posts: slices.Repeat(answered().posts, times)}
		found := inspected(t, a)
		if err := found.Text(&b, 80); err != nil {
			t.Fatal(err)
		}
		if found.Brands[0].Cases != 90 || found.Brands[0].Replies != 60*times {
			t.Errorf("%d times: %+v", times, found.Brands[0])
		}
		if said := strings.Contains(b.String(), "Some posts stand there several times"); said != (times > 1) {
			t.Errorf("%d times: said %v", times, said)
		}
	}
}

// Columns that are taken for each other show by what stands in them.
func TestSwappedColumns(t *testing.T) {
	for _, test := range []struct {
		name string
		swap func(p *dataset.Post)
		want string
	}{
		{"none", func(*dataset.Post) {}, ""},
		{"author and text", func(p *dataset.Post) { p.Author, p.Text = p.Text, p.Author },
			"the author is a sentence in 210 of 210 posts, as “@AlderBank my card does not work at the…”; the text is one word or number in 210 of 210 posts, as “customer0”"},
		{"id and text", func(p *dataset.Post) { p.ID, p.Text = p.Text, p.ID },
			"the id is a sentence in 210 of 210 posts, as “@AlderBank my card does not work at the…”; the text is one word or number in 210 of 210 posts, as “1001”"},
		{"id and reply_to_id", func(p *dataset.Post) {
			if p.ID, p.ReplyTo = p.ReplyTo, p.ID; p.ID == "" {
				p.ID, p.Damage = "made-1", dataset.MadeID
			}
		}, "every post has a reply_to_id, though 90 of 210 have no id"},
		{"none, though accounts have long names, and conversations titles", func(p *dataset.Post) {
			p.Author, p.Conversation = "The National Bank of the Alders", "My card does not work at shop "+p.ID
		}, ""},
		{"none, though no post has an id, and all are replies", func(p *dataset.Post) {
			p.ReplyTo, p.Damage = "7", dataset.MadeID
		}, ""},
		{"none, though all are replies, and one has no id", func(p *dataset.Post) {
			if p.ReplyTo = "7"; p.ID == "1007" {
				p.Damage = dataset.MadeID
			}
		}, ""},
	} {
		a := answered()
		for i := range a.posts {
			test.swap(&a.posts[i])
		}
		found := inspected(t, a)
		says := ""
		if f := found.Findings[0]; strings.HasPrefix(f.Says, "Anything of made-up, as it is read: ") {
			says = f.Says
		}
		if test.want == "" && says != "" || !strings.Contains(says, test.want) {
			t.Errorf("%s: %q, want %q", test.name, says, test.want)
		}
	}
}

func TestBareTexts(t *testing.T) {
	for text, want := range map[string]bool{"1001": true, "AlderHelp": true, "@ann_lee": true, "thank you": false, "https://t.co/x": false, "谢谢你": false, "": true} {
		if bare(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}
