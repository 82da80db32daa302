package main

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"github.com/lastword-audit/lastword/report/coding"
)

// codeCases has made-up coders fill a coding workbook: codecases coding.xlsx
// truth.jsonl. They know the truth and slip in 1 of 12 outcomes, each by their
// own dice; the first misspells his first outcome and leaves his second case
// blank. With a third argument, that sheet is added, and holds the truth.
func codeCases(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || len(args) > 3 {
		ts.Fatalf("usage: codecases workbook truth [sheet]")
	}
	truth := map[string]coding.Gold{} // by post
	gold, err := coding.ReadGold(args[1], strings.NewReader(ts.ReadFile(args[1])))
	ts.Check(err)
	for _, g := range gold {
		for _, id := range g.PostIDs {
			truth[id] = g
		}
	}
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	if len(args) == 3 {
		ts.Check(addSheet(f, args[2]))
		codeSheet(ts, f, args[2], truth, nil)
	} else {
		for i, sheet := range coderSheets(f) {
			codeSheet(ts, f, sheet, truth, rand.New(rand.NewPCG(1, uint64(i))))
		}
		blunder(ts, f, coderSheets(f)[0])
	}
	ts.Check(f.Save())
}

func coderSheets(f *excelize.File) []string {
	return slices.DeleteFunc(f.GetSheetList(), func(name string) bool { return !strings.HasPrefix(name, "Coder") })
}

// addSheet copies the first coder's sheet, as the guide says.
func addSheet(f *excelize.File, name string) error {
	from, err := f.GetSheetIndex(coderSheets(f)[0])
	if err != nil {
		return err
	}
	to, err := f.NewSheet(name)
	if err != nil {
		return err
	}
	return f.CopySheet(from, to)
}

// codeSheet fills in a sheet, with the truth if there are no dice.
func codeSheet(ts *testscript.TestScript, f *excelize.File, sheet string, truth map[string]coding.Gold, dice *rand.Rand) {
	for _, c := range lastRows(ts, f, sheet) {
		_, post, _ := strings.Cut(c.id, "/")
		g, known := truth[post]
		if !known {
			ts.Fatalf("the truth does not know case %s", c.id)
		}
		codes := coding.Codes{g.Intent, g.Outcome, g.Channel, g.Reason}
		if dice != nil && dice.IntN(12) == 0 {
			codes = coding.Codes{g.Intent, "open", "", ""}
			if g.Outcome == "open" {
				codes[coding.Outcome] = "resolved"
			}
		}
		setCodes(ts, f, sheet, c.row, codes)
	}
}

// A codedRow is the row of a case that takes its codes.
type codedRow struct {
	id  string
	row int
}

// lastRows returns the last row of every case of a sheet.
func lastRows(ts *testscript.TestScript, f *excelize.File, sheet string) []codedRow {
	rows, err := f.GetRows(sheet)
	ts.Check(err)
	column := slices.Index(rows[0], "case_id")
	var list []codedRow
	for i, row := range rows[1:] {
		c := codedRow{row[column], i + 2}
		if n := len(list); n > 0 && list[n-1].id == c.id {
			list[n-1] = c
		} else {
			list = append(list, c)
		}
	}
	return list
}

func setCodes(ts *testscript.TestScript, f *excelize.File, sheet string, row int, codes coding.Codes) {
	for i, code := range codes {
		cell, err := excelize.CoordinatesToCellName(5+i, row)
		ts.Check(err)
		ts.Check(f.SetCellStr(sheet, cell, code))
	}
}

// blunder misspells the outcome of a sheet's first case and blanks its second.
func blunder(ts *testscript.TestScript, f *excelize.File, sheet string) {
	rows := lastRows(ts, f, sheet)
	setCodes(ts, f, sheet, rows[0].row, coding.Codes{"complaint", "resloved", "", ""})
	setCodes(ts, f, sheet, rows[1].row, coding.Codes{})
}

// covers checks that at least so many of the intervals in what correct prints
// as JSON hold the rate that the truth has: covers 12 corrected.json truth.jsonl.
func covers(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: covers N corrected.json truth.jsonl")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	var c coding.Correction
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[1])), &c))
	gold, err := coding.ReadGold(args[2], strings.NewReader(ts.ReadFile(args[2])))
	ts.Check(err)
	requests, outcomes := map[string]float64{}, map[string]float64{}
	for _, g := range gold {
		if g.Intent != "praise" && g.Intent != "other" {
			requests[g.Brand]++
			outcomes[g.Brand+" "+g.Outcome]++
		}
	}
	hold, all := 0, 0
	for _, b := range c.Brands {
		for _, r := range b.Rates {
			if r.Of != "requests" {
				continue
			}
			truth := outcomes[b.Name+" "+r.Outcome] / requests[b.Name]
			all++
			if *r.Corrected.Low <= truth && truth <= *r.Corrected.High {
				hold++
			} else {
				ts.Logf("%s %s: truth %.3f is not in [%.3f, %.3f]", b.Name, r.Outcome, truth, *r.Corrected.Low, *r.Corrected.High)
			}
		}
	}
	if hold < want {
		ts.Fatalf("%d of %d intervals hold the truth, want %d", hold, all, want)
	}
}
