package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

var fine = Bootstrap{Level: 0.95, Resamples: 20_000, Seed: 1}

// Where all clusters are alike in size and each is all hits or none, resampling
// them draws from a binomial, whose quantiles R 4.2.2 gives:
// qbinom(c(0.025, 0.975), clusters, rate) / clusters.
func TestClusteredRateKnownDistribution(t *testing.T) {
	single := map[Proportion]int{{1, 1}: 60, {0, 1}: 140}
	nearInterval(t, "200 customers of one case", fine.ClusteredRate(single), 0.24, 0.365, 1.001/200)

	ofFour := map[Proportion]int{{4, 4}: 15, {0, 4}: 35}
	nearInterval(t, "50 customers of four", fine.ClusteredRate(ofFour), 0.18, 0.44, 1.001/50)
}

// A few customers with most of the cases make the plain interval misleading; as
// many cases of as many customers do not.
func TestClustersMatter(t *testing.T) {
	b := Bootstrap{Level: 0.95, Resamples: 2000, Seed: 7}
	independent := map[Proportion]int{{1, 1}: 60, {0, 1}: 140}
	if plain, clustered := Wilson(60, 200, 0.95), b.ClusteredRate(independent); ClustersMatter(plain, clustered) {
		t.Errorf("one case each: %v instead of %v is said to matter", clustered, plain)
	}
	insistent := map[Proportion]int{{1, 1}: 60, {0, 1}: 140, {40, 40}: 1, {2, 30}: 1}
	if plain, clustered := Wilson(102, 270, 0.95), b.ClusteredRate(insistent); !ClustersMatter(plain, clustered) {
		t.Errorf("two customers with 70 of 270 cases: %v instead of %v is said not to matter", clustered, plain)
	}
	if ClustersMatter(Wilson(1, 2, 0.95), undefined) {
		t.Error("an interval that is not there is said to matter")
	}
}

func TestClusteredRateIsReproducible(t *testing.T) {
	b := Bootstrap{Level: 0.95, Resamples: 500, Seed: 3}
	clusters := map[Proportion]int{} // ranged over in another order each time
	for i := range 90 {
		clusters[Proportion{i % 3, 2 + i%4}]++
	}
	want := b.ClusteredRate(clusters)
	if got := b.ClusteredRate(clusters); got != want {
		t.Errorf("in another order %v, want %v", got, want)
	}
	b.Seed++
	if got := b.ClusteredRate(clusters); got == want {
		t.Errorf("another seed gives the same %v: it is not used", got)
	}
}

func TestClusteredRateOfTooLittle(t *testing.T) {
	b := Bootstrap{Level: 0.95, Resamples: 100, Seed: 1}
	for name, got := range map[string]Interval{
		"no customer":         b.ClusteredRate(nil),
		"one customer":        b.ClusteredRate(map[Proportion]int{{3, 9}: 1}),
		"customers, no cases": b.ClusteredRate(map[Proportion]int{{0, 0}: 2}),
		"more hits":           b.ClusteredRate(map[Proportion]int{{3, 2}: 1, {1, 2}: 1}),
		"no resamples":        Bootstrap{Level: 0.95}.ClusteredRate(map[Proportion]int{{1, 2}: 1, {1, 3}: 1}),
	} {
		if !math.IsNaN(got.Low) || !math.IsNaN(got.High) {
			t.Errorf("%s: %v, want NaN", name, got)
		}
	}
	if got := b.ClusteredRate(map[Proportion]int{{0, 4}: 1, {0, 3}: 1}); got != (Interval{0, 0}) {
		t.Errorf("no hit at all: %v, want no width", got)
	}
	if got, third := b.ClusteredRate(map[Proportion]int{{1, 3}: 5, {2, 6}: 2, {3, 9}: 1}), 1.0/3; got != (Interval{third, third}) {
		t.Errorf("a third of each customer's: %v, want no width", got)
	}
}

func BenchmarkClusteredRate(b *testing.B) {
	boot := Bootstrap{Level: 0.95, Resamples: 2000, Seed: 1}
	random := rand.New(rand.NewPCG(1, 2))
	clusters := map[Proportion]int{}
	for range 100_000 {
		n := 1 + int(random.ExpFloat64())
		clusters[Proportion{random.IntN(n + 1), n}]++
	}
	for b.Loop() {
		boot.ClusteredRate(clusters)
	}
}

// Most outcomes of a small brand are rare: where it has none, nothing is drawn.
func BenchmarkClusteredRateOfNone(b *testing.B) {
	boot := Bootstrap{Level: 0.95, Resamples: 2000, Seed: 1}
	clusters := map[Proportion]int{{0, 1}: 60, {0, 2}: 12, {0, 3}: 4}
	for b.Loop() {
		boot.ClusteredRate(clusters)
	}
}
