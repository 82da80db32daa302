package report

import (
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit"
)

// The months that the axis names come again each year, however many there are.
func TestTrendNamesMonths(t *testing.T) {
	for _, tt := range []struct {
		months int
		want   string
	}{
		{5, "Jan 19 Feb 19 Mar 19 Apr 19 May 19"},
		{14, "Jan 19 Apr 19 Jul 19 Oct 19 Jan 20"},
		{30, "Jan 19 Jul 19 Jan 20 Jul 20 Jan 21"},
		{60, "Jan 19 Jan 20 Jan 21 Jan 22 Jan 23"},
	} {
		f := &trendFigure{by: audit.Month, panels: make([]trendPanel, 2)}
		for i := range tt.months {
			f.starts = append(f.starts, time.Date(2019, time.Month(1+i), 1, 0, 0, 0, 0, time.UTC))
		}
		var names []string
		for _, tick := range f.ticks() {
			names = append(names, tick.label)
		}
		if got := strings.Join(names, " "); got != tt.want {
			t.Errorf("%d months: %s, want %s", tt.months, got, tt.want)
		}
	}
}
