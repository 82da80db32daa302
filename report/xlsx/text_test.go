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

func TestLines(t *testing.T) {
	for _, tt := range []struct {
		text          string
		width, points float64
		want          int
	}{
		{"", 10, 10, 1},
		{"\n", 10, 10, 2},
		{strings.Repeat("a", 21), 20, 10, 1},
		{strings.Repeat("a", 22), 20, 10, 2},
		{strings.Repeat("a", 20), 20, 11, 2}, // larger letters
		{strings.Repeat("é", 21) + "\n’", 20, 10, 2},
		{strings.Repeat("答", 11), 20, 10, 2},
		{strings.Repeat("😀", 11), 20, 10, 2},
	} {
		if got := Lines(tt.text, tt.width, tt.points); got != tt.want {
			t.Errorf("%q takes %d lines of %v, want %d", tt.text, got, tt.width, tt.want)
		}
	}
}
