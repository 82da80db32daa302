package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"math"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/dataset"
	"github.com/lastword-audit/lastword/report/xlsx"
	"github.com/xuri/excelize/v2"
)

// tell returns a table's cells, one row a line.
func tell(t table) string {
	var b strings.Builder
	var heads []string
	for _, f := range t.fields {
		heads = append(heads, f.head)
	}
	b.WriteString(strings.Join(heads, " | ") + "\n")
	for _, row := range t.rows {
		var cells []string
		for _, v := range row {
			switch v := v.(type) {
			case nil:
				cells = append(cells, "")
			case float64:
				cells = append(cells, fmt.Sprintf("%.4f", v))
			default:
				cells = append(cells, fmt.Sprint(v))
			}
		}
		b.WriteString(strings.Join(cells, " | ") + "\n")
	}
	return b.String()
}

func TestTables(t *testing.T) {
	for _, tt := range []struct {
		name string
		s    *audit.Summary
	}{{"three", threeBanks()}, {"replies_only", repliesOnly()}} {
		r := aReport(tt.s, 0)
		r.Summary.Problems = 5
		golden(t, "tables_"+tt.name, strings.Join([]string{
			"== Outcomes\n" + tell(outcomesTable(tt.s)),
			"== Channels\n" + tell(channelsTable(tt.s)),
			"== Templates\n" + tell(templatesTable(tt.s)),
			"== Misdirected\n" + tell(misdirectedTable(tt.s)),
			"== Response times\n" + tell(timesTable(tt.s)),
			"== Problems\n" + tell(problemsTable(r)),
		}, "\n"))
	}
}

