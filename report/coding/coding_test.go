package coding

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/lastword-audit/lastword/report/xlsx"
)

// A filler fills in the codes of a case on a coder's sheet; number counts from 1.
type filler func(coder, number int) Codes

// filledBook returns a workbook with the codes in the last row of each case.
func filledBook(t testing.TB, data []byte, fill filler) []byte {
	t.Helper()
	f := opened(t, data)
	for coder := 1; ; coder++ {
		sheet := sheetOf(coder)
		if i, err := f.GetSheetIndex(sheet); err != nil || i < 0 {
			break
		}
		rows := len(rowsOf(t, f, sheet))
		for n := 3; n < rows; n += 3 {
			for i, word := range fill(coder, n/3) {
				if err := f.SetCellStr(sheet, xlsx.CellName(atCodes+i, n+1), word); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	return saved(t, f)
}

func saved(t testing.TB, f *excelize.File) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func file(name string, data []byte) File { return File{name, bytes.NewReader(data)} }

var fine = Codes{"complaint", "redirected", "dm", ""}

// allFine codes every case alike, except those named by number, of coder 1.
func allFine(except map[int]Codes) filler {
	return func(coder, number int) Codes {
		if codes, ok := except[number]; ok && coder == 1 {
			return codes
		}
		return fine
	}
}

func problems(c *Coding) string {
	var lines []string
	for i := range c.Problems {
		lines = append(lines, c.Problems[i].Error())
	}
	return strings.Join(lines, "\n")
}

func TestReadReturnsWhatWasFilledIn(t *testing.T) {
	_, s, cases := aSample(t, 60, 2)
	c, err := Read(file("coding.xlsx", filledBook(t, written(t, s, cases), allFine(map[int]Codes{
		2: {"question", "resolved", "", ""}, 3: {"praise", "ignored", "", "dropped"},
	}))))
	if err != nil || len(c.Problems) > 0 {
		t.Fatalf("%v\n%s", err, problems(c))
	}
	if c.Problems == nil {
		t.Error("the problems are null in JSON, not none")
	}
	if len(c.Coders) != 2 || c.Coders[0].Name != "Coder 1" || len(c.Coders[0].Codes) != 60 || len(c.Coders[1].Codes) != 60 {
		t.Fatalf("%d coders", len(c.Coders))
	}
	if got := c.Coders[0].Codes[s.Draws[1].Case]; got != (Codes{"question", "resolved", "", ""}) {
		t.Errorf("case 2: %q", got)
	}
	if got := c.Coders[1].Codes[s.Draws[1].Case]; got != fine {
		t.Errorf("case 2 of coder 2: %q", got)
	}
	if fmt.Sprint(c.Sample) != fmt.Sprint(s) {
		t.Errorf("the sample came back as\n%v, want\n%v", c.Sample, s)
	}
}

// Row 10 is the last of case 3, as each case has three rows and a header is above.
func TestReadTellsWhatItCannotUse(t *testing.T) {
	_, s, cases := aSample(t, 60, 1)
	data := written(t, s, cases)
	for _, test := range []struct {
		name  string
		codes Codes
		want  string
		read  Codes
	}{
		{"a typo", Codes{"complaint", "resloved", "", ""}, `row 10, case 3: outcome: "resloved" is no word of the codebook and counts as blank; did you mean resolved?`, Codes{"complaint", "", "", ""}},
		{"no word at all", Codes{"complaint", "redirected", "pigeon", ""}, `row 10, case 3: channel: "pigeon" is no word of the codebook and counts as blank; the words are dm, phone, email, branch, web, other`, Codes{"complaint", "redirected", "", ""}},
		{"nothing", Codes{}, "row 10, case 3: blank", Codes{}},
		{"an outcome alone", Codes{"", "open", "", ""}, "row 10, case 3: intent is blank", Codes{"", "open", "", ""}},
		{"a channel of nothing", Codes{"question", "resolved", "dm", ""}, "row 10, case 3: the channel dm stands beside the outcome resolved, and belongs to redirected; the channel is left out", Codes{"question", "resolved", "", ""}},
		{"a redirect to nowhere", Codes{"question", "redirected", "", ""}, "row 10, case 3: redirected without a channel: choose one of dm, phone, email, branch, web, other", Codes{"question", "redirected", "", ""}},
		{"ignored in no way", Codes{"question", "ignored", "", ""}, "row 10, case 3: ignored without a reason: choose one of no_reply, dropped", Codes{"question", "ignored", "", ""}},
		{"capitals and spaces", Codes{" Question", "OPEN ", "", ""}, "", Codes{"question", "open", "", ""}},
	} {
		c, err := Read(file("c.xlsx", filledBook(t, data, allFine(map[int]Codes{3: test.codes}))))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		want := test.want
		if want != "" {
			want = "c.xlsx, Coder 1, " + want
		}
		if got := problems(c); got != want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, want)
		}
		if got := c.Coders[0].Codes[s.Draws[2].Case]; got != test.read {
			t.Errorf("%s: read as %q, want %q", test.name, got, test.read)
		}
	}
}

// edited returns a workbook after an edit of its first coder's rows.
func edited(t testing.TB, data []byte, edit func(f *excelize.File, sheet string) error) []byte {
	t.Helper()
	f := opened(t, data)
	if err := edit(f, sheetOf(1)); err != nil {
		t.Fatal(err)
	}
	return saved(t, f)
}

func TestReadSheetsThatWereEdited(t *testing.T) {
	_, s, cases := aSample(t, 60, 2)
	data := filledBook(t, written(t, s, cases), allFine(nil))
	for _, test := range []struct {
		name string
		edit func(f *excelize.File, sheet string) error
		want string
	}{
		{"a row was deleted that held the codes",
			func(f *excelize.File, sheet string) error { return f.RemoveRow(sheet, 4) },
			"c.xlsx, Coder 1, row 3, case 1: blank"},
		{"all rows of a case were deleted", func(f *excelize.File, sheet string) error {
			for range 3 {
				if err := f.RemoveRow(sheet, 5); err != nil {
					return err
				}
			}
			return nil
		}, "c.xlsx, Coder 1, case 2: the case is missing from the sheet: it counts as not coded"},
		{"a row was put in above",
			func(f *excelize.File, sheet string) error { return f.InsertRows(sheet, 1, 2) }, ""},
		{"the sheet was renamed",
			func(f *excelize.File, sheet string) error { return f.SetSheetName(sheet, "Anna") }, ""},
		{"the codes stand in another row of the case", func(f *excelize.File, sheet string) error {
			for i, word := range fine {
				f.SetCellStr(sheet, xlsx.CellName(atCodes+i, 4), "")
				f.SetCellStr(sheet, xlsx.CellName(atCodes+i, 2), word)
			}
			return nil
		}, ""},
		{"two rows of a case differ",
			func(f *excelize.File, sheet string) error {
				return f.SetCellStr(sheet, xlsx.CellName(atCodes+Outcome, 2), "open")
			},
			"c.xlsx, Coder 1, row 4, case 1: outcome: redirected here, and open in another row of the case; both count as blank"},
		{"codes of no case",
			func(f *excelize.File, sheet string) error {
				return f.SetCellStr(sheet, xlsx.CellName(atCodes, 300), "praise")
			},
			"c.xlsx, Coder 1, row 300: codes stand in a row without a case_id, and are left out: put them in the last row of their case"},
		{"an id that the sample has not", func(f *excelize.File, sheet string) error {
			return f.SetSheetRow(sheet, "A300", &[]any{"", "", "", "", "praise", "open", "", "", "", "Aurora Bank/1"})
		}, "c.xlsx, Coder 1, row 300, case Aurora Bank/1: the sample has no such case; its codes are left out"},
		{"an id was spoilt",
			func(f *excelize.File, sheet string) error {
				brand, post, _ := strings.Cut(s.Draws[0].Case, "/")
				return f.SetCellStr(sheet, xlsx.CellName(atCase, 4), strings.Replace(brand, "r", "?", 1)+"/"+post)
			}, ""},
		{"the header was deleted", func(f *excelize.File, sheet string) error {
			return f.RemoveRow(sheet, 1)
		}, "c.xlsx, Coder 1: the sheet is not read, though codes stand in row 3: none of its first 10 rows names the columns case_id (or case), intent and outcome"},
		{"two columns were renamed", func(f *excelize.File, sheet string) error {
			f.SetCellStr(sheet, xlsx.CellName(atCodes, 1), "Absicht")
			return f.SetCellStr(sheet, xlsx.CellName(atCodes+Outcome, 1), "Ergebnis")
		}, "c.xlsx, Coder 1: the sheet is not read, though codes stand in row 4: none of its first 10 rows names the columns case_id (or case), intent and outcome"},
		{"the column of channels was renamed", func(f *excelize.File, sheet string) error {
			return f.SetCellStr(sheet, xlsx.CellName(atCodes+Channel, 1), "Kanal")
		}, `c.xlsx, Coder 1: there is no column channel: nothing is read of it; it has the column "kanal": did you mean that? Name it channel`},
		{"the columns of numbers and coders were deleted, and a case", func(f *excelize.File, sheet string) error {
			f.RemoveCol(sheet, "K")
			f.RemoveCol(sheet, "A")
			for range 3 {
				f.RemoveRow(sheet, 5)
			}
			return nil
		}, "c.xlsx, Coder 1, case 2: the case is missing from the sheet: it counts as not coded"},
		{"an id of another sample", func(f *excelize.File, sheet string) error {
			return f.SetCellStr(sheet, xlsx.CellName(atCase, 4), "Aurora Bank/none")
		}, "c.xlsx, Coder 1, row 3, case 1: blank\n" +
			"c.xlsx, Coder 1, row 4, case Aurora Bank/none: the sample has no such case; its codes are left out"},
		{"the number of another case", func(f *excelize.File, sheet string) error {
			return f.SetCellStr(sheet, xlsx.CellName(atNumber, 4), "7")
		}, "c.xlsx, Coder 1, row 3, case 1: blank\n" +
			"c.xlsx, Coder 1, row 4: it has the number of case 7, and the case_id of case 1; its codes are left out"},
		{"a number that the sample has not", func(f *excelize.File, sheet string) error {
			f.SetCellStr(sheet, xlsx.CellName(atNumber, 4), "61")
			return f.SetCellStr(sheet, xlsx.CellName(atCase, 4), "")
		}, "c.xlsx, Coder 1, row 3, case 1: blank\n" +
			"c.xlsx, Coder 1, row 4, case 61: the sample has no such case; its codes are left out"},
		{"numbers and ids that are gone", func(f *excelize.File, sheet string) error {
			f.SetCellStr(sheet, xlsx.CellName(atCase, 1), "")
			return f.SetCellStr(sheet, xlsx.CellName(atCase, 4), "")
		}, ""},
		{"the last case was moved up", func(f *excelize.File, sheet string) error {
			rows, err := f.GetRows(sheet)
			if err != nil {
				return err
			}
			last := len(rows)
			if err := f.InsertRows(sheet, 2, 1); err != nil {
				return err
			}
			var cells []any
			for _, cell := range rows[last-1] {
				cells = append(cells, cell)
			}
			if err := f.SetSheetRow(sheet, "A2", &cells); err != nil {
				return err
			}
			for range 3 {
				if err := f.RemoveRow(sheet, last-1); err != nil {
					return err
				}
			}
			return nil
		}, "c.xlsx, Coder 1: the cases do not stand in the order in which they were drawn: they were read by their case_id, and nothing is lost"},
	} {
		c, err := Read(file("c.xlsx", edited(t, data, test.edit)))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if got := problems(c); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
		if n := len(c.Coders[0].Codes); n < 59 {
			t.Errorf("%s: only %d cases were read", test.name, n)
		}
	}
}

// A copy that nobody named Adjudicated is a third coder, who agrees with the first.
func TestReadTellsACopy(t *testing.T) {
	_, s, cases := aSample(t, 60, 2)
	data := filledBook(t, written(t, s, cases), allFine(nil))
	for name, want := range map[string]string{
		"Consensus":   "c.xlsx, Consensus: it was written for the same coder as c.xlsx, Coder 1, and counts as another's: if it is a copy with the agreed codes, name it Adjudicated; if one is an older copy of the other, take it out",
		"Adjudicated": "",
	} {
		c, err := Read(file("c.xlsx", edited(t, data, func(f *excelize.File, sheet string) error {
			from, err := f.GetSheetIndex(sheet)
			if err != nil {
				return err
			}
			to, err := f.NewSheet(name)
			if err != nil {
				return err
			}
			return f.CopySheet(from, to)
		})))
		if err != nil {
			t.Fatal(err)
		}
		if got := problems(c); got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
		// Two of three make a consensus, so that it changes the rates.
		if warnings := sheetWarnings(c.Problems); strings.Join(warnings, "\n") != want {
			t.Errorf("%s: correct warns %q, want %q", name, warnings, want)
		}
	}
	first := func(word Codes) []byte {
		return filledBook(t, written(t, s, cases), func(coder, _ int) Codes { return [...]Codes{word, {}}[coder-1] })
	}
	if c, err := Read(file("anna.xlsx", first(fine)), file("ben.xlsx", first(Codes{"praise", "resolved", "", ""}))); err != nil || len(c.Problems) > 0 {
		t.Errorf("two people's copies of a workbook: %v\n%s", err, problems(c))
	}
}

// toCSV exports the rows of a sheet as spreadsheets do.
func toCSV(t testing.TB, data []byte, sheet string, comma rune) []byte {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = comma, true
	if err := w.WriteAll(rowsOf(t, opened(t, data), sheet)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadCSVExports(t *testing.T) {
	_, s, cases := aSample(t, 60, 1)
	blank := written(t, s, cases)
	data := filledBook(t, blank, allFine(map[int]Codes{2: {"other", "open", "", ""}}))
	want, err := Read(file("coding.xlsx", data))
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(toCSV(t, data, "Coder 1", '\t'))
	if err != nil {
		t.Fatal(err)
	}
	western, err := charmap.Windows1252.NewEncoder().Bytes(append(toCSV(t, data, "Coder 1", ';'), "é;;;\r\n"...))
	if err != nil {
		t.Fatal(err)
	}
	for name, export := range map[string][]byte{
		"commas":                toCSV(t, data, "Coder 1", ','),
		"semicolons and a mark": append([]byte("\ufeff"), toCSV(t, data, "Coder 1", ';')...),
		"tabs in UTF-16":        utf16,
		"Windows-1252":          western,
		"carriage returns":      bytes.ReplaceAll(toCSV(t, data, "Coder 1", ';'), []byte("\r\n"), []byte("\r")),
	} {
		c, err := Read(file("anna.csv", export), file("coding.xlsx", blank))
		if err != nil || len(c.Problems) > 0 {
			t.Errorf("%s: %v\n%s", name, err, problems(c))
			continue
		}
		if c.Coders[0].Name != "anna" || fmt.Sprint(c.Coders[0].Codes) != fmt.Sprint(want.Coders[0].Codes) {
			t.Errorf("%s: the codes of %s differ from those of the workbook", name, c.Coders[0].Name)
		}
	}
}

// A shared string numbered -1, at which the library panics, and a row numbered so high
// that the library would count to it for hours.
func TestReadADamagedWorkbook(t *testing.T) {
	for _, tt := range []struct{ row, says string }{
		{`<row><c t="s"><v>-1</v></c></row>`, "coding.xlsx is a damaged workbook ("},
		{`<row r="99999999999"><c><v>1</v></c></row>`, "coding.xlsx, sheet Sheet1: its rows are numbered beyond 1048576"},
	} {
		f := excelize.NewFile()
		const sheet = "xl/worksheets/sheet1.xml"
		f.Sheet.Delete(sheet)
		f.Pkg.Store(sheet, []byte(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+tt.row+`</sheetData></worksheet>`))
		b, err := f.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Read(File{"coding.xlsx", b}); err == nil || !strings.HasPrefix(err.Error(), tt.says) {
			t.Errorf("%s: read with %v", tt.row, err)
		}
	}
}

// Office programs rewrite a workbook: other columns and sheets in front, cells
// that end early, strings stored elsewhere. Only what is read counts.
func TestReadAWorkbookThatAnotherProgramMade(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range [][]any{
		{"Codes of March"},
		{},
		{"Outcome", "note", "INTENT", "case_id"},
		{"resolved", "sure", "question", "Old Mill/1"},
		{"open", nil, "complaint", "Old Mill/2"},
		{nil, nil, nil, "Old Mill/3"},
	} {
		if err := f.SetSheetRow("Sheet1", xlsx.CellName(1, i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	c, err := Read(file("c.xlsx", saved(t, f)))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(c.Coders[0].Codes), "map[Old Mill/1:[question resolved  ] Old Mill/2:[complaint open  ]]"; got != want {
		t.Errorf("codes %s, want %s", got, want)
	}
	if got, want := problems(c), "c.xlsx, Sheet1, row 6, case Old Mill/3: blank"; got != want {
		t.Errorf("problems %s, want %s", got, want)
	}
}

// What one row of a case leaves open another may say, but no row mends what one spoilt.
func TestReadRowsOfOneCase(t *testing.T) {
	const head = "case_id,intent,outcome,channel,reason\n"
	for _, tt := range []struct{ rows, want, problems string }{
		{"a,question,,,\na,,open,,\n", "[question open  ]", ""},
		{"a,question,resloved,,\na,,open,,\n", "[question   ]", `c.csv, row 2, case a: outcome: "resloved" is no word of the codebook and counts as blank; did you mean resolved?`},
		{"a,question,open,,\na,,resolved,,\na,,resolved,,\n", "[question   ]", "c.csv, row 3, case a: outcome: resolved here, and open in another row of the case; both count as blank"},
		{"a,NA,NA,NA,NA\na,question,resolved,NA,NA\n,N/A,#N/A,nan,\n", "[question resolved  ]", ""}, // as R and pandas write blank cells
		{"a,0,0,0,0\na,question,redirected,dm,0\n", "[question redirected dm ]", ""},                // formulas
		{"a,-,/,–,\na,question,ignored,-,dropped\n", "[question ignored  dropped]", ""},
		{"a,question,-,,\n", "[question   ]", "c.csv, row 2, case a: outcome is blank"},
		{"a,,,,\na,question,redirected,,\na,,,,\n", "[question redirected  ]", "c.csv, row 3, case a: redirected without a channel: choose one of dm, phone, email, branch, web, other"},
	} {
		c, err := Read(file("c.csv", []byte(head+tt.rows)))
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(c.Coders[0].Codes["a"]); got != tt.want || problems(c) != tt.problems {
			t.Errorf("%q: read %s, problems %s; want %s, %s", tt.rows, got, problems(c), tt.want, tt.problems)
		}
	}
}

// An adjudicated sheet, also one by the name that an export gives it, need not say
// something of every case; two that differ on one do not win there.
func TestReadAdjudicated(t *testing.T) {
	const head = "case_id,intent,outcome,channel,reason\n"
	coder := file("anna.csv", []byte(head+"1,question,resolved,,\n2,question,open,,\n3,question,open,,\n"))
	first := file("x/coding-Adjudicated.csv", []byte(head+"1,question,open,,\n2,praise,resolved,,\n3,,,,\n"))
	second := file("y/coding_adjudicated.csv", []byte(head+"1,question,boilerplate,,\n2,praise,resolved,,\n4,other,open,,\n"))
	c, err := Read(coder, first, second)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Coders) != 1 || fmt.Sprint(c.Cases()) != "[1 2 3 4]" {
		t.Errorf("%d coders of the cases %v, want one of [1 2 3 4]", len(c.Coders), c.Cases())
	}
	if got, want := fmt.Sprint(c.Adjudicated), "map[1:[   ] 2:[praise resolved  ] 4:[other open  ]]"; got != want {
		t.Errorf("adjudicated %s, want %s", got, want)
	}
	if got, want := problems(c), "y/coding_adjudicated.csv, row 2, case 1: another adjudicated sheet says otherwise: the case counts as not adjudicated"; got != want {
		t.Errorf("problems %s, want %s", got, want)
	}
}

func TestReadKnowsAnAdjudicatedSheetByItsName(t *testing.T) {
	const codes = "case_id,intent,outcome,channel,reason\n1,question,resolved,,\n"
	for name, want := range map[string]bool{
		"Adjudicated": true, "ADJUDICATED ": true, "Adjudicated (1)": true, "Adjudicated final": true,
		"coding-Adjudicated":         true, // LibreOffice
		"coding.xlsx - Adjudicated":  true, // Google Sheets
		"Adjudicated-Table 1":        true, // Numbers
		"cases to be adjudicated":    false,
		"Adjudicatedness":            false,
		"before adjudication of all": false,
	} {
		c, err := Read(file("anna.csv", []byte(codes)), file(name+".csv", []byte(codes)))
		if err != nil {
			t.Fatal(err)
		}
		if got := len(c.Adjudicated) == 1; got != want {
			t.Errorf("%q is adjudicated: %v, want %v", name, got, want)
		}
		var text strings.Builder
		if err := (&Result{Agreement: c.Agree()}).WriteText(&text); err != nil || strings.Contains(text.String(), "\nadjudicated: 1 case\n") != want {
			t.Errorf("%q: %v, told as\n%s", name, err, &text)
		}
	}
}

// A coder does not miss the cases that another one got.
func TestReadWhatWasDealt(t *testing.T) {
	_, s, cases := aSample(t, 60, 2)
	s.Overlap = 20
	for i := range s.Draws {
		s.Draws[i].Coders = nil
	}
	s.deal()
	c, err := Read(file("c.xlsx", filledBook(t, written(t, s, cases), allFine(nil))))
	if err != nil || problems(c) != "" || len(c.Coders) != 2 || len(c.Coders[0].Codes) != 40 {
		t.Errorf("%v, %d coders, problems %s", err, len(c.Coders), problems(c))
	}
}

// What is wrong with the others' sheets is no matter where one coder's word is taken.
func TestOnly(t *testing.T) {
	_, s, cases := aSample(t, 60, 2)
	c, err := Read(file("coding.xlsx", filledBook(t, written(t, s, cases), func(coder, number int) Codes {
		if coder == 2 && number > 50 {
			return Codes{}
		}
		return fine
	})))
	if err != nil || len(c.Problems) == 0 {
		t.Fatalf("%v, %d problems", err, len(c.Problems))
	}
	for name, want := range map[string]int{"coder 1": 0, "coder 2": len(c.Problems)} {
		if only, err := c.Only(name); err != nil || len(only.Problems) != want {
			t.Errorf("%s: %v, problems %s, want %d", name, err, problems(only), want)
		}
	}
}

// What one coder did comes back twice: in a file named twice, as a CSV of the sheet, or
// in the copy that another got when not all was coded.
func TestReadTellsTheSameWorkTwice(t *testing.T) {
	_, s, cases := aSample(t, 60, 2)
	blank := written(t, s, cases)
	filled := func(first, second int, word Codes) []byte {
		return filledBook(t, blank, func(coder, number int) Codes {
			if number > [...]int{first, second}[coder-1] {
				return Codes{}
			}
			if coder == 1 && number == 7 {
				return word
			}
			return fine
		})
	}
	book := func() File { return file("book.xlsx", filled(60, 60, fine)) }
	sheet := func(number int) File {
		return file("book-Coder "+fmt.Sprint(number)+".csv", toCSV(t, filled(60, 60, fine), sheetOf(number), ';'))
	}
	for _, tt := range []struct {
		name  string
		files []File
		want  string
	}{
		{"named twice", []File{book(), book()}, ""},
		{"exported", []File{book(), sheet(1), sheet(2)},
			"book-Coder 1.csv: all its codes stand in book.xlsx, Coder 1, too: they count once\n" +
				"book-Coder 2.csv: all its codes stand in book.xlsx, Coder 2, too: they count once"},
		{"an older copy", []File{file("ben.xlsx", filled(30, 60, fine)), file("anna.xlsx", filled(60, 0, fine))},
			"ben.xlsx, Coder 1: all its codes stand in anna.xlsx, Coder 1, too: they count once"},
	} {
		c, err := Read(tt.files...)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if problems(c) != tt.want || len(c.Coders) != 2 || len(c.Coders[0].Codes) != 60 || len(c.Coders[1].Codes) != 60 {
			t.Errorf("%s: %d coders, problems %s, want %s", tt.name, len(c.Coders), problems(c), tt.want)
		}
	}
	// Where the copy says otherwise of a case, it may be another person's.
	c, err := Read(file("ben.xlsx", filled(60, 60, Codes{"praise", "open", "", ""})), file("anna.xlsx", filled(60, 0, fine)))
	if want := "anna.xlsx, Coder 1: it was written for the same coder as ben.xlsx, Coder 1, and counts as another's"; err != nil || len(c.Coders) != 3 || !strings.HasPrefix(problems(c), want) {
		t.Errorf("%v, %d coders, problems %s, want %s", err, len(c.Coders), problems(c), want)
	}
}

func TestReadSeveralFiles(t *testing.T) {
	_, s, cases := aSample(t, 60, 2)
	blank := written(t, s, cases)
	one := filledBook(t, blank, func(coder, _ int) Codes {
		if coder == 1 {
			return fine
		}
		return Codes{}
	})
	// The second coder fills the copy in which the first one's codes are.
	both := filledBook(t, blank, allFine(nil))
	c, err := Read(file("one.xlsx", one), file("both.xlsx", both))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Coders) != 2 || c.Coders[1].Name != "Coder 2" {
		t.Errorf("%d coders, want 2", len(c.Coders))
	}
	if want := "both.xlsx, Coder 1: all its codes stand in one.xlsx, Coder 1, too: they count once"; problems(c) != want {
		t.Errorf("problems %s, want %s", problems(c), want)
	}
	// Two who fill the sheet of the same name go by their files.
	other := filledBook(t, blank, func(coder, _ int) Codes {
		if coder == 1 {
			return Codes{"praise", "open", "", ""}
		}
		return Codes{}
	})
	c, err = Read(file("in/one.xlsx", one), file("in/other.xlsx", other))
	if err != nil || len(c.Coders) != 2 || c.Coders[0].Name != "one.xlsx: Coder 1" || c.Coders[1].Name != "other.xlsx: Coder 1" {
		t.Errorf("%v, %+v", err, c.Coders)
	}
	// And by their folders, if the files have one name.
	c, err = Read(file("anna/c.xlsx", one), file("ben/c.xlsx", other))
	if err != nil || len(c.Coders) != 2 || c.Coders[0].Name != "anna/c.xlsx: Coder 1" || c.Coders[1].Name != "ben/c.xlsx: Coder 1" {
		t.Fatalf("%v, %+v", err, c.Coders)
	}
	if c, err = c.Only("ben/c.xlsx: Coder 1"); err != nil || len(c.Coders) != 1 || c.Coders[0].file != "ben/c.xlsx" {
		t.Errorf("%v, %+v", err, c)
	}
}

func TestReadErrors(t *testing.T) {
	_, s, cases := aSample(t, 60, 1)
	blank := written(t, s, cases)
	_, s2, cases2 := aSample(t, 70, 1)
	full := filledBook(t, blank, allFine(nil))
	for _, test := range []struct {
		name  string
		files []File
		want  string
	}{
		{"empty", []File{file("c.csv", nil)}, "c.csv is empty"},
		{"blank", []File{file("c.xlsx", blank)}, "nothing is coded yet: no coder's sheet holds a code (blank: 1 of 1)"},
		{"adjudicated alone", []File{file("adjudicated.csv", []byte("case_id,intent,outcome\nx,question,resolved\n"))},
			"only an adjudicated sheet holds codes"},
		{"in other words", []File{file("c.csv", []byte("case_id,intent,outcome\nx,Frage,offen\n"))},
			`none of the codes can be used, for 2 reasons; the first: c.csv, row 2, case x: intent: "Frage" is no word of the codebook`},
		{"cut off", []File{file("c.xlsx", full[:len(full)/2])}, "c.xlsx is not a workbook that can be read"},
		{"an old workbook", []File{file("c.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))}, "save it as .xlsx without a password, or as CSV"},
		{"LibreOffice's own", []File{file("c.ods", []byte("PK\x03\x04"+strings.Repeat("\x00", 26)+"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"))},
			"c.ods is an OpenDocument sheet (.ods): save it as .xlsx or as CSV"},
		{"another table", []File{file("c.csv", []byte("a,b\n1,2\n"))}, "no sheet to read: a coder's sheet has the columns case_id (or case), intent and outcome"},
		{"another table beside a coder's", []File{file("a.xlsx", full), file("c.csv", []byte("a,b\n1,2\n"))}, "c.csv: no sheet to read"},
		{"a renamed column", []File{file("a.xlsx", full), file("c.csv", []byte("case_id,intent,result\nx,question,resolved\n"))},
			`c.csv, row 1: no column outcome, which a coder's sheet needs; it has the column "result": did you mean that? Name it outcome`},
		{"a misspelt column", []File{file("c.csv", []byte("case_id,intnet,outcome\nx,question,resolved\n"))}, `it has the column "intnet": did you mean that? Name it intent`},
		{"no such column", []File{file("c.csv", []byte("case_id,intent,note\nx,question,resolved\n"))}, "c.csv, row 1: no column outcome, which a coder's sheet needs"},
		{"numbers without the sample", []File{file("c.csv", []byte("case,intent,outcome\n1,question,resolved\n"))}, "no column case_id, which a coder's sheet needs, unless the workbook that sample wrote is read with it"},
		{"one sheet of a workbook", []File{file("c.xlsx", edited(t, full, func(f *excelize.File, sheet string) error {
			return f.SetCellStr(sheet, xlsx.CellName(atCodes+Outcome, 1), "result")
		}))}, `c.xlsx, Coder 1, row 1: no column outcome`},
		{"a sheet of another sample", []File{file("a.xlsx", blank), file("b.csv", toCSV(t, filledBook(t, written(t, s2, cases2), allFine(nil)), "Coder 1", ','))},
			"are like it: either the sheet is of another sample, or some of its columns were sorted without the others"},
		{"the hidden columns were not sorted with the others", []File{file("c.xlsx", edited(t, full, func(f *excelize.File, sheet string) error {
			rows, err := f.GetRows(sheet)
			if err != nil {
				return err
			}
			for i := 1; i < len(rows); i++ {
				cells := rows[len(rows)-i][:atNote]
				if err := f.SetSheetRow(sheet, xlsx.CellName(1, i+1), &cells); err != nil {
					return err
				}
			}
			return nil
		}))}, "c.xlsx, Coder 1, row 2: it has the number of case 60, and the case_id of case 1; of 180 rows 180 are like it"},
		{"two columns of a name", []File{file("c.csv", []byte("case_id,Outcome,intent,outcome \nx,resolved,question,open\n"))},
			"c.csv, row 1: the columns B and D are both named outcome: rename the one that is not to be read"},
		{"two samples", []File{file("a.xlsx", full), file("b.xlsx", written(t, s2, cases2))}, "a.xlsx and b.xlsx hold different samples"},
		{"no sample sheet", []File{file("c.xlsx", edited(t, full, func(f *excelize.File, _ string) error { return f.DeleteSheet("Sample") }))}, "the hidden sheet Sample is gone"},
		{"a spoilt sample sheet", []File{file("c.xlsx", edited(t, full, func(f *excelize.File, _ string) error { return f.SetCellStr("Sample", "D7", "many") }))}, "hidden sheet Sample, row 7: it does not say how the case was drawn"},
		{"none drawn", []File{file("c.xlsx", edited(t, full, func(f *excelize.File, _ string) error { return f.SetCellStr("Sample", "E7", "0") }))}, "hidden sheet Sample, row 7: it does not say how the case was drawn"},
		{"more drawn than there are", []File{file("c.xlsx", edited(t, full, func(f *excelize.File, _ string) error { return f.SetCellStr("Sample", "E7", "9999") }))}, "hidden sheet Sample, row 7: it does not say how the case was drawn"},
	} {
		c, err := Read(test.files...)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, error %v, want %q in it", test.name, c, err, test.want)
		}
	}
}

// Whatever stands in a file, reading it ends, and every code it yields is a word.
func FuzzRead(f *testing.F) {
	f.Add("case_id,intent,outcome,channel,reason\na/1,question,resolved,,\na/1,praise,,dm,\n,other,,,\n")
	f.Add("case_id;intent;outcome\r\n\"a\r\n;1\";Complaint;ignroed\r\n")
	f.Add("\xff\xfec\x00")
	f.Add("case\tintent\toutcome\n1\t\"\t\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Read(File{"f.csv", strings.NewReader(text)})
		if err != nil {
			return
		}
		for _, coder := range c.Coders {
			for id, codes := range coder.Codes {
				if id == "" || codes == (Codes{}) {
					t.Errorf("case %q is coded %q", id, codes)
				}
				for i, word := range codes {
					if _, ok := Variables[i].parse(word); !ok {
						t.Errorf("%q is no %s", word, Variables[i].Name)
					}
				}
			}
		}
		for _, id := range c.Cases() {
			c.verdict(id)
		}
	})
}
