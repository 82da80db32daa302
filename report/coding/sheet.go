package coding

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/lastword-audit/lastword/report/xlsx"
)

// A sheet is a coder's table being read.
type sheet struct {
	*table
	header
	coding *Coding
	cases  map[string]*entry
	last   int  // number of the case read last
	moved  bool // cases do not stand in the sample's order

	placed int     // rows that are of a case
	strays int     // rows that are of no case of the sample, or of two
	stray  Problem // the first of these
}

// An entry is what a sheet says of a case, in all its rows together.
type entry struct {
	row   int // of the first code, else the last row
	codes Codes
	told  [variables]bool // what stands there cannot be used, and is a problem
}

// sheet returns the reader of a table if it is a coder's.
func (c *Coding) sheet(t *table) (*sheet, bool) {
	if t.sheet == sheetSample || t.sheet == sheetDesign {
		return nil, false
	}
	for _, key := range c.keys() {
		if h, ok := t.header(key, Variables[Intent].Name, Variables[Outcome].Name); ok {
			return &sheet{table: t, header: h, coding: c, cases: map[string]*entry{}}, true
		}
	}
	return nil, false
}

// twice returns what is wrong with a sheet that has two columns of one name, nil if none
// has: either may hold the codes.
func (s *sheet) twice() error {
	at := map[string]int{}
	for i, cell := range s.rows[s.header.row] {
		name := strings.ToLower(strings.TrimSpace(cell))
		first, again := at[name]
		if at[name] = i; again && slices.Contains(columnsRead, name) {
			return &Problem{File: s.file, Sheet: s.sheet, Row: s.header.row + 1, Msg: fmt.Sprintf(
				"the columns %s and %s are both named %s: rename the one that is not to be read", xlsx.ColumnName(first+1), xlsx.ColumnName(i+1), name)}
		}
	}
	return nil
}

// columnsRead are the names of the columns that are read of a coder's sheet.
var columnsRead = func() []string {
	names := []string{columnNumber, columnCase, columnCoder}
	for i := range Variables {
		names = append(names, Variables[i].Name)
	}
	return names
}()

// keys returns the columns by either of which a coder's sheet can name its cases.
func (c *Coding) keys() []string {
	if c.Sample == nil {
		return []string{columnCase}
	}
	return []string{columnCase, columnNumber}
}

// unread returns what is wrong with a table that is no coder's sheet, as far as is
// known, and holds codes all the same: its header may be gone, or in other words.
func (c *Coding) unread(t *table) *Problem {
	if t.sheet == sheetSample || t.sheet == sheetDesign {
		return nil
	}
	for i, row := range t.rows {
		if holds(row, &Variables[Intent]) && holds(row, &Variables[Outcome]) {
			return &Problem{File: t.file, Sheet: t.sheet, Msg: fmt.Sprintf(
				"the sheet is not read, though codes stand in row %d: none of its first %d rows names the columns case_id (or case), intent and outcome", i+1, headerWithin)}
		}
	}
	return nil
}

// holds reports whether a cell of a row is a word of a variable.
func holds(row []string, v *Variable) bool {
	return slices.ContainsFunc(row, func(cell string) bool {
		word, ok := v.parse(cell)
		return ok && word != ""
	})
}

// nearly returns what is wrong with a table that is a coder's sheet but for one
// column, nil for any other.
func (c *Coding) nearly(t *table) error {
	for _, key := range c.keys() {
		h, lacks := t.likeliest(key, Variables[Intent].Name, Variables[Outcome].Name)
		if len(lacks) != 1 {
			continue
		}
		missing := lacks[0]
		p := Problem{File: t.file, Sheet: t.sheet, Row: h.row + 1, Msg: fmt.Sprintf("no column %s, which a coder's sheet needs", missing)}
		if hint := t.didYouMean(&h, missing); hint != "" {
			p.Msg += hint
		} else if missing == columnCase {
			p.Msg += ", unless the workbook that sample wrote is read with it"
		}
		return &p
	}
	return nil
}

