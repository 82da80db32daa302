package report

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/lastword-audit/lastword/audit"
)

// tree returns every file under dir with its contents.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func put(t *testing.T, path, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
}

// oneBank is a summary of which a report is quickly written.
func oneBank() *audit.Summary {
	s := threeBanks()
	s.Brands = s.Brands[:1]
	return s
}

// alone checks that dir holds these entries and nothing hidden beside them.
func alone(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s holds %q, want %q", dir, got, want)
	}
}

// writeSmall writes one small report through a folder, as Write does.
func writeSmall(f *Folder, text string) error {
	return f.write(manifestName, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
}

func TestWriteReplacesItsOwnReport(t *testing.T) {
	parent := t.TempDir()
	out := filepath.Join(parent, "deep", "report") // its parent is made
	for _, cases := range []int{3, 1} {
		if err := Write(out, aReport(oneBank(), cases)); err != nil {
			t.Fatal(err)
		}
		rows, errs := readAll(strings.NewReader(tree(t, out)["cases.csv"]))
		if len(rows) != cases || errs != nil {
			t.Errorf("%d rows and %q, want %d rows", len(rows), errs, cases)
		}
		alone(t, filepath.Dir(out), "report")
	}
	// What a desktop puts there is no reason to refuse.
	for _, name := range []string{"~$report.xlsx", ".~lock.report.xlsx#", ".DS_Store", "Thumbs.db", "desktop.ini"} {
		put(t, filepath.Join(out, name), "not the user's")
	}
	if err := Write(out, aReport(oneBank(), 1)); err != nil {
		t.Error(err)
	}
}

func TestWriteFollowsALink(t *testing.T) {
	parent := t.TempDir()
	real, link := filepath.Join(parent, "real"), filepath.Join(parent, "link")
	if err := Write(real, aReport(oneBank(), 1)); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Skip(err)
	}
	if err := Write(link, aReport(oneBank(), 2)); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is now %v, %v", info, err)
	}
	if rows, _ := readAll(strings.NewReader(tree(t, real)["cases.csv"])); len(rows) != 2 {
		t.Errorf("%d rows behind the link, want 2", len(rows))
	}
}

// A link that points to nothing may be to a disk that is not there yet.
func TestBeginRefusesALinkToNothing(t *testing.T) {
	parent := t.TempDir()
	link := filepath.Join(parent, "link")
	if err := os.Symlink(filepath.Join(parent, "nowhere"), link); err != nil {
		t.Skip(err)
	}
	if _, err := Begin(link); err == nil || !strings.Contains(err.Error(), "the link points to nothing") {
		t.Errorf("%v", err)
	}
	alone(t, parent, "link")
}

func TestWriteRefusesWhatIsNotOurs(t *testing.T) {
	for _, tt := range []struct{ name, file, data, want string }{
		{"no report", "thesis.docx", "years of work", "holds no manifest.json"},
		{"another tool's manifest", manifestName, `{"tool":"bundler"}`, `written by "bundler"`},
		{"a broken manifest", manifestName, `{`, "manifest.json"},
		{"a report with a stranger in it", "notes/mine.txt", "keep", filepath.Join("notes", "mine.txt")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "report")
			if strings.HasPrefix(tt.file, "notes") {
				if err := Write(out, aReport(oneBank(), 1)); err != nil {
					t.Fatal(err)
				}
			}
			put(t, filepath.Join(out, tt.file), tt.data)
			before := tree(t, out)
			err := Write(out, aReport(oneBank(), 1))
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), out) {
				t.Errorf("error %v, want one that names %s and %q", err, out, tt.want)
			}
			if !maps.Equal(before, tree(t, out)) {
				t.Error("the folder has changed")
			}
			alone(t, filepath.Dir(out), "report")
		})
	}
	file := filepath.Join(t.TempDir(), "report")
	put(t, file, "a file")
	if err := Write(file, aReport(oneBank(), 1)); err == nil {
		t.Error("a file was replaced by a folder")
	}
	empty := t.TempDir()
	if err := Write(empty, aReport(oneBank(), 1)); err != nil {
		t.Errorf("an empty folder was refused: %v", err)
	}
}

