package coding

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/lastword-audit/lastword/audit"
)

// A Coding is what coders made of a sample.
type Coding struct {
	Sample      *Sample // nil if no file has the sheets that describe it
	Coders      []Coder // in the order of the files and sheets
	Adjudicated map[string]Codes
	Problems    []Problem

	numbers map[string]int // of the sample's cases, from 1
}

// A Coder is one filled sheet.
type Coder struct {
	Name  string           // the sheet's; with the file's if two sheets share it
	Codes map[string]Codes // by case; a case without any code is not in it

	file, sheet string
	number      int // of the coder for whom the sheet was written; 0 if it does not say
}

// A Problem is something on a sheet that cannot be used as it stands: it is
// left out, and told.
type Problem struct {
	File  string `json:"file"`
	Sheet string `json:"sheet"`
	Row   int    `json:"row,omitempty"`  // of the sheet, from 1; 0 if it has none
	Case  string `json:"case,omitempty"` // its number in the sample, or its id
	Msg   string `json:"message"`        // what is wrong and what to do
}

// Error returns the problem with its place.
func (p *Problem) Error() string {
	s := place(p.File, p.Sheet)
	if p.Row > 0 {
		s += fmt.Sprintf(", row %d", p.Row)
	}
	if p.Case != "" {
		s += ", case " + p.Case
	}
	return s + ": " + p.Msg
}

// place names a sheet: a CSV file is one by itself.
func place(file, sheet string) string {
	if sheet == strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)) {
		return file
	}
	return file + ", " + sheet
}

// A File is a workbook or CSV file to be read.
type File struct {
	Name string
	io.Reader
}

// adjudicated is the name of the sheet that wins where coders differ, in any case. A
// CSV export often has the workbook's name in front ("coding - Adjudicated" from Google
// Sheets), and a copy or another program something behind ("Adjudicated (1)",
// "Adjudicated-Table 1").
var adjudicated = regexp.MustCompile(`(?i)(^|[-_])\s*adjudicated($|\PL)`)

// Read reads the coders' sheets of these files together: copies of one
// workbook, each with its coder's sheet filled, or CSV exports of sheets. A
// sheet is known by its columns, a case by its id, so that order and position do
// not matter. Sheets without a code are left out. What cannot be used is in
// Problems; it is an error if a file cannot be read or has no coder's sheet, if a
// sheet lacks a column, for a whole coder would be missing, if files are of
// different samples, or if nothing is coded.
func Read(files ...File) (*Coding, error) {
	var tables []table
	read := map[string]bool{}
	for _, f := range files {
		if read[f.Name] {
			continue // named twice
		}
		read[f.Name] = true
		t, err := readTables(f.Name, f)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(t, table.machine) {
			return nil, fmt.Errorf("%s holds the machine's labels, not a coder's: `lastword sample REPORT -o coding.xlsx` draws cases for people to code", f.Name)
		}
		tables = append(tables, t...)
	}
	c := &Coding{Adjudicated: map[string]Codes{}, Problems: []Problem{}} // in JSON a list, if there is none
	if err := c.findSample(tables); err != nil {
		return nil, err
	}
	sheets, blank := 0, 0
	of := map[string]bool{} // files with a sheet that is of use
	for i := range tables {
		t := &tables[i]
		s, ok := c.sheet(t)
		if !ok {
			if err := c.nearly(t); err != nil {
				return nil, err
			}
			if p := c.unread(t); p != nil {
				c.Problems = append(c.Problems, *p)
			}
			of[t.file] = of[t.file] || t.sheet == sheetDesign
			continue
		}
		if err := s.twice(); err != nil {
			return nil, err
		}
		of[t.file] = true
		sheets++
		coded, err := s.read()
		if err != nil {
			return nil, err
		}
		if !coded {
			blank++
		}
	}
	for _, f := range files {
		if sheets == 0 || !of[f.Name] {
			return nil, fmt.Errorf("%s: no sheet to read: a coder's sheet has the columns case_id (or case), intent and outcome in its first rows", f.Name)
		}
	}
	switch {
	case sheets == 0:
		return nil, errors.New("no file to read")
	case len(c.Coders) == 0 && len(c.Adjudicated) > 0:
		return nil, errors.New("only an adjudicated sheet holds codes, which says something of the cases on which coders differ: give the coders' sheets too; if it is one coder's of all cases, rename it")
	case len(c.Coders) == 0:
		return nil, fmt.Errorf("nothing is coded yet: no coder's sheet holds a code (blank: %d of %d)", blank, sheets)
	}
	if len(c.Cases()) == 0 {
		return nil, fmt.Errorf("none of the codes can be used, for %s; the first: %w", audit.Counted(len(c.Problems), "reason"), &c.Problems[0])
	}
	c.distinguish()
	return c, nil
}

