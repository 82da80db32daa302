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
func TestTerminalWriter(t *testing.T) {
	const s, want = "£\x1b[31m«\u009b2J漢\u202e\n", "£�[31m«�2J漢�\n"
	for n := 1; n <= len(s); n++ {
		var b strings.Builder
		w := TerminalWriter(&b)
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

// Format characters that words are written with stay: joiners, marks of a direction.
func TestTerminal(t *testing.T) {
	for s, want := range map[string]string{
		"a\u202eb\u202ac\u202c \u2067d\u2068":   "a�b�c� �d�",
		"a\u200bb\u2060c\ufeff\U000e0041\ufff9": "a�b�c���",
		"\x1b[31m":                              "�[31m",
		"می\u200cخواهم \u200fא\u200e \U0001f469\u200d\U0001f4bb": "می\u200cخواهم \u200fא\u200e \U0001f469\u200d\U0001f4bb",
		"ask \u2066@alder\u2069": "ask \u2066@alder\u2069",
		"\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f a\U000e0067": "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f a�",
	} {
		if got := Terminal(s); got != want {
			t.Errorf("%+q becomes %+q, want %+q", s, got, want)
		}
	}
	if got := Printable("\u202e\u200b"); got != "\u202e\u200b" { // a file keeps them
		t.Errorf("printable is %+q", got)
	}
}
