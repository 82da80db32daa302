package coding

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// coded returns a coding of cases 1, 2, … by coders "a", "b", …: each string is
// one coder's outcomes, by their first letters (i, r for resolved, d for
// redirected, b, o), with . for none. Every case is a complaint.
func coded(outcomes ...string) *Coding {
	words := map[rune]string{'i': "ignored", 'r': "resolved", 'd': "redirected", 'b': "boilerplate", 'o': "open"}
	c := &Coding{Adjudicated: map[string]Codes{}}
	for i, letters := range outcomes {
		coder := Coder{Name: string(rune('a' + i)), Codes: map[string]Codes{}}
		for n, letter := range letters {
			if letter != '.' {
				coder.Codes[caseID(n+1)] = Codes{"complaint", words[letter], "", ""}
			}
		}
		c.Coders = append(c.Coders, coder)
	}
	return c
}

func caseID(n int) string { return fmt.Sprintf("Aurora Bank/%03d", n) }

func near(t *testing.T, what string, got *float64, want float64) {
	t.Helper()
	if got == nil || !(math.Abs(*got-want) <= 5e-4) { // NaN is not near
		t.Errorf("%s is %v, want %.3f", what, got, want)
	}
}

// Two coders, 50 cases: both say resolved of 20 and redirected of 15; the first
// alone says resolved of 5, the second alone of 10. They agree on 70 %; by
// chance it were .5·.6 + .5·.4 = 50 %; kappa is (.7 - .5)/(1 - .5).
func TestAgreeOfTwo(t *testing.T) {
	first := strings.Repeat("r", 25) + strings.Repeat("d", 25)
	second := strings.Repeat("r", 20) + strings.Repeat("d", 5) + strings.Repeat("r", 10) + strings.Repeat("d", 15)
	a := coded(first, second).Agree()
	outcome := a.Variables[Outcome]
	if outcome.Variable != "outcome" || outcome.Overall.Cases != 50 {
		t.Fatalf("%s of %d cases, want outcome of 50", outcome.Variable, outcome.Overall.Cases)
	}
	near(t, "agreement", outcome.Overall.Agreement.Value, 0.7)
	near(t, "kappa", outcome.Overall.Kappa.Value, 0.4)
	near(t, "kappa of resolved alone", outcome.Labels[0].Kappa.Value, 0.4)
	if l := outcome.Labels[0]; l.Label != "resolved" || l.Used != 55 {
		t.Errorf("%s was used %d times, want resolved 55 times", l.Label, l.Used)
	}
	if m := outcome.Pairs[0].Confusion; fmt.Sprint(m) != "{[redirected resolved] [[15 10] [5 20]]}" {
		t.Errorf("confusion %v", m)
	}
	if k := outcome.Overall.Kappa; *k.Low > 0.25 || *k.High < 0.55 {
		t.Errorf("kappa is in [%.2f, %.2f]; 50 cases cannot tell so well", *k.Low, *k.High)
	}
	if len(a.Undecided) != 15 {
		t.Errorf("%d to adjudicate, want 15", len(a.Undecided))
	}
}

// Example C of Krippendorff 2011, "Computing Krippendorff's alpha-reliability":
// four coders, twelve cases, gaps; alpha is 0.743.
func TestAgreeOfFour(t *testing.T) {
	letters := strings.NewReplacer("1", "r", "2", "d", "3", "b", "4", "o", "5", "i")
	var coders []string
	for _, numbers := range []string{"123321412...", "1233224125.3", ".3332342251.", "1233244125 1."} {
		coders = append(coders, letters.Replace(strings.ReplaceAll(numbers, " ", "")))
	}
	a := coded(coders...).Agree()
	near(t, "alpha", a.Variables[Outcome].Overall.Alpha.Value, 0.743)
	if pairs := len(a.Variables[Outcome].Pairs); pairs != 6 {
		t.Errorf("%d pairs of four coders, want 6", pairs)
	}
	mean := 0.0
	for _, pair := range a.Variables[Outcome].Pairs {
		mean += *pair.Kappa.Value / 6
	}
	near(t, "kappa", a.Variables[Outcome].Overall.Kappa.Value, mean)
}

