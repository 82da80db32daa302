package coding

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/lastword-audit/lastword/report"
)

// aPopulation is that of two made-up banks, one ten times the other, whose
// cases end as the weights say.
func aPopulation(t testing.TB) Population {
	t.Helper()
	weights := map[string]int{"resolved": 30, "redirected": 40, "boilerplate": 15, "ignored": 12, "open": 3}
	outcomes := slices.Sorted(maps.Keys(weights))
	dice := rand.New(rand.NewPCG(7, 7))
	var units []Unit
	for brand, cases := range map[string]int{"Aurora Bank": 2000, "Old Mill": 200} {
		for i := range cases {
			roll, outcome := dice.IntN(100), ""
			for _, name := range outcomes {
				if roll -= weights[name]; roll < 0 {
					outcome = name
					break
				}
			}
			u := Unit{ID: fmt.Sprintf("%s/%d", brand, 1000+i), Brand: brand, Answered: outcome != "ignored"}
			u.Machine[Intent], u.Machine[Outcome] = "complaint", outcome
			if i%5 == 0 {
				u.Machine[Intent] = "praise"
			}
			units = append(units, u)
		}
	}
	p, err := newPopulation(units)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestDrawDoesNotDependOnTheOrder(t *testing.T) {
	p := aPopulation(t)
	plan := Plan{N: 200, Coders: 3, Overlap: 50, Seed: 1}
	want, err := Draw(p, plan)
	if err != nil {
		t.Fatal(err)
	}
	shuffled := slices.Clone(p)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	again, err := newPopulation(shuffled)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Draw(again, plan); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("another order of the cases makes another sample (%v)", err)
	}
	plan.Seed = 2
	if got, err := Draw(p, plan); err != nil || reflect.DeepEqual(got.Draws, want.Draws) {
		t.Errorf("another seed makes the same sample (%v)", err)
	}
}

