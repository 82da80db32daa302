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
		{5, "Jan 2019 Feb 2019 Mar 2019 Apr 2019 May 2019"},
		{14, "Jan 2019 Apr 2019 Jul 2019 Oct 2019 Jan 2020"},
		{30, "Jan 2019 Jul 2019 Jan 2020 Jul 2020 Jan 2021"},
		{60, "Jan 2019 Jan 2020 Jan 2021 Jan 2022 Jan 2023"},
	} {
		f := &trendFigure{by: audit.Month, panels: make([][]trendPoint, 2)}
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
