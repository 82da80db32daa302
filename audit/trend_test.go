package audit

import (
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit/codebook"
)

func TestPeriods(t *testing.T) {
	for _, tt := range []struct {
		period         Period
		at, start, end string
	}{
		{Month, "2012-02-29 23:59", "2012-02", "2012-03"},
		{Month, "2012-12-01 00:00", "2012-12", "2013-01"},
		{Week, "2012-03-05 00:00", "2012-03-05", "2012-03-12"}, // a Monday
		{Week, "2012-03-11 23:59", "2012-03-05", "2012-03-12"}, // its Sunday
		{Week, "1969-12-31 12:00", "1969-12-29", "1970-01-05"},
		{Month, "1969-12-31 12:00", "1969-12", "1970-01"},
	} {
		var days dayTally = map[int32]*outcomeTally{}
		days.add(aCase(tt.at, codebook.Resolved))
		trend := days.trend("A", tt.period, "")
		if len(trend) != 1 || trend[0].Period != tt.start {
			t.Errorf("%s of %s: %+v, want %s", tt.period, tt.at, trend, tt.start)
			continue
		}
		start, err := ParseStart(trend[0].Period)
		if err != nil {
			t.Fatal(err)
		}
		if end := tt.period.name(tt.period.Next(start)); end != tt.end {
			t.Errorf("the %s after %s is %s, want %s", tt.period, tt.start, end, tt.end)
		}
	}
}

func TestTrend(t *testing.T) {
	x := newTally()
	for _, at := range []string{"2012-03-30 10:00", "2012-01-15 10:00", "2012-01-20 10:00"} {
		x.add(aCase(at, codebook.Resolved))
	}
	x.add(aCase("2012-01-15 12:00", codebook.Redirected))
	x.add(&Case{Label: codebook.Label{Intent: codebook.Question, Outcome: codebook.Ignored}, Turns: []codebook.Turn{{}}}) // no time, no period
	p, why := autoTrend([]*tally{newTally(), x})
	if p != Month || why == "" {
		t.Errorf("from January to the end of March: by %s (%s), want month", p, why)
	}
	trend := x.days.trend("A", p, "")
	if len(trend) != 2 || trend[0].Period != "2012-01" || trend[1].Period != "2012-03" {
		t.Fatalf("periods %+v, want January and March", trend)
	}
	if r := trend[0].Outcomes.Resolved.OfAnswered; r.N != 2 || r.Of != 3 {
		t.Errorf("January: %d of %d resolved, want 2 of 3", r.N, r.Of)
	}
	if p, why := autoTrend([]*tally{newTally()}); p != NoTrend || why == "" {
		t.Errorf("without a case: by %s (%s), want none", p, why)
	}
	for last, want := range map[string]Period{"2012-03-15 23:59": NoTrend, "2012-03-16 00:00": Month} {
		x, y := newTally(), newTally()
		x.add(aCase(last, codebook.Resolved))
		y.add(aCase("2012-01-15 00:00", codebook.Resolved))
		if p, why := autoTrend([]*tally{x, y}); p != want {
			t.Errorf("from 15 January to %s: by %s (%s), want %s", last, p, why, want)
		}
	}
	x.add(aCase("2012-03-30 11:00", codebook.Ignored))
	x.add(aCase("2012-03-30 12:00", codebook.Ignored))
	if late := x.late(Month, time.Date(2012, 3, 30, 11, 0, 0, 0, time.UTC).Unix()); len(late) != 1 || late["2012-03"] != 1 {
		t.Errorf("too recent: %v, want one in March", late)
	}
	ends := time.Date(2012, 3, 30, 12, 0, 0, 0, time.UTC)
	s := &Summary{Trend: trend, TrendBy: Month, Window: Window{Ends: &ends}}
	march, err := s.In("2012-03")
	if err != nil || len(march.Brands) != 1 || march.Brands[0].Requests != 1 || march.Window.Until.Format(time.DateOnly) != "2012-04-01" || march.Window.Ends != &ends {
		t.Errorf("March: %+v, %v", march, err)
	}
	if _, err := s.In("2012-02"); err == nil || !strings.Contains(err.Error(), "it has 2012-01, 2012-03") {
		t.Errorf("February: %v, want the periods that there are", err)
	}
	s.Trend = nil
	if _, err := s.In("2012-02"); err == nil || !strings.HasSuffix(err.Error(), "it has no request") {
		t.Errorf("without a request: %v, want that there is none", err)
	}
}
