package dataset

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// What a large workbook unpacks to stands in the folder that the options name,
// and is gone when the reading ends.
func TestSheetTempDir(t *testing.T) {
	book := excelize.NewFile()
	const rows, longest = 600, 32_000
	for row := range rows { // more than excelize keeps in memory
		cells := []any{row + 1, "pat", "2023-11-05T10:15:00Z", strconv.Itoa(row) + strings.Repeat("x", longest)}
		if row == 0 {
			cells = []any{"tweet_id", "author_id", "created_at", "text"}
		}
		cell, _ := excelize.CoordinatesToCellName(1, row+1)
		if err := book.SetSheetRow("Sheet1", cell, &cells); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "large.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}

	system, own := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", system)
	sheets, err := workbook{path: path, temp: own}.sources()
	if err != nil {
		t.Fatal(err)
	}
	r, err := sheets[0].open()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(r, make([]byte, 2*longest)); err != nil {
		t.Error(err)
	}
	if len(entries(t, own)) == 0 || len(entries(t, system)) > 0 {
		t.Errorf("while it is read: %v in the folder, %v in the system's", entries(t, own), entries(t, system))
	}
	r.Close()
	if left := entries(t, own); len(left) > 0 {
		t.Errorf("after: %v", left)
	}
}

// When nobody waits any more, a workbook is not waited for.
func TestWorkbookIsLetBe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "posts.xlsx")
	if err := excelize.NewFile().SaveAs(path); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	sheets, err := workbook{path: path, done: done}.sources()
	if err != nil {
		t.Fatal(err)
	}
	close(done)
	if r, err := sheets[0].open(); err != nil {
		t.Error(err)
	} else if _, err := io.ReadAll(r); !errors.Is(err, context.Canceled) {
		t.Errorf("reading: %v", err)
	}
	if _, err := Open([]string{path}, Options{Done: done}); !errors.Is(err, context.Canceled) {
		t.Errorf("opening: %v", err)
	}
}

