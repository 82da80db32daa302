package stats

import (
	"math"
	"strings"
	"testing"
)

// fromTable returns the matrix of labels a, b, c...
func fromTable(counts [][]int) *Confusion {
	return &Confusion{Labels: strings.Split("abcdefgh", "")[:len(counts)], Counts: counts}
}

// The two worked tables of Cohen 1960, the second (a proportion of 100 units)
// below chance.
func TestKappaCohen1960(t *testing.T) {
	table := fromTable([][]int{{88, 14, 18}, {10, 40, 10}, {2, 6, 12}})
	near(t, "agreement", table.Accuracy().Rate(), 0.70, 1e-12)
	near(t, "kappa", table.Kappa(), 0.492, 5e-4)

	below := fromTable([][]int{{25, 13, 12}, {12, 2, 16}, {3, 15, 2}})
	near(t, "agreement", below.Accuracy().Rate(), 0.29, 1e-12)
	near(t, "kappa", below.Kappa(), -0.0923076923, 1e-9) // statsmodels 0.15: cohens_kappa
}

// scikit-learn 1.9: accuracy_score, cohen_kappa_score, and f1_score over the labels
// of the truth, each and with average="macro". The second labeller's "x" is no
// label of the truth, so it is no class of its own.
func TestConfusionAgainstTheTruth(t *testing.T) {
	c, err := NewConfusion(
		strings.Fields("r r r r r r d d d d d d d d i i i b b b b o o"),
		strings.Fields("r r r d b o d d d d d d r b i i x b b r d o b"))
	if err != nil {
		t.Fatal(err)
	}
	near(t, "accuracy", c.Accuracy().Rate(), 0.6086956521739131, 1e-12)
	near(t, "kappa", c.Kappa(), 0.4888888888888888, 1e-12)
	near(t, "macro-F1", c.MacroF1(), 0.607979797979798, 1e-12)
	for label, want := range map[string]float64{"b": 0.44444444, "d": 0.75, "i": 0.8, "o": 0.5, "r": 0.54545455} {
		near(t, "F1 of "+label, c.F1(label), want, 1e-8)
	}
	if f := c.F1("x"); f != 0 {
		t.Errorf("F1 of a label that only the second gives: %g, want 0", f)
	}
	if f := c.F1("nobody's"); !math.IsNaN(f) {
		t.Errorf("F1 of a label that nobody gives: %g, want NaN", f)
	}
}

func TestConfusionEdges(t *testing.T) {
	if _, err := NewConfusion([]string{"a"}, nil); err == nil || !strings.Contains(err.Error(), "1 labels of the first") {
		t.Errorf("unequal labels: error %v", err)
	}
	empty, err := NewConfusion(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, got := range []float64{empty.Kappa(), empty.MacroF1(), empty.Accuracy().Rate()} {
		if !math.IsNaN(got) {
			t.Errorf("of no units: %g, want NaN", got)
		}
	}
	same, _ := NewConfusion([]string{"a", "a"}, []string{"a", "a"})
	if k := same.Kappa(); k != 1 {
		t.Errorf("one label only: kappa %g, want 1", k)
	}
}

// The bootstrap interval of the accuracy, whose distribution is binomial:
// R 4.2.2, qbinom(c(0.025, 0.975), 200, 0.7) / 200.
func TestConfusionInterval(t *testing.T) {
	c := fromTable([][]int{{88, 14, 18}, {10, 40, 10}, {2, 6, 12}})
	accuracy := c.Interval(fine, func(c *Confusion) float64 { return c.Accuracy().Rate() })
	nearInterval(t, "accuracy", accuracy, 0.635, 0.76, 1.0/200)

	// The standard error of Fleiss, Cohen and Everitt 1969, as statsmodels 0.15
	// has it: cohens_kappa(table).std_kappa.
	const se = 0.0510
	kappa := c.Interval(fine, (*Confusion).Kappa)
	nearInterval(t, "kappa", kappa, 0.4915-1.96*se, 0.4915+1.96*se, 0.01)
}
