package audit

import (
	"fmt"
	"slices"
	"testing"

	"github.com/lastword-audit/lastword/audit/codebook"
)

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
