package stats

import (
	"math"
	"strings"
	"testing"
)

// The first is example 1 of Lang and Reiczigel 2014, published as [0.349,
// 0.372]. All digits are their formula typed into R 4.2.2, apart from this code.
func TestRoganGladen(t *testing.T) {
	for _, test := range []struct {
		apparent, sensitivity, specificity Proportion
		rate, low, high                    float64
	}{
		{Proportion{4060, 11284}, Proportion{178, 179}, Proportion{358, 359}, 0.3600301849, 0.3486735457, 0.3720829546},
		{Proportion{30, 200}, Proportion{54, 60}, Proportion{76, 80}, 0.11764705882, 0.02972290683, 0.19515474520},
		{Proportion{200, 1800}, Proportion{30, 45}, Proportion{280, 300}, 0.07407407407, 0.01896790514, 0.12698137085},
		// Fewer are said to be hits than would be by mistake: cut to 0.
		{Proportion{6, 150}, Proportion{96, 100}, Proportion{93, 100}, 0, 0, 0.03690746711},
	} {
		rate, i, err := RoganGladen(test.apparent.Share(), test.sensitivity.Share(), test.specificity.Share(), 0.95)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "rate", rate, test.rate, 1e-9)
		nearInterval(t, "interval", i, test.low, test.high, 1e-9)
	}
}

// Of a sample coded in proportion the machine's errors are plain shares of the
// coded cases. Of others each case counts for those it stands for.
func TestMachineErrors(t *testing.T) {
	se, sp, err := MachineErrors([]Cell{saidHit(400, 40, 30), saidNot(600, 60, 6)})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "sensitivity", se.Rate, 30.0/36, 1e-12)
	near(t, "of cases", se.N, 36, 1e-9)
	near(t, "specificity", sp.Rate, 54.0/64, 1e-12)
	near(t, "of cases", sp.N, 64, 1e-9)

	// 30 hits stand for 10 each, 2 for 30 each: 300 of 360, worth 360²/4800 = 27.
	se, _, err = MachineErrors([]Cell{saidHit(400, 40, 30), saidNot(600, 20, 2)})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "weighted sensitivity", se.Rate, 300.0/360, 1e-12)
	near(t, "effective cases", se.N, 27, 1e-9)
}

// With the errors of the same cases, Rogan and Gladen's rate is the
// prediction-powered one: what it adds is only the use of errors from elsewhere.
func TestRoganGladenAgreesWithPredictionPowered(t *testing.T) {
	cells := []Cell{saidHit(430, 40, 30), saidNot(1570, 160, 8)}
	c := corrected(t, cells...)
	se, sp, err := MachineErrors(cells)
	if err != nil {
		t.Fatal(err)
	}
	rate, _, err := RoganGladen(Proportion{430, 2000}.Share(), se, sp, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "rate", rate, c.Rate, 1e-12)
}

func TestRoganGladenErrors(t *testing.T) {
	good := Share{0.9, 100}
	for _, test := range []struct {
		apparent, sensitivity, specificity Share
		level                              float64
		want                               string
	}{
		{good, Share{0.4, 100}, Share{0.6, 100}, 0.95, "the labels tell nothing"},
		{good, Share{0.9, 1}, Share{0.2, 1000}, 0.95, "known from too few"},
		{Share{1.5, 10}, good, good, 0.95, "apparent rate 1.5"},
		{good, Share{0.9, 0}, good, 0.95, "sensitivity 0.9 of 0 cases"},
		{good, good, Share{math.NaN(), 3}, 0.95, "specificity NaN"},
		{good, good, good, 0, "confidence level 0"},
	} {
		_, _, err := RoganGladen(test.apparent, test.sensitivity, test.specificity, test.level)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("error %v, want %q in it", err, test.want)
		}
	}
	if _, _, err := MachineErrors([]Cell{saidHit(10, 5, 0)}); err == nil || !strings.Contains(err.Error(), "all none") {
		t.Errorf("no hit coded: error %v", err)
	}
	if _, _, err := MachineErrors([]Cell{saidHit(10, 12, 0)}); err == nil {
		t.Error("more coded than cases: no error")
	}
}
