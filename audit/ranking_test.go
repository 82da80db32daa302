package audit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lastword-audit/lastword/audit/codebook"
)

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

// A brand with redirects that cannot be judged has no place where the confidential
// ones are left out, and its rates are of those that can.
func TestUnjudgedRedirects(t *testing.T) {
	for _, test := range []struct{ unjudged, of int }{{0, 60}, {1, 59}, {60, 0}} {
		tl := newTally()
		for i := range 60 {
			c := aCase(someDay, codebook.Redirected)
			if i < test.unjudged {
				c.Label.Language = "de" // which --codebook adds
			}
			tl.add(c)
		}
		brands := []BrandSummary{tl.summarise(Brand{Name: "bank"}, DefaultThresholds, "", noTime, new(resampler))}
		if a := brands[0].Redirects.Avoidable; a.N != test.of || a.Of != test.of || (a.Rate == nil) != (test.of == 0) {
			t.Errorf("%d not judged: %s avoidable, withheld %q", test.unjudged, a.words(), a.Withheld)
		}
		for _, r := range rank([]*tally{tl}, brands, DefaultThresholds) {
			if strings.Contains(r.Definition, "confidential") && (len(r.Brands) == 1) != (test.unjudged == 0) {
				t.Errorf("%d not judged: ranked %v", test.unjudged, r.Brands)
			}
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