func TestDrawSharesAndProbabilities(t *testing.T) {
	p := aPopulation(t)
	s, err := Draw(p, Plan{N: 200, Coders: 2, Overlap: 200, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Draws) != 200 {
		t.Fatalf("%d cases drawn, want 200", len(s.Draws))
	}
	strata := map[stratum]int{}
	for i := range p {
		strata[p[i].stratum()]++
	}
	drawn, brands, total := map[stratum]int{}, map[string]int{}, 0.0
	for i := range s.Draws {
		d := &s.Draws[i]
		u := p.find(d.Case)
		drawn[u.stratum()]++
		brands[u.Brand]++
		total += 1 / d.Probability()
		if d.Cases != strata[u.stratum()] {
			t.Errorf("%v has %d cases, the sample says %d", u.stratum(), strata[u.stratum()], d.Cases)
		}
		if len(d.Coders) != 2 {
			t.Errorf("case %s goes to %v, want both coders", d.Case, d.Coders)
		}
	}
	for st, cases := range strata {
		if drawn[st] < min(2, cases) {
			t.Errorf("%d of %d cases of %v drawn, want 2 at least", drawn[st], cases, st)
		}
	}
	// The weights of a stratified sample add up to the population.
	if math.Abs(total-float64(len(p))) > 1e-6 {
		t.Errorf("the weights add up to %g cases of %d", total, len(p))
	}
	// Ten times the cases get about √10 times the sample.
	if ratio := float64(brands["Aurora Bank"]) / float64(brands["Old Mill"]); ratio < 2.3 || ratio > 3.5 {
		t.Errorf("the larger bank gets %.1f times the cases of the smaller one, want about 3.2", ratio)
	}
}

// Over many seeds every case of a stratum is drawn alike often, and where it
// stands in the sheet says nothing about its stratum.
func TestDrawIsFair(t *testing.T) {
	p := aPopulation(t)
	const runs = 200
	times := map[string]int{}
	place := map[stratum][]float64{}
	expected := map[string]float64{}
	for seed := range uint64(runs) {
		s, err := Draw(p, Plan{N: 200, Coders: 1, Overlap: 200, Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		for i := range s.Draws {
			d := &s.Draws[i]
			times[d.Case]++
			expected[d.Case] = runs * d.Probability()
			st := p.find(d.Case).stratum()
			place[st] = append(place[st], float64(i)/float64(len(s.Draws)))
		}
	}
	for id, want := range expected {
		if sd := math.Sqrt(want * (1 - want/runs)); math.Abs(float64(times[id])-want) > 5*sd+1e-9 {
			t.Errorf("case %s was drawn %d times in %d runs, want about %.0f", id, times[id], runs, want)
		}
	}
	for st, places := range place {
		mean := 0.0
		for _, at := range places {
			mean += at / float64(len(places))
		}
		if sd := math.Sqrt(1.0 / 12 / float64(len(places))); math.Abs(mean-0.5) > 5*sd {
			t.Errorf("%v stands at %.2f of the sheet in the mean, want 0.5", st, mean)
		}
	}
}

func TestDrawDeals(t *testing.T) {
	s, err := Draw(aPopulation(t), Plan{N: 110, Coders: 3, Overlap: 20, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	alone := map[int]int{}
	for i := range s.Draws {
		switch coders := s.Draws[i].Coders; {
		case i < 20 && len(coders) != 3, i >= 20 && len(coders) != 1:
			t.Fatalf("case %d goes to %v", i+1, coders)
		case i >= 20:
			alone[coders[0]]++
		}
	}
	if alone[1] != 30 || alone[2] != 30 || alone[3] != 30 {
		t.Errorf("cases of one coder: %v, want 30 each", alone)
	}
}

func TestDrawOfBrands(t *testing.T) {
	p := aPopulation(t)
	s, err := Draw(p, Plan{N: 5000, Coders: 1, Overlap: 5000, Brands: []string{"old mill"}})
	if err != nil {
		t.Fatal(err)
	}
	if s.Overlap != 200 {
		t.Errorf("%d of 200 cases are for all", s.Overlap)
	}
	if len(s.Draws) != 200 || fmt.Sprint(s.Brands) != "[Old Mill]" {
		t.Errorf("%d cases of %v, want all 200 of Old Mill", len(s.Draws), s.Brands)
	}
}

// Where brands are many and cases few, the strata are those of all brands.
func TestDrawOfManyBrands(t *testing.T) {
	p := aPopulation(t)
	s, err := Draw(p, Plan{N: 30, Coders: 1})
	if err != nil {
		t.Fatal(err)
	}
	total := 0.0
	for i := range s.Draws {
		total += 1 / s.Draws[i].Probability()
	}
	if s.ByBrand || len(s.Draws) != 30 || math.Abs(total-float64(len(p))) > 1e-6 {
		t.Errorf("by brand: %t; %d cases stand for %g of %d", s.ByBrand, len(s.Draws), total, len(p))
	}
	strata, err := (&Sample{ByBrand: true}).stratify(p)
	if err != nil {
		t.Fatal(err)
	}
	for n, byBrand := range map[int]bool{needed(sizes(strata)): true, needed(sizes(strata)) - 1: false} {
		if s, err := Draw(p, Plan{N: n, Coders: 1}); err != nil || s.ByBrand != byBrand {
			t.Errorf("%d cases of %d strata are drawn by brand: %v (%v)", n, len(strata), !byBrand, err)
		}
	}
}

func TestDrawErrors(t *testing.T) {
	p := aPopulation(t)
	for _, test := range []struct {
		p    Population
		plan Plan
		want string
	}{
		{p, Plan{N: 0, Coders: 2}, "want at least one case"},
		{p, Plan{N: 9, Coders: 0}, "at least one case and one coder"},
		{p, Plan{N: 9, Coders: 2}, "a draw of 9 is too small for the 10 strata"},
		{p, Plan{N: 99, Coders: 2, Brands: []string{"New Mill"}}, `no case of a brand "New Mill"; the report has cases of Aurora Bank, Old Mill`},
		{nil, Plan{N: 99, Coders: 2}, "no case to draw"},
	} {
		_, err := Draw(test.p, test.plan)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: error %v, want %q in it", test.plan, err, test.want)
		}
	}
	_, err := newPopulation([]Unit{{ID: "a"}, {ID: "b"}, {ID: "a"}, {ID: "a"}})
	if want := "2 of the 4 cases have the id of another, as a: "; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v, want %q in it", err, want)
	}
}

// A sample fits the cases that it was drawn from, as the machine labelled them.
func TestFingerprint(t *testing.T) {
	u := Unit{ID: "a/1", Brand: "a", Answered: true, Machine: Codes{"complaint", "redirected", "dm", ""}}
	was := Population{u}.Fingerprint()
	for what, change := range map[string]func(*Unit){
		"id":       func(u *Unit) { u.ID = "a/2" },
		"brand":    func(u *Unit) { u.Brand = "b" },
		"answered": func(u *Unit) { u.Answered = false },
		"intent":   func(u *Unit) { u.Machine[Intent] = "question" },
		"outcome":  func(u *Unit) { u.Machine[Outcome] = "open" },
	} {
		other := u
		change(&other)
		if (Population{other}).Fingerprint() == was {
			t.Errorf("another %s is not told", what)
		}
	}
}

// A cases.csv with a row at fault is no population.
func TestReadPopulation(t *testing.T) {
	head := strings.Join(report.Columns(), ",") + "\n"
	const good = "a/1,a,ann,,,1 2,1,1,question,open,,,pending,,,,,,en,false,,,,,,\na/3,a,bob,,,3,1,0,question,ignored,no_reply,,no_reply,,,,,,en,false,,,,,,\n"
	want := Population{{"a/1", "a", true, Codes{"question", "open", "", ""}}, {"a/3", "a", false, Codes{"question", "ignored", "", "no_reply"}}}
	if p, err := ReadPopulation(strings.NewReader(head + good)); err != nil || !reflect.DeepEqual(p, want) {
		t.Errorf("%+v, %v, want %+v", p, err, want)
	}
	if p, err := ReadPopulation(strings.NewReader(head + good + "a/4,a\n")); err == nil {
		t.Errorf("with a row cut short: %+v", p)
	}
}

func TestAllocate(t *testing.T) {
	for _, test := range []struct {
		n     int
		sizes []int
		want  []int
	}{
		{20, []int{100, 100}, []int{10, 10}},
		{30, []int{10000, 100, 1}, []int{26, 3, 1}}, // √: 100 to 10 to 1
		{9, []int{3, 3, 3}, []int{3, 3, 3}},
		{99, []int{3, 1}, []int{3, 1}},
		{4, []int{1000000, 2}, []int{2, 2}},
	} {
		got, err := allocate(test.n, test.sizes)
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%d cases over %v: %v (%v), want %v", test.n, test.sizes, got, err, test.want)
		}
	}
}
