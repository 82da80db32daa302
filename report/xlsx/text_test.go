package xlsx

import (
	"strings"
	"testing"
	"unicode/utf16"
)

func TestLongTextsFitTheirCell(t *testing.T) {
	for _, s := range []string{strings.Repeat("a", cellLimit), strings.Repeat("😀", cellLimit/2)} {
		if got := Fit(s); got != s {
			t.Errorf("a text of %d units was cut", len(utf16.Encode([]rune(s))))
		}
		long := s + s
		got := Fit(long)
		if n := len(utf16.Encode([]rune(got))); n > cellLimit || n < cellLimit-40 {
			t.Errorf("cut to %d units, want just under %d", n, cellLimit)
		}
		if !strings.HasSuffix(got, "(cut: a cell holds no more)") || !strings.HasPrefix(long, strings.TrimSuffix(got, " … (cut: a cell holds no more)")) {
			t.Error("cut badly")
		}
	}
}
