package main

import (
	"bytes"
	"errors"
	"fmt"
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
		for _, text := range [][]byte{noise[:], noise[:9]} { // of which the second is written at the end
			err := compressed(fullDisk{}, ending, func(w io.Writer) error {
				_, err := w.Write(text)
				return err
			})
			if !errors.Is(err, errFull) || err.Error() != errFull.Error() {
				t.Errorf("%s of %d bytes: %v, want %v", ending, len(text), err, errFull)
			}
		}
	}
}

var errFull = errors.New("no space left")

// A fullDisk takes nothing.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

// A run leaves what it was to write, or what was there, and nothing beside.
func TestNothingIsLeft(t *testing.T) {
	temp, dir := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	posts := filepath.Join(dir, "posts.csv")
	if err := os.WriteFile(posts, []byte("id,screen_name,created_at,full_text\n1,anna,2026-03-01 09:00:00Z,@bank hello\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	brands := filepath.Join(dir, "brands.yaml")
	if err := os.WriteFile(brands, []byte("brands: [{name: Bank, support: [bank]}]"), 0o600); err != nil {
		t.Fatal(err)
	}
	report, kept, gone := filepath.Join(dir, "report"), filepath.Join(dir, "kept.csv"), filepath.Join(dir, "gone.csv")
	for _, tt := range []struct {
		code int
		args []string
	}{
		{exitOK, []string{"inspect", "--quiet", posts}},
		{exitOK, []string{"audit", "--quiet", "--brands", brands, "--out", report, posts}},
		{exitOK, []string{"audit", "--quiet", "--brands", brands, "--out", report, posts}},
		{exitFailed, []string{"audit", "--quiet", "--brands", brands, "--out", report, gone}},
		{exitOK, []string{"convert", "--quiet", "--out", kept, posts}},
		{exitFailed, []string{"convert", "--quiet", "--force", "--out", kept, gone}},
	} {
		if code := run(t.Context(), tt.args, nil, io.Discard, io.Discard); code != tt.code {
			t.Errorf("%q: exit code %d, want %d", tt.args, code, tt.code)
		}
	}
	if err := writeFile(kept, private, func(io.Writer) error { return errFull }); !errors.Is(err, errFull) {
		t.Errorf("the error is %v, want %v", err, errFull)
	}
	for place, want := range map[string]string{dir: "[brands.yaml kept.csv posts.csv report]", temp: "[]"} {
		entries, err := os.ReadDir(place)
		if err != nil {
			t.Fatal(err)
		}
		names := []string{}
		for _, e := range entries {
			names = append(names, e.Name())
		}
		if got := fmt.Sprint(names); got != want {
			t.Errorf("left are %s, want %s", got, want)
		}
	}
	if text, err := os.ReadFile(kept); err != nil || !strings.Contains(string(text), "hello") {
		t.Errorf("what was there is now %q, %v", text, err)
	}
}
