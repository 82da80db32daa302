package audit

import "testing"

// Inputs whose size is not told may be large.
func TestPlanOfUnknownSize(t *testing.T) {
	plan := func(size int64) int {
		r, err := newRun(Options{Memory: 64 << 20, Size: size})
		if err != nil {
			t.Fatal(err)
		}
		return r.partitions
	}
	if got, want := plan(0), plan(-1); got != want {
		t.Errorf("%d partitions where the size is left out, want the %d of an unknown one", got, want)
	}
}
