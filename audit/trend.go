package audit

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"time"
)

// A Period is what a trend is cut into.
type Period string

// The periods, in UTC.
const (
	Month   Period = "month"
	Week    Period = "week" // from Monday
	NoTrend Period = "none"
	// AutoTrend is Month if the requests span more than two months, else
	// NoTrend.
	AutoTrend Period = "auto"
)

// ParsePeriod reads the name of a period.
func ParsePeriod(name string) (Period, error) {
	switch p := Period(name); p {
	case Month, Week, NoTrend, AutoTrend:
		return p, nil
	}
	return "", fmt.Errorf("%q is no period: write month, week, none or auto", name)
}

// Trend is how a brand's requests that were opened in one period ended. A
// period without any is not listed.
type Trend struct {
	Brand    string   `json:"brand"`
	Period   string   `json:"period"` // 2026-03, or the week's Monday as 2026-03-02
	Requests int      `json:"requests"`
	Answered int      `json:"answered"`
	Outcomes Outcomes `json:"outcomes"`
	// TooRecent is the share of the requests that is too recent: see BrandSummary.
	TooRecent Rate `json:"too_recent"`
}

// start is the first moment of the period that holds t.
func (p Period) start(t time.Time) time.Time {
	y, m, d := t.UTC().Date()
	if p == Week {
		return time.Date(y, m, d-(int(t.UTC().Weekday())+6)%7, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
}

// Next is the start of the period after the one that starts at t.
func (p Period) Next(t time.Time) time.Time {
	if p == Week {
		return t.AddDate(0, 0, 7)
	}
	return t.AddDate(0, 1, 0)
}

// name names the period that starts at t.
func (p Period) name(t time.Time) string {
	if p == Week {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01")
}

// ParseStart returns the start of the period with this name.
func ParseStart(name string) (time.Time, error) {
	if start, err := time.Parse("2006-01", name); err == nil {
		return start, nil
	}
	return time.Parse(time.DateOnly, name)
}

// A dayTally counts requests by the day on which they were opened, in days
// since 1970: days add up to weeks and to months, and which of them is wanted
// may depend on all the days.
type dayTally map[int32]*outcomeTally

const secondsOfDay = 24 * 60 * 60

// add counts a request. One without a time is in no period.
func (t dayTally) add(c *Case) {
	opened := c.OpenedAt()
	if opened.IsZero() {
		return
	}
	second := opened.Unix()
	day := int32(second / secondsOfDay)
	if second%secondsOfDay < 0 {
		day--
	}
	t.of(day).add(c)
}

func (t dayTally) of(day int32) *outcomeTally {
	counts := t[day]
	if counts == nil {
		counts = new(outcomeTally)
		t[day] = counts
	}
	return counts
}

func (t dayTally) merge(o dayTally) {
	for day, counts := range o {
		t.of(day).merge(*counts)
	}
}

func dayTime(day int32) time.Time { return time.Unix(int64(day)*secondsOfDay, 0).UTC() }

// autoTrend decides for AutoTrend, and says what it decided and why.
func autoTrend(tallies []*tally) (Period, string) {
	first, last := int32(math.MaxInt32), int32(math.MinInt32)
	for _, t := range tallies {
		for day := range t.days {
			first, last = min(first, day), max(last, day)
		}
	}
	if last < first || !dayTime(last).After(dayTime(first).AddDate(0, 2, 0)) {
		return NoTrend, "The requests span no more than two months, so no trend is shown; --trend week shows one."
	}
	return Month, "By month, because the requests span more than two months; --trend week or none changes that."
}

// addTrend cuts the brands' requests into periods, if they are to be.
func (r *run) addTrend(s *Summary) {
	s.TrendBy = r.Trend
	if s.TrendBy == AutoTrend {
		s.TrendBy, s.TrendWhy = autoTrend(r.tallies)
	}
	if s.TrendBy == NoTrend {
		return
	}
	for i, t := range r.tallies {
		b := &s.Brands[i]
		_, withheld := t.withhold(r.Limits, r.hidden(i))
		trend := t.days.trend(b.Name, s.TrendBy, withheld)
		late := t.late(s.TrendBy, tooRecent(b.FirstResponse, r.end))
		for k := range trend {
			trend[k].TooRecent = NewRate(late[trend[k].Period], trend[k].Requests)
		}
		s.Trend = append(s.Trend, trend...)
	}
}

// late counts the requests without a reply that were opened after a second, by the
// name of the period.
func (t *tally) late(p Period, second int64) map[string]int {
	late := map[string]int{}
	for _, opened := range t.openedAt {
		if opened > second {
			late[p.name(p.start(time.Unix(opened, 0)))]++
		}
	}
	return late
}

// trend cuts a brand's requests into periods; withheld as for outcomeTally.rates.
func (t dayTally) trend(brand string, p Period, withheld string) []Trend {
	periods := map[int64]*outcomeTally{}
	for day, counts := range t {
		start := p.start(dayTime(day)).Unix()
		if periods[start] == nil {
			periods[start] = new(outcomeTally)
		}
		periods[start].merge(*counts)
	}
	var list []Trend
	for _, start := range slices.Sorted(maps.Keys(periods)) {
		counts := periods[start]
		list = append(list, Trend{
			Brand:    brand,
			Period:   p.name(time.Unix(start, 0).UTC()),
			Requests: sum(counts.all),
			Answered: sum(counts.answered),
			Outcomes: counts.rates(withheld),
		})
	}
	return list
}
