package audit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/audit/spill"
	"github.com/lastword-audit/lastword/audit/stats"
)

// aCase is a made-up request opened at a time ("2012-03-05 09:30") that ended
// so; it is answered unless it is ignored.
func aCase(at string, outcome codebook.Outcome) *Case {
	opened, err := time.Parse("2006-01-02 15:04", at)
	if err != nil {
		panic(err)
	}
	c := &Case{Label: codebook.Label{Intent: codebook.Question, Outcome: outcome}, Turns: []codebook.Turn{{Time: opened}}}
	if outcome != codebook.Ignored {
		c.Turns = append(c.Turns, codebook.Turn{Brand: true, Time: opened.Add(time.Minute), Text: "It is open until one. ^JK"})
	}
	return c
}

const someDay = "2012-03-05 09:30"

// measured is a brand that resolved some of its requests, all answered, and
// redirected the others.
func measured(name string, resolved, requests int) BrandSummary {
	t := newTally()
	for i := range requests {
		outcome := codebook.Redirected
		if i < resolved {
			outcome = codebook.Resolved
		}
		t.add(aCase(someDay, outcome))
	}
	limits := DefaultThresholds
	limits.UnansweredCases = requests + 1 // all are answered, and the source shows all
	return t.summarise(Brand{Name: name}, limits, "", noTime, new(resampler))
}

func TestPairsAreCompared(t *testing.T) {
	brands := []BrandSummary{measured("A", 72, 200), measured("B", 22, 200), measured("C", 24, 200), measured("D", 3, 29)}
	list, leftOut := compare(brands, DefaultThresholds)
	var told []string
	for _, c := range list {
		if c.Outcome == "resolved" && c.Of == OfAnswered {
			told = append(told, fmt.Sprintf("%s-%s %.3f %v", c.A.Brand, c.B.Brand, c.Difference.Difference, c.Differs))
		}
	}
	// Three pairs: of 36 and 11 and 12 %, only the first stands apart.
	want := []string{"A-B 0.250 true", "A-C 0.240 true", "B-C -0.010 false"}
	if !slices.Equal(told, want) {
		t.Errorf("resolved of answered: %q, want %q", told, want)
	}
	for _, c := range list {
		if c.PHolm < c.P || !(c.Low <= c.Difference.Difference && c.Difference.Difference <= c.High) {
			t.Errorf("%s %s-%s: %+v", c.Outcome, c.A.Brand, c.B.Brand, c.Difference)
		}
	}
	if len(leftOut) != len(Denominators) || leftOut[0].Brand != "D" || leftOut[0].Why != "29, fewer than 30" {
		t.Errorf("left out: %+v", leftOut)
	}
}

// The smallest p-value of m tests is multiplied by m: adjusted over the pairs
// of one outcome and denominator, not over all that is in the list.
func TestPairsAreAdjustedWithinTheirOutcome(t *testing.T) {
	list, _ := compare([]BrandSummary{measured("A", 40, 100), measured("B", 22, 100), measured("C", 23, 100)}, DefaultThresholds)
	least := slices.MinFunc(list[:3], func(a, b Comparison) int { return int(1e9 * (a.P - b.P)) })
	if got, want := least.PHolm, 3*least.P; got != want {
		t.Errorf("the least p-value %g became %g, want %g", least.P, got, want)
	}
}

func TestOfManyBrandsTheLargestAreCompared(t *testing.T) {
	var brands []BrandSummary
	for i := range 75 {
		brands = append(brands, measured(fmt.Sprintf("brand %02d", i), 10, 40+i))
	}
	list, leftOut := compare(brands, DefaultThresholds)
	pairs := DefaultThresholds.ComparedBrands * (DefaultThresholds.ComparedBrands - 1) / 2
	if want := pairs * len(OutcomeNames) * len(Denominators); len(list) != want {
		t.Errorf("%d comparisons, want %d", len(list), want)
	}
	if list[0].A.Brand != "brand 55" {
		t.Errorf("the first is %s, want the 20th of the largest, brand 55", list[0].A.Brand)
	}
	if want := 2 * (75 - DefaultThresholds.ComparedBrands); len(leftOut) != want {
		t.Errorf("%d left out, want %d", len(leftOut), want)
	}
}

