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

// A case is found by its id, so the letters of a CSV must come out right.
func TestDecode(t *testing.T) {
	for text, want := range map[string]string{
		"case_id\r\nSociété/1\r\n":           "case_id\r\nSociété/1\r\n",
		"case_id\r\nSoci\xe9t\xe9/1\r\n":     "case_id\r\nSociété/1\r\n",
		"case_id;outcome\rSoci\x8et\x8e/1\r": "case_id;outcome\rSociété/1\r",
	} {
		if got, err := decode([]byte(text)); err != nil || got != want {
			t.Errorf("%q: %q, %v, want %q", text, got, err, want)
		}
	}
}
