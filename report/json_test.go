package report

import (
	"bytes"
	"testing"

	"github.com/lastword-audit/lastword/audit"
)

// The lists that are written one by one stand where they would.
func TestWriteSummaryIsWriteJSON(t *testing.T) {
	full := trending(3)
	empty := &audit.Summary{Brands: []audit.BrandSummary{}, Trend: []audit.Trend{}}
	tricky := *full
	tricky.Method = "\n  \"brands\": null,\n  \"trend\": null <&>"
	tricky.Warnings = []string{tricky.Method}
	for name, s := range map[string]*audit.Summary{"full": full, "empty": empty, "nil": {}, "tricky": &tricky} {
		var got, want bytes.Buffer
		if err := WriteSummary(&got, s); err != nil {
			t.Fatal(err)
		}
		if err := WriteJSON(&want, s); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got.String(), want.String())
		}
	}
}
