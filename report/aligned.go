package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/rivo/uniseg"
)

// WriteAligned writes rows in columns, the first so many to the left and the
// others to the right, as a terminal shows them: most Chinese characters and emoji are
// two wide. A row of one cell is a heading and may be wider.
func WriteAligned(w io.Writer, rows [][]string, left int) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			if len(row) > 1 {
				widths[i] = max(widths[i], uniseg.StringWidth(cell))
			}
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", max(0, widths[i]-uniseg.StringWidth(cell)))
			if i > 0 {
				line.WriteString("  ")
			}
			if i < left {
				line.WriteString(cell + pad)
			} else {
				line.WriteString(pad + cell)
			}
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}
