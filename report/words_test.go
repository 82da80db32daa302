package report

import (
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit"
)

func TestSpanEndsWithTheArchive(t *testing.T) {
	day := func(month time.Month, day int) *time.Time {
		t := time.Date(2017, month, day, 9, 0, 0, 0, time.UTC)
		return &t
	}
	w := audit.Window{Until: day(time.December, 1), First: day(time.October, 2), Last: day(time.October, 29), Ends: day(time.October, 30)}
	if got, want := span(&w), "2 October 2017 to 30 October 2017"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	w.Ends = day(time.December, 2)
	if got, want := span(&w), "2 October 2017 to before 2017-12-01T09:00:00Z"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestSpanBeginsWithTheArchive(t *testing.T) {
	at := func(month time.Month, day, hour int) *time.Time {
		t := time.Date(2017, month, day, hour, 0, 0, 0, time.UTC)
		return &t
	}
	w := audit.Window{Since: at(time.January, 1, 0), Begins: at(time.October, 1, 7), First: at(time.October, 2, 9), Last: at(time.October, 29, 9)}
	for _, tt := range []struct {
		since *time.Time
		want  string
	}{
		{at(time.January, 1, 0), "1 October 2017 to 29 October 2017"},
		{at(time.October, 1, 0), "1 October 2017 to 29 October 2017"},
		{at(time.October, 2, 8), "2017-10-02T08:00:00Z to 29 October 2017"},
	} {
		if w.Since = tt.since; span(&w) != tt.want {
			t.Errorf("since %s: %q, want %q", tt.since, span(&w), tt.want)
		}
	}
}

// A period of a trend is told as far as the archive goes.
func TestSpanOfAPeriod(t *testing.T) {
	day := func(month time.Month, day, hour int) *time.Time {
		t := time.Date(2017, month, day, hour, 0, 0, 0, time.UTC)
		return &t
	}
	for _, tt := range []struct {
		begins, ends *time.Time
		want         string
	}{
		{day(time.September, 3, 7), day(time.November, 20, 9), "1 October 2017 to 31 October 2017"},
		{day(time.October, 5, 7), day(time.October, 20, 9), "5 October 2017 to 20 October 2017"},
		{day(time.August, 5, 7), day(time.August, 20, 9), "1 October 2017 to 31 October 2017"}, // none of it
	} {
		w := audit.Window{Since: day(time.October, 1, 0), Until: day(time.November, 1, 0), Begins: tt.begins, Ends: tt.ends}
		if got := span(&w); got != tt.want {
			t.Errorf("archive from %s to %s: %q, want %q", tt.begins, tt.ends, got, tt.want)
		}
	}
}

func TestSpanIsTheWindowThatWasSet(t *testing.T) {
	for _, tt := range []struct {
		since, until, first, last string
		want                      string
	}{
		{"", "", "", "", "No case"},
		{"", "", "2017-10-02T09:00:00Z", "2017-11-22T10:00:00Z", "2 October 2017 to 22 November 2017"},
		{"", "", "2017-10-02T09:00:00Z", "2017-10-02T10:00:00Z", "2 October 2017"},
		{"2017-10-01T00:00:00Z", "2017-11-01T00:00:00Z", "2017-10-02T09:00:00Z", "2017-10-29T10:00:00Z", "1 October 2017 to 31 October 2017"},
		{"2017-10-01T00:00:00Z", "2017-11-01T00:00:00Z", "2017-10-02T09:00:00Z", "2017-11-22T10:00:00Z", "1 October 2017 to 31 October 2017, replies until 22 November 2017"},
		{"2017-10-01T00:00:00Z", "2017-11-01T00:00:00Z", "", "", "1 October 2017 to 31 October 2017"},
		{"2017-10-01T02:00:00+02:00", "2017-10-02T00:00:00Z", "", "", "1 October 2017"},
		{"2017-10-01T00:00:00Z", "2017-11-01T12:00:00Z", "", "", "1 October 2017 to before 2017-11-01T12:00:00Z"},
		{"2017-10-01T00:00:00Z", "", "2017-10-02T09:00:00Z", "2017-11-22T10:00:00Z", "1 October 2017 to 22 November 2017"},
		{"2017-10-01T00:00:00Z", "", "", "", "from 1 October 2017"},
		{"", "2017-11-01T00:00:00Z", "2017-10-02T09:00:00Z", "2017-10-29T10:00:00Z", "2 October 2017 to 31 October 2017"},
		{"", "2017-11-01T00:00:00Z", "", "", "until 31 October 2017"},
	} {
		at := func(s string) *time.Time {
			if s == "" {
				return nil
			}
			t, err := time.Parse(time.RFC3339, s)
			if err != nil {
				panic(err)
			}
			return &t
		}
		if got := span(&audit.Window{Since: at(tt.since), Until: at(tt.until), First: at(tt.first), Last: at(tt.last)}); got != tt.want {
			t.Errorf("since %q until %q, posts %q to %q: %q, want %q", tt.since, tt.until, tt.first, tt.last, got, tt.want)
		}
	}
}
