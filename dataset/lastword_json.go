package dataset

import (
	"bufio"
	"encoding/json"
	"io"
)

// A jsonWriter writes posts as JSONL: one object a line, with all members.
type jsonWriter struct {
	w       *bufio.Writer
	enc     *json.Encoder
	origins string
}

func newJSONWriter(w io.Writer, origins string) *jsonWriter {
	b := bufio.NewWriterSize(w, 64<<10)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	return &jsonWriter{b, enc, origins}
}

// Write implements PostWriter.
func (j *jsonWriter) Write(p *Post) error {
	return j.enc.Encode(rowOf(p, j.origins))
}

// Close implements PostWriter.
func (j *jsonWriter) Close() error { return j.w.Flush() }