// read reads the sheet into the coding and reports whether it holds any code. It is an
// error if most of its rows are of no case: that is no slip in a row.
func (s *sheet) read() (bool, error) {
	before := len(s.coding.Problems)
	coder := 0
	for i, row := range s.rows[s.header.row+1:] {
		s.readRow(s.header.row+i+2, row)
		if n, err := strconv.Atoi(s.cell(row, columnCoder)); err == nil {
			coder = n
		}
	}
	if s.strays > s.placed {
		return false, fmt.Errorf("%w; of %d rows %d are like it: either the sheet is of another sample, or some of its columns were sorted without the others. Give the workbook of that sample, or the sheet as it was before; if the posts and codes go with one of the columns case and case_id, delete the other column",
			&s.stray, s.strays+s.placed, s.strays)
	}
	if len(s.coding.Problems) == before && !s.filled() {
		return false, nil
	}
	if s.adjudicates() {
		s.check(false)
		s.adjudicate()
	} else {
		s.check(true)
		s.missing(coder)
		if s.moved {
			s.problem(0, "", "the cases do not stand in the order in which they were drawn: they were read by their case_id, and nothing is lost")
		}
		s.coding.Coders = append(s.coding.Coders, Coder{Codes: s.codes(), file: s.file, sheet: s.sheet, number: coder})
	}
	slices.SortStableFunc(s.coding.Problems[before:], func(a, b Problem) int { return cmp.Compare(a.Row, b.Row) })
	return true, nil
}

// adjudicates reports whether the sheet holds the word that wins.
func (s *sheet) adjudicates() bool { return adjudicated.MatchString(s.sheet) }

func (s *sheet) problem(row int, id, format string, args ...any) {
	p := Problem{File: s.file, Sheet: s.sheet, Row: row, Msg: fmt.Sprintf(format, args...)}
	if id != "" {
		p.Case = s.coding.number(id)
	}
	s.coding.Problems = append(s.coding.Problems, p)
}

// readRow reads one row; n is its number on the sheet.
func (s *sheet) readRow(n int, row []string) {
	filled := false
	for i := range Variables {
		filled = filled || !blank(s.cell(row, Variables[i].Name))
	}
	id, wrong := s.caseOf(row)
	switch {
	case wrong != "":
		if s.strays++; s.strays == 1 {
			s.stray = Problem{File: s.file, Sheet: s.sheet, Row: n, Case: id, Msg: wrong}
		}
		if filled {
			s.problem(n, id, "%s; its codes are left out", wrong)
		}
		return
	case id == "" && filled:
		s.problem(n, "", "codes stand in a row without a case_id, and are left out: put them in the last row of their case")
		return
	case id == "":
		return
	}
	s.placed++
	s.moved = s.moved || s.coding.numbers[id] < s.last
	s.last = s.coding.numbers[id]
	e := s.cases[id]
	if e == nil {
		e = &entry{}
		s.cases[id] = e
	}
	if e.codes == (Codes{}) {
		e.row = n
	}
	for i := range Variables {
		s.readCode(n, id, i, e, s.cell(row, Variables[i].Name))
	}
}

// caseOf returns the id of a row's case, "" if it has none, and what is wrong if the
// sample has no such case, or another of the number that stands beside it.
func (s *sheet) caseOf(row []string) (id, wrong string) {
	id = s.cell(row, columnCase)
	if s.coding.Sample == nil {
		return id, ""
	}
	known := s.coding.numbers[id]
	number, err := strconv.Atoi(s.cell(row, columnNumber))
	switch {
	case err != nil && known == 0 && id != "":
		return id, "the sample has no such case"
	case err != nil || number == known:
		return id, ""
	case number < 1 || number > len(s.coding.Sample.Draws):
		return cmp.Or(id, strconv.Itoa(number)), "the sample has no such case"
	}
	of := s.coding.Sample.Draws[number-1].Case
	switch {
	case id == "" || known == 0 && spoilt(id, of):
		return of, ""
	case known == 0:
		return id, "the sample has no such case"
	}
	return "", fmt.Sprintf("it has the number of case %d, and the case_id of case %d", number, known)
}

