package dataset

import (
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// What a large workbook unpacks to stands in the folder that the options name,
// and is gone when the reading ends.
func TestSheetTempDir(t *testing.T) {
	book := excelize.NewFile()
	const rows, longest = 600, 32_000
	for row := range rows { // more than excelize keeps in memory
		cells := []any{row + 1, "pat", "2023-11-05T10:15:00Z", strconv.Itoa(row) + strings.Repeat("x", longest)}
		if row == 0 {
			cells = []any{"tweet_id", "author_id", "created_at", "text"}
		}
		cell, _ := excelize.CoordinatesToCellName(1, row+1)
		if err := book.SetSheetRow("Sheet1", cell, &cells); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "large.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}

	system, own := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", system)
	sheets, err := sheetSources(path, own)
	if err != nil {
		t.Fatal(err)
	}
	r, err := sheets[0].open()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(r, make([]byte, 2*longest)); err != nil {
		t.Error(err)
	}
	if len(entries(t, own)) == 0 || len(entries(t, system)) > 0 {
		t.Errorf("while it is read: %v in the folder, %v in the system's", entries(t, own), entries(t, system))
	}
	r.Close()
	if left := entries(t, own); len(left) > 0 {
		t.Errorf("after: %v", left)
	}
}

func entries(t *testing.T, dir string) []os.DirEntry {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return list
}
