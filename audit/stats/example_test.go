package stats_test

import (
	"fmt"

	"github.com/lastword-audit/lastword/audit/stats"
)

// Two brands that resolve 36 and 11 of 100 requests in public.
func ExampleNewcombe() {
	alder, birch := stats.Proportion{K: 648, N: 1800}, stats.Proportion{K: 198, N: 1800}
	i := stats.Newcombe(alder, birch, 0.95)
	fmt.Printf("%.0f points more (95 %% interval %.1f to %.1f)\n",
		100*(alder.Rate()-birch.Rate()), 100*i.Low, 100*i.High)
	// Output: 25 points more (95 % interval 22.3 to 27.6)
}

// The machine says that 430 of 2,000 requests were resolved. Coders read 40 of
// these, and 160 of the others.
func ExamplePredictionPowered() {
	corrected, err := stats.PredictionPowered([]stats.Cell{
		{Name: "resolved", Hit: true, Cases: 430, Coded: 40, Hits: 30},
		{Name: "not resolved", Cases: 1570, Coded: 160, Hits: 8},
	}, 0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.1f %% (95 %% interval %.1f to %.1f), λ %.2f\n",
		100*corrected.Rate, 100*corrected.Low, 100*corrected.High, corrected.Lambda)
	// Output: 20.1 % (95 % interval 16.3 to 24.0), λ 0.70
}

// Two of three coders each read five cases; how far do they agree beyond chance?
func ExampleRatings_Alpha() {
	r := stats.Ratings{
		{"resolved", "resolved", ""},
		{"redirected", "", "redirected"},
		{"", "boilerplate", "open"},
		{"resolved", "resolved", ""},
		{"redirected", "redirected", ""},
	}
	pairs := r.Agreement()
	fmt.Printf("%d of %d pairs agree, alpha %.2f\n", pairs.K, pairs.N, r.Alpha())
	// Output: 4 of 5 pairs agree, alpha 0.73
}