// spoilt reports whether an id can be what an export in a narrower encoding left of
// one: that spoils the brand's name, and not the post's id behind it.
func spoilt(id, of string) bool {
	post := func(id string) string { return id[strings.LastIndex(id, "/")+1:] }
	return post(id) == post(of)
}

// readCode reads one cell into what the sheet says of its case.
func (s *sheet) readCode(n int, id string, variable int, e *entry, cell string) {
	v := &Variables[variable]
	word, ok := v.parse(cell)
	switch was := e.codes[variable]; {
	case !ok:
		hint := "the words are " + strings.Join(v.List(), ", ")
		if near := v.nearest(cell); near != "" {
			hint = "did you mean " + near + "?"
		}
		s.problem(n, id, "%s: %q is no word of the codebook and counts as blank; %s", v.Name, cell, hint)
		e.told[variable] = true
	case word == "" || word == was:
	case was != "":
		s.problem(n, id, "%s: %s here, and %s in another row of the case; both count as blank", v.Name, word, was)
		e.codes[variable], e.told[variable] = "", true
	case !e.told[variable]:
		e.codes[variable] = word
	}
}

// filled reports whether any case has a code.
func (s *sheet) filled() bool { return len(s.codes()) > 0 }

// codes returns the codes of the cases that have any.
func (s *sheet) codes() map[string]Codes {
	codes := map[string]Codes{}
	for id, e := range s.cases {
		if e.codes != (Codes{}) {
			codes[id] = e.codes
		}
	}
	return codes
}

// check finds codes that do not go together and, where every case is to be
// coded, those that are blank.
func (s *sheet) check(every bool) {
	var absent [variables]bool // the columns of codes that are wanted
	for _, id := range slices.Sorted(maps.Keys(s.cases)) {
		e := s.cases[id]
		if every && e.codes == (Codes{}) && e.told == ([variables]bool{}) {
			s.problem(e.row, id, "blank")
			continue
		}
		for i := range Variables {
			v := &Variables[i]
			switch blank := e.codes[i] == "" && !e.told[i]; {
			case v.Of == "" && blank && every:
				s.problem(e.row, id, "%s is blank", v.Name)
			case v.Of == "" || e.codes[Outcome] == "":
			case v.Of == e.codes[Outcome] && blank && !s.has(v.Name):
				absent[i] = true
			case v.Of == e.codes[Outcome] && blank:
				s.problem(e.row, id, "%s without a %s: choose one of %s", v.Of, v.Name, strings.Join(v.List(), ", "))
			case v.Of != e.codes[Outcome] && e.codes[i] != "":
				s.problem(e.row, id, "the %s %s stands beside the outcome %s, and belongs to %s; the %s is left out", v.Name, e.codes[i], e.codes[Outcome], v.Of, v.Name)
				e.codes[i] = ""
			}
		}
	}
	for i := range Variables {
		if absent[i] {
			name := Variables[i].Name
			s.problem(0, "", "there is no column %s: nothing is read of it%s", name, s.didYouMean(&s.header, name))
		}
	}
}

// missing tells of the cases that the coder was given and that are not on the sheet.
// Where it does not say who the coder is, these are the cases that everybody was given.
func (s *sheet) missing(coder int) {
	if s.coding.Sample == nil {
		return
	}
	for i := range s.coding.Sample.Draws {
		d := &s.coding.Sample.Draws[i]
		given := slices.Contains(d.Coders, coder) || coder == 0 && i < s.coding.Sample.Overlap
		if given && s.cases[d.Case] == nil {
			s.problem(0, d.Case, "the case is missing from the sheet: it counts as not coded")
		}
	}
}

// adjudicate takes the sheet's codes as those that win.
func (s *sheet) adjudicate() {
	for id, codes := range s.codes() {
		if was, known := s.coding.Adjudicated[id]; known && was != codes {
			s.problem(s.cases[id].row, id, "another adjudicated sheet says otherwise: the case counts as not adjudicated")
			codes = Codes{}
		}
		s.coding.Adjudicated[id] = codes
	}
}
