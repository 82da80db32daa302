package dataset

import (
	"fmt"
	"strings"
	"testing"
)

// datedTable is a table of posts at these times.
func datedTable(delim, text string, times ...string) string {
	var b strings.Builder
	b.WriteString("id,screen_name,created_at,full_text\n")
	for i, at := range times {
		fmt.Fprintf(&b, "%d,anna,%s,%s\n", i+1, at, text)
	}
	return strings.ReplaceAll(b.String(), ",", delim)
}

// One date that can only be read in one way tells how the others of its column
// are, whatever the delimiter.
func TestDateOrder(t *testing.T) {
	const unsure = "%d ! created_at: \"%s\" is not a time that can be read for sure: the post is kept without one; name the layout in a mapping file\n%[1]d %[3]d anna no time | hello"
	day := func(n int, at string) string {
		return fmt.Sprintf("%d %d anna %sT09:00:00Z no zone | hello", n+1, n, at)
	}
	for name, test := range map[string]struct {
		delim string
		times []string
		want  []string
	}{
		"semicolons, the month first": {";", []string{"01/05/2026 09:00", "01/13/2026 09:00"}, []string{day(1, "2026-01-05"), day(2, "2026-01-13")}},
		"semicolons, the day first":   {";", []string{"05/01/2026 09:00", "13/01/2026 09:00"}, []string{day(1, "2026-01-05"), day(2, "2026-01-13")}},
		"semicolons, nothing shown":   {";", []string{"05/01/2026 09:00", "13.01.2026 09:00"}, []string{day(1, "2026-01-05"), day(2, "2026-01-13")}},
		"semicolons, both shown":      {";", []string{"05/01/2026 09:00", "13/01/2026 09:00", "01/14/2026 09:00"}, []string{fmt.Sprintf(unsure, 2, "05/01/2026 09:00", 1), day(2, "2026-01-13"), day(3, "2026-01-14")}},
		"commas, the month first":     {",", []string{"1/5/2026 9:00 AM", "1/13/2026 9:00 AM"}, []string{day(1, "2026-01-05"), day(2, "2026-01-13")}},
		"commas, the day first":       {",", []string{"5-1-2026 9:00", "13-1-2026 9:00"}, []string{day(1, "2026-01-05"), day(2, "2026-01-13")}},
		"commas, dots elsewhere":      {",", []string{"05/01/2026 09:00", "13.01.2026 09:00"}, []string{fmt.Sprintf(unsure, 2, "05/01/2026 09:00", 1), day(2, "2026-01-13")}},
		"commas, nothing shown":       {",", []string{"05/01/2026 09:00", "2026-01-13 09:00"}, []string{fmt.Sprintf(unsure, 2, "05/01/2026 09:00", 1), day(2, "2026-01-13")}},
	} {
		t.Run(name, func(t *testing.T) {
			compare(t, readText(t, Options{}, datedTable(test.delim, "hello", test.times...)), strings.Join(test.want, "\n"))
		})
	}
}

// A date that shows another order than the table's beginning is a problem.
func TestDateOrderContradicted(t *testing.T) {
	var times []string
	for range 300 {
		times = append(times, "05/01/2026 09:00")
	}
	times = append(times, "01/13/2026 09:00")
	records := readText(t, Options{}, datedTable(";", strings.Repeat("x", 1<<10), times...))
	const want = `302 ! created_at: "01/13/2026 09:00" has the month first, but 05/11/2023 is read in this column as 5 November, not May 11: times of other posts may be wrong; name the layout in a mapping file, as time: 02/01/2006 15:04 or time: 01/02/2006 15:04`
	if len(records) != 302 || records[300] != want {
		t.Errorf("%d records, want 302; the problem is %s", len(records), records[300])
	}
	if !strings.HasPrefix(records[301], "302 301 anna 2026-01-13T09:00:00Z") {
		t.Errorf("the post is %.60s…", records[301])
	}
}
