package stats

import (
	"math"
	"sort"
)

// MidP returns the two-sided mid-p value of Fisher's exact test that two rates
// are equal (Fisher 1935, "The Design of Experiments"; Irwin 1935): the
// probability, given the margins, of all tables that are less likely than the one
// seen, and half of that of those exactly as likely (Lancaster 1961,
// "Significance tests in discrete distributions"; Hirji 2006). It errs about as
// often as it says, where Fisher's own p-value errs less often; for small counts
// that makes it the better companion of Newcombe's interval. It is 1 where no other
// table is possible, and NaN if either has no cases.
func MidP(a, b Proportion) float64 {
	if hits := a.K + b.K; a.valid() && b.valid() && a.N > 0 && b.N > 0 && (hits == 0 || hits == a.N+b.N) {
		return 1 // no other table is possible
	}
	rarer, equal := tailOf(a, b)
	return rarer + equal/2
}

// tailOf returns the probability, given the margins, of the tables that are
// less likely than the one seen, and of those that are as likely.
//
// Probabilities are multiplied up from the likeliest table, whose weight is 1,
// so that no factorial is rounded and what underflows is nothing.
func tailOf(a, b Proportion) (rarer, equal float64) {
	if !a.valid() || !b.valid() || a.N == 0 || b.N == 0 {
		return math.NaN(), math.NaN()
	}
	hits := a.K + b.K
	low, high := max(0, hits-b.N), min(hits, a.N)
	// ratio is the weight of the table with x+1 hits in a over that with x.
	ratio := func(x int) float64 {
		return float64(hits-x) / float64(x+1) * float64(a.N-x) / float64(b.N-hits+x+1)
	}
	likeliest := low + sort.Search(high-low, func(i int) bool { return ratio(low+i) < 1 })
	weight := make([]float64, high-low+1)
	weight[likeliest-low] = 1
	from, to := likeliest, likeliest // of the weights that are not nothing
	for ; to < high && weight[to-low] > 0; to++ {
		weight[to+1-low] = weight[to-low] * ratio(to)
	}
	for ; from > low && weight[from-low] > 0; from-- {
		weight[from-1-low] = weight[from-low] / ratio(from-1)
	}
	// Tables whose weights differ by rounding alone are equally likely; the
	// tolerance is that of R's fisher.test.
	seen, total := weight[a.K-low], 0.0
	for from <= to { // smallest first, so that the sum keeps the tails: they rise to the likeliest
		w := weight[from-low]
		if last := weight[to-low]; last < w {
			w = last
			to--
		} else {
			from++
		}
		total += w
		switch {
		case w > seen*(1+1e-7):
		case w < seen*(1-1e-7):
			rarer += w
		default:
			equal += w
		}
	}
	return rarer / total, equal / total
}
