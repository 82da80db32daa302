package audit

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit/codebook"
)

// aCase is a made-up request opened at a time ("2012-03-05 09:30") that ended
// so; it is answered unless it is ignored.
func aCase(at string, outcome codebook.Outcome) *Case {
	opened, err := time.Parse("2006-01-02 15:04", at)
	if err != nil {
		panic(err)
	}
	c := &Case{Label: codebook.Label{Intent: codebook.Question, Outcome: outcome, Language: "en"}, Turns: []codebook.Turn{{Time: opened}}}
	if outcome != codebook.Ignored {
		c.Turns = append(c.Turns, codebook.Turn{Brand: true, Time: opened.Add(time.Minute), Text: "It is open until one. ^JK"})
	}
	return c
}

const someDay = "2012-03-05 09:30"

// What the source cannot show is withheld of the requests, and, of the answered ones,
// of what was ignored in them.
func TestWithheldOutcomes(t *testing.T) {
	x := newTally()
	x.add(aCase(someDay, codebook.Resolved))
	for _, name := range OutcomeNames {
		o := x.requests.rates("why")
		r := o.Get(name)
		if r.OfRequests.Withheld != "why" || (r.OfAnswered.Withheld == "why") != (name == "ignored") {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// Tallies of parts merge, in any order, to the tally of all.
func TestTalliesMerge(t *testing.T) {
	names := []codebook.Outcome{codebook.Resolved, codebook.Redirected, codebook.Ignored, codebook.Boilerplate, codebook.Open}
	whole := newTally()
	parts := []*tally{newTally(), newTally(), newTally()}
	for customer := range 60 {
		var cases []*Case
		for i := range customer%4 + 1 {
			c := aCase(fmt.Sprintf("2012-%02d-%02d 10:%02d", customer%12+1, i+1, customer), names[(customer+i)%len(names)])
			if customer%3 == 0 {
				c.Label.Confidential = "my card"
				c.OpenedTo, c.Misdirected = "alderbank", true
			}
			switch customer % 10 {
			case 0:
				c.Turns[0].Text, c.Label = "zzkrrt", codebook.Label{Intent: codebook.NoIntent, Outcome: codebook.NoOutcome, Language: []string{"", "de"}[i%2]}
			case 1:
				if c.Answered() {
					c.Turns = c.Turns[1:]
				}
			}
			cases = append(cases, c)
		}
		for _, t := range []*tally{whole, parts[customer%3]} {
			for _, c := range cases {
				t.add(c)
			}
			t.customers.add(cases)
			t.unlinked++
			t.adrift++
			t.elsewhere++
			t.manner.signed++
			t.referred++
			t.present++
			t.templates[uint64(customer%2)] = t.templates[uint64(customer%2)].merge(templateUse{replies: 2, customers: 1, second: int64(-customer)})
		}
	}
	for field := range reflect.TypeFor[tally]().Fields() {
		if v := reflect.ValueOf(whole).Elem().FieldByIndex(field.Index); v.IsZero() || v.Kind() == reflect.Map && v.Len() == 0 {
			t.Errorf("no case counts in %s", field.Name)
		}
	}
	rand.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	for _, p := range parts[1:] {
		parts[0].merge(p)
	}
	slices.Sort(parts[0].openedAt)
	slices.Sort(whole.openedAt)
	if !reflect.DeepEqual(parts[0], whole) {
		t.Errorf("merged, the parts give %+v, want %+v", parts[0], whole)
	}
}

// A case in a language without a codebook is told from one in an unknown language.
func TestUnlabelled(t *testing.T) {
	for language, undetermined := range map[string]int{"de": 0, "": 1} {
		x := newTally()
		x.add(&Case{Label: codebook.Label{Intent: codebook.NoIntent, Outcome: codebook.Ignored, Language: language}, Turns: []codebook.Turn{{Text: "zzkrrt"}, {Brand: true}}})
		if x.unlabelled != 1 || x.undetermined != undetermined || x.scripts[latin] != undetermined {
			t.Errorf("in %q: %d unlabelled, %d undetermined, scripts %v; want 1 and %d", language, x.unlabelled, x.undetermined, x.scripts, undetermined)
		}
		if n := x.mechanical(&Templates{}, skeletonRun{}).ToNonRequests.Of; n != 0 {
			t.Errorf("%d replies are told to go to requests or to none, which nobody knows", n)
		}
	}
}

// A request is too recent that is younger than the 90th percentile of the responses, be
// it by less than a second: it may still have been waiting when the archive ended.
func TestTooRecent(t *testing.T) {
	const end = 1000
	p90 := func(seconds float64) Times { return Times{N: 1, P90: &seconds} }
	for _, tt := range []struct {
		responses Times
		youngest  int64 // age that is not too recent
	}{
		{times(map[int64]int{10: 9, 20: 2}), 20},
		{p90(100), 100}, {p90(100.3), 101}, {p90(100.9), 101},
	} {
		x := tally{openedAt: []int64{end - tt.youngest - 1, end - tt.youngest, end - tt.youngest + 1}}
		if n := x.openedAfter(tooRecent(tt.responses, end)); n != 1 {
			t.Errorf("90th percentile %g: %d of the requests around %d seconds old are too recent, want the youngest", *tt.responses.P90, n, tt.youngest)
		}
		if n := x.openedAfter(tooRecent(tt.responses, noTime)) + x.openedAfter(tooRecent(Times{}, end)); n != 0 {
			t.Errorf("%d are too recent without an end or a reply", n)
		}
	}
}

// TestWhyNumbersAreWithheld asks tallies why what a brand ignored cannot be told.
func TestWhyNumbersAreWithheld(t *testing.T) {
	limits := DefaultThresholds
	for _, tt := range []struct {
		story                             string
		present, referred, cases, noReply int
		caveat                            Caveat
		why                               string
	}{
		{"nobody refers to a reply", 0, 0, 10, 5, "", ""},
		{"all of many replies are there", 40, 40, 100, 20, "", ""},
		{"one reply is there of one, which is no proof", 1, 1, 100, 20, CaveatLowCoverage, "it cannot be shown that the archive holds at least 50 %"},
		{"few replies are there", 9, 2304, 3000, 2900, CaveatLowCoverage, "it cannot be shown that the archive holds at least 50 %"},
		{"hardly a case has no reply", 40, 40, 100, 4, CaveatFromReplies, "fewer than 5 % of the cases have no reply"},
		{"exactly as few as may be", 40, 40, 100, 5, "", ""},
		{"of few cases none has no reply", 4, 4, 49, 0, "", ""},
		{"of one more", 4, 4, 50, 0, CaveatFromReplies, "fewer than 5 % of the cases have no reply"},
		{"no case has a reply, and nobody refers to one", 0, 0, 42, 42, CaveatLowCoverage, "no case has a reply of the brand"},
		{"there is no case", 0, 0, 0, 0, "", ""},
	} {
		tally := tally{present: tt.present, referred: tt.referred, cases: tt.cases, unanswered: tt.noReply}
		caveat, why := tally.withhold(limits, "")
		if caveat != tt.caveat || !strings.HasPrefix(why, tt.why) || (why == "") != (tt.why == "") {
			t.Errorf("%s: %q, %q; want %q, %q", tt.story, caveat, why, tt.caveat, tt.why)
		}
	}
	for _, tt := range []struct {
		tally tally
		why   string // unless who audits does without coverage
	}{
		{tally{cases: 9, unanswered: 9}, "no case has a reply of the brand"},
		{tally{cases: 20, unanswered: 1, unasked: 19}, ""},
		{tally{cases: 9, unanswered: 4, replies: 10, unlinked: 5}, ""},
		{tally{cases: 9, unanswered: 4, replies: 10, unlinked: 6, adrift: 4}, "most of the brand's replies do not say"},
		{tally{cases: 9, unanswered: 4, replies: 10, unlinked: 4, adrift: 1}, ""},
		{tally{cases: 9, unanswered: 4, replies: 10, unlinked: 4, adrift: 2}, "most of the brand's replies name a post"},
	} {
		if _, why := tt.tally.withhold(limits, ""); !strings.HasPrefix(why, tt.why) || (why == "") != (tt.why == "") {
			t.Errorf("%+v: %q, want %q", tt.tally, why, tt.why)
		}
		if _, why := tt.tally.withhold(Thresholds{}, ""); why != "" {
			t.Errorf("%+v: without coverage %q", tt.tally, why)
		}
		if adrift := strings.Contains(tt.why, "name a post"); tt.tally.mostAdrift() != adrift {
			t.Errorf("%+v: adrift %v", tt.tally, !adrift)
		}
	}
	own := tally{cases: 21, unasked: 20}
	if caveat, why := own.withhold(limits, ""); caveat != CaveatFromReplies || !strings.Contains(why, "the brand's own posts") {
		t.Errorf("hardly a case has a customer's post: %q, %q", caveat, why)
	}
}
