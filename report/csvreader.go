package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/lastword-audit/lastword/dataset"
)

// A csvReader reads CSV (RFC 4180) without altering a cell. The standard
// library's reader turns \r\n within a cell into \n, so that a text would not
// come back as it was.
type csvReader struct {
	r         *bufio.Reader
	separator byte
	line      int // that the next byte is on, from 1
	start     int // that the last record began on
	cell      []byte
}

func newCSVReader(r io.Reader) *csvReader {
	return &csvReader{r: bufio.NewReaderSize(r, 1<<16), separator: ',', line: 1}
}

// findSeparator takes the separator from the header, which is next.
func (c *csvReader) findSeparator() {
	const header = 4096 // bytes: more than it takes
	text, _ := c.r.Peek(header)
	c.separator = Separator(string(text))
}

// Separator returns what separates the cells of a CSV, as a spreadsheet may have
// saved it: what stands most often in the first line.
func Separator(text string) byte {
	line, _, _ := strings.Cut(text, "\n")
	best := byte(',')
	for _, c := range []byte(";\t") {
		if strings.Count(line, string(c)) > strings.Count(line, string(best)) {
			best = c
		}
	}
	return best
}

// cellText returns the text that a cell stands for. One that is no UTF-8 was saved in
// Windows' Western encoding.
func cellText(cell string) string {
	text := dataset.UnguardCell(cell)
	if !utf8.ValidString(text) {
		text, _ = charmap.Windows1252.NewDecoder().String(text) // it never fails
	}
	return text
}

// next returns the next record, io.EOF at the end. Empty lines are no records.
func (c *csvReader) next() ([]string, error) {
	var cells []string
	for {
		c.start = c.line
		for {
			end, err := c.readCell()
			if err == io.EOF && len(cells) == 0 && len(c.cell) == 0 {
				return nil, io.EOF
			}
			if err != nil && err != io.EOF {
				return nil, err
			}
			cells = append(cells, string(c.cell))
			if end || err == io.EOF {
				break
			}
		}
		if len(cells) == 1 && cells[0] == "" {
			cells = cells[:0]
			continue
		}
		return cells, nil
	}
}

// readCell reads a cell into c.cell; end says that it is the record's last.
func (c *csvReader) readCell() (end bool, err error) {
	c.cell = c.cell[:0]
	quoted := false // within quotes
	for {
		b, err := c.r.ReadByte()
		if err == io.EOF && quoted {
			return true, fmt.Errorf("line %d: a quote is not closed before the end of the file: the file is cut off or damaged", c.start)
		}
		if err != nil {
			return true, err
		}
		if b == '\n' {
			c.line++
		}
		switch {
		case quoted && b == '"':
			if c.peek() == '"' {
				c.r.ReadByte()
				c.cell = append(c.cell, '"')
			} else {
				quoted = false
			}
		case quoted:
			c.cell = append(c.cell, b)
		case b == '"' && len(c.cell) == 0:
			quoted = true
		case b == c.separator:
			return false, nil
		case b == '\n':
			return true, nil
		case b == '\r' && c.peek() == '\n':
			// the line's end comes next
		default:
			c.cell = append(c.cell, b)
		}
	}
}

// peek returns the next byte, 0 at the end.
func (c *csvReader) peek() byte {
	if b, err := c.r.Peek(1); err == nil {
		return b[0]
	}
	return 0
}
