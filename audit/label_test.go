package audit

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/dataset"
)

// audited audits posts to and of Alder, which a minute lies between, and returns its
// cases by id.
func audited(t *testing.T, o Options, posts []dataset.Post) (*Summary, map[string]Case) {
	t.Helper()
	for i := range posts {
		if posts[i].Time.IsZero() {
			posts[i].Time = time.Date(2026, 3, 2, 9, i, 0, 0, time.UTC)
		}
	}
	o.Brands, o.Limits, o.Gap, o.Memory, o.TempDir = threeBanks(t), DefaultThresholds, time.Hour, 1<<20, t.TempDir()
	found, err := Run(t.Context(), &fixed{posts: posts}, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { found.Close() })
	cases := map[string]Case{}
	for c, err := range found.Cases() {
		if err != nil {
			t.Fatal(err)
		}
		cases[strings.Clone(c.ID)] = Case{
			OpenedTo: strings.Clone(c.OpenedTo), Misdirected: c.Misdirected, TemplateID: strings.Clone(c.TemplateID),
			Turns: slices.Clone(c.Turns), Caveats: slices.Clone(c.Caveats), // but for the texts
		}
	}
	return found.Summary, cases
}

// A case was opened to the account that the customer's first post is addressed to;
// to none it was not misdirected.
func TestCasesAreOpenedToAnAccount(t *testing.T) {
	s, cases := audited(t, Options{}, []dataset.Post{
		{ID: "1", Author: "ann", Text: "@AlderBank my card was eaten"},
		{ID: "2", Author: "ann", ReplyTo: "1", Text: "@AlderHelp can you see why?"},
		{ID: "3", Author: "bob", Text: "my card was eaten"},
		{ID: "4", Author: "AlderHelp", ReplyTo: "3", Text: "@bob Which card is it?"},
		{ID: "5", Author: "bob", ReplyTo: "3", Text: "@AlderBank the blue one"},
		{ID: "6", Author: "cyd", Text: "@AlderHelp my card was eaten"},
	})
	for id, want := range map[string]string{"Alder/1": "alderbank true", "Alder/3": " false", "Alder/6": "alderhelp false"} {
		if got := fmt.Sprint(cases[id].OpenedTo, " ", cases[id].Misdirected); got != want {
			t.Errorf("%s was opened to %s, want %s", id, got, want)
		}
	}
	if r := s.Brands[0].Misdirected.Requests; r.N != 1 || r.Of != 2 {
		t.Errorf("%d of %d requests are misdirected, want 1 of 2", r.N, r.Of)
	}
}

// Of a brand whose other accounts are not named nobody knows what was written to them.
func TestMisdirectedIsWithheld(t *testing.T) {
	s, _ := audited(t, Options{}, []dataset.Post{
		{ID: "1", Author: "ann", Text: "@AlderHelp my card was eaten"},
		{ID: "2", Author: "ann", Text: "@BirchCares my card was eaten"},
	})
	if r := s.Brands[0].Misdirected.Requests; r.Rate == nil || r.Of != 1 {
		t.Errorf("Alder, which has another account: %+v, want a rate", r)
	}
	if r := s.Brands[1].Misdirected.Requests; r.Rate != nil || r.Of != 1 || !strings.Contains(r.Withheld, "brands file (accounts)") {
		t.Errorf("Birch, which has none: %+v, want it withheld", r)
	}
	if r := s.Brands[2].Misdirected.Requests; r.Withheld != "no cases" {
		t.Errorf("Elder, to which nobody wrote: %+v, want no cases", r)
	}
}

