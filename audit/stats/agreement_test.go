package stats

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// coders returns ratings from one line a coder; "." is a gap.
func coders(lines ...string) Ratings {
	var r Ratings
	for coder, line := range lines {
		for unit, label := range strings.Fields(line) {
			if coder == 0 {
				r = append(r, make([]string, len(lines)))
			}
			if label != "." {
				r[unit][coder] = label
			}
		}
	}
	return r
}

// The worked examples A (two labels), B (five labels) and C (four coders,
// gaps) of Krippendorff 2011.
func TestAlphaKrippendorff2011(t *testing.T) {
	binary := coders(
		"0 1 0 0 0 0 0 0 1 0",
		"1 1 1 0 0 1 0 0 0 0")
	near(t, "A", binary.Alpha(), 0.095, 5e-4)
	nominal := coders(
		"a a b b d c c c e d d a",
		"b a b b b c c c e d d d")
	near(t, "B", nominal.Alpha(), 0.692, 5e-4)
	gaps := coders(
		"1 2 3 3 2 1 4 1 2 . . .",
		"1 2 3 3 2 2 4 1 2 5 . 3",
		". 3 3 3 2 3 4 2 2 5 1 .",
		"1 2 3 3 2 4 4 1 2 5 1 .")
	near(t, "C", gaps.Alpha(), 0.743, 5e-4)
	near(t, "C", gaps.Alpha(), 0.743421052631579, 1e-12) // Python: krippendorff 0.9
}

func TestAgreement(t *testing.T) {
	r := coders(
		"r d d b .",
		"r d b b r",
		"r d d . .")
	// By unit: 3 of 3 pairs, 3 of 3, 1 of 3, 1 of 1, none.
	if got, want := r.Agreement(), (Proportion{8, 10}); got != want {
		t.Errorf("agreement %v, want %v", got, want)
	}
	pair := r.Pair(0, 1)
	if got, want := pair.Accuracy(), (Proportion{3, 4}); got != want {
		t.Errorf("agreement of the first two %v, want %v", got, want)
	}
	// Of d alone: 3, 3, 1 of 3 and 1 of 1 again; and a gap stays a gap.
	only := r.Only("d")
	if want := []string{"not d", "not d", ""}; !slices.Equal(only[3], want) {
		t.Errorf("d against the rest: %q, want %q", only[3], want)
	}
	if r[3][0] != "b" {
		t.Error("the ratings themselves were changed")
	}
}

func TestAlphaOfNothing(t *testing.T) {
	for name, r := range map[string]Ratings{
		"no ratings":      nil,
		"nothing in pair": coders("a . b", ". a ."),
		"one label only":  coders("a a a", "a a a"),
	} {
		if a := r.Alpha(); !math.IsNaN(a) {
			t.Errorf("%s: alpha %g, want NaN", name, a)
		}
	}
	// Half of the resamples have one label only, or a third.
	b := Bootstrap{Level: 0.95, Resamples: 100, Seed: 1}
	for _, labels := range []string{"a b", "a a a b"} {
		if i := coders(labels, labels).AlphaInterval(b); !math.IsNaN(i.Low) {
			t.Errorf("%s: %v, want NaN", labels, i)
		}
	}
}

// The units' order changes nothing, and where two coders agree by chance alone
// the interval holds 0.
func TestAlphaInterval(t *testing.T) {
	b := Bootstrap{Level: 0.95, Resamples: 2000, Seed: 5}
	r := coders(
		"1 2 3 3 2 1 4 1 2 . . .",
		"1 2 3 3 2 2 4 1 2 5 . 3",
		". 3 3 3 2 3 4 2 2 5 1 .",
		"1 2 3 3 2 4 4 1 2 5 1 .")
	want := r.AlphaInterval(b)
	if !want.contains(r.Alpha()) {
		t.Errorf("%v does not hold its own alpha %g", want, r.Alpha())
	}
	backwards := slices.Clone(r)
	slices.Reverse(backwards)
	if got := backwards.AlphaInterval(b); got != want {
		t.Errorf("in another order %v, want %v", got, want)
	}
	chance := coders(strings.Repeat("a b ", 50), strings.Repeat("a a b b ", 25))
	if i := chance.AlphaInterval(b); !i.contains(0) || i.HalfWidth() > 0.25 {
		t.Errorf("chance agreement: %v, want an interval about 0", i)
	}
	// 50 of 100 agree: R 4.2.2, qbinom(c(0.025, 0.975), 100, 0.5) / 100.
	nearInterval(t, "chance agreement", chance.AgreementInterval(fine), 0.40, 0.60, 0.01)
}
