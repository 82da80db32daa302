package synth

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lastword-audit/lastword/dataset"
)

// collect returns all conversations of a config, and its posts by id.
func collect(config Config) (threads []Thread, byID map[string]Post) {
	byID = map[string]Post{}
	for th := range New(config).Threads() {
		own := Thread{Posts: slices.Clone(th.Posts)}
		for _, truth := range th.Truths {
			truth.PostIDs = slices.Clone(truth.PostIDs)
			own.Truths = append(own.Truths, truth)
		}
		threads = append(threads, own)
		for _, p := range th.Posts {
			byID[p.ID] = p
		}
	}
	return threads, byID
}

// What a truth says about its posts holds in them.
func TestTruthsHoldInThePosts(t *testing.T) {
	for _, numbered := range []bool{false, true} {
		threads, byID := collect(Config{Seed: 3, Posts: 20000, Brands: Brands(), NumberedAccounts: numbered})
		brands := map[string]Brand{}
		for _, b := range Brands() {
			brands[b.Name] = b
		}
		inCase := map[string]string{}
		for _, th := range threads {
			for _, truth := range th.Truths {
				checkTruth(t, truth, brands[truth.Brand], byID)
				for _, id := range truth.PostIDs {
					if other := inCase[truth.Brand+id]; other != "" {
						t.Errorf("post %s is in two cases of one brand: %s and %s", id, other, truth.Case())
					}
					inCase[truth.Brand+id] = truth.Case()
				}
			}
		}
	}
}

func checkTruth(t *testing.T, truth Truth, b Brand, byID map[string]Post) {
	t.Helper()
	var posts []Post
	for _, id := range truth.PostIDs {
		p, ok := byID[id]
		if !ok {
			t.Errorf("%s: post %s is not in the archive", truth.Case(), id)
			return
		}
		posts = append(posts, p)
	}
	if !slices.IsSortedFunc(posts, func(p, q Post) int { return p.Time.Compare(q.Time) }) {
		t.Errorf("%s: posts are not in time order", truth.Case())
	}
	answered := false
	for _, p := range posts {
		switch p.Author {
		case b.Support, b.Main:
			answered = true
		case truth.Customer:
		default:
			t.Errorf("%s: a post by %s, neither the customer nor the brand", truth.Case(), p.Author)
		}
	}
	last := posts[len(posts)-1]
	check := func(holds bool, what string) {
		t.Helper()
		if !holds {
			t.Errorf("%s is %s %s%s: %s; last post: %s", truth.Case(), truth.Outcome, truth.Reason, truth.Channel, what, last.Text)
		}
	}
	check(answered == (truth.Reason != noReply), "no reply, or a reply in spite of it")
	check(truth.Reason != dropped || last.Author == truth.Customer, "a dropped case ends with the customer")
	check((truth.Outcome == redirected) == (truth.Channel != ""), "redirects have a channel, others none")
	check((truth.Outcome == ignored) == (truth.Reason != ""), "ignored cases have a reason, others none")
	check(slices.Contains(outcomes, truth.Outcome) && slices.Contains(intents, truth.Intent), "not the codebook's words")
}

// Posts look like posts: short, complete, and of many wordings.
func TestTexts(t *testing.T) {
	const limit = 280
	mentions := regexp.MustCompile(`^(@\w+ )*`)
	unfilled := regexp.MustCompile(`[{}|\[\]]|  |%%|\b(?:NAME|SIGN)\b`)
	threads, _ := collect(Config{Seed: 5, Posts: 60000, Brands: Brands()})
	texts := map[string]bool{}
	n := 0
	for _, th := range threads {
		for _, p := range th.Posts {
			n++
			texts[p.Text] = true
			body := mentions.ReplaceAllString(p.Text, "")
			if !p.Repost && (utf8.RuneCountInString(body) > limit || body == "") {
				t.Errorf("post of %d characters: %s", utf8.RuneCountInString(body), p.Text)
			}
			if unfilled.MatchString(p.Text) {
				t.Errorf("unfinished text: %s", p.Text)
			}
		}
	}
	if share := float64(len(texts)) / float64(n); share < 0.85 {
		t.Errorf("%d texts among %d posts; want more variety", len(texts), n)
	}
}

