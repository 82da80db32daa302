package main

import (
	"io"

	"github.com/lastword-audit/lastword/report"
)

// An output is what people read on a terminal, which would obey the control and format
// characters in an account's or a file's name.
type output struct {
	io.WriteCloser           // of what a terminal may show
	raw            io.Writer // of what programs read
}

func newOutput(w io.Writer) output { return output{report.TerminalWriter(w), w} }

// raw returns what an output writes to, for JSON, posts, and questions about the
// terminal.
func raw(w io.Writer) io.Writer {
	if out, ok := w.(output); ok {
		return out.raw
	}
	return w
}