// A file that is on its way to the disk while it is written is whole.
func TestLargeFile(t *testing.T) {
	f, err := Begin(filepath.Join(t.TempDir(), "report"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Discard()
	line := strings.Repeat("0123456789abcde\n", 1<<12)
	const lines = 300 // 20 MB
	err = f.write("large.txt", func(w io.Writer) error {
		for range lines {
			if _, err := io.WriteString(w, line); err != nil {
				return err
			}
		}
		return nil
	})
	if err := cmp.Or(err, f.syncs.Wait()); err != nil {
		t.Fatal(err)
	}
	if tree(t, f.tmp)["large.txt"] != strings.Repeat(line, lines) {
		t.Error("the file is not what was written")
	}
}

func TestTwoRunsToOnePlace(t *testing.T) {
	parent := t.TempDir()
	out := filepath.Join(parent, "report")
	first, err := Begin(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := writeSmall(first, `{"tool":"lastword"}`); err != nil {
		t.Fatal(err)
	}
	if err := Write(out, aReport(oneBank(), 1)); !errors.Is(err, ErrBusy) {
		t.Errorf("the second run's error is %v, want %v", err, ErrBusy)
	}
	if err := first.commit(); err != nil {
		t.Fatal(err)
	}
	first.Discard()
	alone(t, parent, "report")
}

// A report whose context has ended is not written to its end, and one without
// cases or numbers not at all.
func TestWriteEndsEarly(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	whole := aReport(oneBank(), 1)
	for _, c := range []struct {
		ctx  context.Context
		r    *Report
		want string
	}{
		{ended, whole, "context canceled"},
		{t.Context(), &Report{Summary: whole.Summary}, "it needs the Summary and the Cases"},
		{t.Context(), &Report{Cases: whole.Cases}, "it needs the Summary and the Cases"},
	} {
		f, err := Begin(filepath.Join(t.TempDir(), "report"))
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Write(c.ctx, c.r); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("the error is %v, want %s", err, c.want)
		}
		if slices.Contains(f.files(), summaryName) {
			t.Errorf("%s: %s were written all the same", c.want, f.files())
		}
		f.Discard()
	}
}

// A place that was given back is the next run's alone.
func TestDiscardTwice(t *testing.T) {
	parent := t.TempDir()
	out := filepath.Join(parent, "report")
	first, err := Begin(out)
	if err != nil {
		t.Fatal(err)
	}
	first.Discard()
	second, err := Begin(out)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Discard()
	first.Discard()
	if err := second.Write(t.Context(), aReport(oneBank(), 1)); err != nil {
		t.Error(err)
	}
	if err := Write(out, aReport(oneBank(), 1)); !errors.Is(err, ErrBusy) {
		t.Errorf("the place is taken, but the error is %v", err)
	}
}

// While it is written, nobody else can read the report; then, who the umask lets.
func TestFolderIsPrivateUntilDone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no such modes there")
	}
	mode := func(path ...string) fs.FileMode {
		info, err := os.Stat(filepath.Join(path...))
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode().Perm()
	}
	parent := t.TempDir()
	out, usual := filepath.Join(parent, "report"), filepath.Join(parent, "usual")
	f, err := Begin(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Discard()
	if got := mode(f.tmp); got != 0o700 {
		t.Errorf("the folder being written has mode %v", got)
	}
	if err := errors.Join(f.Write(t.Context(), aReport(oneBank(), 1)), os.Mkdir(usual, 0o777), os.WriteFile(filepath.Join(usual, "file"), nil, 0o666)); err != nil {
		t.Fatal(err)
	}
	for _, names := range [][2]string{{"", ""}, {"charts", ""}, {"cases.csv", "file"}, {"charts/outcomes.png", "file"}, {"manifest.json", "file"}} {
		if got, want := mode(out, names[0]), mode(usual, names[1]); got != want {
			t.Errorf("%s has mode %v, want %v", filepath.Join("report", names[0]), got, want)
		}
	}
}

// A place that cannot be written to is told before the work, not behind it; the
// folders above one are made, and go if no report comes.
func TestBeginTries(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, place := range []string{"file", "file/report", "file/above/report"} {
		if _, err := Begin(filepath.Join(dir, filepath.FromSlash(place))); err == nil {
			t.Errorf("a report can be written to %s, where file is a file", place)
		}
	}
	long := strings.Repeat("r", 250) // which the lock's name exceeds
	if _, err := Begin(filepath.Join(dir, long)); err == nil || strings.Contains(err.Error(), "lock") ||
		!strings.Contains(err.Error(), "nothing can be made in "+dir+" (") {
		t.Errorf("a name that is too long: %v", err)
	}
	f, err := Begin(filepath.Join(dir, "above", "more", "report"))
	if err != nil {
		t.Fatal(err)
	}
	f.Discard()
	alone(t, dir, "file")
	if err := Write(filepath.Join(dir, "above", "more", "report"), aReport(oneBank(), 1)); err != nil {
		t.Fatal(err)
	}
	alone(t, filepath.Join(dir, "above", "more"), "report")
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		return // who may do all
	}
	shut := filepath.Join(dir, "shut")
	if err := os.Mkdir(shut, 0o555); err != nil {
		t.Fatal(err)
	}
	if _, err := Begin(filepath.Join(shut, "report")); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("in a folder that is not to be written: %v", err)
	}
}
