package report

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/dataset"
)

// tell returns a table's cells, one row a line.
func tell(t table) string {
	var b strings.Builder
	var heads []string
	for _, f := range t.fields {
		heads = append(heads, f.head)
	}
	b.WriteString(strings.Join(heads, " | ") + "\n")
	for _, row := range t.rows {
		var cells []string
		for _, v := range row {
			switch v := v.(type) {
			case nil:
				cells = append(cells, "")
			case float64:
				cells = append(cells, fmt.Sprintf("%.4f", v))
			default:
				cells = append(cells, fmt.Sprint(v))
			}
		}
		b.WriteString(strings.Join(cells, " | ") + "\n")
	}
	return b.String()
}

func TestTables(t *testing.T) {
	for _, tt := range []struct {
		name string
		s    *audit.Summary
	}{{"three", threeBanks()}, {"replies_only", repliesOnly()}} {
		r := aReport(tt.s, 0)
		r.Summary.Problems = 5
		golden(t, "tables_"+tt.name, strings.Join([]string{
			"== Outcomes\n" + tell(outcomesTable(tt.s)),
			"== Channels\n" + tell(channelsTable(tt.s)),
			"== Templates\n" + tell(templatesTable(tt.s)),
			"== Misdirected\n" + tell(misdirectedTable(tt.s)),
			"== Response times\n" + tell(timesTable(tt.s)),
			"== Problems\n" + tell(problemsTable(r)),
		}, "\n"))
	}
}

// Where nobody knows how many requests are misdirected, nobody knows how many of them
// are resolved.
func TestMisdirectedIsWithheld(t *testing.T) {
	s := threeBanks()
	s.Brands = s.Brands[:1]
	s.Brands[0].Misdirected = audit.Misdirected{Requests: audit.Rate{Of: 1200, Withheld: "no account is named"}}
	const want = "Aurora Bank | any but a support account | withheld | 1200 | withheld |  |  | withheld | withheld | withheld | withheld | withheld | no account is named\n"
	if got := tell(misdirectedTable(s)); !strings.HasSuffix(got, "Why withheld\n"+want) {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// Within a row, what stands in a numeric column is a number or a word for its
// absence, never a number written out as text.
func TestTablesHoldNumbers(t *testing.T) {
	s := repliesOnly()
	for _, table := range []table{outcomesTable(s), channelsTable(s), templatesTable(s), misdirectedTable(s), timesTable(s)} {
		for _, row := range table.rows {
			if len(row) > len(table.fields) {
				t.Fatalf("%v has more cells than %v", row, table.fields)
			}
			for i, v := range row {
				if word, ok := v.(string); ok && table.fields[i].kind >= number && word != wordWithheld && word != nothing {
					t.Errorf("%s: %q is no number", table.fields[i].head, word)
				}
				if _, err := strconv.Atoi(fmt.Sprint(v)); err == nil && table.fields[i].kind < number && table.fields[i].head != "Example post" {
					t.Errorf("%s: %v would be sorted as a text", table.fields[i].head, v)
				}
			}
		}
	}
}

func TestProblemsListWhatWasNotRead(t *testing.T) {
	r := aReport(threeBanks(), 0)
	r.Manifest.NotRead = []dataset.Unread{{Name: "march.csv", Why: "is a table in no known format"}}
	got := tell(problemsTable(r))
	if want := "Input | Line | Field | Problem\nmarch.csv |  |  | not read: it is a table in no known format\nbanks.jsonl | 17 |"; !strings.HasPrefix(got, want) {
		t.Errorf("%s\nwant %s", got, want)
	}
}
