package report

import (
	"bytes"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit"
)

// weighed returns the three made-up banks with what weighs their numbers.
func weighed() *audit.Summary {
	s := threeBanks()
	a, b := s.Brands[0].Name, s.Brands[1].Name
	s.Comparisons = []audit.Comparison{
		{Outcome: "resolved", Of: audit.OfAnswered, A: audit.Compared{Brand: a, N: 36, Cases: 100}, B: audit.Compared{Brand: b, N: 11, Cases: 100},
			Difference: audit.Difference{Difference: 0.25, Low: 0.135, High: 0.359, P: 0.00002, PHolm: 0.00006, Differs: true}},
		{Outcome: "open", Of: audit.OfRequests, A: audit.Compared{Brand: a, N: 4, Cases: 100}, B: audit.Compared{Brand: b, N: 5, Cases: 100},
			Difference: audit.Difference{Difference: -0.01, Low: -0.08, High: 0.06, P: 0.75, PHolm: 1}},
	}
	s.NotCompared = []audit.LeftOut{{Brand: s.Brands[2].Name, Of: audit.OfAnswered, Why: "12, fewer than 30"}}
	s.Ranking = []audit.Ranking{
		{Definition: "answered requests", Brands: []audit.Ranked{{Rank: 1, Brand: a, Resolved: rateOf(36, 100)}, {Rank: 2, Brand: b, Resolved: rateOf(11, 100)}}},
		{Definition: "all requests", Brands: []audit.Ranked{{Rank: 1, Brand: b, Resolved: rateOf(11, 110)}}, Unranked: []string{a}, Swapped: 1},
		{Definition: "customers", Unranked: []string{a, b}},
	}
	s.Brands[0].Redirects = audit.Redirects{Confidential: rateOf(30, 40), Avoidable: rateOf(10, 40), Bounced: rateOf(4, 40)}
	s.Brands[0].Customers.Outcomes = map[string]audit.CustomerRates{"resolved": {
		OfCustomers: rateOf(30, 90), OfAnsweredCustomers: rateOf(29, 80),
		ClusteredOfAnswered: &audit.Clustered{Low: 0.2, High: 0.5, Matters: true},
	}}
	from := time.Date(2012, 3, 5, 9, 30, 0, 0, time.UTC)
	perHundred := 7.5
	s.Brands[0].Mechanical = audit.Mechanical{FromTemplates: rateOf(60, 120), TemplatesPerHundred: &perHundred,
		LongestRun: audit.TemplateRun{N: 8, Text: "Please DM us.", From: &from, To: &from}, Signed: rateOf(90, 120), Hours: [24]int{9: 40}, ActiveHours: 11, Reading: "Half of the replies."}
	return s
}

func TestTablesThatWeighNumbers(t *testing.T) {
	for _, tt := range []struct {
		table table
		want  []string
	}{
		{comparisonsTable(weighed()), []string{
			"resolved: 36.0 % of Aurora Bank's answered requests, 11.0 % of Crédit Bleuté's. +25.0 points (95 %: +13.5 to +35.9), more than chance explains. | yes | 0.2500",
			"-1.0 points (95 %: -8.0 to +6.0), which chance may explain. | no",
			"Not compared: 12, fewer than 30.",
		}},
		{rankingTable(weighed()), []string{
			"answered requests | 1 | Aurora Bank | 36 | 100 | 0.3600 | 0.3100 | 0.4100 | 1\n",
			"all requests | 1 | Crédit Bleuté | 11 | 110 | 0.1000 | 0.0500 | 0.1500 | 2\n",
			"all requests |  |  |  |  |  |  |  |  | Pairs of brands that stand the other way round than by the first definition: 1. Not ranked, for want of cases or because the share is withheld: Aurora Bank.",
			"customers |  |  |  |  |  |  |  |  | Not ranked, for want of cases or because the share is withheld: Aurora Bank and Crédit Bleuté.",
		}},
		{redirectsTable(weighed()), []string{"Aurora Bank | 30 | 40 | 0.7500 | 0.7000 | 0.8000 | 10 | 40 | 0.2500"}},
		{denominatorsTable(weighed()), []string{
			"resolved | Aurora Bank | answered requests | 430 | 1030 | 0.4175 | 0.3675 | 0.4675 | 0.2000 | 0.5000 | Customers with many requests",
			"resolved | Aurora Bank | customers, by their last request | 30 | 90 |",
		}},
		{mechanicalTable(weighed()), []string{
			"In words | Aurora Bank |  |  |  |  |  |  | Half of the replies.",
			"Replies from templates | Aurora Bank | 60 | 120 | 0.5000",
			"Templates per 100 replies | Aurora Bank |  |  |  |  |  | 7.5000 |",
			"Longest run of one template | Aurora Bank | 8 |  |  |  |  |  | 2012-03-05 09:30 to 2012-03-05 09:30 UTC: Please DM us.",
			"Replies from 09 h UTC | Aurora Bank | 40",
		}},
		{trendTable(weighed()), []string{"None was asked for."}},
		{comparisonsTable(&audit.Summary{}), []string{"There is no brand."}},
	} {
		got := tell(tt.table)
		for _, want := range tt.want {
			if !strings.Contains(got, want) {
				t.Errorf("no %q in\n%s", want, got)
			}
		}
	}
}

// trending returns a trend of n brands over months, one of which lacks cases,
// and a stray case years later.
func trending(n int) *audit.Summary {
	s := manyBanks(n)
	s.TrendBy = audit.Month
	for i := range s.Brands {
		s.Brands[i].Answered = 120
		for _, month := range []string{"2012-01", "2012-02", "2012-04"} {
			t := audit.Trend{Brand: s.Brands[i].Name, Period: month, Requests: 50, Answered: 40}
			t.Outcomes.Resolved.OfAnswered = rateOf(10, 40)
			s.Trend = append(s.Trend, t)
		}
		stray := audit.Trend{Brand: s.Brands[i].Name, Period: "2019-01", Requests: 1, Answered: 1}
		stray.Outcomes.Resolved.OfAnswered = rateOf(1, 1)
		s.Trend = append(s.Trend, stray)
	}
	return s
}

func TestTrendFigure(t *testing.T) {
	for _, n := range []int{1, 3, 12, 40} {
		s := trending(n)
		f := newTrendFigure(s)
		if want := min(n, trendPanels); len(f.panels) != want {
			t.Fatalf("%d brands: %d panels, want %d", n, len(f.panels), want)
		}
		if said := strings.Contains(f.head.subtitle, "The 12 brands with the most answered requests, of 40."); said != (n == 40) {
			t.Errorf("%d brands: subtitle %q", n, f.head.subtitle)
		}
		if len(f.starts) != 4 {
			t.Errorf("%d months on the axis, want 4: one has no case", len(f.starts))
		}
		p := f.panels[0]
		if len(p) != 3 || p[1].at != 1 || p[2].at != 3 {
			t.Errorf("points %+v, want those of the months 0, 1 and 3", p)
		}
		var picture bytes.Buffer
		if err := drawPNG(&picture, f); err != nil {
			t.Fatal(err)
		}
		image, err := png.Decode(bytes.NewReader(picture.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if rows, height := f.rows(), image.Bounds().Dy(); height < rows*180*figureDPI/72 {
			t.Errorf("%d brands: %d pixels high, too low for %d rows of panels", n, height, rows)
		}
	}
	if newTrendFigure(threeBanks()) != nil {
		t.Error("a figure without a trend")
	}
}
