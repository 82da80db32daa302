package dataset

import (
	"strings"
	"testing"
)

// A cell is quoted where RFC 4180 asks for it, wherever in it the byte stands
// that needs it, and only there.
func TestCellsAreQuotedWhereTheyMustBe(t *testing.T) {
	for size := 1; size <= 40; size++ {
		for at := range size {
			for c := range 256 {
				want := strings.ContainsAny(string(rune(c)), ",\"\r\n")
				for _, letter := range []string{"a", "é"} {
					text := strings.Repeat("z", at) + string([]byte{byte(c)}) + strings.Repeat(letter, size-at-1)
					if got := string(AppendCell(nil, text)); strings.HasSuffix(got, `"`) != want {
						t.Errorf("AppendCell(%q) = %q", text, got)
					}
				}
			}
		}
	}
}
