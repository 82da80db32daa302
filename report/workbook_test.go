package report

import (
	"bytes"
	"cmp"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/report/xlsx"
)

// book writes a report's workbook and opens it.
func book(t *testing.T, r *Report) *excelize.File {
	t.Helper()
	b, err := newWorkbook(r, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	p := newCasePass(r.Cases)
	go func() {
		defer close(p.shown)
		p.run(t.Context(), noCases{})
	}()
	var file bytes.Buffer
	if err := cmp.Or(b.addCases(t.Context(), p), b.finish(&file)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// sheetCells returns a sheet's cells as a spreadsheet shows them, one row a line.
func sheetCells(t *testing.T, f *excelize.File, sheet string) string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, row := range rows {
		b.WriteString(strings.TrimRight(strings.Join(row, " | "), " |") + "\n")
	}
	return b.String()
}

func TestWorkbookSheets(t *testing.T) {
	f := book(t, aReport(repliesOnly(), 3))
	want := "Summary Outcomes Channels Templates Misdirected Response times Denominators Comparisons Ranking Redirects Mechanical Trend Cases Problems Method"
	if got := strings.Join(f.GetSheetList(), " "); got != want {
		t.Errorf("sheets %s, want %s", got, want)
	}
	golden(t, "sheet_summary", sheetCells(t, f, sheetSummary))
	golden(t, "sheet_method", sheetCells(t, f, sheetMethod))
	golden(t, "sheet_cases", sheetCells(t, f, sheetCases))
	for sheet, want := range map[string]string{
		sheetOutcomes: "resolved | Aurora Bank | 430 | 1,200 | 35.8% | 30.8% | 40.8% | 430 | 1,030 | 41.7% | 36.7% | 46.7%\n",
		sheetTimes:    "Aurora Bank | 1,030 | 7:11:00 | – | – | 311:00:00 | – | – | 257 | 257 | 257 | 259\n",
	} {
		if got := sheetCells(t, f, sheet); !strings.Contains(got, want) {
			t.Errorf("sheet %s lacks %q:\n%s", sheet, want, got)
		}
	}
}

// No sheet says that its used range is A1, as excelize would have it.
func TestNoSheetSaysThatItIsOneCell(t *testing.T) {
	f := book(t, aReport(repliesOnly(), 3))
	for _, sheet := range f.GetSheetList() {
		if got, err := f.GetSheetDimension(sheet); got != "" || err != nil {
			t.Errorf("sheet %s says that it is %s, %v", sheet, got, err)
		}
	}
}

// No probability is nil.
func TestSmallProbabilities(t *testing.T) {
	got := sheetCells(t, book(t, aReport(weighed(), 0)), sheetComparisons)
	for _, want := range []string{" | 25.0% | 13.5% | 35.9% | < 0.001 | < 0.001 | 36", " | -1.0% | -8.0% | 6.0% | 0.750 | 1.000 | 4"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// Among figures with decimal places, a count has none.
func TestCountsHaveNoDecimals(t *testing.T) {
	rows, err := book(t, aReport(weighed(), 0)).GetRows(sheetMechanical)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"Templates per 100 replies": "7.500", "Hours of the day with replies": "11"}
	for _, row := range rows {
		if number, ok := want[row[0]]; ok && row[1] == "Aurora Bank" && row[7] != number {
			t.Errorf("%s: %s, want %s", row[0], row[7], number)
		}
	}
}

// A brand's name stands in full on the tables' sheets.
func TestLongNamesAreWrapped(t *testing.T) {
	s := threeBanks()
	s.Brands[0].Name = "The Savings and Mutual Building Society of Aurora and District"
	f := book(t, aReport(s, 0))
	for _, sheet := range []string{sheetOutcomes, sheetChannels, sheetTemplates, sheetMisdirected, sheetTimes, sheetRedirects} {
		height, err := f.GetRowHeight(sheet, 2)
		if err != nil || height < textHeight("two\nlines", 100) {
			t.Errorf("%s: the row is %v points high: too low for the name (%v)", sheet, height, err)
		}
	}
}

// A text stays a text, whatever it looks like; an id keeps all its digits.
func TestWorkbookTextsAreText(t *testing.T) {
	c := aCase("=Bank", 1)
	c.Customer = "900719925474099312"
	c.Turns[0].Text = "=HYPERLINK(\"http://example.com\")"
	c.Turns[1].Text = "bell \a, half a character \xe9, _x0041_"
	s := threeBanks()
	s.Brands[0].Name = "=1+1"
	r := aReport(s, 0)
	r.Cases = blocks(c)
	f := book(t, r)
	for _, tt := range []struct{ sheet, cell, want string }{
		{sheetCases, "A2", "=Bank"},
		{sheetCases, "B2", "900719925474099312"},
		{sheetCases, "H2", "=HYPERLINK(\"http://example.com\")"},
		{sheetCases, "I2", "bell \ufffd, half a character \ufffd, _x0041_"},
		{sheetOutcomes, "B2", "=1+1"},
		{sheetSummary, "A9", "=1+1"},
	} {
		got, err := f.GetCellValue(tt.sheet, tt.cell)
		if err != nil || got != tt.want {
			t.Errorf("%s!%s = %q, %v, want %q", tt.sheet, tt.cell, got, err, tt.want)
		}
		if formula, _ := f.GetCellFormula(tt.sheet, tt.cell); formula != "" {
			t.Errorf("%s!%s is the formula %q", tt.sheet, tt.cell, formula)
		}
		id, _ := f.GetCellStyle(tt.sheet, tt.cell)
		if style, err := f.GetStyle(id); err != nil || style.NumFmt != xlsx.TextFormat {
			t.Errorf("%s!%s has the number format %d, want %d, text: editing it would make a formula", tt.sheet, tt.cell, style.NumFmt, xlsx.TextFormat)
		}
	}
}

// Without a single brand or case, the workbook still stands and says so.
func TestWorkbookOfNothing(t *testing.T) {
	f := book(t, aReport(&audit.Summary{}, 0))
	if got := sheetCells(t, f, sheetSummary); !strings.Contains(got, "No case was found.") {
		t.Errorf("the Summary sheet says\n%s", got)
	}
}

// A brand without a case has no cases to tell apart.
func TestMethodOfABrandWithoutCases(t *testing.T) {
	f := book(t, aReport(&audit.Summary{Brands: []audit.BrandSummary{{Name: "Alder Bank"}}}, 0))
	if got, want := sheetCells(t, f, sheetMethod), "Cases of Alder Bank | none; coverage "; !strings.Contains(got, want) {
		t.Errorf("the Method sheet says\n%s\nwant %q", got, want)
	}
}

func BenchmarkWorkbook(b *testing.B) {
	r := aReport(manyBanks(75), 0)
	for b.Loop() {
		book, err := newWorkbook(r, b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		if err := book.finish(io.Discard); err != nil {
			b.Fatal(err)
		}
		book.Close()
	}
}
