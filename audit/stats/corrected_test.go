package stats

import (
	"math"
	"strings"
	"testing"
)

// saidHit and saidNot are cells that the machine calls hits and no hits.
func saidHit(cases, coded, hits int) Cell {
	return Cell{Name: "hit", Hit: true, Cases: cases, Coded: coded, Hits: hits}
}

func saidNot(cases, coded, hits int) Cell {
	return Cell{Name: "not", Cases: cases, Coded: coded, Hits: hits}
}

// many is so many cases that drawing is as with replacement.
const many = 1_000_000_000

func corrected(t *testing.T, cells ...Cell) Corrected {
	t.Helper()
	c, err := PredictionPowered(cells, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The estimates are those of ppi-python 0.2.3, ppi_mean_pointestimate(Y, f,
// f_unlabeled, lam): the coded cases are the labelled sample, the others the
// unlabelled one, and lam is λ times the others' share of all cases (PPI++
// counts the labelled and the unlabelled predictions apart, this estimate
// counts all of them). Its 95 % intervals, ppi_mean_ci, are normal ones.
func TestPredictionPoweredIsPPI(t *testing.T) {
	for _, test := range []struct {
		said, not  Cell
		lambda     float64
		rate       float64
		normal     Interval
		sameToWith float64
	}{
		{
			saidHit(430, 40, 30), saidNot(1570, 160, 8),
			0.63 / 0.9, 0.2005, Interval{0.16038802, 0.24061198}, 0.006,
		},
		{
			saidHit(3000, 75, 60), saidNot(17000, 425, 40),
			0.6882352941176472 / 0.975, 0.2, Interval{0.17255227, 0.22744773}, 0.003,
		},
		{
			saidHit(86000, 800, 560), saidNot(314000, 3200, 160),
			0.6435 / 0.99, 0.18975, Interval{0.1809458, 0.1985542}, 0.0005,
		},
	} {
		got := corrected(t, test.said, test.not)
		near(t, "λ", got.Lambda, test.lambda, 1e-9)
		near(t, "rate", got.Rate, test.rate, 1e-9)
		nearInterval(t, "interval", got.Interval, test.normal.Low, test.normal.High, test.sameToWith)
	}
}

// With two strata of half the cases each, the rate of one stratum less that of
// the other's misses is twice the whole's rate less 1. So the interval is Mee's
// for a difference, in table II, method 5, of Newcombe 1998; more digits are
// from a brute-force inversion in R 4.2.2 (optimize for the likeliest rates,
// uniroot for the ends).
func TestPredictionPoweredIsMees(t *testing.T) {
	for _, test := range []struct {
		a, b      Proportion
		low, high float64
	}{
		{Proportion{56, 70}, Proportion{48, 80}, 0.053333849, 0.337729464},
		{Proportion{9, 10}, Proportion{3, 10}, 0.18212650, 0.83695033},
		{Proportion{6, 7}, Proportion{2, 7}, 0.054448328, 0.847809084},
		{Proportion{5, 56}, Proportion{0, 29}, -0.031327069, 0.192560014},
	} {
		got := corrected(t,
			saidHit(many, test.a.N, test.a.K),
			saidNot(many, test.b.N, test.b.N-test.b.K))
		nearInterval(t, "difference", Interval{2*got.Low - 1, 2*got.High - 1}, test.low, test.high, 2e-7)
	}
}

// One stratum of very many cases: Wilson's interval (Newcombe 1998, and R).
func TestPredictionPoweredIsWilsons(t *testing.T) {
	for _, p := range []Proportion{{81, 263}, {15, 148}, {0, 20}, {20, 20}, {1, 29}} {
		got := corrected(t, saidNot(many, p.N, p.K))
		want := Wilson(p.K, p.N, 0.95)
		near(t, "rate", got.Rate, p.Rate(), 1e-12)
		nearInterval(t, "interval", got.Interval, want.Low, want.High, 1e-8)
	}
}

// What is coded in full is known: only the rest is uncertain.
func TestPredictionPoweredKnowsTheFinitePopulation(t *testing.T) {
	all := corrected(t, saidHit(40, 40, 31), saidNot(60, 60, 2))
	if all.Rate != 0.33 || all.Interval != (Interval{0.33, 0.33}) {
		t.Errorf("coded in full: %g in %v, want exactly 0.33", all.Rate, all.Interval)
	}
	// 32 hits and 38 misses are known, and no sample can unsay them.
	half := corrected(t, saidHit(40, 40, 31), saidNot(60, 30, 1))
	if half.Low < 0.32 || half.High > 0.62 {
		t.Errorf("half of the rest coded: %v goes beyond [0.32, 0.62]", half.Interval)
	}
	// Two more that are coded and not counted change nothing of what is known.
	half = corrected(t, saidHit(40, 40, 31), Cell{Name: "not", Cases: 62, Coded: 32, Outside: 2, Hits: 1})
	if half.Low < 0.32 || half.High > 0.62 {
		t.Errorf("two outside: %v goes beyond [0.32, 0.62]", half.Interval)
	}
	few := corrected(t, saidNot(1_000_000, 100, 20))
	most := corrected(t, saidNot(120, 100, 20))
	if most.HalfWidth() > few.HalfWidth()/2 {
		t.Errorf("100 of 120 cases: ±%.3f, 100 of a million: ±%.3f", most.HalfWidth(), few.HalfWidth())
	}
}

// A hundred cases without an error are no proof that there is none.
func TestPredictionPoweredWithoutErrorsSeen(t *testing.T) {
	got := corrected(t, saidHit(50, 25, 25), saidNot(950, 100, 0))
	near(t, "rate", got.Rate, 0.05, 1e-12)
	if got.Low > 0.0499 || got.High < 0.07 || got.High > 0.12 {
		t.Errorf("interval %v; want it to allow for some misses among 950", got.Interval)
	}
}

func TestPredictionPoweredUncodedStratum(t *testing.T) {
	sampled := corrected(t, saidHit(300, 50, 40), saidNot(680, 50, 5))
	got := corrected(t, saidHit(300, 50, 40), saidNot(680, 50, 5), saidNot(20, 0, 0))
	near(t, "rate", got.Rate, sampled.Rate*0.98, 1e-12)
	nearInterval(t, "interval", got.Interval, sampled.Low*0.98, sampled.High*0.98+0.02, 1e-9)
	if got.Uncoded != 20 {
		t.Errorf("%d cases uncoded, want 20", got.Uncoded)
	}
	// Where the machine says hit, its word is in the rate, and its error below.
	hit := corrected(t, saidHit(20, 0, 0), saidNot(80, 80, 0))
	if hit.Rate != 0.2 || hit.Interval != (Interval{0, 0.2}) {
		t.Errorf("uncoded hits: %g in %v, want 0.2 in [0, 0.2]", hit.Rate, hit.Interval)
	}
}

// What the machine leaves out of the rate is no part of it where nobody looked,
// but may be to the coders, hits or not.
func TestPredictionPoweredUncodedStratumLeftOut(t *testing.T) {
	sampled := corrected(t, saidHit(300, 50, 40), saidNot(500, 50, 5))
	got := corrected(t, saidHit(300, 50, 40), saidNot(500, 50, 5), Cell{Name: "praise", Left: true, Cases: 200})
	near(t, "rate", got.Rate, sampled.Rate, 1e-12)
	nearInterval(t, "interval", got.Interval, sampled.Low*0.8, sampled.High*0.8+0.2, 1e-9)
	if got.Uncoded != 200 {
		t.Errorf("%d cases uncoded, want 200", got.Uncoded)
	}
}

// Of cases that are not counted the share must be estimated too. With one
// stratum that adds nothing: the counted cases are a plain sample of their own.
// With two, a stratum of uncertain size makes the whole less certain.
func TestPredictionPoweredCountsOnlySome(t *testing.T) {
	one := corrected(t, Cell{Name: "all", Cases: 2000, Coded: 200, Outside: 40, Hits: 16})
	same := corrected(t, saidNot(1600, 160, 16))
	near(t, "rate", one.Rate, same.Rate, 1e-12)
	nearInterval(t, "interval", one.Interval, same.Low, same.High, 1e-12)

	// 400·30/40 = 300 count where the machine says hit, 80 % of these are hits;
	// 600·50/60 = 500 where not, 4 % of these are.
	two := []Cell{
		{Name: "hit", Hit: true, Cases: 400, Coded: 40, Outside: 10, Hits: 24},
		{Name: "not", Cases: 600, Coded: 60, Outside: 10, Hits: 2},
	}
	got := corrected(t, two...)
	near(t, "rate", got.Rate, (300*0.8+500*0.04)/800, 1e-12)
	near(t, "λ", got.Lambda, 0.76, 1e-12)
	known := corrected(t, saidHit(300, 30, 24), saidNot(500, 50, 2))
	if got.HalfWidth() <= known.HalfWidth()*1.05 {
		t.Errorf("±%.4f with estimated sizes, ±%.4f with known ones", got.HalfWidth(), known.HalfWidth())
	}

	// That all coded cases of a stratum are outside does not prove that the others
	// are: they may be hits, as the machine says. Of a stratum coded in full it does.
	outside := Cell{Name: "outside", Hit: true, Cases: 300, Coded: 10, Outside: 10}
	if plain, maybe := corrected(t, saidNot(900, 90, 5)), corrected(t, saidNot(900, 90, 5), outside); maybe.HalfWidth() <= plain.HalfWidth()*1.05 {
		t.Errorf("±%.4f with hits that may be counted, ±%.4f without", maybe.HalfWidth(), plain.HalfWidth())
	}
	if got := corrected(t, append(two, Cell{Name: "one", Cases: 1, Coded: 1, Outside: 1})...); got.Interval != corrected(t, two...).Interval {
		t.Errorf("with a case that is known to be outside: %v", got.Interval)
	}
}

// A large sample, where every sensible interval is the normal one: the rate
// among the counted cases as a ratio of two stratified means, its variance that
// of the residuals counted·(hit - rate) with var() in R 4.2.2 (Cochran 1977,
// section 6.11).
func TestPredictionPoweredIsTheRatioOfALargeSample(t *testing.T) {
	got := corrected(t,
		Cell{Name: "hit", Hit: true, Cases: 40000, Coded: 4000, Outside: 1000, Hits: 2400},
		Cell{Name: "not", Cases: 60000, Coded: 6000, Outside: 1000, Hits: 200})
	near(t, "rate", got.Rate, 0.325, 1e-12)
	nearInterval(t, "interval", got.Interval, 0.317992097900, 0.332007902100, 1e-4)
}

func TestPredictionPoweredErrors(t *testing.T) {
	good := saidHit(10, 5, 3)
	for _, test := range []struct {
		cells []Cell
		level float64
		want  string
	}{
		{nil, 0.95, "of 0 cases, 0 are coded"},
		{[]Cell{saidHit(10, 0, 0)}, 0.95, "of 10 cases, 0 are coded and none of these is counted"},
		{[]Cell{good, saidNot(10, 11, 0)}, 0.95, `stratum "not": of 10 cases 11 are coded, 0 of these outside and 0 hits`},
		{[]Cell{good, saidNot(10, 5, 6)}, 0.95, `"not": of 10 cases 5 are coded, 0 of these outside and 6 hits`},
		{[]Cell{good, saidNot(10, 5, -1)}, 0.95, "negative"},
		{[]Cell{{Name: "all", Cases: 9, Coded: 3, Outside: 3}}, 0.95, "3 are coded and none of these is counted"},
		{[]Cell{good}, 95, "confidence level 95"},
	} {
		_, err := PredictionPowered(test.cells, test.level)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v at %g: error %v, want %q in it", test.cells, test.level, err, test.want)
		}
	}
}

// Whatever the numbers, the rate lies in its interval and the interval in what
// the coded cases leave possible.
func FuzzPredictionPowered(f *testing.F) {
	f.Add(430, 40, 0, 30, 1570, 160, 8, 20, 0)
	f.Add(1, 1, 0, 1, 1, 0, 0, 0, 0)
	f.Add(5, 2, 2, 0, 7, 3, 3, 1000, 1)
	f.Add(50, 20, 5, 10, 70, 30, 3, 1000, 100)
	f.Fuzz(func(t *testing.T, n1, c1, o1, h1, n2, c2, h2, n3, c3 int) {
		c, err := PredictionPowered([]Cell{
			{Name: "1", Hit: true, Cases: n1, Coded: c1, Outside: o1, Hits: h1},
			saidNot(n2, c2, h2), {Name: "3", Left: true, Cases: n3, Coded: c3}}, 0.95)
		const most = min(1<<40, math.MaxInt)
		if err != nil || n1 > most || n2 > most || n3 > most {
			return
		}
		const rounding = 1e-9
		if !(0 <= c.Low && c.Low <= c.Rate+rounding && c.Rate <= c.High+rounding && c.High <= 1) {
			t.Errorf("rate %g in %v", c.Rate, c.Interval)
		}
		all := float64(n1 + n2 + n3 - o1)
		if least, most := float64(h1+h2)/all, 1-float64(c1-o1-h1+c2-h2+c3)/all; c.Low < least-rounding || c.High > most+rounding {
			t.Errorf("%v goes beyond [%g, %g], which the coded cases alone prove", c.Interval, least, most)
		}
		if math.IsNaN(c.Lambda) {
			t.Error("λ is NaN")
		}
	})
}
