package report

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

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
