package report

import (
	"strings"
	"testing"
)

func TestPrintable(t *testing.T) {
	for s, want := range map[string]string{
		"a\tb\r\nc £é\u00a0«漢\U0001f600": "a\tb\r\nc £é\u00a0«漢\U0001f600",
		"a\x00b\x1b[31m\x7f":             "a�b�[31m�",
		"£\u0080\u009b2J\u009f\u00a0":    "£��2J�\u00a0",
		"cut off \xc2":                   "cut off \xc2",
	} {
		if got := Printable(s); got != want {
			t.Errorf("%+q becomes %+q, want %+q", s, got, want)
		}
	}
}

// However a text is cut, what a writer passes on is the same.
func TestPrintableWriter(t *testing.T) {
	const s, want = "£\x1b[31m«\u009b2J漢\n", "£�[31m«�2J漢\n"
	for n := 1; n <= len(s); n++ {
		var b strings.Builder
		w := PrintableWriter(&b)
		for i := 0; i < len(s); i += n {
			if written, err := w.Write([]byte(s[i:min(i+n, len(s))])); err != nil || written != min(i+n, len(s))-i {
				t.Errorf("%d bytes, %v", written, err)
			}
		}
		if err := w.Close(); err != nil || b.String() != want {
			t.Errorf("in pieces of %d: %+q, %v", n, b.String(), err)
		}
	}
}
