package report

import (
	"fmt"
	"io"
	"slices"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/report/xlsx"
	"github.com/xuri/excelize/v2"
)

const (
	sheetRead    = "Read first"
	sheetChanges = "Changes"
)

// WriteWorkbook writes the comparison as a workbook of two sheets: what to know before
// reading the changes, and these.
func (c *Comparison) WriteWorkbook(w io.Writer) error {
	b := &workbook{Book: xlsx.NewBook(excelize.NewFile(), "What changed", Tool, []string{sheetRead, sheetChanges})}
	defer b.Close()
	b.style = newStyles(b.Book)
	for _, one := range []struct {
		name  string
		table table
	}{{sheetRead, c.readTable()}, {sheetChanges, c.changesTable()}} {
		s := b.sheet(one.name)
		s.table(&one.table)
		s.PrintArea(len(one.table.fields), len(one.table.rows)+1)
	}
	return b.Write(w)
}

// changesTable shows every change, in numbers and in words.
func (c *Comparison) changesTable() table {
	t := table{fields: slices.Concat(
		[]field{{"Brand", 26, longText}, {"Outcome", 13, plainText}, {"Share of", 18, plainText}, {"In words", 60, longText}, {"More than chance?", 11, plainText}},
		differenceFields("Change"),
		rateFields("Before: so ended", "Of", "Before"),
		rateFields("After: so ended", "Of", "After"),
	)}
	for i := range c.Changes {
		x := &c.Changes[i]
		row := []any{x.Brand, x.Outcome, ShareOf(x.Of)}
		if x.Change != nil {
			row = append(row, changeWords(x.Change), yes(x.Change.Differs))
			row = append(row, differenceCells(x.Change)...)
		} else {
			row = append(row, "Not known: "+unknown(x), nil, nil, nil, nil, nil, nil)
		}
		t.rows = append(t.rows, slices.Concat(row, rateCells(&x.Before), rateCells(&x.After)))
	}
	if len(t.rows) == 0 {
		t.rows = append(t.rows, []any{"The two have no brand in common."})
	}
	return t
}

// unknown says why a change is not known.
func unknown(c *audit.Change) string {
	for _, r := range []*audit.Rate{&c.Before, &c.After} {
		if r.Rate == nil {
			return r.Withheld
		}
	}
	return ""
}

// readTable says what was compared, and the cautions.
func (c *Comparison) readTable() table {
	t := table{fields: []field{{"What", 24, plainText}, {"Read this first", 110, longText}}}
	for _, caution := range c.Cautions {
		t.rows = append(t.rows, []any{"Caution", caution})
	}
	for _, side := range []struct {
		word string
		*Side
	}{{"Before", c.Before}, {"After", c.After}} {
		t.rows = append(t.rows, []any{side.word, fmt.Sprintf("%s: %s; %s %s, codebook %s.",
			side.Name, span(&side.Summary.Window), Tool, side.Manifest.Version, side.Manifest.Codebook)})
	}
	for _, brand := range c.OnlyBefore {
		t.rows = append(t.rows, []any{"Only before", brand})
	}
	for _, brand := range c.OnlyAfter {
		t.rows = append(t.rows, []any{"Only after", brand})
	}
	return table{fields: t.fields, rows: append(t.rows,
		[]any{"Result", c.verdict()},
		[]any{"Method", "A change is the later rate less the earlier one, with Newcombe's 95 % interval (1998, method 10); p is the mid-p value of Fisher's exact test, adjusted after Holm (1979) over all changes with the same denominator. They hold for separate cases: no case may be in both. Each request is taken as independent of the others, and as rightly labelled."})}
}