// distinguish drops sheets that stand there twice, as when a coder fills a copy
// that another's codes are in already, and makes the names of the others differ.
func (c *Coding) distinguish() {
	var kept []Coder
	for _, coder := range c.Coders {
		i := slices.IndexFunc(kept, func(o Coder) bool { return o.copies(&coder) || coder.copies(&o) })
		if i < 0 {
			kept = append(kept, coder)
			continue
		}
		if !coder.copies(&kept[i]) {
			kept[i], coder = coder, kept[i] // the copy was made before all was coded
		}
		c.Problems = slices.DeleteFunc(c.Problems, func(p Problem) bool { return p.File == coder.file && p.Sheet == coder.sheet })
		c.Problems = append(c.Problems, Problem{File: coder.file, Sheet: coder.sheet,
			Msg: "all its codes stand in " + place(kept[i].file, kept[i].sheet) + ", too: they count once"})
	}
	for i := range kept {
		kept[i].Name = kept[i].sheet
		if file := kept[i].fileAmong(kept); file != "" {
			kept[i].Name = file + ": " + kept[i].sheet
		}
		if of := kept[i].rival(kept[:i], kept); of != nil {
			c.Problems = append(c.Problems, Problem{File: kept[i].file, Sheet: kept[i].sheet, Msg: fmt.Sprintf(
				"it was written for the same coder as %s, and counts as another's: if it is a copy with the agreed codes, name it Adjudicated; if one is an older copy of the other, take it out",
				place(of.file, of.sheet))})
		}
	}
	c.Coders = kept
}

// copies reports whether the sheet holds nothing but what stands on another file's
// sheet of the same name, or for the same coder.
func (c *Coder) copies(o *Coder) bool {
	if len(c.Codes) == 0 || c.file == o.file || c.sheet != o.sheet && (c.number == 0 || c.number != o.number) {
		return false
	}
	for id, codes := range c.Codes {
		for i, word := range codes {
			if word != "" && word != o.Codes[id][i] {
				return false
			}
		}
	}
	return true
}

// rival returns the one of the earlier coders whose sheet was written for the same
// coder, where it cannot be another person's: two people can each fill the first
// sheet of their files, but nobody fills two of one file. It is nil if there is none.
func (c *Coder) rival(earlier, all []Coder) *Coder {
	for i := range earlier {
		o := &earlier[i]
		if c.number > 0 && o.number == c.number && (o.file == c.file || c.shares(all) || o.shares(all)) {
			return o
		}
	}
	return nil
}

// shares reports whether the coder's file holds another's sheet.
func (c *Coder) shares(all []Coder) bool {
	return slices.ContainsFunc(all, func(o Coder) bool { return o.file == c.file && o.number > 0 && o.number != c.number })
}

// fileAmong returns what tells a coder's file from those of the others whose sheets
// have the same name: its base name if that does. It is "" if there is none.
func (c *Coder) fileAmong(coders []Coder) (name string) {
	base := filepath.Base(c.file)
	for i := range coders {
		o := &coders[i]
		switch {
		case o.file == c.file || o.sheet != c.sheet:
		case filepath.Base(o.file) == base:
			return c.file
		default:
			name = base
		}
	}
	return name
}

// number returns how people call a case: by its number in the sample, by its
// id if that is not known.
func (c *Coding) number(id string) string { return cmp.Or(c.drawn(id), id) }

// drawn returns a case's number in the sample, "" if it is not known.
func (c *Coding) drawn(id string) string {
	if n, ok := c.numbers[id]; ok {
		return strconv.Itoa(n)
	}
	return ""
}

