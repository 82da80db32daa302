package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// That the file to write is one of the inputs is said before they are read.
func TestConvertOntoInput(t *testing.T) {
	const header, row = "id,screen_name,created_at,full_text\n", "1,anna,2026-03-01 09:00:00Z,hello\n"
	file := filepath.Join(t.TempDir(), "posts.csv")
	if err := os.WriteFile(file, []byte(header+row), 0o600); err != nil {
		t.Fatal(err)
	}
	archive := strings.NewReader(header + strings.Repeat(row, 1<<16))
	var stderr bytes.Buffer
	code := run(t.Context(), []string{"convert", "--force", "-", file, "-o", file}, archive, io.Discard, &stderr)
	if code != exitUsage || !strings.Contains(stderr.String(), "is one of the inputs") || archive.Len() == 0 {
		t.Errorf("exit code %d with %d bytes unread: %s", code, archive.Len(), &stderr)
	}
}
