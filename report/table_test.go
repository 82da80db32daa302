package report

import (
	"strings"
	"testing"

	"github.com/lastword-audit/lastword/audit"
)

func TestTable(t *testing.T) {
	none := threeBanks()
	none.Brands[0] = aBrand("Aurora Bank", 0, 0, 0, 0, 0)
	var b strings.Builder
	for _, tt := range []struct {
		story string
		s     *audit.Summary
	}{
		{"three banks", threeBanks()},
		{"an archive that cannot show all requests", repliesOnly()},
		{"a bank without a request", none},
		{"no case", &audit.Summary{}},
	} {
		b.WriteString("-- " + tt.story + " --\n")
		if err := Table(&b, tt.s); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "table", b.String())
}
