package report

import (
	"fmt"
	"slices"
)

// Footnotes are the reasons for which numbers are withheld, each once.
type Footnotes struct{ reasons []string }

// Mark returns how the number of a reason, from 1, stands in a text. It is no
// superscript: fonts lack some of those.
func (f *Footnotes) Mark(reason string) string {
	i := slices.Index(f.reasons, reason)
	if i < 0 {
		i = len(f.reasons)
		f.reasons = append(f.reasons, reason)
	}
	return fmt.Sprintf("[%d]", i+1)
}

// Lines returns the footnotes.
func (f *Footnotes) Lines() []string {
	var lines []string
	for _, reason := range f.reasons {
		lines = append(lines, f.Mark(reason)+" "+wordWithheld+": "+reason)
	}
	return lines
}