// A reply is a template once enough customers got it, and so is that of a case. To how
// many it went is what the codebook weighs.
func TestTemplatesOfCases(t *testing.T) {
	var posts []dataset.Post
	limit := DefaultThresholds.TemplateCustomers
	for i := range limit {
		customer := fmt.Sprint("ann", i)
		for k, text := range []string{"@AlderHelp my card was eaten", "@" + customer + " Which card is it?"} {
			p := dataset.Post{ID: fmt.Sprint(10*i + k + 1), Author: customer, Text: text}
			if k == 1 {
				p.Author, p.ReplyTo = "AlderHelp", posts[len(posts)-1].ID
			}
			posts = append(posts, p)
		}
	}
	s, cases := audited(t, Options{}, slices.Clone(posts))
	templates := s.Brands[0].Templates
	if templates.Distinct != 1 || templates.Share.N != len(cases) || cases["Alder/1"].TemplateID != templates.Top[0].ID {
		t.Errorf("to as many customers as it takes: %+v, of a case %q", templates, cases["Alder/1"].TemplateID)
	}
	if n := cases["Alder/1"].Turns[1].Recipients; n != limit {
		t.Errorf("%d customers are said to have got it, want %d", n, limit)
	}
	s, cases = audited(t, Options{}, posts[2:])
	if templates := s.Brands[0].Templates; templates.Distinct != 0 || cases["Alder/11"].TemplateID != "" {
		t.Errorf("to one customer fewer: %+v, of a case %q", templates, cases["Alder/11"].TemplateID)
	}
	if n := cases["Alder/11"].Turns[1].Recipients; n != limit-1 {
		t.Errorf("%d customers are said to have got it, want %d", n, limit-1)
	}
}

// The example of a template is the first reply that has it; of several in one second
// that with the lowest id.
func TestExampleOfATemplate(t *testing.T) {
	reply := func(id, customer, text string, second int) dataset.Post {
		return dataset.Post{ID: id, Author: "AlderHelp", ReplyToAuthor: customer, ReplyTo: "9" + id, Text: "@" + customer + text, Time: time.Date(2026, 3, 2, 9, 0, second, 0, time.UTC)}
	}
	s, _ := audited(t, Options{}, []dataset.Post{
		reply("1", "ann", " It opens at 8 on Monday.", 7),
		reply("4", "ann", " It opens at 9 on Monday.", 5),
		reply("3", "ann", " It opens at 10 on Monday.", 5),
		reply("5", "ann", " It opens at 11 on Monday.", 5),
		reply("6", "bob", " It opens at 9 on Monday.", 6),
		reply("7", "cyd", " It opens at 9 on Monday.", 6),
	})
	if top := s.Brands[0].Templates.Top; len(top) != 1 || top[0].Replies != 6 || top[0].Example != "3" {
		t.Errorf("got %+v, want six replies like 3", top)
	}
}

// A case of which an id, or what one of its posts replies to, lost digits says so.
func TestCasesOfDamagedLinks(t *testing.T) {
	for damage, want := range map[dataset.Damage][]Caveat{
		0:                     nil,
		dataset.TruncatedText: nil,
		dataset.RoundedID:     {CaveatDamagedLinks},
		dataset.RoundedReply:  {CaveatDamagedLinks},
	} {
		_, cases := audited(t, Options{}, []dataset.Post{
			{ID: "1", Author: "ann", Text: "@AlderHelp my card was eaten"},
			{ID: "2", Author: "AlderHelp", ReplyTo: "1", Text: "@ann Which card is it?", Damage: damage},
		})
		if got := cases["Alder/1"].Caveats; !slices.Equal(got, want) {
			t.Errorf("damage %b: caveats %q, want %q", damage, got, want)
		}
	}
}

// The window begins with Since, and ends before Until.
func TestWindow(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2012, 3, n, 0, 0, 0, 0, time.UTC) }
	o := Options{Since: day(5), Until: day(7)}
	for opened, want := range map[time.Time]bool{
		day(5): true, day(5).Add(-1): false, day(7): false, day(7).Add(-1): true, {}: false,
	} {
		if o.inWindow(opened) != want {
			t.Errorf("%s in the window: %v", opened, !want)
		}
	}
	if !new(Options).inWindow(time.Time{}) {
		t.Error("a case without a time does not count without a limit")
	}
	for _, o := range []Options{{Since: day(5)}, {Until: day(7)}} {
		if o.inWindow(time.Time{}) {
			t.Errorf("a case without a time counts from %s to %s", o.Since, o.Until)
		}
	}
}