func TestConsensus(t *testing.T) {
	for _, test := range []struct {
		words       string // of each coder
		adjudicated string
		want        string
		decided     bool
	}{
		{"rr", "", "resolved", true},
		{"rd", "", "", false},
		{"rd", "open", "open", true},
		{"rr", "open", "open", true},
		{"r.", "", "resolved", true},
		{"rdr", "", "resolved", true},
		{"rdb", "", "", false},
		{"rrdd", "", "", false},
		{"..", "", "", true},
	} {
		c := coded(strings.Split(test.words, "")...)
		if test.adjudicated != "" {
			c.Adjudicated[caseID(1)] = Codes{Outcome: test.adjudicated}
		}
		word, decided := c.consensus(caseID(1), Outcome)
		if word != test.want || decided != test.decided {
			t.Errorf("%s, adjudicated %q: %q, %t; want %q, %t", test.words, test.adjudicated, word, decided, test.want, test.decided)
		}
	}
}

// Of a channel there is nothing to decide before the outcome is.
func TestConsensusOnAChannel(t *testing.T) {
	c := coded("d", "d", "o", "o")
	for i, channel := range []string{"dm", "phone"} {
		c.Coders[i].Codes[caseID(1)] = Codes{"complaint", "redirected", channel, ""}
	}
	if word, decided := c.consensus(caseID(1), Channel); word != "" || !decided {
		t.Errorf("%q, %t; want nothing, decided", word, decided)
	}
}

func TestAgreeListsWhatIsToAdjudicate(t *testing.T) {
	c := coded("rrd.", "rbdo")
	got := c.Agree().Undecided
	if len(got) != 1 || got[0].Case != caseID(2) || fmt.Sprint(got[0].Words) != "[resolved boilerplate]" {
		t.Errorf("to adjudicate: %+v, want case 2", got)
	}
	if got[0].Number != "" {
		t.Errorf("without the sample case 2 is called %q beside its id", got[0].Number)
	}
	if n := c.Agree().Variables[Outcome].Overall.Cases; n != 3 {
		t.Errorf("%d cases were coded by both, want 3", n)
	}
	c.Adjudicated[caseID(2)] = Codes{Outcome: "open"}
	if got := c.Agree().Undecided; len(got) != 0 {
		t.Errorf("after adjudication: %+v", got)
	}
}

// What stands in a paper's reliability section has its source.
func TestAgreeSaysWhatItReckons(t *testing.T) {
	for _, test := range []struct {
		a    *Agreement
		want string
	}{
		{coded("rrdd", "rddd").Agree(), "kappa: Cohen's (1960); alpha: Krippendorff's (2011);\n intervals: of % agree and accuracy Wilson's (1927), of the others bootstrapped (2,000 resamples of the cases);\n"},
		{coded("rrdd", "rddd", "rrrd").Agree(), "mean kappa: Cohen's (1960), over the pairs of coders (Light 1971); alpha: Krippendorff's (2011);\n intervals: of accuracy Wilson's (1927), "},
	} {
		var text strings.Builder
		if err := (&Result{Agreement: test.a}).WriteText(&text); err != nil || !strings.Contains(text.String(), test.want) {
			t.Errorf("%v: no %q in\n%s", err, test.want, &text)
		}
	}
}

// One coder, or two who share no case, agree with nobody; that is no error.
func TestAgreeAlone(t *testing.T) {
	for _, c := range []*Coding{coded("rdb"), coded("rd..", "..bo")} {
		a := c.Agree()
		if len(a.Variables) != 0 || len(a.Undecided) != 0 {
			t.Errorf("%+v", a)
		}
		var text strings.Builder
		if err := (&Result{Agreement: a}).WriteText(&text); err != nil || !strings.Contains(text.String(), "No case was coded by two coders") {
			t.Errorf("%v: %s", err, &text)
		}
	}
}

// Coders who share no case have no kappa, and spoil none of the others'.
func TestAgreeOfPairsThatShareNothing(t *testing.T) {
	outcome := coded("rdr...", "...bod", "rdrbod").Agree().Variables[Outcome]
	if len(outcome.Pairs) != 2 {
		t.Errorf("%d pairs share cases, want 2", len(outcome.Pairs))
	}
	near(t, "kappa", outcome.Overall.Kappa.Value, 1)
}

