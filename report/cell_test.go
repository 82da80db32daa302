package report

import (
	"strings"
	"testing"

	"github.com/lastword-audit/lastword/dataset"
)

func TestCellIsNoFormula(t *testing.T) {
	for _, tt := range []struct{ text, cell string }{
		{"", ""},
		{"my card is blocked", "my card is blocked"},
		{"a=b", "a=b"},
		{"=1+1", "'=1+1"},
		{"+1 555 0100", "'+1 555 0100"},
		{"-2", "'-2"},
		{"@bank hello", "'@bank hello"},
		{"\t=1", "'\t=1"},
		{"  =1", "'  =1"},
		{"\u00a0=1", "'\u00a0=1"},
		{"\u3000=1", "'\u3000=1"},
		{"\ufeff=1", "'\ufeff=1"},
		{"\x00=1", "'\x00=1"},
		{"\tcard", "'\tcard"},
		{"＝1+1", "'＝1+1"},
		{"＋1", "'＋1"},
		{"－1", "'－1"},
		{"＠bank hello", "'＠bank hello"},
		{"  a =1", "  a =1"},
		{"'twas the card", "''twas the card"},
		{"\r=1", "\"'\r=1\""},
		{"=HYPERLINK(\"x\",\"y\")", `"'=HYPERLINK(""x"",""y"")"`},
		{"one, two", `"one, two"`},
		{"say \"no\"", `"say ""no"""`},
		{"two\nlines", "\"two\nlines\""},
		{"désolé", "désolé"},
	} {
		if got := string(dataset.EndCell([]byte("before,"+tt.text), 7)[7:]); got != tt.cell {
			t.Errorf("cell of %q = %s, want %s", tt.text, got, tt.cell)
		}
	}
}

// FuzzCell checks that any text comes back as it was, and that no cell begins
// in a way that a spreadsheet could take for a formula.
func FuzzCell(f *testing.F) {
	for _, s := range []string{"", "plain", "=1", "'", "''=1", "a,b", "\"", "\r\n", "\r", "\ufeff=1", "\xff", "＝", "a\r\nb\"\"", " "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		// Two cells, so that the first one's end is found too.
		line := append(dataset.EndCell([]byte(text), 0), ",end"...)
		in := newCSVReader(strings.NewReader(string(line)))
		cells, err := in.next()
		if err != nil || len(cells) != 2 || cells[1] != "end" {
			t.Fatalf("read %q back as %q, %v", line, cells, err)
		}
		if got := dataset.UnguardCell(cells[0]); got != text {
			t.Errorf("%q came back as %q", text, got)
		}
		if first := strings.TrimLeft(cells[0], " \t\r\n"); first != "" && strings.ContainsRune("=+-@", rune(first[0])) {
			t.Errorf("the cell of %q is %q, a formula", text, cells[0])
		}
	})
}
