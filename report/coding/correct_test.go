package coding

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/stats"
)

// A world is a made-up population and what is true of it.
type world struct {
	population Population
	truth      map[string]Codes // by case
	summary    *audit.Summary
	rate       map[string]float64 // true share of the requests resolved, by brand
}

// newWorld makes up two banks with cases each; the machine calls a third of the
// redirects resolved, and a fifth of the requests praise or the other way round.
func newWorld(t testing.TB, cases int) *world {
	t.Helper()
	dice := rand.New(rand.NewPCG(3, 4))
	w := &world{truth: map[string]Codes{}, rate: map[string]float64{}, summary: &audit.Summary{}}
	var units []Unit
	for _, brand := range []string{"Aurora Bank", "Old Mill"} {
		for i := range cases {
			truth := Codes{"complaint", "redirected", "dm", ""}
			if dice.IntN(100) < 20 {
				truth[Intent] = "praise"
			}
			switch roll := dice.IntN(100); {
			case roll < 15:
				truth = Codes{truth[Intent], "ignored", "", "no_reply"}
			case roll < 45:
				truth = Codes{truth[Intent], "resolved", "", ""}
			}
			machine := truth
			if machine[Outcome] == "redirected" && dice.IntN(3) == 0 {
				machine[Outcome] = "resolved"
			}
			if dice.IntN(10) == 0 {
				machine[Intent] = map[string]string{"complaint": "praise", "praise": "complaint"}[truth[Intent]]
			}
			id := fmt.Sprintf("%s/%d", brand, i)
			w.truth[id] = truth
			units = append(units, Unit{id, brand, truth[Outcome] != "ignored", machine})
		}
	}
	var err error
	if w.population, err = newPopulation(units); err != nil {
		t.Fatal(err)
	}
	for _, brand := range []string{"Aurora Bank", "Old Mill"} {
		w.summarise(brand)
	}
	return w
}

// summarise counts a brand's cases as an audit does, by the machine and in truth.
func (w *world) summarise(brand string) {
	b := audit.BrandSummary{Name: brand}
	count := map[string]int{}
	trueRequests, trueResolved := 0.0, 0.0
	for i := range w.population {
		u := &w.population[i]
		if u.Brand != brand {
			continue
		}
		b.Cases++
		if request(u.Machine[Intent]) {
			b.Requests++
			count[u.Machine[Outcome]]++
			if u.Answered {
				b.Answered++
				count["answered "+u.Machine[Outcome]]++
			}
		}
		if truth := w.truth[u.ID]; request(truth[Intent]) {
			trueRequests++
			if truth[Outcome] == "resolved" {
				trueResolved++
			}
		}
	}
	for _, name := range audit.OutcomeNames {
		o := b.Outcomes.Get(name)
		o.N = count[name]
		o.OfRequests, o.OfAnswered = audit.NewRate(o.N, b.Requests), audit.NewRate(count["answered "+name], b.Answered)
	}
	w.rate[brand] = trueResolved / trueRequests
	w.summary.Brands = append(w.summary.Brands, b)
}

// code has one coder who is always right code a sample.
func (w *world) code(s *Sample) *Coding {
	c := &Coding{Coders: []Coder{{Name: "Anna", Codes: map[string]Codes{}}}, Adjudicated: map[string]Codes{}}
	c.setSample(s)
	for i := range s.Draws {
		c.Coders[0].Codes[s.Draws[i].Case] = w.truth[s.Draws[i].Case]
	}
	return c
}

