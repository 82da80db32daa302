package audit

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/dataset"
)

// replyOnly is a request of which the archive holds the reply alone.
func replyOnly() *Case {
	c := aCase(someDay, codebook.Redirected)
	c.Turns = c.Turns[1:]
	return c
}

// Where a tenth of the requests or more are known by their replies alone, the share
// ignored is too low; where it is withheld, nobody reads it.
func TestUnseenRequestsCountAsAnswered(t *testing.T) {
	for _, tt := range []struct {
		name                      string
		ignored, answered, unseen int
		withheld                  string
		want                      []string
		guessed                   []string // of which the intent is
	}{
		{"as many as the others", 29, 16, 37, "", []string{"Alder (29 of 82 requests, but 29 of the 45 that are there)"}, []string{"Alder (37 of 82)"}},
		{"a tenth", 4, 5, 1, "", []string{"Alder (4 of 10 requests, but 4 of the 9 that are there)"}, []string{"Alder (1 of 10)"}},
		{"fewer", 4, 6, 1, "", nil, []string{"Alder (1 of 11)"}},
		{"a twentieth", 9, 10, 1, "", nil, nil},
		{"more", 9, 9, 1, "", nil, []string{"Alder (1 of 19)"}},
		{"none", 4, 6, 0, "", nil, nil},
		{"withheld", 29, 16, 37, "twcs", nil, []string{"Alder (37 of 82)"}},
	} {
		tally := newTally()
		for range tt.ignored {
			tally.add(aCase(someDay, codebook.Ignored))
		}
		for range tt.answered {
			tally.add(aCase(someDay, codebook.Resolved))
		}
		for range tt.unseen {
			tally.add(replyOnly())
		}
		brand := tally.summarise(Brand{Name: "Alder"}, DefaultThresholds, tt.withheld, noTime, new(resampler))
		if got := understated([]BrandSummary{brand}); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
		if got := unseenRequests([]BrandSummary{brand}); !slices.Equal(got, tt.guessed) {
			t.Errorf("%s: guessed %q, want %q", tt.name, got, tt.guessed)
		}
	}
}

