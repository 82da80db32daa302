package audit

import (
	"slices"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit/codebook"
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
	}{
		{"as many as the others", 29, 16, 37, "", []string{"Alder (29 of 82 requests, but 29 of the 45 that are there)"}},
		{"a tenth", 4, 5, 1, "", []string{"Alder (4 of 10 requests, but 4 of the 9 that are there)"}},
		{"fewer", 4, 6, 1, "", nil},
		{"none", 4, 6, 0, "", nil},
		{"withheld", 29, 16, 37, "twcs", nil},
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
		brand := tally.summarise(Brand{Name: "Alder"}, DefaultThresholds, tt.withheld, noTime)
		if got := understated([]BrandSummary{brand}); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
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
