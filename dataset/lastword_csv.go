package dataset

import (
	"bufio"
	"io"
	"strconv"
)

// A csvWriter writes posts as CSV (RFC 4180). No cell of it can become a
// formula: see [AppendCell].
type csvWriter struct {
	w       *bufio.Writer
	origins string
	row     []byte
}

func newCSVWriter(w io.Writer, origins string) *csvWriter {
	c := &csvWriter{w: bufio.NewWriterSize(w, 64<<10), origins: origins}
	for i, column := range schema {
		if i > 0 {
			c.w.WriteByte(',')
		}
		c.w.WriteString(column.Name)
	}
	c.w.WriteByte('\n')
	return c
}

// Write implements PostWriter.
func (c *csvWriter) Write(p *Post) error {
	b := c.row[:0]
	for _, cell := range [...]string{
		p.ID, p.Author, p.AuthorID, timeText(p.Time), p.Text, p.ReplyTo, p.ReplyToAuthor,
		p.Conversation, p.Language, strconv.FormatBool(p.Repost), p.File, strconv.Itoa(p.Line),
		p.ReplyToAuthorID, p.Side.String(), p.Damage.String(), c.origins,
	} {
		b = append(AppendCell(b, cell), ',')
	}
	b[len(b)-1] = '\n'
	c.row = b
	_, err := c.w.Write(b)
	return err
}

// Close implements PostWriter.
func (c *csvWriter) Close() error { return c.w.Flush() }