func (w *world) draw(t testing.TB, n int, seed uint64) *Sample {
	t.Helper()
	s, err := Draw(w.population, Plan{N: n, Coders: 1, Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func resolvedOfRequests(c *Correction, brand int) *CorrectedRate {
	for i := range c.Brands[brand].Rates {
		if r := &c.Brands[brand].Rates[i]; r.Outcome == "resolved" && r.Of == "requests" {
			return r
		}
	}
	return nil
}

// Coders who agree with the machine in all correct nothing, also where a draw over
// all brands together leaves some of a brand's strata without a coded case.
func TestCorrectOfAMachineThatNeverErrs(t *testing.T) {
	w := newWorld(t, 100)
	for i := range w.population {
		w.truth[w.population[i].ID] = w.population[i].Machine
	}
	for seed := range uint64(10) {
		sample := w.draw(t, 15, seed)
		c, err := Correct(w.summary, w.population, w.code(sample))
		if err != nil || sample.ByBrand {
			t.Fatal(sample.ByBrand, err)
		}
		for _, b := range c.Brands {
			if warned := strings.Contains(strings.Join(c.Warnings, "\n"), fmt.Sprintf("%s: no case is coded that is like %d of its 100", b.Name, b.Uncoded)); warned != (b.Uncoded > 0) {
				t.Errorf("seed %d, %s: %d uncoded, warnings %q", seed, b.Name, b.Uncoded, c.Warnings)
			}
			for _, r := range b.Rates {
				if got := r.Corrected.Value; got != nil && math.Abs(*got-*r.Raw.Rate) > 1e-12 {
					t.Errorf("seed %d, %s, %s of %s: corrected %.4f, raw %.4f", seed, b.Name, r.Outcome, r.Of, *got, *r.Raw.Rate)
				}
			}
		}
	}
}

// Over many samples the corrected interval holds the truth about 95 times of
// 100, from the draw to the rate, and the raw one never does: of 600 intervals
// 549 to 591 are within four standard errors of 95 %.
func TestCorrectHoldsTheTruth(t *testing.T) {
	w := newWorld(t, 800)
	held, raw, rogan := 0, 0, 0
	for seed := range uint64(300) {
		c, err := Correct(w.summary, w.population, w.code(w.draw(t, 200, seed)))
		if err != nil {
			t.Fatal(err)
		}
		for i := range c.Brands {
			r, truth := resolvedOfRequests(c, i), w.rate[c.Brands[i].Name]
			in := func(low, high *float64) int {
				if *low <= truth && truth <= *high {
					return 1
				}
				return 0
			}
			held += in(r.Corrected.Low, r.Corrected.High)
			raw += in(r.Raw.Low, r.Raw.High)
			rogan += in(r.RoganGladen.Low, r.RoganGladen.High)
		}
	}
	t.Logf("of 600 intervals %d corrected ones hold the truth, %d of Rogan and Gladen, %d raw ones", held, rogan, raw)
	if held < 549 || held > 591 {
		t.Errorf("%d of 600 corrected intervals hold the truth, want about 570", held)
	}
	if raw > 0 {
		t.Errorf("%d of 600 raw intervals hold the truth: the machine is not wrong enough for this test", raw)
	}
}

// Who codes everything knows everything.
func TestCorrectOfACensus(t *testing.T) {
	w := newWorld(t, 60)
	c, err := Correct(w.summary, w.population, w.code(w.draw(t, 120, 1)))
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range c.Brands {
		r := resolvedOfRequests(c, i)
		near(t, b.Name, r.Corrected.Value, w.rate[b.Name])
		if *r.Corrected.Low != *r.Corrected.High {
			t.Errorf("%s: all is coded, and the rate is in [%g, %g]", b.Name, *r.Corrected.Low, *r.Corrected.High)
		}
		if r.Corrected.Coded != b.Asked || r.RoganGladen.Coded != b.Asked {
			t.Errorf("%s: the rate is said to be of %d and %d coded requests, want %d", b.Name, r.Corrected.Coded, r.RoganGladen.Coded, b.Asked)
		}
		if b.Drawn != 60 || b.Coded != 60 || b.Cases != 60 {
			t.Errorf("%+v", b)
		}
		requests := 0 // in truth: not those that the machine takes for one
		for id, truth := range w.truth {
			if strings.HasPrefix(id, b.Name+"/") && request(truth[Intent]) {
				requests++
			}
		}
		if b.Asked != requests || b.Asked == w.summary.Brands[i].Requests {
			t.Errorf("%s: %d coded requests, want %d", b.Name, b.Asked, requests)
		}
	}
}

func TestCorrectTakesNoShortcut(t *testing.T) {
	w := newWorld(t, 200)
	s := w.draw(t, 100, 1)
	id := s.Draws[0].Case
	differ := func(with Codes) *Coding {
		c := w.code(s)
		second := Coder{Name: "Ben", Codes: map[string]Codes{}}
		for id, codes := range c.Coders[0].Codes {
			second.Codes[id] = codes
		}
		c.Coders[0].Codes[id], second.Codes[id] = Codes{"complaint", "redirected", "dm", ""}, with
		c.Coders = append(c.Coders, second)
		return c
	}
	other := func(s *audit.Summary) *audit.Summary {
		changed := *s
		changed.Brands = append([]audit.BrandSummary{}, s.Brands...)
		changed.Brands[0].Cases++
		return &changed
	}
	noSample := w.code(s)
	noSample.Sample = nil
	for _, test := range []struct {
		name    string
		summary *audit.Summary
		p       Population
		c       *Coding
		want    string // of the error; "" for none
	}{
		{"coders agree", w.summary, w.population, differ(Codes{"complaint", "redirected", "phone", ""}), ""},
		{"they differ on the kind of request", w.summary, w.population, differ(Codes{"question", "redirected", "dm", ""}), ""},
		{"on whether it is one", w.summary, w.population, differ(Codes{"praise", "redirected", "dm", ""}), "the coders differ on 1 of 100 cases (case 1 is the first"},
		{"on the outcome", w.summary, w.population, differ(Codes{"complaint", "open", "", ""}), "code them on a sheet named Adjudicated"},
		{"another report", w.summary, w.population[1:], w.code(s), "the cases were not drawn from this report"},
		{"files without the draw", w.summary, w.population, noSample, "do not say how the cases were drawn"},
		{"half a report", other(w.summary), w.population, w.code(s), "cases.csv has 200 cases of Aurora Bank, and its summary.json 201"},
	} {
		_, err := Correct(test.summary, test.p, test.c)
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: error %v, want %q in it", test.name, err, test.want)
		}
	}
	settled := differ(Codes{"complaint", "open", "", ""})
	settled.Adjudicated[id] = w.truth[id]
	if _, err := Correct(w.summary, w.population, settled); err != nil {
		t.Errorf("adjudicated: %v", err)
	}
	alone, err := differ(Codes{"complaint", "open", "", ""}).Only("anna")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Correct(w.summary, w.population, alone); err != nil {
		t.Errorf("one coder's word: %v", err)
	}
}

// A rate takes of a case whether it is a request and, if so, how it ended; what was
// adjudicated wins, but for one coder's word.
func TestVerdict(t *testing.T) {
	for _, test := range []struct {
		coders      []Codes
		adjudicated Codes
		want        verdict
		first       verdict // of the first coder alone
	}{
		{[]Codes{{Intent: "complaint", Outcome: "open"}}, Codes{}, verdict{coded: true, counts: true, outcome: "open"}, verdict{coded: true, counts: true, outcome: "open"}},
		{[]Codes{{Intent: "complaint"}}, Codes{}, verdict{counts: true}, verdict{counts: true}},
		{[]Codes{{Outcome: "open"}}, Codes{}, verdict{counts: true, outcome: "open"}, verdict{counts: true, outcome: "open"}},
		{[]Codes{{Intent: "praise"}}, Codes{}, verdict{coded: true}, verdict{coded: true}},
		{[]Codes{{Intent: "praise"}, {Intent: "question", Outcome: "open"}}, Codes{}, verdict{undecided: true}, verdict{coded: true}},
		{[]Codes{{Intent: "praise"}, {Intent: "question", Outcome: "open"}}, Codes{Intent: "question"}, verdict{coded: true, counts: true, outcome: "open"}, verdict{coded: true}},
		{[]Codes{{Intent: "question", Outcome: "open"}}, Codes{Outcome: "resolved"}, verdict{coded: true, counts: true, outcome: "resolved"}, verdict{coded: true, counts: true, outcome: "open"}},
	} {
		c := &Coding{Adjudicated: map[string]Codes{"1": test.adjudicated}}
		for i, codes := range test.coders {
			c.Coders = append(c.Coders, Coder{Name: fmt.Sprint(i), Codes: map[string]Codes{"1": codes}})
		}
		alone, err := c.Only("0")
		if err != nil {
			t.Fatal(err)
		}
		if got, first := c.verdict("1"), alone.verdict("1"); got != test.want || first != test.first {
			t.Errorf("%v, adjudicated %v: %+v, the first alone %+v; want %+v and %+v", test.coders, test.adjudicated, got, first, test.want, test.first)
		}
	}
}

// What the source cannot show, coders cannot mend: its cases are not there.
func TestCorrectWithholds(t *testing.T) {
	w := newWorld(t, 200)
	const why = "collected from the brand's replies"
	for i := range w.summary.Brands {
		w.summary.Brands[i].Outcomes.Resolved.OfRequests = audit.Rate{N: 1, Of: 2, Withheld: why}
	}
	c, err := Correct(w.summary, w.population, w.code(w.draw(t, 100, 1)))
	if err != nil {
		t.Fatal(err)
	}
	r := resolvedOfRequests(c, 0)
	if r.Corrected.Value != nil || r.Corrected.Withheld != why || r.RoganGladen.Withheld != why {
		t.Errorf("%+v, want it withheld", r)
	}
	var text strings.Builder
	if err := c.WriteText(&text); err != nil || !strings.Contains(text.String(), "[1] withheld: "+why) {
		t.Errorf("%v: no reason in\n%s", err, &text)
	}
}

// Of many brands, those with the most coded cases are printed, by name; the workbook
// and the JSON have all.
func TestCorrectionOfManyBrandsIsShort(t *testing.T) {
	c := &Correction{ofSheets: []string{"cells that are blank"}}
	for i := range brandsCorrected + 3 {
		b := BrandCorrection{Name: fmt.Sprintf("Bank %02d", i), Cases: 900, Drawn: 400, Coded: 400}
		if i < 3 {
			b.Coded = 60
		}
		c.Brands = append(c.Brands, b)
	}
	c.Warnings = c.warnings(c.Brands)
	var text strings.Builder
	if err := c.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	got := text.String()
	for _, want := range []string{"Bank 03 (400 of 900 cases coded)", "Warning: cells that are blank", "Warning: Bank 22: few coded", "… and 3 brands with no more coded cases"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	if strings.Contains(got, "Bank 02") {
		t.Errorf("a brand with few coded cases is printed:\n%s", got)
	}
	if all := 1 + brandsCorrected + 3*2; len(c.Brands) != brandsCorrected+3 || len(c.Warnings) != all {
		t.Errorf("%d brands and %d warnings are left, want all", len(c.Brands), len(c.Warnings))
	}
}

// Cases that are not coded yet leave a smaller sample, not a wrong one.
func TestCorrectOfAnUnfinishedSample(t *testing.T) {
	w := newWorld(t, 800)
	s := w.draw(t, 300, 1)
	c := w.code(s)
	for i := range s.Draws[150:] {
		delete(c.Coders[0].Codes, s.Draws[150+i].Case)
	}
	half, err := Correct(w.summary, w.population, c)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := Correct(w.summary, w.population, w.code(s))
	if err != nil {
		t.Fatal(err)
	}
	if coded := half.Brands[0].Coded + half.Brands[1].Coded; coded != 150 {
		t.Errorf("%d cases coded, want 150", coded)
	}
	a, b := resolvedOfRequests(half, 0).Corrected, resolvedOfRequests(whole, 0).Corrected
	if *a.High-*a.Low < 1.2*(*b.High-*b.Low) {
		t.Errorf("half the cases make [%.3f, %.3f], all [%.3f, %.3f]", *a.Low, *a.High, *b.Low, *b.High)
	}
}

// Outcomes alone do not tell the requests, of which the rates are.
func TestCorrectOfOutcomesAlone(t *testing.T) {
	w := newWorld(t, 200)
	c := w.code(w.draw(t, 40, 1))
	for id, codes := range c.Coders[0].Codes {
		codes[Intent] = ""
		c.Coders[0].Codes[id] = codes
	}
	_, err := Correct(w.summary, w.population, c)
	if err == nil || !strings.Contains(err.Error(), "none of the 40 cases that are coded has both an intent and an outcome") {
		t.Errorf("outcomes alone: %v", err)
	}
}

func TestCorrectWarns(t *testing.T) {
	w := newWorld(t, 200)
	s := w.draw(t, 40, 1)
	c := w.code(s)
	delete(c.Coders[0].Codes, s.Draws[0].Case)
	c.Problems = []Problem{{Row: 2, Case: "1", Msg: "blank"}}
	got, err := Correct(w.summary, w.population, c)
	if err != nil {
		t.Fatal(err)
	}
	warnings := strings.Join(got.Warnings, "\n")
	for _, want := range []string{
		"cells that are blank or cannot be used: 1; agree lists them",
		": 1 of the 20 cases drawn are not coded",
		"few coded requests (",
		"; for any rate to be known to 10 points, about 93 would be needed",
	} {
		if !strings.Contains(warnings, want) {
			t.Errorf("no warning %q in\n%s", want, warnings)
		}
	}
}

// Of a brand whose cases are all coded there are no more to code.
func TestCorrectAsksForNoMoreThanThereIs(t *testing.T) {
	w := newWorld(t, 20)
	c, err := Correct(w.summary, w.population, w.code(w.draw(t, 40, 1)))
	if err != nil || c.Brands[0].Asked >= 30 || len(c.Warnings) > 0 {
		t.Errorf("%v; warned of %d coded requests, which are all: %q", err, c.Brands[0].Asked, c.Warnings)
	}
}

// What is enough is not warned of.
func TestCorrectWarnsOfNoMoreThanItMust(t *testing.T) {
	enough := audit.DefaultThresholds.ThinRequests
	for want, b := range map[int]BrandCorrection{
		0: {Cases: 200, Drawn: 99, Coded: 99, Asked: enough},
		1: {Cases: 200, Drawn: 99, Coded: 99, Asked: enough - 1},
		2: {Cases: 200, Drawn: 99, Coded: 98, Asked: enough - 1},
		3: {Cases: 200, Drawn: 99, Coded: 98, Uncoded: 1, Asked: enough - 1},
	} {
		if got := b.warnings(); len(got) != want {
			t.Errorf("%+v: warned %q, want %d warnings", b, got, want)
		}
	}
}

// A rate that cannot be estimated says why; a brand of which nothing was drawn has none.
func TestCorrectSaysWhyNot(t *testing.T) {
	none := []stats.Cell{{Name: "a", Cases: 9}}
	for _, e := range []Estimate{predictionPowered(none), roganGladen(audit.NewRate(3, 9), none)} {
		if e.Value != nil || e.Withheld == "" {
			t.Errorf("without a coded case: %+v", e)
		}
	}
	w := newWorld(t, 200)
	s, err := Draw(w.population, Plan{N: 60, Coders: 1, Brands: []string{"Old Mill"}})
	if err != nil {
		t.Fatal(err)
	}
	if c, err := Correct(w.summary, w.population, w.code(s)); err != nil || len(c.Brands) != 1 || c.Brands[0].Name != "Old Mill" {
		t.Errorf("drawn of one brand: %+v, %v", c, err)
	}
}

func TestCorrectedWorkbook(t *testing.T) {
	w := newWorld(t, 200)
	c, err := Correct(w.summary, w.population, w.code(w.draw(t, 100, 1)))
	if err != nil {
		t.Fatal(err)
	}
	c.Brands[0].Name = "=Aurora"
	var one, two bytes.Buffer
	for _, b := range []*bytes.Buffer{&one, &two} {
		if err := c.WriteWorkbook(b); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("the same rates make two workbooks")
	}
	f := opened(t, one.Bytes())
	rows := rowsOf(t, f, sheetCorrected)
	if len(rows) != 1+2*2*len(audit.OutcomeNames) {
		t.Fatalf("%d rows, want a header and two brands with %d outcomes over two denominators", len(rows), len(audit.OutcomeNames))
	}
	first := c.Brands[0].Rates[0]
	want := []string{"=Aurora", first.Outcome, first.Of, fmt.Sprintf("%.1f%%", 100**first.Raw.Rate)}
	if got := rows[1][:4]; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("first row %q, want %q", got, want)
	}
	if formula, _ := f.GetCellFormula(sheetCorrected, "A2"); formula != "" {
		t.Errorf("a brand's name became the formula %s", formula)
	}
}
