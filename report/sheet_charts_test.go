package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/report/xlsx"
)

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
