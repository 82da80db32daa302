package audit

import "testing"

func TestTimesHaveIntervals(t *testing.T) {
	seconds := map[int64]int{}
	for s := range int64(100) {
		seconds[s+1]++
	}
	x := times(seconds)
	// R's binomial ranks for n = 100: the 40th and 61st value for the median
	// (qbinom(0.025, 100, 0.5) = 40, qbinom(0.975, 100, 0.5) + 1 = 61).
	if *x.Median != 50.5 || *x.MedianLow != 40 || *x.MedianHigh != 61 {
		t.Errorf("median %g (%g to %g), want 50.5 (40 to 61)", *x.Median, *x.MedianLow, *x.MedianHigh)
	}
	few := times(map[int64]int{5: 1, 9: 2})
	if few.Median == nil || few.MedianLow != nil || few.P90High != nil {
		t.Errorf("three values have quantiles and no interval: %+v", few)
	}
}
