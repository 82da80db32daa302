package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lastword-audit/lastword/audit"
)

// Of very many brands, a table shows the largest in about so many rows, and says how
// many it leaves out.
func TestTablesOfVeryManyBrands(t *testing.T) {
	s := trending(3000)
	for i := range s.Brands {
		s.Brands[i].Requests = i // the last are the largest
	}
	for _, tt := range []struct {
		name   string
		build  func(*audit.Summary) table
		brands int
	}{
		{sheetOutcomes, outcomesTable, 2000}, {sheetChannels, channelsTable, 1666}, {sheetTimes, timesTable, 3000},
		{sheetDenominators, denominatorsTable, 500}, {sheetRedirects, redirectsTable, 3000},
		{sheetMechanical, mechanicalTable, 322}, {sheetTrend, trendTable, 500},
	} {
		got := brandsTable(s, tt.build)
		text := fmt.Sprint(got.rows)
		want := fmt.Sprintf("… and %s brands with fewer requests", audit.Thousands(3000-tt.brands))
		if got.brands != tt.brands || len(got.rows) > sheetRows+1 || strings.Contains(text, want) != (tt.brands < 3000) {
			t.Errorf("%s: %d rows of %d brands, want %d brands and, unless they are all, %q", tt.name, len(got.rows), got.brands, tt.brands, want)
		}
		if strings.Contains(text, "Bank 001") != (tt.brands == 3000) || !strings.Contains(text, "Bank 3000") {
			t.Errorf("%s does not show the brands with the most requests", tt.name)
		}
	}
}

// A workbook of many brands says on Summary, where all stand, that other sheets may
// not show all; Method counts the cases of the largest.
func TestWorkbookOfManyBrands(t *testing.T) {
	f := book(t, aReport(manyBanks(100), 0))
	if got := sheetCells(t, f, sheetSummary); strings.Count(got, "\nBank ") != 2*100 || !strings.Contains(got, "says in its last row how many it leaves out") {
		t.Errorf("Summary does not show all brands, or does not say that other sheets may not:\n%s", got)
	}
	if got := sheetCells(t, f, sheetMethod); strings.Count(got, "\nCases of Bank ") != fewBrands || !strings.Contains(got, "Cases of others | … and 20 brands") {
		t.Errorf("Method does not tell the largest brands from the others:\n%s", got)
	}
}

// The largest keep their order, and their places among all.
func TestLargest(t *testing.T) {
	s := threeBanks() // of which the second is the smallest
	s.Brands[0].Requests, s.Brands[1].Requests, s.Brands[2].Requests = 20, 10, 30
	names := brandNames(s)
	for _, name := range names {
		s.Trend = append(s.Trend, audit.Trend{Brand: name})
		s.NotCompared = append(s.NotCompared, audit.LeftOut{Brand: name})
	}
	s.Ranking = []audit.Ranking{{Brands: []audit.Ranked{{Rank: 1, Brand: names[1]}, {Rank: 2, Brand: names[2]}, {Rank: 3, Brand: names[0]}}}}
	l := largest(s, 2)
	if got := brandNames(l); len(got) != 2 || got[0] != names[0] || got[1] != names[2] {
		t.Errorf("the largest are %q", got)
	}
	if len(l.Trend) != 2 || len(l.NotCompared) != 2 {
		t.Errorf("%d periods and %d brands not compared, want 2 of each", len(l.Trend), len(l.NotCompared))
	}
	if got := l.Ranking[0].Brands; len(got) != 2 || got[0].Rank != 2 || got[1].Rank != 3 {
		t.Errorf("ranked %+v, want the places 2 and 3", got)
	}
	if len(s.Brands) != 3 || len(s.Ranking[0].Brands) != 3 {
		t.Error("the summary itself has changed")
	}
	if largest(s, 3) != s {
		t.Error("of as many as there are, it is not the summary itself")
	}
}

// The terminal shows the largest of many brands, and says how many it leaves out.
func TestTableOfManyBrands(t *testing.T) {
	var b strings.Builder
	if err := Table(&b, manyBanks(200)); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(b.String(), "\nBank "); lines != fewBrands || !strings.Contains(b.String(), "… and 120 brands with fewer requests") {
		t.Errorf("%d brands in\n%s", lines, b.String())
	}
}
