package report

import (
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

func TestReadSummaryOfNoReport(t *testing.T) {
	dir := t.TempDir()
	for place, want := range map[string]string{
		dir:                          "holds no manifest.json: it is not a report",
		filepath.Join(dir, "absent"): "there is no folder",
	} {
		if _, err := ReadSummary(place); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", place, err, want)
		}
	}
}