func TestWithheldRatesAreNotCompared(t *testing.T) {
	a, b := measured("A", 36, 100), measured("B", 11, 100)
	a.Outcomes.Resolved.OfRequests.withhold("low coverage")
	list, leftOut := compare([]BrandSummary{a, b}, DefaultThresholds)
	for _, c := range list {
		if c.Of == OfRequests {
			t.Errorf("compared over all requests: %+v", c)
		}
	}
	if want := []LeftOut{{"A", OfRequests, "low coverage"}}; !slices.Equal(leftOut, want) {
		t.Errorf("left out %+v, want %+v", leftOut, want)
	}
}

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

func TestRanking(t *testing.T) {
	r := Ranking{}
	for _, b := range []struct {
		name string
		n    int
	}{{"A", 10}, {"B", 30}, {"C", 30}, {"D", 20}} {
		r.Brands = append(r.Brands, Ranked{Brand: b.name, Resolved: NewRate(b.n, 100)})
	}
	r.order()
	var got []string
	for _, b := range r.Brands {
		got = append(got, fmt.Sprint(b.Rank, b.Brand))
	}
	if want := "1B 1C 3D 4A"; strings.Join(got, " ") != want {
		t.Errorf("ranked %s, want %s", got, want)
	}
	other := Ranking{Brands: []Ranked{{Rank: 1, Brand: "A"}, {Rank: 2, Brand: "D"}, {Rank: 3, Brand: "B"}}}
	// A before D, A before B and D before B; B and C were equal.
	if got := swapped(&r, &other); got != 3 {
		t.Errorf("%d pairs swapped, want 3", got)
	}
	level := Ranking{Brands: []Ranked{{Rank: 1, Brand: "A"}, {Rank: 1, Brand: "B"}}} // B was first, and is not behind A
	if got := swapped(&r, &level); got != 0 {
		t.Errorf("%d pairs swapped by a tie, want none", got)
	}
}

// As many requests as are not thin are ranked, compared and not warned of.
func TestThinBrands(t *testing.T) {
	limits := DefaultThresholds
	tallies := []*tally{newTally(), newTally()}
	var brands []BrandSummary
	for i, name := range []string{"enough", "thin"} {
		for range limits.ThinRequests - i {
			tallies[i].add(aCase(someDay, codebook.Resolved))
		}
		brands = append(brands, tallies[i].summarise(Brand{Name: name}, limits, "", noTime, new(resampler)))
	}
	if r := rank(tallies, brands, limits)[0]; len(r.Brands) != 1 || r.Brands[0].Brand != "enough" || !slices.Equal(r.Unranked, []string{"thin"}) {
		t.Errorf("ranked %+v, and not %q", r.Brands, r.Unranked)
	}
	if enough, leftOut := comparableBrands(brands, OfAnswered, limits); len(enough) != 1 || len(leftOut) != 1 || leftOut[0].Brand != "thin" {
		t.Errorf("compared %d brands, left out %+v", len(enough), leftOut)
	}
	if got := thin(brands, limits.ThinRequests); !slices.Equal(got, []string{"thin (29)"}) {
		t.Errorf("warned of %q", got)
	}
}

// Of many brands, too, the pairs are those that a look at each pair finds.
func TestSwappedOfManyBrands(t *testing.T) {
	ranking := func(shares int) (r Ranking) {
		for i := range 300 {
			r.Brands = append(r.Brands, Ranked{Brand: fmt.Sprint(i), Resolved: NewRate(i*i%shares, shares)})
		}
		r.order()
		return r
	}
	a, b := ranking(97), ranking(31)
	b.Brands = b.Brands[20:] // some are in one alone
	rank, want := map[string]int{}, 0
	for _, one := range a.Brands {
		rank[one.Brand] = one.Rank
	}
	for i, above := range b.Brands {
		for _, below := range b.Brands[i+1:] {
			if above.Rank < below.Rank && rank[above.Brand] > rank[below.Brand] {
				want++
			}
		}
	}
	if got := swapped(&a, &b); got != want || want == 0 {
		t.Errorf("%d pairs swapped, want %d", got, want)
	}
}

// A brand's rank depends on the definition: of two that resolve a third, the
// one whose redirects were confidential gains by leaving those out.
func TestRankingByDefinition(t *testing.T) {
	tallies := []*tally{newTally(), newTally()}
	for i := range 100 {
		for k, t := range tallies {
			outcome := codebook.Redirected
			if i < 34-k {
				outcome = codebook.Resolved
			}
			c := aCase(someDay, outcome)
			if k == 1 && outcome == codebook.Redirected {
				c.Label.Confidential = "my card"
			}
			t.add(c)
			t.customers.add([]*Case{c})
		}
	}
	brands := []BrandSummary{
		tallies[0].summarise(Brand{Name: "open bank"}, DefaultThresholds, "", noTime, new(resampler)),
		tallies[1].summarise(Brand{Name: "shy bank"}, DefaultThresholds, "", noTime, new(resampler)),
	}
	for _, r := range rank(tallies, brands, DefaultThresholds) {
		first := "open bank"
		if strings.Contains(r.Definition, "confidential") {
			first = "shy bank"
		}
		if len(r.Brands) == 0 { // all cases are answered: the source is taken to hide the others
			continue
		}
		if r.Brands[0].Brand != first || (r.Swapped == 1) != (first == "shy bank") {
			t.Errorf("%s: %+v, swapped %d, want %s first", r.Definition, r.Brands, r.Swapped, first)
		}
	}
}

// A case in a language without a codebook is in no rate, not even in the one
// that praise and chatter are in.
func TestUnlabelledCasesAreInNoRanking(t *testing.T) {
	tl := newTally()
	for range 40 {
		tl.add(aCase(someDay, codebook.Resolved))
		unlabelled := aCase(someDay, codebook.NoOutcome)
		unlabelled.Label.Intent = codebook.NoIntent
		tl.add(unlabelled)
	}
	brands := []BrandSummary{tl.summarise(Brand{Name: "A"}, DefaultThresholds, "", noTime, new(resampler))}
	for _, r := range rank([]*tally{tl}, brands, DefaultThresholds) {
		for _, b := range r.Brands {
			if b.Resolved.N != 40 || b.Resolved.Of != 40 {
				t.Errorf("%s: %d of %d, want 40 of 40", r.Definition, b.Resolved.N, b.Resolved.Of)
			}
		}
	}
}

func TestCustomersWithManyRequests(t *testing.T) {
	alike, mixed, single := newTally(), newTally(), newTally()
	for customer := range 40 {
		var same, both []*Case
		for i := range 5 {
			outcomes := []codebook.Outcome{codebook.Resolved, codebook.Redirected}
			same = append(same, aCase(someDay, outcomes[customer%2]))
			both = append(both, aCase(someDay, outcomes[i%2]))
		}
		for _, x := range []struct {
			t     *tally
			cases []*Case
		}{{alike, same}, {mixed, both}, {single, same[:1]}} {
			for _, c := range x.cases {
				x.t.add(c)
			}
			x.t.customers.add(x.cases)
		}
	}
	of := func(t *tally) (BrandSummary, CustomerRates) {
		s := t.summarise(Brand{Name: "A"}, DefaultThresholds, "", noTime, new(resampler))
		return s, s.Customers.Outcomes["resolved"]
	}
	// 20 of 40 customers resolved throughout: worth 40 cases, not 200.
	s, r := of(alike)
	if s.Customers.N != 40 || s.Customers.Most != 5 {
		t.Errorf("%d customers with up to %d requests, want 40 and 5", s.Customers.N, s.Customers.Most)
	}
	if c := r.ClusteredOfAnswered; !c.matters() || c.Low > 0.36 || c.High < 0.64 {
		t.Errorf("customers whose requests end alike: %+v, want about 0.35 to 0.65", c)
	}
	limits := DefaultThresholds
	limits.ThinRequests = s.Answered
	if got := clustering([]BrandSummary{s}, limits); !slices.Equal(got, []string{"A"}) {
		t.Errorf("warned of %q", got)
	}
	limits.ThinRequests++
	if got := clustering([]BrandSummary{s}, limits); got != nil {
		t.Errorf("of few requests warned of %q", got)
	}
	// Each customer has the same mix: the clusters tell nothing new.
	if _, r := of(mixed); r.ClusteredOfAnswered.matters() {
		t.Errorf("customers who are all alike: %+v", r.ClusteredOfAnswered)
	}
	if _, r := of(single); r.ClusteredOfAnswered != nil || r.OfAnsweredCustomers.N != 20 {
		t.Errorf("one request each: %+v", r)
	}
}

// Brands whose customers are alike share an interval, and no others do.
func TestResamplerRemembers(t *testing.T) {
	resample := new(resampler)
	for range 2 {
		for _, clusters := range []map[stats.Proportion]int{
			{{K: 1, N: 2}: 3, {K: 0, N: 1}: 4},
			{{K: 1, N: 2}: 4, {K: 0, N: 1}: 3},
			{{K: 1, N: 23}: 4, {K: 0, N: 1}: 3},
			{{K: 12, N: 3}: 4, {K: 0, N: 1}: 3}, // not valid
		} {
			got, want := resample.rate(clusters), customerBootstrap.ClusteredRate(clusters)
			if got != want && !(math.IsNaN(got.Low) && math.IsNaN(want.Low)) {
				t.Errorf("%v: %v, want %v", clusters, got, want)
			}
		}
	}
}

// A customer counts once, by the last request; praise is none.
func TestCustomersByTheirLastRequest(t *testing.T) {
	praise := aCase(someDay, codebook.Resolved)
	praise.Label.Intent = codebook.Praise
	x := customerTally{counts: map[outcomeTally]int{}}
	x.add([]*Case{aCase(someDay, codebook.Resolved), aCase(someDay, codebook.Redirected), praise})
	x.add([]*Case{aCase(someDay, codebook.Open), aCase(someDay, codebook.Ignored)})
	x.add([]*Case{praise})
	s := x.summarise(&Outcomes{}, new(resampler))
	if s.N != 2 || s.Answered != 2 {
		t.Errorf("%d customers, %d answered, want 2 and 2", s.N, s.Answered)
	}
	for outcome, want := range map[string][2]int{"redirected": {1, 1}, "ignored": {1, 0}, "open": {0, 1}, "resolved": {0, 0}} {
		r := s.Outcomes[outcome]
		if got := [2]int{r.OfCustomers.N, r.OfAnsweredCustomers.N}; got != want {
			t.Errorf("%s: %v by the last request and the last answered one, want %v", outcome, got, want)
		}
	}
}

