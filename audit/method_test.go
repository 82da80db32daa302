package audit

import (
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit/codebook"
)

func TestMethodSaysWhatWasDone(t *testing.T) {
	r := &run{Options: Options{Codebook: codebook.Default(), Gap: 90 * time.Minute, Unit: UnitCustomer}}
	since := time.Date(2012, 3, 1, 0, 0, 0, 0, time.UTC)
	s := &Summary{
		Unit:   UnitCustomer,
		Brands: []BrandSummary{{Cases: 12, Requests: 10, Answered: 9}},
		Inputs: []InputSummary{{Format: "twcs"}, {Format: "twarc2"}, {Format: "twarc2"}},
		Posts:  PostCounts{Read: 50, Used: 40, Dropped: map[string]int{DroppedRepost: 7, DroppedDuplicate: 3}},
		Window: Window{Since: &since},
	}
	got := r.method(s)
	for _, want := range []string{
		"1 brand with lastword (codebook " + codebook.Default().Version() + ")",
		"3 files (2 twarc2, 1 twcs) with 50 posts",
		"opened from 2012-03-01T00:00:00Z",
		"40 posts belong to a case; left out were 7 (repost), 3 (duplicate)",
		"within 90 minutes",
		"Only each customer's last case counts",
		"12 cases, of which 10 were requests and 9 of these were answered",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	s.Posts.Read, s.Posts.Dropped[DroppedRepost], s.Brands[0].Cases = 28367, 8721, 14462
	got = r.method(s)
	for _, want := range []string{"with 28,367 posts", "8,721 (repost)", "14,462 cases"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	s.Posts.Used, s.Brands[0] = 1, BrandSummary{Cases: 1, Requests: 1, Answered: 1, Unlabelled: 1}
	got = r.method(s)
	for _, want := range []string{"1 post belongs to a case", "There was 1 case, of which 1 was a request and 1 of these was answered. 1 case in a language without a codebook, or in an unknown one, is in no rate."} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "Newcombe") {
		t.Errorf("tells of comparisons that were not made:\n%s", got)
	}
}

func TestGapWords(t *testing.T) {
	for _, tt := range []struct {
		gap  time.Duration
		want string
	}{
		{24 * time.Hour, "within 24 hours"},
		{time.Hour, "within 1 hour"},
		{90 * time.Minute, "within 90 minutes"},
		{20 * time.Second, "within 20s"},
		{0, ""}, // no gap brings posts together
	} {
		if got := GapWords(tt.gap); !strings.HasSuffix(got, tt.want) || (got == "") != (tt.want == "") {
			t.Errorf("%s: %q, want %q at the end", tt.gap, got, tt.want)
		}
	}
}