// A brand's macros stand in replies to many customers, word for word but for
// the names, numbers, links and signatures.
func TestMacros(t *testing.T) {
	varies := regexp.MustCompile(`@\w+ |https?://\S+|( \^[A-Z]{2}| -[A-Z]{2}| – \pL+| \*[A-Z]{2})\b|\d+`)
	threads, _ := collect(Config{Seed: 5, Posts: 20000, Brands: DemoBrands()})
	replies := map[string]int{}
	total := 0
	for _, th := range threads {
		for _, p := range th.Posts {
			if p.Author == "AskMarlowick" {
				total++
				text := varies.ReplaceAllString(p.Text, "")
				for _, name := range firstNames["en"] {
					text = strings.ReplaceAll(text, name, "")
				}
				replies[text]++
			}
		}
	}
	repeated := 0
	for _, n := range replies {
		if n >= 10 {
			repeated += n
		}
	}
	if share := float64(repeated) / float64(total); share < 0.3 || share > 0.9 {
		t.Errorf("%d of %d replies stand ten times or more; want a third to nine tenths", repeated, total)
	}
}

// Some customers come back, days later, with another case.
func TestCustomersReturn(t *testing.T) {
	threads, _ := collect(Config{Seed: 5, Posts: 20000, Brands: DemoBrands()})
	cases := map[string][]Post{}
	for _, th := range threads {
		for _, truth := range th.Truths {
			if truth.Customer == th.Posts[0].Author {
				cases[truth.Customer] = append(cases[truth.Customer], th.Posts[0])
			}
		}
	}
	back := 0
	for _, posts := range cases {
		for i := 1; i < len(posts); i++ {
			if posts[i].ID == posts[i-1].ID { // two brands in one conversation, or two cases
				continue
			}
			back++
			if days := posts[i].Time.Sub(posts[i-1].Time).Hours() / 24; days < 6 {
				t.Errorf("%s came back after %.1f days; a case may still be open", posts[i].Author, days)
			}
		}
	}
	if share := float64(back) / float64(len(threads)); share < 0.05 || share > 0.2 {
		t.Errorf("%d of %d conversations are by returning customers; want about a tenth", back, len(threads))
	}
}

func TestUnusableConfigs(t *testing.T) {
	for _, config := range []Config{
		{},
		{Posts: 10},
		{Posts: 10, Brands: []Brand{{Name: "X", Sector: "lighthouse", Languages: english}}},
		{Brands: DemoBrands()},
	} {
		for th := range New(config).Threads() {
			t.Errorf("%+v: made %d posts, want none", config, len(th.Posts))
		}
	}
	one := []Brand{DemoBrands()[0]} // no second brand to speak of
	threads, _ := collect(Config{Posts: 3000, Brands: one})
	for _, th := range threads {
		for _, p := range th.Posts {
			if p.Side == dataset.SideBrand && p.Author != one[0].Support && p.Author != one[0].Main {
				t.Fatalf("a post by brand account %s, which nobody has configured", p.Author)
			}
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	for _, f := range Formats() {
		b.Run(f.Name, func(b *testing.B) {
			grammars() // compiled once a run of the program
			posts, size := 0, countingWriter(0)
			for b.Loop() {
				stats, err := Write(Config{Seed: 1, Posts: 100000, Brands: Brands()}, f, &size, nil)
				if err != nil {
					b.Fatal(err)
				}
				posts += stats.Posts
			}
			b.SetBytes(int64(size) / int64(b.N))
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(posts), "ns/post")
		})
	}
}

// A countingWriter counts the bytes that it is given.
type countingWriter int

func (w *countingWriter) Write(data []byte) (int, error) {
	*w += countingWriter(len(data))
	return len(data), nil
}