// Where nobody knows how many requests are misdirected, nobody knows how many of them
// are resolved.
func TestMisdirectedIsWithheld(t *testing.T) {
	s := threeBanks()
	s.Brands = s.Brands[:1]
	s.Brands[0].Misdirected = audit.Misdirected{Requests: audit.Rate{Of: 1200, Withheld: "no account is named"}}
	const want = "Aurora Bank | any but a support account | withheld | 1200 | withheld |  |  | withheld | withheld | withheld | withheld | withheld | no account is named\n"
	if got := tell(misdirectedTable(s)); !strings.HasSuffix(got, "Why withheld\n"+want) {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// Within a row, what stands in a numeric column is a number or a word for its
// absence, never a number written out as text.
func TestTablesHoldNumbers(t *testing.T) {
	s := repliesOnly()
	for _, table := range []table{outcomesTable(s), channelsTable(s), templatesTable(s), misdirectedTable(s), timesTable(s)} {
		for _, row := range table.rows {
			if len(row) > len(table.fields) {
				t.Fatalf("%v has more cells than %v", row, table.fields)
			}
			for i, v := range row {
				if word, ok := v.(string); ok && table.fields[i].kind >= number && word != wordWithheld && word != nothing {
					t.Errorf("%s: %q is no number", table.fields[i].head, word)
				}
				if _, err := strconv.Atoi(fmt.Sprint(v)); err == nil && table.fields[i].kind < number && table.fields[i].head != "Example post" {
					t.Errorf("%s: %v would be sorted as a text", table.fields[i].head, v)
				}
			}
		}
	}
}

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

func TestProblemsListWhatWasNotRead(t *testing.T) {
	r := aReport(threeBanks(), 0)
	r.Manifest.NotRead = []dataset.Unread{{Name: "march.csv", Why: "is a table in no known format"}}
	got := tell(problemsTable(r))
	if want := "Input | Line | Field | Problem\nmarch.csv |  |  | not read: it is a table in no known format\nbanks.jsonl | 17 |"; !strings.HasPrefix(got, want) {
		t.Errorf("%s\nwant %s", got, want)
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

// Every reference of the native charts is to cells that hold what it says.
func TestNativeChartsReferToCells(t *testing.T) {
	b, err := newWorkbook(aReport(threeBanks(), 0), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	var file bytes.Buffer
	if err := b.finish(&file); err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for i := 1; ; i++ {
		part, ok := b.File.Pkg.Load(fmt.Sprintf("xl/charts/chart%d.xml", i))
		if !ok {
			break
		}
		fmt.Fprintf(&got, "chart %d\n", i)
		for _, ref := range references(string(part.([]byte))) {
			fmt.Fprintf(&got, "  %s: %s\n", ref, strings.Join(valuesAt(t, b.File, ref), ", "))
		}
	}
	golden(t, "native_charts", got.String())
}

// A bar that ends early, for a part of it is withheld, is none of a hundred percent.
func TestNativeChartsSayWhatTheyLack(t *testing.T) {
	for _, tt := range []struct {
		s    *audit.Summary
		want int // charts of all outcomes: beside the Summary's tables, and the sheet Outcomes' own
	}{{threeBanks(), 0}, {repliesOnly(), 2}} {
		b, err := newWorkbook(aReport(tt.s, 0), t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		if err := b.finish(io.Discard); err != nil {
			t.Fatal(err)
		}
		said := 0
		for i := 1; ; i++ {
			part, ok := b.File.Pkg.Load(fmt.Sprintf("xl/charts/chart%d.xml", i))
			if !ok {
				break
			}
			said += strings.Count(string(part.([]byte)), "share of answered requests; a bar lacks what is withheld<")
		}
		if said != tt.want {
			t.Errorf("%d charts say that they lack what is withheld, want %d", said, tt.want)
		}
	}
}

// A head that is repeated without need stands above the next table's heading like
// an empty table.
func TestTablesOfAPageRepeatNoHead(t *testing.T) {
	for brands, want := range map[int]bool{20: false, 90: true} {
		f := book(t, aReport(manyBanks(brands), 0))
		repeats := slices.ContainsFunc(f.GetDefinedName(), func(n excelize.DefinedName) bool {
			return n.Name == "_xlnm.Print_Titles" && n.Scope == sheetSummary
		})
		if repeats != want {
			t.Errorf("%d brands: Summary repeats a table's head: %v", brands, repeats)
		}
	}
}

// Printed, a workbook of many brands repeats its tables' heads, and tears no chart:
// they stand on a sheet of their own, every brand in one.
func TestManyBrandsArePrintedWell(t *testing.T) {
	f := book(t, aReport(manyBanks(90), 0))
	heads := map[string]string{}
	for _, name := range f.GetDefinedName() {
		if name.Name == "_xlnm.Print_Titles" {
			heads[name.Scope] = name.RefersTo
		}
	}
	rows, err := f.GetRows(sheetSummary)
	if err != nil {
		t.Fatal(err)
	}
	var tables []int // rows of their heads, from 1
	for i, row := range rows {
		if len(row) > 0 && row[0] == "Brand" {
			tables = append(tables, i+1)
		}
	}
	if len(tables) != 2 || !slices.Equal(rows[tables[0]-1], rows[tables[1]-1]) {
		t.Errorf("the tables' heads are in the rows %d, and differ: one is printed above both", tables)
	}
	if want := fmt.Sprintf("'Summary'!$%d:$%[1]d", tables[0]); heads[sheetSummary] != want {
		t.Errorf("Summary prints the rows %s on every page, want %s", heads[sheetSummary], want)
	}
	breaks := pageEnds(t, f, 1)
	if len(breaks) != 1 || breaks[0] < tables[0]+90 || breaks[0] >= tables[1] {
		t.Errorf("Summary ends pages at the rows %v, want one between the tables", breaks)
	}
	const pageRows = 52 // of the height of a chart's rows, on A4 across at the sheet's scale
	from := 0
	breaks = pageEnds(t, f, 2)
	for _, to := range breaks {
		if to-from > pageRows {
			t.Errorf("a chart covers the rows %d to %d: more than a page", from+1, to)
		}
		from = to
	}
	if len(breaks) != 2 {
		t.Errorf("%d pages of charts, want 3", len(breaks)+1)
	}
}

// A chart ends within its page, however high its brands make it.
func TestNoChartReachesTheNextPage(t *testing.T) {
	for _, brands := range []int{36, 38, 40} {
		f := book(t, aReport(manyBanks(brands), 0))
		part, _ := f.Pkg.Load("xl/drawings/drawing1.xml")
		from := 0
		for _, end := range append(pageEnds(t, f, 2), 1000) {
			for _, at := range regexp.MustCompile(`(?s)from>.*?row>(\d+)<.*?to>.*?row>(\d+)<`).FindAllStringSubmatch(string(part.([]byte)), -1) {
				first, _ := strconv.Atoi(at[1])
				last, _ := strconv.Atoi(at[2])
				if first >= from && first < end && last >= end {
					t.Errorf("%d brands: a chart covers the rows %d to %d, and the page ends after %d", brands, first+1, last+1, end)
				}
			}
			from = end
		}
	}
}

// pageEnds returns the rows of the n-th sheet after which a page is made to end.
func pageEnds(t *testing.T, f *excelize.File, n int) (rows []int) {
	t.Helper()
	part, ok := f.Pkg.Load(fmt.Sprintf("xl/worksheets/sheet%d.xml", n))
	if !ok {
		t.Fatalf("there is no sheet %d", n)
	}
	_, breaks, _ := strings.Cut(string(part.([]byte)), "<rowBreaks")
	for _, id := range regexp.MustCompile(` id="(\d+)"`).FindAllStringSubmatch(breaks, -1) {
		row, err := strconv.Atoi(id[1])
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return rows
}

// references returns the cell ranges that a chart refers to.
func references(chart string) (refs []string) {
	for _, part := range strings.Split(chart, "<f>")[1:] {
		ref, _, _ := strings.Cut(part, "</f>")
		refs = append(refs, strings.NewReplacer("&#39;", "'", "&apos;", "'").Replace(ref))
	}
	return refs
}

// valuesAt returns what stands in the cells of a reference.
func valuesAt(t *testing.T, f *excelize.File, ref string) (values []string) {
	t.Helper()
	sheet, cells, _ := strings.Cut(strings.ReplaceAll(ref, "$", ""), "!")
	first, last, ok := strings.Cut(cells, ":")
	if !ok {
		last = first
	}
	c1, r1, err := excelize.CellNameToCoordinates(first)
	if err != nil {
		t.Fatal(ref, err)
	}
	c2, r2, err := excelize.CellNameToCoordinates(last)
	if err != nil {
		t.Fatal(ref, err)
	}
	for c := c1; c <= c2; c++ {
		for r := r1; r <= r2; r++ {
			v, err := f.GetCellValue(strings.Trim(sheet, "'"), xlsx.CellName(c, r))
			if err != nil {
				t.Fatal(err)
			}
			values = append(values, v)
		}
	}
	return values
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

// A case without any label or reply is shown as it is.
func TestWorkbookOfABareCase(t *testing.T) {
	c := &audit.Case{ID: "b/1", Brand: "b", Customer: "c", Turns: []codebook.Turn{{ID: "1", Time: day(1)}}, Label: codebook.Label{LastReply: -1, EvidenceAt: -1}}
	r := aReport(threeBanks(), 0)
	r.Cases = blocks(c)
	if got := sheetCells(t, book(t, r), sheetCases); !strings.Contains(got, "b | c | 2012-03-01 09:30") {
		t.Errorf("the Cases sheet says\n%s", got)
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
