package audit

import (
	"math"

	"github.com/lastword-audit/lastword/audit/stats"
)

// Times describes durations in seconds; the quantiles are nil if N is 0. Their
// 95 % intervals assume no distribution and are nil if N is too small for one:
// see stats.Counted.
type Times struct {
	N          int      `json:"n"`
	Median     *float64 `json:"median"`
	MedianLow  *float64 `json:"median_low"`
	MedianHigh *float64 `json:"median_high"`
	P90        *float64 `json:"p90"`
	P90Low     *float64 `json:"p90_low"`
	P90High    *float64 `json:"p90_high"`
	// Buckets count the durations up to each bound, for the chart.
	Buckets []TimeBucket `json:"buckets"`
}

// A TimeBucket counts the durations above the bound before it and up to UpTo
// seconds; the last bucket has no bound (0).
type TimeBucket struct {
	UpTo int `json:"up_to"`
	N    int `json:"n"`
}

// timeBounds are the bounds of the buckets of Times, in seconds.
var timeBounds = []int64{5 * 60, 15 * 60, 3600, 4 * 3600, 24 * 3600, 3 * 24 * 3600, math.MaxInt64}

// times describes durations that are given as counts by seconds.
func times(counts map[int64]int) Times {
	all := stats.Count(counts)
	t := Times{N: all.Len(), Buckets: make([]TimeBucket, len(timeBounds))}
	before := 0
	for i, bound := range timeBounds {
		if bound < math.MaxInt64 {
			t.Buckets[i].UpTo = int(bound)
		}
		upTo := all.UpTo(bound)
		t.Buckets[i].N = upTo - before
		before = upTo
	}
	if t.N > 0 {
		t.Median, t.MedianLow, t.MedianHigh = quantile(all, 0.5)
		t.P90, t.P90Low, t.P90High = quantile(all, 0.9)
	}
	return t
}

// quantile returns the p-quantile of values and its 95 % interval, which is nil
// if the values are too few for one.
func quantile(values *stats.Counted, p float64) (q, low, high *float64) {
	at := values.Quantile(p)
	if i, ok := values.QuantileInterval(p, Level); ok {
		low, high = &i.Low, &i.High
	}
	return &at, low, high
}
