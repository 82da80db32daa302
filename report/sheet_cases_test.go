package report

import (
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/codebook"
)

func TestWorkbookStopsAtItsLimit(t *testing.T) {
	r := aReport(threeBanks(), 12)
	for i := range r.Summary.Brands {
		r.Summary.Brands[i].Cases = 4
	}
	r.CaseRows = 10
	f := book(t, r)
	const first = "holds the first 10 of 12 cases, sorted by brand, each with the words that decided it; all of them are in cases.csv."
	if got := sheetCells(t, f, sheetSummary); !strings.Contains(got, "the sheet Cases "+first) || strings.Contains(got, "every single case") {
		t.Errorf("the sheet Summary does not say that the sheet Cases %s:\n%s", first, got)
	}
	if notes, err := f.GetComments(sheetCases); err != nil || len(notes) != 1 || notes[0].Cell != "A1" || len(notes[0].Paragraph) != 1 || notes[0].Paragraph[0].Text != "This sheet "+first {
		t.Errorf("the head of the cases bears the notes %+v (%v), want one: This sheet %s", notes, err, first)
	}
	rows, err := f.GetRows(sheetCases)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1+10+1 {
		t.Fatalf("%d rows, want a header, 10 cases and a note", len(rows))
	}
	if got, want := rows[11][0], "… and 2 further cases: all 12 cases are in cases.csv, beside this workbook."; got != want {
		t.Errorf("the last row says %q, want %q", got, want)
	}
	if !slices.ContainsFunc(f.GetDefinedName(), func(n excelize.DefinedName) bool {
		return n.Name == "_xlnm.Print_Area" && n.RefersTo == "'Cases'!$A$1:$I$12"
	}) {
		t.Errorf("the last row is not printed: %v", f.GetDefinedName())
	}
}

func TestMomentsAreDays(t *testing.T) {
	for _, text := range []string{"1900-03-01T00:00:00Z", "1969-12-31T23:59:59Z", "2012-03-19T14:05:17Z", "2024-02-29T12:00:00Z", "9999-12-31T23:59:59Z"} {
		want, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		days, ok := moment(want).(float64)
		got, err := excelize.ExcelDateToTime(days, false)
		const day = 24 * 60 * 60
		seconds := new(big.Rat).Mul(new(big.Rat).SetFloat64(days), big.NewRat(day, 1))
		off, _ := new(big.Rat).Sub(seconds, big.NewRat(want.Unix()+25569*day, 1)).Float64()
		if !ok || math.Abs(off) > day*(math.Nextafter(days, math.Inf(1))-days)/2 {
			t.Errorf("%s stands as %v, which is %g seconds off: more than rounding makes", text, days, off)
		}
		if err != nil || !got.Equal(want) {
			t.Errorf("%s stands as %v, which is %v (%v)", text, days, got, err)
		}
	}
	if early := time.Date(1900, time.February, 28, 0, 0, 0, 0, time.UTC); moment(early) != any(early) {
		t.Errorf("%v stands as %v", early, moment(early))
	}
}

// A case without any label or reply is shown as it is.
func TestWorkbookOfABareCase(t *testing.T) {
	c := &audit.Case{ID: "b/1", Brand: "b", Customer: "c", Turns: []codebook.Turn{{ID: "1", Time: day(1)}}, Label: codebook.Label{LastReply: -1, EvidenceAt: -1}}
	r := aReport(threeBanks(), 0)
	r.Cases = blocks(c)
	if got := sheetCells(t, book(t, r), sheetCases); !strings.Contains(got, "b | c | 2012-03-01 09:30") {
		t.Errorf("the Cases sheet says\n%s", got)
	}
}
