package coding

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// However large a sheet is, no text of it is unpacked to a file.
func TestOpenBookInMemory(t *testing.T) {
	f := excelize.NewFile()
	for row := range 600 { // more than excelize keeps in memory by itself
		cell, _ := excelize.CoordinatesToCellName(1, row+1)
		if err := f.SetCellStr("Sheet1", cell, cell+strings.Repeat("x", 32_000)); err != nil {
			t.Fatal(err)
		}
	}
	data := saved(t, f)
	t.Setenv("TMPDIR", t.TempDir())
	f, err := openBook(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if rows, err := f.GetRows("Sheet1"); err != nil || len(rows) != 600 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	left, err := os.ReadDir(os.TempDir())
	if err != nil || len(left) > 0 {
		t.Errorf("temporary files: %v %v", left, err)
	}
}
