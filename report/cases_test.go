package report

import (
	"bytes"
	"cmp"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/codebook"
)

// casesCSV returns the cases.csv of cs.
func casesCSV(t testing.TB, cs ...*audit.Case) string {
	t.Helper()
	var b bytes.Buffer
	w, err := newCaseWriter(&b)
	if err := cmp.Or(err, w.prepare(block(cs))(), w.close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// readAll returns the rows and errors of a cases.csv.
func readAll(r io.Reader) (rows []*CaseRow, errs []string) {
	for row, err := range ReadCases(r) {
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
			saved.WriteString("\"mine, all mine\"," + rest + "," + id + "\n\n")
		}
	}
	rows, errs := readAll(strings.NewReader(saved.String()))
	if errs != nil || len(rows) != 1 {
		t.Fatalf("%d rows, %v", len(rows), errs)
	}
	if rows[0].CaseID != plain.ID || rows[0].RequestText != "my card is blocked" {
		t.Errorf("read %+v", rows[0])
	}
}

// Programs before it knew no confidence.
func TestReadCasesOfAnOlderReport(t *testing.T) {
	file := casesCSV(t, aCase("Aurora Bank", 1))
	older := strings.ReplaceAll(strings.Replace(file, ",confidence,", ",", 1), ",0.87,", ",")
	rows, errs := readAll(strings.NewReader(older))
	if errs != nil || len(rows) != 1 || rows[0].Confidence != nil || rows[0].Bounce == nil {
		t.Errorf("read %+v, %v", rows, errs)
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
		for row, err := range ReadCases(bytes.NewReader(data)) {
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
