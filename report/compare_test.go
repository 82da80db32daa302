package report

import (
	"bytes"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/dataset"
	"github.com/xuri/excelize/v2"
)

// aSide is a made-up report of these brands over a month.
func aSide(name string, month time.Month, brands ...audit.BrandSummary) *Side {
	since := time.Date(2012, month, 1, 0, 0, 0, 0, time.UTC)
	until := since.AddDate(0, 1, 0)
	s := &audit.Summary{Brands: brands, Window: audit.Window{Since: &since, Until: &until}}
	m := &Manifest{Version: "1", Codebook: "abc", Settings: map[string]string{"gap": "24h", "unit": "case", "since": name},
		Accounts: map[string][]string{"Aurora Bank": {"aurorabank"}}}
	return &Side{Name: name, Window: s.Window, Summary: s, Manifest: m}
}

// resolving is a brand that resolved n of its 200 requests, all answered.
func resolving(name string, n int) audit.BrandSummary {
	b := audit.BrandSummary{Name: name, Requests: 200, Answered: 200}
	for _, outcome := range audit.OutcomeNames {
		o := b.Outcomes.Get(outcome)
		o.OfRequests, o.OfAnswered = audit.NewRate(0, 200), audit.NewRate(0, 200)
	}
	b.Outcomes.Resolved.OfRequests, b.Outcomes.Resolved.OfAnswered = audit.NewRate(n, 200), audit.NewRate(n, 200)
	return b
}

// Of very many brands the terminal shows what changed by more than chance, and the
// first of those that one side lacks.
func TestComparisonOfManyBrands(t *testing.T) {
	var before, after []audit.BrandSummary
	for i := range 200 {
		name := fmt.Sprintf("Bank %03d", i)
		if i < 100 {
			before = append(before, resolving("Gone "+name, 5))
		}
		before, after = append(before, resolving(name, 40)), append(after, resolving(name, 41))
	}
	after[7] = resolving("Bank 007", 120)
	var text strings.Builder
	if err := Compare(aSide("march", 3, before...), aSide("april", 4, after...)).WriteText(&text); err != nil {
		t.Fatal(err)
	}
	got := text.String()
	if strings.Count(got, "\nBank ") != 2 || strings.Count(got, "\nBank 007") != 2 {
		t.Errorf("it shows other changes than the two of Bank 007:\n%s", got)
	}
	for _, want := range []string{"Gone Bank 079, 20 more.", "only changes that are more than chance explains are shown", "2 of 2,000 known changes"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// Wilson's intervals of 20 and 80 of 200 are 6.57 to 14.94 % and 33.46 to
// 46.92 %; by Newcombe's formula the difference of 30 points then goes from
// 30 - hypot(40-33.46, 14.94-10) = 21.8 to 30 + hypot(46.92-40, 10-6.57) = 37.7.
func TestCompare(t *testing.T) {
	c := Compare(
		aSide("march", 3, resolving("Aurora Bank", 20), resolving("Gone Bank", 5), resolving("Old Mill Savings", 40)),
		aSide("april", 4, resolving("Aurora Bank", 80), resolving("New Bank", 5), resolving("Old Mill Savings", 44)))
	var text strings.Builder
	if err := c.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"From march (1 March 2012 to 31 March 2012)",
		"Only in march: Gone Bank.",
		"Only in april: New Bank.",
		"10.0 % of 200  40.0 % of 200   +30.0 [+21.8 to +37.7]   < 0.001  more than chance",
		"20.0 % of 200  22.0 % of 200     +2.0 [-6.0 to +10.0]     1.000\n",
		"2 of 20 known changes are more than chance explains",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, text.String())
		}
	}
	if len(c.Cautions) > 0 {
		t.Errorf("two months are separate cases: %q", c.Cautions)
	}
	var file bytes.Buffer
	if err := c.WriteWorkbook(&file); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if sheets := f.GetSheetList(); sheets[0] != sheetRead || f.GetActiveSheetIndex() != 0 {
		t.Errorf("the workbook opens at the sheet %d of %q: the cautions would go unread", f.GetActiveSheetIndex()+1, sheets)
	}
	if got := sheetCells(t, f, sheetChanges); !strings.Contains(got, "+30.0 points (95 %: +21.8 to +37.7), more than chance explains | yes | 30.0% | 21.8% | 37.7% | < 0.001 | < 0.001 | 20 | 200 | 10.0%") {
		t.Errorf("sheet %s:\n%s", sheetChanges, got)
	}
}

