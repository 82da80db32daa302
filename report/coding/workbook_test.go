package coding

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/lastword-audit/lastword/report/xlsx"
)

// aConversation is a made-up case of a brand: a question, a reply and thanks,
// with texts that a spreadsheet would spoil.
func aConversation(brand, number string) Conversation {
	at := time.Date(2019, 3, 4, 9, 0, 0, 0, time.UTC)
	return Conversation{Brand: brand, Posts: []Post{
		{Text: "@" + brand + " my card was eaten in " + number + " street,\nwhat now?", Time: at},
		{Text: "=HYPERLINK(\"x\") Hi, a new one is on its way. ^JK", Time: at.Add(time.Hour), ByBrand: true, Account: "help"},
		{Text: "+1 quick!", Time: at.Add(2 * time.Hour)},
	}}
}

// aSample draws n cases and makes up their posts.
func aSample(t testing.TB, n, coders int) (Population, *Sample, map[string]Conversation) {
	t.Helper()
	p := aPopulation(t)
	s, err := Draw(p, Plan{N: n, Coders: coders, Overlap: n, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]Conversation{}
	for i := range s.Draws {
		brand, number, _ := strings.Cut(s.Draws[i].Case, "/")
		cases[s.Draws[i].Case] = aConversation(brand, number)
	}
	return p, s, cases
}

func written(t testing.TB, s *Sample, cases map[string]Conversation) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteWorkbook(&b, s, cases); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func rowsOf(t testing.TB, f *excelize.File, sheet string) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestWorkbookShowsThePostsAndNotTheLabels(t *testing.T) {
	_, s, cases := aSample(t, 60, 2)
	f := opened(t, written(t, s, cases))
	if got, want := fmt.Sprint(f.GetSheetList()), "[Guide Coder 1 Coder 2 Design Sample]"; got != want {
		t.Errorf("sheets %s, want %s", got, want)
	}
	for _, sheet := range []string{"Coder 1", "Coder 2"} {
		rows := rowsOf(t, f, sheet)
		if len(rows) != 1+3*60 {
			t.Fatalf("%s has %d rows, want a header and 3 for each of 60 cases", sheet, len(rows))
		}
		for i := range s.Draws {
			c := cases[s.Draws[i].Case]
			for j, p := range c.Posts {
				row := rows[1+3*i+j]
				if row[atNumber-1] != fmt.Sprint(i+1) || row[atPost-1] != p.Text || row[atCase-1] != s.Draws[i].Case {
					t.Fatalf("%s, case %d, post %d: %q", sheet, i+1, j+1, row)
				}
			}
			if row := rows[2+3*i]; row[atWho-1] != c.Brand+"\n@help" || row[atWhen-1] != "4 Mar 2019 10:00" {
				t.Errorf("the brand's post is by %q at %q", row[atWho-1], row[atWhen-1])
			}
		}
		for n, row := range rows[1:] {
			for i, cell := range row {
				if i+1 != atPost && i+1 != atCase && machineWord(cell) {
					t.Errorf("%s, row %d shows %q", sheet, n+2, cell)
				}
			}
		}
	}
	for _, sheet := range []string{"Design", "Sample"} {
		if visible, err := f.GetSheetVisible(sheet); err != nil || visible {
			t.Errorf("%s is visible (%v)", sheet, err)
		}
		for n, row := range rowsOf(t, f, sheet) {
			if slices.ContainsFunc(row, machineWord) {
				t.Errorf("%s, row %d shows a label: %q", sheet, n+1, row)
			}
		}
	}
}

func machineWord(cell string) bool {
	for _, v := range Variables {
		if slices.Contains(v.List(), cell) {
			return true
		}
	}
	return false
}

func TestWorkbookOffersTheWords(t *testing.T) {
	_, s, cases := aSample(t, 60, 1)
	f := opened(t, written(t, s, cases))
	lists, err := f.GetDataValidations("Coder 1")
	if err != nil || len(lists) != variables {
		t.Fatalf("%d drop-down lists (%v), want %d", len(lists), err, variables)
	}
	for i := range Variables {
		column := xlsx.ColumnName(atCodes + i)
		if want := fmt.Sprintf("%s2:%s181", column, column); lists[i].Sqref != want {
			t.Errorf("the list of %s is for %s, want %s", Variables[i].Name, lists[i].Sqref, want)
		}
		if want := `"` + strings.Join(Variables[i].List(), ",") + `"`; lists[i].Formula1 != want {
			t.Errorf("the list of %s is %s, want %s", Variables[i].Name, lists[i].Formula1, want)
		}
	}
	guide := fmt.Sprint(rowsOf(t, f, "Guide"))
	for _, v := range Variables {
		for _, w := range v.Words {
			if !strings.Contains(guide, w.Means) {
				t.Errorf("the guide does not say what %s means", w.Word)
			}
		}
	}
}

// A cell that could run must be text and stay text when it is edited.
func TestWorkbookRunsNothing(t *testing.T) {
	_, s, cases := aSample(t, 60, 1)
	f := opened(t, written(t, s, cases))
	for n := 2; n <= 181; n++ {
		at := xlsx.CellName(atPost, n)
		if formula, _ := f.GetCellFormula("Coder 1", at); formula != "" {
			t.Fatalf("%s is the formula %s", at, formula)
		}
		id, err := f.GetCellStyle("Coder 1", at)
		if err != nil {
			t.Fatal(err)
		}
		if style, err := f.GetStyle(id); err != nil || style.NumFmt != xlsx.TextFormat {
			t.Fatalf("%s is not of the text format (%v)", at, err)
		}
	}
}

func TestWorkbookIsTheSameTwice(t *testing.T) {
	_, s, cases := aSample(t, 60, 2)
	if !bytes.Equal(written(t, s, cases), written(t, s, cases)) {
		t.Error("the same sample makes two workbooks")
	}
}

func TestWorkbookNeedsThePosts(t *testing.T) {
	_, s, cases := aSample(t, 60, 2)
	delete(cases, s.Draws[17].Case)
	err := WriteWorkbook(&bytes.Buffer{}, s, cases)
	if err == nil || !strings.Contains(err.Error(), s.Draws[17].Case+" was drawn, and its posts are missing") {
		t.Errorf("a case without posts: %v", err)
	}
}

// No row is higher than a spreadsheet allows, and nothing of a text is lost.
func TestPieces(t *testing.T) {
	for _, text := range []string{
		"", "short", "two\nlines",
		strings.Repeat("word ", 2000),
		strings.Repeat("x", 9000),
		strings.Repeat("line\n", 100),
		strings.Repeat("長い文章", 900),
		strings.Repeat("\n", 300),
	} {
		parts := pieces(text, 26, postWidth)
		for _, part := range parts {
			if lines := linesIn(part, postWidth); lines > 26 {
				t.Errorf("a piece of %.10q… takes %d lines", text, lines)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := squeeze(strings.Join(parts, " ")); got != squeeze(text) {
			t.Errorf("%.10q…: %d letters in, %d out", text, len(squeeze(text)), len(got))
		}
	}
}

func FuzzPieces(f *testing.F) {
	f.Add("a\nb c", 2, 3.0)
	f.Fuzz(func(t *testing.T, text string, lines int, width float64) {
		if lines < 1 || lines > 100 || !(width >= 3 && width <= 100) || len(text) > 5000 {
			return
		}
		got := strings.Join(strings.Fields(strings.Join(pieces(text, lines, width), " ")), "")
		if want := strings.Join(strings.Fields(text), ""); got != want {
			t.Errorf("%q became %q", want, got)
		}
	})
}
