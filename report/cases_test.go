package report

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"io"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	textunicode "golang.org/x/text/encoding/unicode"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/codebook"
)

// casesCSV returns the cases.csv of cs.
func casesCSV(t testing.TB, cs ...*audit.Case) string {
	t.Helper()
	var b bytes.Buffer
	w, err := newCaseWriter(&b, func() error { return nil })
	if err := cmp.Or(err, w.prepare(block(cs))(), w.close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// readAll returns the rows, with all their columns, and errors of a cases.csv.
func readAll(r io.Reader) (rows []*CaseRow, errs []string) {
	return readColumns(r, Columns()...)
}

func readColumns(r io.Reader, names ...string) (rows []*CaseRow, errs []string) {
	for row, err := range ReadCases(r, names...) {
		if err != nil {
			errs = append(errs, err.Error())
		} else {
			rows = append(rows, row)
		}
	}
	return rows, errs
}

func TestCasesColumns(t *testing.T) {
	const contract = "case_id,brand,customer,opened_at,last_post_at,post_ids,customer_posts,brand_posts,intent,outcome,reason,channel,rule,evidence,template_id,first_response_seconds,last_reply_id,last_reply_at,language,misdirected,request_text,last_reply_text,confidential,bounce,confidence,caveats"
	if got := strings.Join(Columns(), ","); got != contract {
		t.Errorf("columns\n%s\nwant\n%s", got, contract)
	}
	want := contract + "\r\n" +
		`Aurora Bank/900719925400000002,Aurora Bank,customer1,2012-03-01T09:31:00Z,2012-03-01T09:32:30Z,` +
		`900719925400000002 900719925400000003,1,1,complaint,redirected,,dm,redirected/dm,Please DM us,t1,90,` +
		`900719925400000003,2012-03-01T09:32:30Z,en,false,` +
		"\"'@bank my card is blocked, \"\"again\"\"\r\nand I paid 20 €, why?\",\"'=We're sorry. Please DM us, +1 555 0100\",false,false,0.87,\r\n"
	if got := casesCSV(t, aCase("Aurora Bank", 1)); got != want {
		t.Errorf("cases.csv\n%q\nwant\n%q", got, want)
	}
}

func TestCasesComeBack(t *testing.T) {
	redirected, ignored := aCase("Aurora Bank", 1), unanswered("'Bank", 2)
	redirected.Label.Confidential = "my card"
	ignored.Caveats = []audit.Caveat{audit.CaveatLowCoverage, audit.CaveatTooRecent}
	rows, errs := readAll(strings.NewReader(casesCSV(t, redirected, ignored)))
	if errs != nil {
		t.Fatal(errs)
	}
	yes, no, sure := true, false, 0.87
	want := []*CaseRow{{
		CaseID: "Aurora Bank/900719925400000002", Brand: "Aurora Bank", Customer: "customer1",
		OpenedAt: day(1).Add(time.Minute), LastPostAt: day(1).Add(150 * time.Second),
		PostIDs: []string{"900719925400000002", "900719925400000003"}, CustomerPosts: 1, BrandPosts: 1,
		Intent: codebook.Complaint, Outcome: codebook.Redirected, Channel: codebook.DM,
		Rule: "redirected/dm", Evidence: "Please DM us", TemplateID: "t1", FirstResponse: 90 * time.Second,
		LastReplyID: "900719925400000003", LastReplyAt: day(1).Add(150 * time.Second), Language: "en",
		RequestText:   "@bank my card is blocked, \"again\"\r\nand I paid 20 €, why?",
		LastReplyText: "=We're sorry. Please DM us, +1 555 0100",
		Confidential:  &yes, Bounce: &no, Confidence: &sure,
	}, {
		CaseID: "'Bank/900719925400000004", Brand: "'Bank", Customer: "customer2",
		OpenedAt: day(1).Add(2 * time.Minute), LastPostAt: day(1).Add(2 * time.Minute),
		PostIDs: []string{"900719925400000004"}, CustomerPosts: 1,
		Intent: codebook.Question, Outcome: codebook.Ignored, Reason: codebook.NoReply,
		FirstResponse: -1, Misdirected: true,
		RequestText: "@bank my card is blocked, \"again\"\r\nand I paid 20 €, why?",
		Caveats:     []audit.Caveat{audit.CaveatLowCoverage, audit.CaveatTooRecent},
	}}
	if !reflect.DeepEqual(rows, want) {
		t.Errorf("read\n%+v\n%+v\nwant\n%+v\n%+v", rows[0], rows[1], want[0], want[1])
	}
}

// A spreadsheet saves with a byte-order mark, other line ends, and the columns
// as its user moved them.
func TestReadCasesSavedByASpreadsheet(t *testing.T) {
	plain := aCase("Aurora Bank", 1)
	plain.Turns[0].Text = "my card is blocked"
	var saved strings.Builder
	saved.WriteString("\ufeff")
	for line := range strings.SplitSeq(strings.TrimSuffix(casesCSV(t, plain), "\r\n"), "\r\n") {
		id, rest, _ := strings.Cut(line, ",")
		if id == "case_id" {
			saved.WriteString("note," + rest + ",case_id\n")
		} else {
			saved.WriteString("\"mine, all mine\"," + strings.Replace(rest, "my card", "my 5\" card\r", 1) + "," + id + "\n\n")
		}
	}
	rows, errs := readAll(strings.NewReader(saved.String()))
	if errs != nil || len(rows) != 1 {
		t.Fatalf("%d rows, %v", len(rows), errs)
	}
	if rows[0].CaseID != plain.ID || rows[0].RequestText != "my 5\" card\r is blocked" {
		t.Errorf("read %+v", rows[0])
	}
}

// A French Excel saves with semicolons in Windows' encoding; others with tabs, or in UTF-16.
func TestReadCasesInEveryEncoding(t *testing.T) {
	const file = "note;CASE_ID ;brand;post_ids\r\n\"a;b,c\td\r\n\";'=Société/1;'=Société;1 2\r\n"
	want := []*CaseRow{{CaseID: "=Société/1", Brand: "=Société", PostIDs: []string{"1", "2"}}}
	western, err := charmap.Windows1252.NewEncoder().String(file)
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM).NewEncoder().String(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, saved := range []string{file, "\ufeff" + file, western, utf16} {
		for _, separator := range []string{";", "\t", ","} {
			in := saved
			if saved != utf16 {
				in = strings.ReplaceAll(strings.Replace(saved, "a;b,c\td", "a", 1), ";", separator)
			}
			rows, errs := readColumns(strings.NewReader(in), "case_id", "brand", "post_ids")
			if errs != nil || !reflect.DeepEqual(rows, want) {
				t.Errorf("%q: %+v, %v", in, rows, errs)
			}
		}
	}
}

// Older programs wrote fewer columns, and other tools write others.
func TestReadCasesReadsWhatIsAskedFor(t *testing.T) {
	file := "brand,opened_at,CASE_ID,Brand\nAurora Bank,1 March,1,Borealis Bank\n"
	rows, errs := readColumns(strings.NewReader(file), "case_id", "brand")
	if want := []*CaseRow{{CaseID: "1", Brand: "Aurora Bank"}}; errs != nil || !reflect.DeepEqual(rows, want) {
		t.Errorf("read %+v, %v", rows, errs)
	}
	for column, want := range map[string]string{
		"opened_at": `line 2: opened_at: "1 March" is not a time`,
		"rule":      "line 1: no column rule: of a cases.csv, the columns case_id and rule are needed here",
		"Brands":    "line 1: no column Brands",
	} {
		rows, errs := readColumns(strings.NewReader(file), "case_id", column)
		if rows != nil || len(errs) != 1 || !strings.HasPrefix(errs[0], want) {
			t.Errorf("%s: read %+v, %q, want %q", column, rows, errs, want)
		}
	}
}

func TestReadCasesSaysWhatIsWrong(t *testing.T) {
	good := casesCSV(t, aCase("Aurora Bank", 1), aCase("Aurora Bank", 2), aCase("Aurora Bank", 3))
	for _, tt := range []struct {
		name, in string
		rows     int
		want     string
	}{
		{"empty", "", 0, "line 1: empty"},
		{"another file", "a,b\r\n1,2\r\n", 0, "line 1: no column case_id"},
		// A case's request has two lines, so the second case begins on line 4.
		{"a time", strings.Replace(good, "2012-03-01T09:32:00Z", "1 March", 1), 2, `line 4: opened_at: "1 March" is not a time`},
		{"a number", strings.Replace(good, ",1,1,complaint", ",one,1,complaint", 1), 2, "line 2: customer_posts:"},
		{"a confidence", strings.Replace(good, ",0.87,", ",87,", 1), 2, `line 2: confidence: "87" is not a number from 0 to 1`},
		{"no confidence", strings.Replace(good, ",0.87,", ",NaN,", 1), 2, `line 2: confidence: "NaN" is not a number from 0 to 1`},
		{"a row too short", strings.Replace(good, ",complaint", "", 1), 2, "line 2: 25 cells, not the header's 26"},
		{"cut off", good[:len(good)-30], 2, "line 6: a quote is not closed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rows, errs := readAll(strings.NewReader(tt.in))
			if len(rows) != tt.rows {
				t.Errorf("%d good rows, want %d", len(rows), tt.rows)
			}
			if len(errs) != 1 || !strings.HasPrefix(errs[0], tt.want) {
				t.Errorf("errors %q, want one that begins %q", errs, tt.want)
			}
		})
	}
}

// The ids of a case's posts stand in the order of time, in a cell that is no formula.
func TestPostIDsAreACell(t *testing.T) {
	for want, ids := range map[string][]string{
		"1 2 3":                  {"1", "3", "2"}, // two replies, of which the second part came first
		"'=1+1 2":                {"=1+1", "2"},
		"\"a,1 say \"\"hi\"\"\"": {"a,1", "say \"hi\""},
		"\ufffd1 2":              {"\x1b1", "2"},
	} {
		c := new(audit.Case)
		for i, id := range ids {
			c.Turns = append(c.Turns, codebook.Turn{ID: id, Brand: i > 0, Time: day(1).Add(-time.Duration(i) * time.Minute)})
		}
		if got := string(appendPostIDs(nil, c)); got != want {
			t.Errorf("%q: %s, want %s", ids, got, want)
		}
	}
}

func TestControlCharactersAreReplaced(t *testing.T) {
	c := aCase("Aurora Bank", 1)
	c.Turns[0].Text = "\x00\x01=1+1\x1b[31m a\tb\nc\x7f"
	row := string(AppendRow(nil, c))
	if strings.ContainsAny(row, "\x00\x01\x1b\x7f") || !strings.Contains(row, "\"\ufffd\ufffd=1+1\ufffd[31m a\tb\nc\ufffd\"") {
		t.Errorf("%q", row)
	}
}

func FuzzReadCases(f *testing.F) {
	f.Add([]byte(casesCSV(f, aCase("Aurora Bank", 1), unanswered("Aurora Bank", 2))))
	f.Add([]byte(strings.Join(Columns(), ",") + "\n\"\n"))
	f.Add([]byte("\ufeff,\r\r\n\"\"\""))
	f.Fuzz(func(t *testing.T, data []byte) {
		for row, err := range ReadCases(bytes.NewReader(data), Columns()...) {
			if (row == nil) == (err == nil) {
				t.Fatalf("row %v and error %v", row, err)
			}
		}
	})
}

func TestCasesCostLittleMemory(t *testing.T) {
	var row []byte
	c := aCase("Aurora Bank", 1)
	if n := testing.AllocsPerRun(1000, func() { row = AppendRow(row[:0], c) }); n > 1 {
		t.Errorf("%v allocations a case, want one at most: the list of its posts", n)
	}
}

func BenchmarkWriteCases(b *testing.B) {
	var row []byte
	c := aCase("Aurora Bank", 1)
	for b.Loop() {
		row = AppendRow(row[:0], c)
	}
}

func BenchmarkReadCases(b *testing.B) {
	file := casesCSV(b, someCases(1000)...)
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		rows, _ := readAll(strings.NewReader(file))
		if len(rows) != 1000 {
			b.Fatal(len(rows))
		}
	}
}

