package report

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// An archive unpacks to links as well as to files: a pipe would be waited for.
func TestReadRefusesWhatIsNoFile(t *testing.T) {
	for _, file := range []string{"summary.json", "cases.csv"} {
		dir := filepath.Join(t.TempDir(), "report")
		if err := Write(dir, aReport(oneBank(), 3)); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadSide(dir); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(filepath.Join(dir, file)); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(os.DevNull, filepath.Join(dir, file)); err != nil {
			t.Skip(err)
		}
		const want = "no regular file: audit again into the same folder to restore it"
		if _, err := ReadSide(dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", file, err, want)
		}
	}
}

// A report of a program that noted no sums, or one without a file, is not for that one
// that somebody changed.
func TestEdited(t *testing.T) {
	for _, tt := range []struct {
		name string
		edit func(dir string) error
		want string
	}{
		{"as it was written", func(string) error { return nil }, ""},
		{"without cases", func(dir string) error { return os.Remove(filepath.Join(dir, "cases.csv")) }, ""},
		{"with a chart in other colours", func(dir string) error { return os.WriteFile(filepath.Join(dir, "charts", "outcomes.svg"), nil, 0o600) }, ""},
		{"with other cases", func(dir string) error { return os.WriteFile(filepath.Join(dir, "cases.csv"), nil, 0o600) }, "changed cases.csv:"},
		{"with other numbers, too", func(dir string) error {
			return errors.Join(os.WriteFile(filepath.Join(dir, "cases.csv"), nil, 0o600), os.WriteFile(filepath.Join(dir, "summary.json"), []byte("{}"), 0o600))
		}, "changed cases.csv and summary.json:"},
		{"without sums", func(dir string) error {
			m, err := ReadManifest(dir)
			if err != nil {
				return err
			}
			m.Sums = nil
			return errors.Join(os.WriteFile(filepath.Join(dir, manifestName), []byte(inJSON(m)), 0o600), os.WriteFile(filepath.Join(dir, "summary.json"), []byte("{}"), 0o600))
		}, ""},
	} {
		dir := filepath.Join(t.TempDir(), "report")
		if err := Write(dir, aReport(oneBank(), 3)); err != nil {
			t.Fatal(err)
		}
		if err := tt.edit(dir); err != nil {
			t.Fatal(err)
		}
		side, err := ReadSide(dir)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		} else if !strings.Contains(side.edited, tt.want) || (side.edited == "") != (tt.want == "") {
			t.Errorf("%s: %q, want %q", tt.name, side.edited, tt.want)
		}
	}
}