// Cases returns the ids of all cases that anybody coded, in the sample's order, or by id.
func (c *Coding) Cases() []string {
	coded := map[string]bool{}
	for _, coder := range c.Coders {
		for id := range coder.Codes {
			coded[id] = true
		}
	}
	for id := range c.Adjudicated {
		coded[id] = true
	}
	return slices.SortedFunc(maps.Keys(coded), func(a, b string) int {
		return cmp.Or(cmp.Compare(c.numbers[a], c.numbers[b]), strings.Compare(a, b))
	})
}

// findSample reads the sample that the files describe.
func (c *Coding) findSample(tables []table) error {
	from := ""
	for i := range tables {
		t := &tables[i]
		if t.sheet != sheetDesign {
			continue
		}
		draws := slices.IndexFunc(tables, func(o table) bool { return o.file == t.file && o.sheet == sheetSample })
		if draws < 0 {
			return fmt.Errorf("%s: the hidden sheet %s is gone; take the workbook that sample wrote", t.file, sheetSample)
		}
		s, err := readSample(t, &tables[draws])
		switch {
		case err != nil:
			return err
		case c.Sample == nil:
			c.setSample(s)
			from = t.file
		case !reflect.DeepEqual(s, c.Sample):
			return fmt.Errorf("%s and %s hold different samples: read each by itself", from, t.file)
		}
	}
	return nil
}

// setSample says what the coded cases were drawn as.
func (c *Coding) setSample(s *Sample) {
	c.Sample, c.numbers = s, map[string]int{}
	for i := range s.Draws {
		c.numbers[s.Draws[i].Case] = i + 1
	}
}

// readSample reads the hidden sheets of a workbook.
func readSample(design, draws *table) (*Sample, error) {
	entries := map[string]string{}
	for _, row := range design.rows {
		if len(row) > 1 {
			entries[row[0]] = row[1]
		}
	}
	s := &Sample{Fingerprint: entries[entryFingerprint], ByBrand: entries[entryStrata] == strataByBrand}
	if names := entries[entryBrands]; names != "" {
		s.Brands = strings.Split(names, "\n")
	}
	var errs [3]error
	s.Seed, errs[0] = strconv.ParseUint(entries[entrySeed], 10, 64)
	s.Coders, errs[1] = strconv.Atoi(entries[entryCoders])
	s.Overlap, errs[2] = strconv.Atoi(entries[entryOverlap])
	if err := errors.Join(errs[:]...); err != nil || s.Fingerprint == "" || entries[entryStrata] == "" {
		return nil, design.damaged(1, "it does not say how the sample was drawn")
	}
	var names []string
	for _, column := range sampleColumns {
		names = append(names, column.name)
	}
	h, ok := draws.header(names...)
	if !ok {
		return nil, draws.damaged(1, "columns are missing")
	}
	for i, row := range draws.rows[h.row+1:] {
		d, wrong := readDrawn(&h, row)
		if wrong != "" {
			return nil, draws.damaged(h.row+i+2, wrong)
		}
		s.Draws = append(s.Draws, d)
	}
	return s, nil
}

// damaged says what is wrong in a row of a hidden sheet.
func (t *table) damaged(row int, what string) error {
	return fmt.Errorf("%s, hidden sheet %s, row %d: %s; take the workbook that sample wrote", t.file, t.sheet, row, what)
}

// readDrawn reads a row of the sheet that says what was drawn, and says what is wrong
// with it, "" if nothing.
func readDrawn(h *header, row []string) (d Drawn, wrong string) {
	var errs [3]error
	d.Case = h.cell(row, columnCase)
	d.Stratum, errs[0] = strconv.Atoi(h.cell(row, "stratum"))
	d.Cases, errs[1] = strconv.Atoi(h.cell(row, "cases_of_stratum"))
	d.Of, errs[2] = strconv.Atoi(h.cell(row, "drawn_of_stratum"))
	if err := errors.Join(errs[:]...); err != nil || d.Case == "" || d.Of < 1 || d.Cases < d.Of {
		return d, "it does not say how the case was drawn"
	}
	for word := range strings.FieldsSeq(h.cell(row, "coders")) {
		coder, err := strconv.Atoi(word)
		if err != nil {
			return d, "it does not say who codes the case"
		}
		d.Coders = append(d.Coders, coder)
	}
	return d, ""
}