func TestCompareWarnsOfWhatIsNotComparable(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*Side)
		want   string
	}{
		{"another codebook", func(s *Side) { s.Manifest.Codebook, s.Manifest.Settings["codebook"] = "xyz", "my.yaml" }, "different codebooks (abc and xyz)"},
		{"another version", func(s *Side) { s.Manifest.Version = "2" }, "different versions of lastword (1 and 2)"},
		{"another unit", func(s *Side) { s.Manifest.Settings["unit"] = "customer" }, "--unit case and customer"},
		{"a setting that was not there", func(s *Side) { s.Manifest.Settings["owner"] = "aurora" }, "--owner (not set) and aurora"},
		{"the same time", func(s *Side) { s.Summary.Window.Since = nil }, "they may share cases"},
		{"another account", func(s *Side) { s.Manifest.Accounts["Aurora Bank"] = []string{"aurorabank", "aurorahelp"} }, "different accounts of Aurora Bank (--brands (not set) and (not set))"},
		{"a period without replies", func(s *Side) {
			b := resolving("Aurora Bank", 0)
			b.Answered = 0
			s.Summary.Brands = append(s.Summary.Brands, b)
		}, "of april holds no replies, or unusually few, to the requests of Aurora Bank"},
		{"a period with few replies", func(s *Side) { s.silent = []string{"Aurora Bank"} }, "of april holds no replies, or unusually few, to the requests of Aurora Bank"},
		{"requests that may have been waiting", func(s *Side) {
			b := resolving("Aurora Bank", 20)
			b.Outcomes.Ignored.OfRequests, b.TooRecent = audit.NewRate(30, 200), audit.NewRate(21, 200)
			s.Summary.Brands = append(s.Summary.Brands, b)
		}, "so late in the archive of april that a reply may still have come count as ignored: Aurora Bank (21 of 200)"},
		{"a file that was edited", func(s *Side) { s.edited = "april is not as the audit wrote it" }, "april is not as the audit wrote it"},
		{"an input that ends early", func(s *Side) { s.Manifest.Inputs = []Input{{Name: "a.csv.gz", Cut: "ends early"}} }, "from april, or may be (not read to the end: a.csv.gz)"},
		{"files that were not read", func(s *Side) {
			s.Manifest.NotRead = []dataset.Unread{{Name: "1.csv"}, {Name: "2.csv"}, {Name: "3.csv"}, {Name: "4.csv"}, {Name: "5.csv"}}
		}, "(not read: 1.csv, 2.csv, 3.csv, 4.csv and 1 more)"},
	} {
		before, after := aSide("march", 3), aSide("april", 4)
		tt.change(after)
		c := Compare(before, after)
		if len(c.Cautions) != 1 || !strings.Contains(c.Cautions[0], tt.want) {
			t.Errorf("%s: cautions %q, want one with %q", tt.name, c.Cautions, tt.want)
		}
	}
}

// One codebook's file may have two names, and how an export is read is its own.
func TestCompareOfOneCodebook(t *testing.T) {
	march, april := aSide("march", 3), aSide("april", 4)
	march.Manifest.Settings["codebook"], april.Manifest.Settings["codebook"] = "my.yaml", "../my.yaml"
	march.Manifest.Settings["timezone"], april.Manifest.Settings["timezone"] = "UTC", "Europe/Paris"
	if c := Compare(march, april); len(c.Cautions) > 0 {
		t.Errorf("cautions %q, want none", c.Cautions)
	}
}

// Other brands than before are another list of brands, which the report says anyway.
func TestCompareOfOtherBrands(t *testing.T) {
	march, april := aSide("march", 3, resolving("Aurora Bank", 20)), aSide("april", 4, resolving("Aurora Bank", 20), resolving("New Bank", 5))
	april.Manifest.Accounts["New Bank"] = []string{"newbank"}
	may := aSide("may", 5, resolving("Aurora Bank", 20))
	for _, c := range []*Comparison{Compare(march, april), Compare(april, may)} {
		if len(c.Cautions) > 0 {
			t.Errorf("cautions %q, want none", c.Cautions)
		}
	}
	var text strings.Builder
	if err := Compare(march, aSide("april", 4, resolving("New Bank", 5))).WriteText(&text); err != nil || !strings.HasSuffix(text.String(), "\n\nThe two have no brand in common.\n") {
		t.Errorf("%v, of other brands alone\n%s", err, text.String())
	}
}

// What is wrong with a report is said once of two of its periods; of a brand whose rates
// are withheld, that it has no reply is no news.
func TestCompareOfPeriods(t *testing.T) {
	withheld := resolving("Aurora Bank", 0)
	withheld.Answered = 0
	withheld.Outcomes.Ignored.OfRequests = audit.Rate{Of: 200, Withheld: "no case has a reply"}
	march, april := aSide("march", 3, withheld), aSide("april", 4, withheld)
	march.Manifest.NotRead = []dataset.Unread{{Name: "may.csv"}}
	april.Manifest = march.Manifest
	if c := Compare(march, april); len(c.Cautions) != 1 {
		t.Errorf("cautions %q, want one", c.Cautions)
	}
	march.Summary.Unit, april.Summary.Unit = audit.UnitCustomer, audit.UnitCustomer
	if c := Compare(march, april); len(c.Cautions) != 2 || !strings.Contains(c.Cautions[1], "missing from the earlier one") {
		t.Errorf("of each customer's last case: cautions %q, want one more", c.Cautions)
	}
}