// The columns of the Cases sheet are those of cases.csv, in another order.
func TestCaseFieldsAreTheColumns(t *testing.T) {
	var names []string
	for _, f := range caseFields {
		names = append(names, f.head)
	}
	if !slices.Equal(slices.Sorted(slices.Values(names)), slices.Sorted(slices.Values(Columns()))) {
		t.Errorf("the sheet has %q, cases.csv %q", names, Columns())
	}
}

func TestParquetHasTheColumnsOfCSV(t *testing.T) {
	typ := reflect.TypeFor[parquetCase]()
	var names []string
	for i := range typ.NumField() {
		name, _, _ := strings.Cut(typ.Field(i).Tag.Get("parquet"), ",")
		names = append(names, name)
	}
	if !slices.Equal(names, Columns()) {
		t.Errorf("Parquet has the columns\n%v\nand CSV has\n%v", names, Columns())
	}
}

// Whatever the form of the cases, the workbook shows them, and whoever reads them finds
// the same; what a case lacks is null in Parquet.
func TestCasesInEveryForm(t *testing.T) {
	redirected, ignored, replyOnly := aCase("Aurora Bank", 1), unanswered("Aurora Bank", 2), aCase("Aurora Bank", 3)
	ignored.Caveats = []audit.Caveat{audit.CaveatLowCoverage, audit.CaveatTooRecent}
	replyOnly.Turns = replyOnly.Turns[1:]
	replyOnly.Turns[0].Time = time.Time{}
	replyOnly.Label.LastReply = 0
	files := map[CaseFormat]map[string]string{}
	for _, form := range CaseFormats {
		out := filepath.Join(t.TempDir(), "report")
		r := aReport(oneBank(), 0)
		r.Cases, r.CasesAs = blocks(redirected, ignored, replyOnly), form
		if err := Write(out, r); err != nil {
			t.Fatal(err)
		}
		files[form] = tree(t, out)
		f, err := excelize.OpenFile(filepath.Join(out, "report.xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		if sheet := sheetCells(t, f, sheetCases); strings.Count(sheet, "Aurora Bank/") != 3 {
			t.Errorf("as %s: the workbook shows\n%s", form, sheet)
		}
		f.Close()
	}
	z, err := gzip.NewReader(strings.NewReader(files[CasesGzip]["cases.csv.gz"]))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(z); err != nil || string(text) != files[CasesCSV]["cases.csv"] {
		t.Errorf("in gzip, with %v, stands\n%s", err, text)
	}
	file := files[CasesParquet]["cases.parquet"]
	got, err := parquet.Read[parquetCase](strings.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	const opened = 1330594200_000 // 2012-03-01T09:30:00Z
	want := []parquetCase{{
		CaseID: redirected.ID, Brand: "Aurora Bank", Customer: "customer1", OpenedAt: new(int64(opened + 60_000)), LastPostAt: new(int64(opened + 150_000)),
		PostIDs: []string{redirected.Turns[0].ID, redirected.Turns[1].ID}, CustomerPosts: 1, BrandPosts: 1,
		Intent: "complaint", Outcome: "redirected", Channel: new("dm"), Rule: "redirected/dm", Evidence: "Please DM us", TemplateID: new("t1"),
		FirstResponse: new(int64(90)), LastReplyID: &redirected.Turns[1].ID, LastReplyAt: new(int64(opened + 150_000)), Language: "en",
		RequestText: &redirected.Turns[0].Text, LastReplyText: &redirected.Turns[1].Text, Confidential: new(false), Bounce: new(false), Confidence: new(0.87), Caveats: []string{},
	}, {
		CaseID: ignored.ID, Brand: "Aurora Bank", Customer: "customer2", OpenedAt: new(int64(opened + 120_000)), LastPostAt: new(int64(opened + 120_000)),
		PostIDs: []string{ignored.Turns[0].ID}, CustomerPosts: 1, Intent: "question", Outcome: "ignored", Reason: new("no_reply"), Misdirected: true,
		RequestText: &ignored.Turns[0].Text, Caveats: []string{"low_coverage", "too_recent"},
	}, {
		CaseID: replyOnly.ID, Brand: "Aurora Bank", Customer: "customer3", PostIDs: []string{replyOnly.Turns[0].ID}, BrandPosts: 1,
		Intent: "complaint", Outcome: "redirected", Channel: new("dm"), Rule: "redirected/dm", Evidence: "Please DM us", TemplateID: new("t1"),
		LastReplyID: &replyOnly.Turns[0].ID, Language: "en", LastReplyText: &replyOnly.Turns[0].Text,
		Confidential: new(false), Bounce: new(false), Confidence: new(0.87), Caveats: []string{},
	}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("in Parquet stands\n%s\nwant\n%s", inJSON(got), inJSON(want))
	}
}

func inJSON(v any) string {
	var b strings.Builder
	WriteJSON(&b, v)
	return b.String()
}
