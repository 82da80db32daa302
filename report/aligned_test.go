package report

import (
	"strings"
	"testing"
)

func TestWriteAligned(t *testing.T) {
	var b strings.Builder
	WriteAligned(&b, [][]string{{"a heading that is wider than all"}, {"brand", "n"}, {"中国银行", "1"}, {"Bank 🏦", "20"}, {"Cafe\u0301", "3"}}, 1)
	want := "a heading that is wider than all\n" +
		"brand      n\n" +
		"中国银行   1\n" +
		"Bank 🏦   20\n" +
		"Cafe\u0301       3\n"
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