// Reports of one time share cases if they have some by one id.
func TestCompareCountsSharedCases(t *testing.T) {
	var sides []*Side
	for i, cases := range [][]*audit.Case{someCases(3), someCases(5), {aCase("Aurora Bank", 99)}} {
		out := filepath.Join(t.TempDir(), fmt.Sprint("report", i))
		r := aReport(oneBank(), 0)
		r.Cases = blocks(cases...)
		if err := Write(out, r); err != nil {
			t.Fatal(err)
		}
		side, err := ReadSide(out)
		if err != nil {
			t.Fatal(err)
		}
		side.Name = fmt.Sprint("report", i)
		sides = append(sides, side)
	}
	if got := sharedCases(sides[0], sides[1]); !strings.HasPrefix(got, "They share cases: 3 of the 3 of report0 and the 5 of report1;") {
		t.Errorf("of three cases that both have: %q", got)
	}
	if got := sharedCases(sides[1], sides[2]); got != "" {
		t.Errorf("of none: %q", got)
	}
}

// A case may be in both of two windows unless the one is over when the other begins.
func TestWindowsOverlap(t *testing.T) {
	at := func(n int) *time.Time { d := day(n); return &d }
	for _, tt := range []struct {
		a, b audit.Window
		want bool
	}{
		{audit.Window{}, audit.Window{}, true},
		{audit.Window{Until: at(5)}, audit.Window{Since: at(5)}, false},
		{audit.Window{Until: at(6)}, audit.Window{Since: at(5)}, true},
		{audit.Window{Until: at(6)}, audit.Window{Since: at(5), First: at(7)}, false}, // no case began before
		{audit.Window{Last: at(4)}, audit.Window{First: at(5)}, false},
		{audit.Window{Last: at(5)}, audit.Window{First: at(5)}, true},
		{audit.Window{Last: at(4)}, audit.Window{}, true},
	} {
		if overlap(&tt.a, &tt.b) != tt.want || overlap(&tt.b, &tt.a) != tt.want {
			t.Errorf("%+v and %+v overlap: %v", tt.a, tt.b, !tt.want)
		}
	}
}

// A rate that one report withholds has no change, and the workbook says why.
func TestCompareWithheld(t *testing.T) {
	hidden := resolving("Aurora Bank", 20)
	hidden.Outcomes.Resolved.OfRequests = audit.Rate{N: 20, Of: 200, Withheld: "no coverage"}
	c := Compare(aSide("march", 3, hidden), aSide("april", 4, resolving("Aurora Bank", 80)))
	if c.Changes[0].Change != nil {
		t.Errorf("a change of a rate that is not known: %+v", c.Changes[0].Change)
	}
	if got := tell(c.changesTable()); !strings.Contains(got, "Not known: no coverage") {
		t.Errorf("not said why:\n%s", got)
	}
	var text strings.Builder
	if err := c.WriteText(&text); err != nil || !strings.Contains(text.String(), "withheld  40.0 % of 200                not known\n") {
		t.Errorf("%v, not said to be withheld:\n%s", err, text.String())
	}
}

// Brands of which no change is known take one line together.
func TestCompareNamesBrandsWithNothingToCompare(t *testing.T) {
	brands := []audit.BrandSummary{resolving("Aurora Bank", 20)}
	for _, name := range []string{"Bank 1", "Bank 2", "Bank 3", "Bank 4", "Bank 5"} {
		brands = append(brands, audit.BrandSummary{Name: name})
	}
	var text strings.Builder
	if err := Compare(aSide("march", 3, brands...), aSide("april", 4, brands...)).WriteText(&text); err != nil {
		t.Fatal(err)
	}
	got := text.String()
	for _, want := range []string{
		"\n\nOver requests there is nothing to compare of 5 brands: Bank 1, Bank 2, Bank 3, Bank 4 and 1 more; the workbook of --out says why.\n",
		"\nOver answered requests there is nothing to compare of 5 brands: Bank 1, Bank 2, Bank 3, Bank 4 and 1 more; the workbook of --out says why.\n0 of 10 known changes",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if n := strings.Count(got, "\nAurora Bank "); n != 10 {
		t.Errorf("%d rows of the other brand, want 10", n)
	}
}

// What is known of a brand does not depend on how many changes of it are listed.
func TestUnknownWhateverTheChanges(t *testing.T) {
	known := &audit.Difference{}
	c := Comparison{Changes: []audit.Change{
		{Brand: "Aurora Bank", Of: audit.OfRequests, Outcome: "resolved", Change: known},
		{Brand: "Gone Bank", Of: audit.OfRequests, Outcome: "resolved"},
		{Brand: "Gone Bank", Of: audit.OfRequests, Outcome: "open"},
		{Brand: "Old Mill Savings", Of: audit.OfRequests, Outcome: "resolved"},
		{Brand: "Old Mill Savings", Of: audit.OfRequests, Outcome: "open", Change: known},
		{Brand: "Old Mill Savings", Of: audit.OfAnswered, Outcome: "resolved"},
	}}
	want := map[string][]string{audit.OfRequests: {"Gone Bank"}, audit.OfAnswered: {"Old Mill Savings"}}
	if got := c.unknown(); !reflect.DeepEqual(got, want) {
		t.Errorf("unknown %v, want %v", got, want)
	}
}