func TestPeriods(t *testing.T) {
	for _, tt := range []struct {
		period         Period
		at, start, end string
	}{
		{Month, "2012-02-29 23:59", "2012-02", "2012-03"},
		{Month, "2012-12-01 00:00", "2012-12", "2013-01"},
		{Week, "2012-03-05 00:00", "2012-03-05", "2012-03-12"}, // a Monday
		{Week, "2012-03-11 23:59", "2012-03-05", "2012-03-12"}, // its Sunday
		{Week, "1969-12-31 12:00", "1969-12-29", "1970-01-05"},
		{Month, "1969-12-31 12:00", "1969-12", "1970-01"},
	} {
		var days dayTally = map[int32]*outcomeTally{}
		days.add(aCase(tt.at, codebook.Resolved))
		trend := days.trend("A", tt.period, "")
		if len(trend) != 1 || trend[0].Period != tt.start {
			t.Errorf("%s of %s: %+v, want %s", tt.period, tt.at, trend, tt.start)
			continue
		}
		start, err := ParseStart(trend[0].Period)
		if err != nil {
			t.Fatal(err)
		}
		if end := tt.period.name(tt.period.Next(start)); end != tt.end {
			t.Errorf("the %s after %s is %s, want %s", tt.period, tt.start, end, tt.end)
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
		t.Error("a case without a time is not in a window without an end")
	}
}

func TestTrend(t *testing.T) {
	x := newTally()
	for _, at := range []string{"2012-03-30 10:00", "2012-01-15 10:00", "2012-01-20 10:00"} {
		x.add(aCase(at, codebook.Resolved))
	}
	x.add(aCase("2012-01-15 12:00", codebook.Redirected))
	x.add(&Case{Label: codebook.Label{Intent: codebook.Question, Outcome: codebook.Ignored}, Turns: []codebook.Turn{{}}}) // no time, no period
	p, why := autoTrend([]*tally{newTally(), x})
	if p != Month || why == "" {
		t.Errorf("from January to the end of March: by %s (%s), want month", p, why)
	}
	trend := x.days.trend("A", p, "")
	if len(trend) != 2 || trend[0].Period != "2012-01" || trend[1].Period != "2012-03" {
		t.Fatalf("periods %+v, want January and March", trend)
	}
	if r := trend[0].Outcomes.Resolved.OfAnswered; r.N != 2 || r.Of != 3 {
		t.Errorf("January: %d of %d resolved, want 2 of 3", r.N, r.Of)
	}
	if p, why := autoTrend([]*tally{newTally()}); p != NoTrend || why == "" {
		t.Errorf("without a case: by %s (%s), want none", p, why)
	}
	for last, want := range map[string]Period{"2012-03-15 23:59": NoTrend, "2012-03-16 00:00": Month} {
		x, y := newTally(), newTally()
		x.add(aCase(last, codebook.Resolved))
		y.add(aCase("2012-01-15 00:00", codebook.Resolved))
		if p, why := autoTrend([]*tally{x, y}); p != want {
			t.Errorf("from 15 January to %s: by %s (%s), want %s", last, p, why, want)
		}
	}
	s := &Summary{Trend: trend, TrendBy: Month}
	march, err := s.In("2012-03")
	if err != nil || len(march.Brands) != 1 || march.Brands[0].Requests != 1 || march.Window.Until.Format(time.DateOnly) != "2012-04-01" {
		t.Errorf("March: %+v, %v", march, err)
	}
	if _, err := s.In("2012-02"); err == nil || !strings.Contains(err.Error(), "it has 2012-01, 2012-03") {
		t.Errorf("February: %v, want the periods that there are", err)
	}
}

// A reply is at this second, to whom it may concern, with this skeleton.
type aReply struct {
	second   int64
	id       string
	skeleton uint64
}

func runOf(t *testing.T, replies []aReply) skeletonRun {
	t.Helper()
	pool := spill.NewPool(t.TempDir(), 0, 64) // to the disk, all but at once
	defer pool.Close()
	s := pool.NewSorter(1, 0)
	for _, i := range rand.Perm(len(replies)) {
		r := replies[i]
		p := &pairPost{post: post{id: r.id, second: r.second}, skeleton: r.skeleton}
		if err := addReply(s, 0, 1, p); err != nil {
			t.Fatal(err)
		}
	}
	runs, err := longestRuns(s, 2, 2, func(k templateKey) bool { return 0 < k.skeleton && k.skeleton < 10 })
	if err != nil {
		t.Fatal(err)
	}
	if runs[0].n != 0 {
		t.Errorf("a brand without replies has a run of %d", runs[0].n)
	}
	return runs[1]
}

// A brand's run counts, though the brand before has a longer one.
func TestLongestRunOfEachBrand(t *testing.T) {
	pool := spill.NewPool(t.TempDir(), 1<<20, 1<<10)
	defer pool.Close()
	s := pool.NewSorter(1, 0)
	for brand, skeletons := range [][]uint64{{5, 5, 5}, {77, 6, 6, 77, 6, 77}, {7}} {
		for i, skeleton := range skeletons {
			p := &pairPost{post: post{id: strconv.Itoa(i + 1), second: int64(i)}, skeleton: skeleton}
			if err := addReply(s, 0, brand, p); err != nil {
				t.Fatal(err)
			}
		}
	}
	runs, err := longestRuns(s, 1, 3, func(k templateKey) bool { return k.skeleton < 10 })
	if err != nil {
		t.Fatal(err)
	}
	want := []skeletonRun{{0, 5, 3, 0, 2}, {1, 6, 2, 1, 2}, {2, 7, 1, 0, 0}}
	if !slices.Equal(runs, want) {
		t.Errorf("%+v, want %+v", runs, want)
	}
}

func TestLongestRun(t *testing.T) {
	for _, tt := range []struct {
		name    string
		replies []aReply
		want    skeletonRun
	}{
		{"none", nil, skeletonRun{}},
		{"the longest of two", []aReply{{1, "a", 5}, {2, "b", 5}, {3, "c", 6}, {4, "d", 6}, {5, "e", 6}}, skeletonRun{1, 6, 3, 3, 5}},
		{"of two as long the first", []aReply{{1, "a", 5}, {2, "b", 5}, {3, "c", 6}, {4, "d", 6}}, skeletonRun{1, 5, 2, 1, 2}},
		{"another reply ends it", []aReply{{1, "a", 5}, {2, "b", 77}, {3, "c", 5}}, skeletonRun{1, 5, 1, 1, 1}},
		{"one without words ends it", []aReply{{1, "a", 5}, {2, "b", 0}, {3, "c", 5}, {4, "d", 5}}, skeletonRun{1, 5, 2, 3, 4}},
		{"a reply to two customers is one", []aReply{{1, "a", 5}, {1, "a", 5}, {2, "b", 5}}, skeletonRun{1, 5, 2, 1, 2}},
		{"what is no template makes no run", []aReply{{1, "a", 77}, {2, "b", 77}}, skeletonRun{}},
		{"before 1970, too", []aReply{{-5, "a", 5}, {-4, "b", 5}, {1, "c", 77}}, skeletonRun{1, 5, 2, -5, -4}},
		{"a reply without a time has no place", []aReply{{noTime, "a", 5}, {1, "b", 5}}, skeletonRun{1, 5, 1, 1, 1}},
	} {
		if got := runOf(t, tt.replies); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// Runs are found section by section, and go on from one to the next.
func TestLongestRunOfMany(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var replies []aReply
	skeleton, n, longest := uint64(1), 0, skeletonRun{}
	for second := range int64(40_000) {
		if random.IntN(40) == 0 {
			skeleton, n = skeleton%4+1, 0
		}
		replies = append(replies, aReply{second, "a", skeleton})
		if n++; n > longest.n {
			longest = skeletonRun{1, skeleton, n, second - int64(n) + 1, second}
		}
	}
	if got := runOf(t, replies); got != longest || longest.n < 100 {
		t.Errorf("%+v, want %+v", got, longest)
	}
}

func TestMechanical(t *testing.T) {
	x := newTally()
	for range 9 {
		x.add(aCase(someDay, codebook.Resolved)) // at nine
	}
	x.manner.signed = 9
	chat := aCase("2012-03-05 23:30", codebook.Resolved)
	chat.Label.Intent = codebook.Other
	x.add(chat)
	m := x.mechanical(&Templates{Share: NewRate(5, 10), Distinct: 2}, skeletonRun{})
	if m.Signed.N != 9 || m.Signed.Of != 10 || m.ToNonRequests.N != 1 || *m.TemplatesPerHundred != 20 {
		t.Errorf("%+v", m)
	}
	if m.Hours[9] != 9 || m.Hours[23] != 1 || m.ActiveHours != 2 {
		t.Errorf("hours %v, %d active", m.Hours, m.ActiveHours)
	}
	for _, want := range []string{"50.0 % (5 of 10;", "90.0 % (9 of 10;", "are signed", "2 of the 24 hours"} {
		if !strings.Contains(m.Reading, want) {
			t.Errorf("no %q in %q", want, m.Reading)
		}
	}
	if got := newTally().mechanical(&Templates{}, skeletonRun{}).Reading; got != "No reply." {
		t.Errorf("without a reply: %q", got)
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

// Of copies of a template the first reply that has it is the example.
func TestTemplateUsesMerge(t *testing.T) {
	first, later := templateUse{replies: 2, customers: 1, example: "9", second: 60}, templateUse{replies: 3, customers: 2, example: "10", second: 60}
	want := templateUse{replies: 5, customers: 3, example: "9", second: 60}
	if a, b := first.merge(later), later.merge(first); a != want || b != want {
		t.Errorf("got %+v and %+v, want %+v", a, b, want)
	}
}

// Only what went to enough customers is a template; the most used comes first.
func TestTemplatesOfABrand(t *testing.T) {
	x := tally{replies: 20, templates: map[uint64]templateUse{
		1: {replies: 4, customers: 4}, 2: {replies: 5, customers: 3}, 3: {replies: 9, customers: 2},
	}}
	got := x.summariseTemplates(DefaultThresholds)
	if got.Share.N != 9 || got.Share.Of != 20 || got.Distinct != 2 || got.Top[0].Customers != 3 || got.Top[1].Customers != 4 {
		t.Errorf("got %+v", got)
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

// A request may still have been waiting if nine in ten first replies took longer
// than the archive goes on.
func TestTooRecent(t *testing.T) {
	responses := times(map[int64]int{10: 9, 20: 2}) // of which 20 is the 90th percentile
	after := tooRecent(responses, 1000)
	x := tally{openedAt: []int64{979, 980, 981}}
	if n := x.openedAfter(after); after != 980 || n != 1 {
		t.Errorf("after %d there are %d, want 1 after 980", after, n)
	}
	if n := x.openedAfter(tooRecent(responses, noTime)) + x.openedAfter(tooRecent(Times{}, 1000)); n != 0 {
		t.Errorf("%d are too recent without an end or a reply", n)
	}
}

// A request is too recent that is younger than the 90th percentile of the responses,
// be it by less than a second.
func TestTooRecentByLessThanASecond(t *testing.T) {
	const end = 1000
	for _, test := range []struct {
		p90      float64
		youngest int64 // age that is not too recent
	}{{100, 100}, {100.3, 101}, {100.9, 101}} {
		after := tooRecent(Times{N: 1, P90: &test.p90}, end)
		x := tally{openedAt: []int64{end - test.youngest, end - test.youngest + 1}}
		if n := x.openedAfter(after); n != 1 {
			t.Errorf("90th percentile %g: %d of requests %d and %d seconds old are too recent, want the younger one", test.p90, n, test.youngest, test.youngest-1)
		}
	}
}

func TestTimesHaveIntervals(t *testing.T) {
	seconds := map[int64]int{}
	for s := range int64(100) {
		seconds[s+1]++
	}
	x := times(seconds)
	// R's binomial ranks for n = 100: the 40th and 61st value for the median
	// (qbinom(0.025, 100, 0.5) = 40, qbinom(0.975, 100, 0.5) + 1 = 61).
	if *x.Median != 50.5 || *x.MedianLow != 40 || *x.MedianHigh != 61 {
		t.Errorf("median %g (%g to %g), want 50.5 (40 to 61)", *x.Median, *x.MedianLow, *x.MedianHigh)
	}
	few := times(map[int64]int{5: 1, 9: 2})
	if few.Median == nil || few.MedianLow != nil || few.P90High != nil {
		t.Errorf("three values have quantiles and no interval: %+v", few)
	}
}

func TestMethodSaysWhatWasDone(t *testing.T) {
	r := &run{Options: Options{Codebook: codebook.Default(), Gap: 90 * time.Minute, Unit: UnitCustomer}}
	since := time.Date(2012, 3, 1, 0, 0, 0, 0, time.UTC)
	s := &Summary{
		Unit:   UnitCustomer,
		Brands: []BrandSummary{{Cases: 12, Requests: 10, Answered: 9}},
		Inputs: []InputSummary{{Format: "twcs"}, {Format: "twarc2"}, {Format: "twarc2"}},
		Posts:  PostCounts{Read: 50, Used: 40, Dropped: map[string]int{DroppedRepost: 7, DroppedDuplicate: 3}},
		Window: Window{Since: &since},
	}
	got := r.method(s)
	for _, want := range []string{
		"1 brand with lastword (codebook " + codebook.Default().Version() + ")",
		"3 files (2 twarc2, 1 twcs) with 50 posts",
		"opened from 2012-03-01T00:00:00Z",
		"40 posts belong to a case; left out were 7 (repost), 3 (duplicate)",
		"within 90 minutes",
		"Only each customer's last case counts",
		"12 cases, of which 10 were requests and 9 of these were answered",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	s.Posts.Read, s.Posts.Dropped[DroppedRepost], s.Brands[0].Cases = 28367, 8721, 14462
	got = r.method(s)
	for _, want := range []string{"with 28,367 posts", "8,721 (repost)", "14,462 cases"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	s.Posts.Used, s.Brands[0] = 1, BrandSummary{Cases: 1, Requests: 1, Answered: 1, Unlabelled: 1}
	got = r.method(s)
	for _, want := range []string{"1 post belongs to a case", "There was 1 case, of which 1 was a request and 1 of these was answered. 1 case in a language without a codebook, or in an unknown one, is in no rate."} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "Newcombe") {
		t.Errorf("tells of comparisons that were not made:\n%s", got)
	}
}

func TestGapWords(t *testing.T) {
	for _, tt := range []struct {
		gap  time.Duration
		want string
	}{
		{24 * time.Hour, "within 24 hours"},
		{time.Hour, "within 1 hour"},
		{90 * time.Minute, "within 90 minutes"},
		{20 * time.Second, "within 20s"},
		{0, ""}, // no gap brings posts together
	} {
		if got := GapWords(tt.gap); !strings.HasSuffix(got, tt.want) || (got == "") != (tt.want == "") {
			t.Errorf("%s: %q, want %q at the end", tt.gap, got, tt.want)
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
}