// A few pictures without a word are no loss of texts; cells that a program left
// empty, in its own way, are.
func TestTextsAreMissed(t *testing.T) {
	for _, tt := range []struct {
		name            string
		replies, posts  int // with a text
		silent, unasked []string
		want            string
	}{
		{"all there", 20, 20, nil, nil, ""},
		{"a picture", 19, 20, []string{""}, nil, ""},
		{"blank replies", 1, 3, []string{"", " \n"}, nil, "2 of 3 replies"},
		{"pandas and R", 1, 3, []string{"NaN", "nan", "None", "<NA>", "NA"}, nil, "5 of 6 replies"},
		{"customers'", 2, 0, nil, []string{"", ""}, "2 of 2 customers' posts"},
		{"both", 0, 1, []string{""}, []string{"null"}, "1 of 1 replies, 1 of 2 customers' posts"},
	} {
		c := new(Case)
		say := func(brand bool, text string) {
			c.Turns = append(c.Turns, codebook.Turn{Brand: brand, Text: text})
		}
		for range tt.replies {
			say(true, "It is open until one.")
		}
		for range tt.posts {
			say(false, "None of you answers")
		}
		for _, text := range tt.silent {
			say(true, text)
		}
		for _, text := range tt.unasked {
			say(false, text)
		}
		var half, all textTally
		half.add(c)
		all.merge(half)
		if got := all.words(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestScripts(t *testing.T) {
	for _, tt := range []struct {
		want  string
		texts []string
	}{
		{latin, []string{"@AlderHelp cómo pido una tarjeta?"}},
		{"Japanese", []string{"@AlderHelp 明日は何時に開きますか？", "@ann 九時です。 https://alder.example/hours"}},
		{"Japanese", []string{"@AlderHelpカード"}},
		{"Chinese", []string{"@AlderHelp 明天几点开门"}},
		{"Arabic", []string{"@AlderHelp متى تفتحون غدا"}},
		{"Cyrillic", []string{"@AlderHelp когда вы открываетесь? thx"}},
		{"another script", []string{"@AlderHelp როდის"}},
		{noLetters, []string{"@AlderHelp 😡😡", "@ann 🙏 12:30 https://alder.example www.alder.example"}},
	} {
		c := new(Case)
		for _, text := range tt.texts {
			c.Turns = append(c.Turns, codebook.Turn{Text: text})
		}
		if got := scriptOf(c); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.texts, got, tt.want)
		}
	}
}

func TestDatesWithoutATimeOfDay(t *testing.T) {
	for _, tt := range []struct {
		name  string
		times []string
		want  bool
	}{
		{"midnight", []string{"2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", "2026-03-04T00:00:00Z", "2026-03-09T00:00:00Z"}, true},
		{"in Paris, when summer begins", []string{"2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "2026-03-30T22:00:00Z", "2026-03-30T22:00:00Z"}, true},
		{"in Kathmandu", slices.Repeat([]string{"2026-03-02T18:15:00Z"}, 5), true},
		{"one that is not", []string{"2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", "2026-03-04T00:00:00Z", "2026-03-09T00:00:01Z"}, false},
		{"to the hour", []string{"2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", "2026-03-03T11:00:00Z", "2026-03-04T09:00:00Z", "2026-03-09T10:00:00Z"}, false},
		{"at one minute of the day", slices.Repeat([]string{"2026-03-02T09:07:00Z"}, 5), false},
		{"few", slices.Repeat([]string{"2026-03-02T00:00:00Z"}, 4), false},
		{"none", nil, false},
	} {
		var all mannerTally
		for _, s := range tt.times {
			at, err := time.Parse(time.RFC3339, s)
			if err != nil {
				t.Fatal(err)
			}
			var one mannerTally
			one.add(&Case{Turns: []codebook.Turn{{Brand: true, Time: at}}})
			all.merge(&one)
		}
		if got := all.daysOnly(); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

// A brand whose most used replies are in another language than its file says, as far as
// its words are known.
func TestWrongLanguages(t *testing.T) {
	const en, es = "Please send us a direct message with your order number.", "Hola, escríbenos por mensaje directo con el número de tu línea y lo revisamos."
	top := func(replies int, text string) Template { return Template{Replies: replies, Text: text} }
	for _, tt := range []struct {
		said string
		top  []Template
		want []string
	}{
		{"en", []Template{top(3, en), top(7, es)}, []string{"Alder (es, not en)"}},
		{"en-GB", []Template{top(3, en), top(7, es)}, []string{"Alder (es, not en)"}},
		{"en_GB", []Template{top(3, en), top(7, es)}, []string{"Alder (es, not en)"}},
		{"en", []Template{top(5, en), top(5, es)}, nil},
		{"es", []Template{top(3, en), top(7, es)}, nil},
		{"ja", []Template{top(9, en)}, nil},
		{"", []Template{top(9, es)}, nil},
		{"en", nil, nil},
	} {
		brands, err := NewBrands([]Brand{{Name: "Alder", Support: []string{"AlderHelp"}, Language: tt.said}})
		if err != nil {
			t.Fatal(err)
		}
		r := &run{Options: Options{Brands: brands, Codebook: codebook.Default()}}
		if got := r.wrongLanguages([]BrandSummary{{Name: "Alder", Templates: Templates{Top: tt.top}}}); !slices.Equal(got, tt.want) {
			t.Errorf("%q of %+v: %q, want %q", tt.said, tt.top, got, tt.want)
		}
	}
}

// What a reader of the numbers must know is told, and nothing of a sound archive.
func TestWarnings(t *testing.T) {
	brands, err := NewBrands([]Brand{{Name: "Alder", Support: []string{"AlderHelp"}, Language: "en"}, {Name: "Birch", Support: []string{"BirchCares"}}})
	if err != nil {
		t.Fatal(err)
	}
	r := &run{
		Options: Options{Brands: brands, Codebook: codebook.Default(), Limits: DefaultThresholds},
		tallies: []*tally{newTally(), newTally()},
		seen:    map[string]bool{"alderhelp": true, "birchcares": true},
	}
	known := func(n, of int) (o Outcomes) {
		o.Ignored.OfRequests = NewRate(n, of)
		return o
	}
	sound := func() *Summary {
		return &Summary{
			Posts: PostCounts{Read: 200, Used: 200},
			Brands: []BrandSummary{
				{Name: "Alder", Cases: 90, Requests: 80, Answered: 70, Replies: 70, Outcomes: known(10, 80), Coverage: Coverage{Rate: NewRate(9, 9)}},
				{Name: "Birch", Cases: 90, Requests: 80, Answered: 70, Replies: 70, Outcomes: known(10, 80), Coverage: Coverage{Rate: NewRate(9, 9)}},
			},
		}
	}
	for _, tt := range []struct {
		change func(s *Summary, in *dataset.Input)
		want   []string // of each warning its beginning
	}{
		{func(*Summary, *dataset.Input) {}, nil},
		{func(s *Summary, _ *dataset.Input) { s.Posts.Used = 0 },
			[]string{"No post belongs to a case: check that the brands' handles are those of the archive"}},
		{func(_ *Summary, in *dataset.Input) {
			in.Damage = dataset.DamageCounts{RoundedIDs: 2, RoundedReplies: 1, TruncatedTexts: 4, NoTimes: 5}
		}, []string{"Ids that look rounded by a program that keeps 15 to 17 digits of a number (Excel, R, pandas): 3.", "Texts that were cut short by the export: 4.", "Posts without a time, which take part in cases only through reply links: 5."}},
		{func(s *Summary, _ *dataset.Input) { s.Brands[0].Unseen = 9 },
			[]string{"Of some requests the archive holds the reply and no post of the customer: Alder (9 of 80).", "A request of which only the reply is there can only count as answered, so the share ignored is too low: Alder ("}},
		{func(s *Summary, _ *dataset.Input) { s.Brands[0] = BrandSummary{Name: "Alder"} },
			[]string{"No case of Alder: what their accounts wrote was to nobody in particular"}},
		{func(s *Summary, _ *dataset.Input) {
			s.Brands[0].Customers.Outcomes = map[string]CustomerRates{"resolved": {ClusteredOfAnswered: &Clustered{Matters: true}}}
		}, []string{"Some customers of Alder have many requests that end alike"}},
		{func(s *Summary, _ *dataset.Input) {
			s.Brands[0].Templates.Top = []Template{{Text: "Hola, escríbenos por mensaje directo con el número de tu línea y lo revisamos.", Replies: 9}}
		}, []string{"The most used replies are in another language than the brands file says: Alder (es, not en)."}},
		{func(s *Summary, _ *dataset.Input) {
			s.Trend = []Trend{{Brand: "Alder", Period: "2026-04", Requests: 10, Outcomes: known(10, 10)}}
		}, []string{"Periods in which the share of requests that have a reply is less than half of what it is at other times"}},
		{func(s *Summary, _ *dataset.Input) { s.Brands[0].TooRecent = NewRate(9, 80) },
			[]string{"Requests so late in the archive that a reply may still have come count as ignored: Alder (9 of 80)."}},
		{func(s *Summary, _ *dataset.Input) { s.Brands[0].Coverage.Rate = NewRate(1, 9) },
			[]string{"The archive holds few of the replies that its posts refer to, and not a random few"}},
		{func(s *Summary, _ *dataset.Input) { s.Brands[0].Coverage.Rate = NewRate(0, 0) },
			[]string{"Nobody refers to a reply of Alder, so that nothing shows whether the archive holds them all"}},
	} {
		s := sound()
		in := dataset.Input{Posts: 200}
		tt.change(s, &in)
		got := r.warnings(s, []dataset.Input{in})
		if !slices.EqualFunc(got, tt.want, strings.HasPrefix) {
			t.Errorf("warned %q, want %q", got, tt.want)
		}
	}
}

// Languages are named, for a platform's marks of short posts are often wrong.
func TestWarningNamesLanguages(t *testing.T) {
	var posts []dataset.Post
	for i, language := range []string{"pt", "de", "pt", "en"} {
		id := string(rune('1' + i))
		posts = append(posts,
			dataset.Post{ID: id, Author: "c" + id, Text: "@AlderHelp app down", Language: language},
			dataset.Post{ID: "r" + id, Author: "AlderHelp", Text: "@c" + id + " Sorry.", ReplyTo: id, Language: language})
	}
	s, _ := audited(t, Options{}, posts)
	const want = "Cases in a language without a codebook are counted, but in no rate: Alder (2 pt, 1 de)."
	if !slices.ContainsFunc(s.Warnings, func(w string) bool { return strings.HasPrefix(w, want) }) {
		t.Errorf("warned %q, want %q", s.Warnings, want)
	}
}
