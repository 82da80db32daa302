package audit

import (
	"slices"
	"testing"
)

// A month without replies is told where the brand answers most requests, though its
// last requests are answered in the next month; not where the brand answers few of
// them, or too few requests tell.
func TestSilentPeriods(t *testing.T) {
	for _, test := range []struct {
		name                                   string
		requests, answered, inMonth, answered2 int
		want                                   []string
	}{
		{"answers most", 82, 53, 11, 0, []string{"Alder (0 of 11 requests in 2026-04)"}},
		{"answered the last", 820, 530, 110, 13, []string{"Alder (13 of 110 requests in 2026-04)"}},
		{"answered more than half as many", 820, 530, 110, 45, nil},
		{"answered some", 82, 53, 11, 1, nil},
		{"answers few", 82, 4, 11, 0, nil},
		{"one request", 82, 81, 1, 0, nil},
		{"in one month alone", 11, 0, 11, 0, nil},
	} {
		b := BrandSummary{Name: "Alder", Requests: test.requests, Answered: test.answered}
		month := Trend{Brand: "Alder", Period: "2026-04", Requests: test.inMonth, Answered: test.answered2}
		month.Outcomes.Ignored.OfRequests = NewRate(test.inMonth-test.answered2, test.inMonth)
		s := &Summary{Brands: []BrandSummary{b}, Trend: []Trend{month}}
		if got := silentPeriods(s); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
		if got := s.SilentIn("2026-04"); len(got) != len(test.want) || s.SilentIn("2026-05") != nil {
			t.Errorf("%s: %q silent in April and %q in May", test.name, got, s.SilentIn("2026-05"))
		}
		month.Outcomes.Ignored.OfRequests.withhold("no coverage")
		if got := silentPeriods(&Summary{Brands: []BrandSummary{b}, Trend: []Trend{month}}); got != nil {
			t.Errorf("%s, withheld: %q", test.name, got)
		}
	}
}

// Nothing shows that the replies are all here where nobody refers to one.
func TestUnreferred(t *testing.T) {
	brand := func(name string, referred, ignored int) BrandSummary {
		b := BrandSummary{Name: name, Coverage: Coverage{Rate: NewRate(referred, referred)}}
		b.Outcomes.Ignored.OfRequests = NewRate(ignored, 5)
		return b
	}
	withheld := brand("withheld", 0, 2)
	withheld.Outcomes.Ignored.OfRequests.withhold("no coverage")
	if got, want := unreferred([]BrandSummary{brand("nobody", 0, 2), brand("somebody", 9, 2), brand("none ignored", 0, 0), withheld}), []string{"nobody"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Requests of the last days may yet have been answered; where what was ignored is
// withheld, nobody reads them as ignored.
func TestWaiting(t *testing.T) {
	brand := func(name string, late, requests int) BrandSummary {
		b := BrandSummary{Name: name, Requests: requests, TooRecent: NewRate(late, requests)}
		b.Outcomes.Ignored.OfRequests = NewRate(late, requests)
		return b
	}
	withheld := brand("withheld", 9, 40)
	withheld.Outcomes.Ignored.OfRequests.withhold("no coverage")
	s := &Summary{Brands: []BrandSummary{brand("few", 2, 40), brand("many", 9, 40), brand("none", 0, 0), withheld}}
	if got, want := s.Waiting(), []string{"many (9 of 40)"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, b := range s.Brands { // all of them in the last of the months
		s.Trend = append(s.Trend, Trend{Brand: b.Name, Period: "2026-04", Outcomes: b.Outcomes, TooRecent: NewRate(b.TooRecent.N, 20)})
	}
	if got, want := waitingIn(s), []string{"few (2 of 20 in 2026-04)"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The few replies that an archive holds are no sample of all.
func TestSparse(t *testing.T) {
	brand := func(name string, here, referred, answered int) BrandSummary {
		return BrandSummary{Name: name, Answered: answered, Coverage: Coverage{Rate: NewRate(here, referred)}}
	}
	list := []BrandSummary{brand("few", 2, 821, 3), brand("half", 1, 2, 3), brand("unanswered", 0, 9, 0), brand("unreferred", 0, 0, 3)}
	if got, want := sparse(list, 0.5), []string{"few (2 of 821)"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
