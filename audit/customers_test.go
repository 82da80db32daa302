package audit

import (
	"math"
	"slices"
	"testing"

	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/audit/stats"
)

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