func entries(t *testing.T, dir string) []os.DirEntry {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// A sheet that claims what cannot be is read up to there, and costs the run nothing else.
func TestSheetThatClaimsTooMuch(t *testing.T) {
	for _, tt := range []struct{ rows, problem string }{
		{`<row r="3"><c t="s"><v>-1</v></c></row>`, "is a damaged workbook: "},
		{`<row r="1999999999"><c><v>1</v></c></row>`, "numbers its rows beyond 1048576"},
	} {
		_, inputs := read(t, Options{}, saveSheet(t, sheetHead+sheetPost("11", "Hello")+tt.rows))
		if in := inputs[0]; in.Posts != 1 || in.Cut() == nil || !strings.Contains(in.Cut().Msg, tt.problem) {
			t.Errorf("%s: %d posts, cut short by %v; want one, and %s", tt.rows, in.Posts, in.Cut(), tt.problem)
		}
	}
}

// A cell at the far right costs the row that it stands in, and no other.
func TestSheetWithFarCell(t *testing.T) {
	got, _ := read(t, Options{}, saveSheet(t, sheetHead+sheetPost("11", "Hello")+
		`<row r="3"><c r="XFD3" t="inlineStr"><is><t>a note</t></is></c></row>`+sheetPost("12", "Hello again")+
		`<row r="1048576"><c r="XFD1048576"/></row>`))
	compare(t, got, `
		2 11 12 2026-03-01T10:00:00Z customer | Hello
		3 ! : is no row of 7 fields (a quote that does not close?): 1 line passed over
		4 12 12 2026-03-01T10:00:00Z customer | Hello again`)
}

// A row that is too long to be read counts as one, however many lines its text has.
func TestSheetWithLongRow(t *testing.T) {
	const line = "one of many lines, with a comma\n"
	got, _ := read(t, Options{}, saveSheet(t, sheetHead+sheetPost("11", "Hello")+
		sheetPost("12", strings.Repeat(line, maxRecord/len(line)+1))+sheetPost("13", "Hello again")))
	compare(t, got, `
		2 11 12 2026-03-01T10:00:00Z customer | Hello
		3 ! : is longer than 16 MB: the record is passed over
		4 13 12 2026-03-01T10:00:00Z customer | Hello again`)
}

// sheetHead is the header of a sheet of posts, and sheetPost a row of it.
var sheetHead = sheetRow("tweet_id", "author_id", "inbound", "created_at", "text", "response_tweet_id", "in_response_to_tweet_id")

func sheetPost(id, text string) string {
	return sheetRow(id, "12", "True", "Sun Mar 01 10:00:00 +0000 2026", text, "", "")
}

// saveSheet saves a workbook of one sheet that has these rows.
func saveSheet(t *testing.T, rows string) (path string) {
	t.Helper()
	book := excelize.NewFile()
	const sheet = "xl/worksheets/sheet1.xml"
	book.Sheet.Delete(sheet)
	book.Pkg.Store(sheet, []byte(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+rows+`</sheetData></worksheet>`))
	path = filepath.Join(t.TempDir(), "posts.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// sheetRow is a row of texts as a sheet stores it.
func sheetRow(cells ...string) string {
	const start, end = `<c t="inlineStr"><is><t>`, `</t></is></c>`
	return "<row>" + start + strings.Join(cells, end+start) + end + "</row>"
}

// Neither does a cell at the end of a sheet make a table of thousands of megabytes.
func TestSheetWriter(t *testing.T) {
	w := sheetWriter{io.Discard, 3}
	if _, err := w.Write([]byte(",,\n")); err != nil {
		t.Error(err)
	}
	if _, err := w.Write([]byte("\n")); err == nil || !strings.Contains(err.Error(), "most of it empty cells") {
		t.Errorf("beyond the room: %v", err)
	}
}

// The sheet of a workbook that holds posts is found, its title passed over, and
// its dates and ids taken as the cells hold them and not as they are shown.
func TestWorkbook(t *testing.T) {
	book := excelize.NewFile()
	book.SetSheetRow("Sheet1", "A1", &[]any{"Notes"})
	book.NewSheet("Tweets")
	book.SetSheetRow("Tweets", "A2", &[]any{"Report name:\nanna and bank"})
	book.SetSheetRow("Tweets", "A4", &[]any{"id", "screen_name", "created_at", "full_text", "in_reply_to"})
	book.SetSheetRow("Tweets", "A5", &[]any{"1730000000000000123", "anna", 45235.5, "@bank zwei\nZeilen; \"so\""})
	book.SetSheetRow("Tweets", "A6", &[]any{1.73e18, "bank", "2023-11-05 13:00:00 +01:00", "@anna ja", "1730000000000000123"})
	path := filepath.Join(t.TempDir(), "posts.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	records, inputs := read(t, Options{}, path)
	compare(t, records, `
		5 1730000000000000123 anna 2023-11-05T12:00:00Z no zone | @bank zwei⏎Zeilen; "so"
		6 1730000000000000000 bank 2023-11-05T12:00:00Z >1730000000000000123 rounded id | @anna ja`)
	if inputs[0].Name != path+":Tweets" {
		t.Errorf("read %s, want the sheet Tweets", inputs[0].Name)
	}
}

// A workbook says whether its dates are days since 1900 or, as Excel for Mac once
// made them, since 1904.
func TestWorkbookSince1904(t *testing.T) {
	book := excelize.NewFile()
	yes := true
	book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})
	book.SetSheetRow("Sheet1", "A1", &[]any{"id", "screen_name", "created_at", "full_text"})
	book.SetSheetRow("Sheet1", "A2", &[]any{"1", "anna", 43773.5, "hello"})
	path := filepath.Join(t.TempDir(), "posts.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	records, _ := read(t, Options{}, path)
	compare(t, records, `2 1 anna 2023-11-05T12:00:00Z no zone | hello`)
}

// A workbook that cannot be read says whether it is gone, too large or damaged.
func TestBookErrors(t *testing.T) {
	book := func(size uint64) string {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		w.CreateRaw(&zip.FileHeader{Name: "xl/workbook.xml"})
		w.CreateRaw(&zip.FileHeader{Name: "xl/media/film.mp4", UncompressedSize64: size})
		w.Close()
		return b.String()
	}
	dir := write(t, map[string]string{"large.xlsx": book(maxSheet + 1), "damaged.xlsx": book(1)})
	for name, want := range map[string]string{
		"large.xlsx":   "large.xlsx: is a workbook that unpacks to more than 2048 MB: save its sheets as CSV",
		"damaged.xlsx": "damaged.xlsx: is a workbook that cannot be read (EOF): save it anew, or its sheets as CSV",
	} {
		f, err := Open([]string{filepath.Join(dir, name)}, Options{})
		if err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%v, %v, want %s", f, err, want)
		}
	}
	if _, err := (workbook{path: filepath.Join(dir, "gone.xlsx")}).sources(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a workbook that is gone: %v", err)
	}
}
