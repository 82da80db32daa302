package report

import (
	"strings"
	"testing"

	"github.com/lastword-audit/lastword/audit"
)

func TestTable(t *testing.T) {
	none := threeBanks()
	none.Brands[0] = aBrand("Aurora Bank", 0, 0, 0, 0, 0)
	lacking := threeBanks()
	lacking.Brands[1] = withhold(lacking.Brands[1], "it cannot be shown that the archive holds the replies")
	lacking.Brands[1].Coverage = audit.Coverage{Rate: audit.NewRate(1, 1), TooLow: true} // of so few, all show nothing
	lacking.Brands[2].Coverage = audit.Coverage{Rate: rateOf(0, 0)}
	var b strings.Builder
	for _, tt := range []struct {
		story string
		s     *audit.Summary
	}{
		{"three banks", threeBanks()},
		{"an archive that cannot show all requests", repliesOnly()},
		{"an archive that may lack replies", lacking},
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

func TestMention(t *testing.T) {
	for account, want := range map[string]string{
		"ann": "@ann", "ann_9": "@ann_9", "ann@example.org": "@ann@example.org", "ann.example.org": "@ann.example.org", "7001": "@7001",
		"customer 103": "customer 103", "did:plc:a": "did:plc:a", "@ann": "@ann", "": "",
	} {
		if got := Mention(account); got != want {
			t.Errorf("Mention(%q) = %q, want %q", account, got, want)
		}
	}
}
