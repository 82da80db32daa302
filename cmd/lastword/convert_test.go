package main

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
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

// A failure to write compressed bytes is told once, though it meets the end of them
// as well.
func TestCompressedFailsOnce(t *testing.T) {
	var noise [1 << 20]byte // as nothing makes it small
	rand.NewChaCha8([32]byte{}).Read(noise[:])
	for _, ending := range []string{".gz", ".zst"} {
		err := compressed(fullDisk{}, ending, func(w io.Writer) error {
			_, err := w.Write(noise[:])
			return err
		})
		if !errors.Is(err, errFull) || err.Error() != errFull.Error() {
			t.Errorf("%s: %v, want %v", ending, err, errFull)
		}
	}
}

var errFull = errors.New("no space left")

// A fullDisk takes nothing.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }
