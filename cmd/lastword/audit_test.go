package main

import (
	"strings"
	"testing"

	"github.com/lastword-audit/lastword/audit"
)

// The sheet Method names every limit as it is set.
func TestThresholds(t *testing.T) {
	off := audit.DefaultThresholds
	off.Coverage = 0
	for _, test := range []struct {
		limits     audit.Thresholds
		says, hush string
	}{
		{audit.DefaultThresholds, "shown to hold 50 %", "--coverage 0"},
		{audit.DefaultThresholds, "most replies do not say what they answer", "--coverage 0"},
		{audit.DefaultThresholds, "at most 20 brands", "--coverage 0"},
		{off, "for no lack of its replies (--coverage 0)", "any reply"},
	} {
		var all strings.Builder
		for _, term := range thresholds(test.limits) {
			all.WriteString(term.Name + ": " + term.Text + "\n")
		}
		if s := all.String(); !strings.Contains(s, test.says) || strings.Contains(s, test.hush) {
			t.Errorf("want %q, and not %q, in\n%s", test.says, test.hush, s)
		}
	}
}