// The machine is compared where there is a consensus, and, of redirects, its
// channel where it says redirected too.
func TestScore(t *testing.T) {
	c := coded("rrddb", "rbddb")
	for _, coder := range c.Coders {
		coder.Codes[caseID(3)] = Codes{"complaint", "redirected", "dm", ""}
		coder.Codes[caseID(4)] = Codes{"complaint", "redirected", "phone", ""}
	}
	p := Population{
		{caseID(1), "Aurora Bank", true, Codes{"complaint", "resolved", "", ""}},
		{caseID(2), "Aurora Bank", true, Codes{"complaint", "resolved", "", ""}},
		{caseID(3), "Aurora Bank", true, Codes{"question", "redirected", "web", ""}},
		{caseID(4), "Aurora Bank", true, Codes{"complaint", "resolved", "", ""}},
	}
	scores, err := c.Score(p)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range scores {
		got = append(got, fmt.Sprintf("%s %d/%d", s.Variable, s.Right, s.Cases))
		if s.Population != nil {
			t.Errorf("%s: an accuracy in the report without a sample of it", s.Variable)
		}
	}
	if want := "[intent 3/4 outcome 2/3 channel 0/1]"; fmt.Sprint(got) != want {
		t.Errorf("scores %v, want %s", got, want)
	}
	if _, err := c.Score(Population{{ID: "Old Mill/1"}}); err == nil || !strings.Contains(err.Error(), "none of the 5 coded cases is in the report") {
		t.Errorf("a report without the cases: %v", err)
	}
}

// Cases that only one coder has may be others' under a garbled id.
func TestCodedAlone(t *testing.T) {
	c := coded("rrd.", "rr.dd", "..d")
	var b strings.Builder
	if err := (&Result{Agreement: c.Agree()}).WriteText(&b); err != nil {
		t.Fatal(err)
	}
	if want := "a coded 3 cases\nb coded 4 cases; nobody else coded 2 of them\nc coded 1 case\n"; !strings.HasPrefix(b.String(), want) {
		t.Errorf("says\n%swant\n%s", b.String(), want)
	}
	if alone := coded("rrd").Agree().Coders[0].Alone; alone != 0 {
		t.Errorf("the only coder coded %d cases alone, want none", alone)
	}
}

// How right the machine is over all cases is told of what every case has, and only of
// the report that was drawn from.
func TestScoreOfThePopulation(t *testing.T) {
	w := newWorld(t, 200)
	c := w.code(w.draw(t, 100, 1))
	for drawn, p := range map[bool]Population{true: w.population, false: w.population[:len(w.population)-1]} {
		scores, err := c.Score(p)
		if err != nil || len(scores) != int(variables) {
			t.Fatal(len(scores), err)
		}
		for i, s := range scores {
			if told := s.Population != nil; told != (drawn && Variables[i].Of == "") {
				t.Errorf("drawn from the report: %v, accuracy of %s over all cases: %v", drawn, s.Variable, told)
			}
		}
	}
}

// A stratum of which no case is decided says nothing of how right the machine is there.
func TestScoreOfAnUncodedStratum(t *testing.T) {
	w := newWorld(t, 200)
	c := w.code(w.draw(t, 100, 1))
	for id := range c.Coders[0].Codes {
		c.Coders[0].Codes[id] = w.population.find(id).Machine
		if c.Coders[0].Codes[id][Outcome] == "ignored" {
			delete(c.Coders[0].Codes, id)
		}
	}
	scores, err := c.Score(w.population)
	if err != nil {
		t.Fatal(err)
	}
	if got := scores[Outcome].Population; *got.Value != 1 || *got.Low > 0.85 || *got.High != 1 {
		t.Errorf("accuracy %.3f [%.3f, %.3f] where all that is decided is right and a seventh of the cases is not; want 1 and a low end below 0.85", *got.Value, *got.Low, *got.High)
	}
}

// How much a coder did is said of both columns where they differ.
func TestCodedBoth(t *testing.T) {
	c := coded("rrd", "rr")
	c.Coders[1].Codes[caseID(2)] = Codes{Outcome: "resolved"}
	c.Coders[1].Codes[caseID(3)] = Codes{Outcome: "open"}
	var b strings.Builder
	if err := (&Result{Agreement: c.Agree()}).WriteText(&b); err != nil {
		t.Fatal(err)
	}
	if want := "a coded 3 cases\nb coded 3 cases by outcome, and 1 by intent\n"; !strings.HasPrefix(b.String(), want) {
		t.Errorf("says\n%swant\n%s", b.String(), want)
	}
}
