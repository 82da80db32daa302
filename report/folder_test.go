package report

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
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

// fullDisk takes so many bytes, then fails as a full disk does.
type fullDisk struct {
	w    io.Writer
	left *atomic.Int64
}

func (d fullDisk) Write(p []byte) (int, error) {
	if d.left.Add(-int64(len(p))) < 0 {
		return 0, syscall.ENOSPC
	}
	return d.w.Write(p)
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

// However far a run gets before the disk is full, the report before it stays
// and nothing else does.
func TestFullDiskDoesNoDamage(t *testing.T) {
	parent := t.TempDir()
	out := filepath.Join(parent, "report")
	if err := Write(out, aReport(oneBank(), 3)); err != nil {
		t.Fatal(err)
	}
	before := tree(t, out)
	size := 0
	for _, data := range before {
		size += len(data)
	}
	for _, left := range []int{0, 1000, size / 2, size - 10} {
		f, err := Begin(out)
		if err != nil {
			t.Fatal(err)
		}
		r := aReport(oneBank(), 3)
		var shared atomic.Int64 // by all files
		shared.Store(int64(left))
		f.wrap = func(w io.Writer) io.Writer { return fullDisk{w, &shared} }
		err = r.writeTo(t.Context(), f)
		f.Discard()
		if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "writing ") {
			t.Errorf("error %v, want that the disk is full, and the file", err)
		}
		if !maps.Equal(before, tree(t, out)) {
			t.Error("the report before has changed")
		}
		alone(t, parent, "report")
	}
}

// Nobody waits for cases that cannot be written.
func TestCasesThatCannotBeWritten(t *testing.T) {
	f, err := Begin(filepath.Join(t.TempDir(), "report"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Discard()
	put(t, filepath.Join(f.tmp, "cases.csv"), "in the way")
	if err := aReport(oneBank(), 3).writeTo(t.Context(), f); !errors.Is(err, fs.ErrExist) {
		t.Errorf("error %v, want that the file is there", err)
	}
}

func TestFailingCasesDoNoDamage(t *testing.T) {
	parent := t.TempDir()
	out := filepath.Join(parent, "report")
	broken := errors.New("spill file: input/output error")
	r := aReport(oneBank(), 0)
	r.CaseRows = 1 // the workbook does not see what is broken
	for _, cases := range []iter.Seq2[caseBlock, error]{
		func(yield func(caseBlock, error) bool) {
			_ = yield(block(someCases(2)), nil) && yield(nil, broken)
		},
		func(yield func(caseBlock, error) bool) {
			_ = yield(block(someCases(2)), nil) && yield(func(yield func(*audit.Row, error) bool) { yield(nil, broken) }, nil)
		},
	} {
		r.Cases = cases
		for _, r.CasesAs = range CaseFormats {
			err := Write(out, r)
			if !errors.Is(err, broken) || !strings.Contains(err.Error(), "nothing was written") {
				t.Errorf("as %s: error %v", r.CasesAs, err)
			}
			alone(t, parent)
		}
	}
}

// A killed run leaves its private folder; the next run to the place removes it.
func TestLeftoversAreRemoved(t *testing.T) {
	parent := t.TempDir()
	out := filepath.Join(parent, "report")
	for range 2 {
		put(t, filepath.Join(parent, ".report.lastword-new", "cases.csv"), "half a")
		put(t, filepath.Join(parent, ".report.lastword-lock"), "")
		if err := Write(out, aReport(oneBank(), 1)); err != nil {
			t.Fatal(err)
		}
		alone(t, parent, "report")
		put(t, filepath.Join(parent, ".report.lastword-old", "cases.csv"), "the one before")
	}
}

// Where the system cannot exchange two folders, a run can be killed when the
// old report is aside and the new one not yet in its place: it is put back.
func TestKilledBetweenTwoRenames(t *testing.T) {
	parent := t.TempDir()
	out := filepath.Join(parent, "report")
	if err := Write(out, aReport(oneBank(), 2)); err != nil {
		t.Fatal(err)
	}
	before := tree(t, out)
	if err := os.Rename(out, filepath.Join(parent, ".report.lastword-old")); err != nil {
		t.Fatal(err)
	}
	f, err := Begin(out)
	if err != nil {
		t.Fatal(err)
	}
	f.Discard() // this run fails too
	if !maps.Equal(before, tree(t, out)) {
		t.Error("the report before is not what it was")
	}
	alone(t, parent, "report")
}

// What is put back is looked at as if it had been there: it may not be ours.
func TestKilledOverAStranger(t *testing.T) {
	parent := t.TempDir()
	put(t, filepath.Join(parent, ".report.lastword-old", "thesis.docx"), "years of work")
	if _, err := Begin(filepath.Join(parent, "report")); err == nil || !strings.Contains(err.Error(), "will not replace") {
		t.Errorf("error %v, want that it is not replaced", err)
	}
	if files := tree(t, parent); len(files) != 1 || files["report/thesis.docx"] == "" {
		t.Errorf("left is %q", files)
	}
}

// A report that cannot be put in its place leaves the one before in it.
func TestFailingSwapDoesNoDamage(t *testing.T) {
	out := filepath.Join(t.TempDir(), "report")
	if err := Write(out, aReport(oneBank(), 1)); err != nil {
		t.Fatal(err)
	}
	before := tree(t, out)
	f, err := Begin(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Discard()
	f.exchange = func(string, string) error { return errors.ErrUnsupported }
	if err := errors.Join(os.Remove(f.tmp), f.swap()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v, want that the new report is gone", err)
	}
	if !maps.Equal(before, tree(t, out)) {
		t.Error("the report before has changed")
	}
}

// A finished report that cannot be put in its place, as where a spreadsheet has a file
// of the one before open, is not lost: the error says where it is.
func TestUnplacedReportIsKept(t *testing.T) {
	parent := t.TempDir()
	out := filepath.Join(parent, "report")
	if err := Write(out, aReport(oneBank(), 1)); err != nil {
		t.Fatal(err)
	}
	before := tree(t, out)
	f, err := Begin(out)
	if err != nil {
		t.Fatal(err)
	}
	f.exchange = func(string, string) error { return errors.ErrUnsupported }
	put(t, filepath.Join(f.old, "file"), "in the way")
	err = f.Write(t.Context(), aReport(oneBank(), 2))
	f.Discard()
	for _, want := range []string{"cannot put the report at " + out, "another program may have a file of it open", "The finished report is in " + f.tmp} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q in it", err, want)
		}
	}
	if !maps.Equal(before, tree(t, out)) {
		t.Error("the report before has changed")
	}
	if rows, _ := readAll(strings.NewReader(tree(t, f.tmp)["cases.csv"])); len(rows) != 2 {
		t.Errorf("the finished report has %d cases, want 2", len(rows))
	}
	if _, err := ReadManifest(f.tmp); err != nil {
		t.Error(err)
	}
	if err := Write(out, aReport(oneBank(), 3)); err != nil {
		t.Error(err)
	}
	alone(t, parent, "report")
}

func TestSwapInTwoSteps(t *testing.T) {
	parent := t.TempDir()
	out := filepath.Join(parent, "report")
	for _, text := range []string{`{"tool":"lastword","files":["manifest.json"]}`, `{"tool":"lastword","files":["manifest.json"],"version":"2"}`} {
		f, err := Begin(out)
		if err != nil {
			t.Fatal(err)
		}
		f.exchange = func(string, string) error { return errors.ErrUnsupported }
		if err := errors.Join(writeSmall(f, text), f.commit()); err != nil {
			t.Fatal(err)
		}
		f.Discard()
		if got := tree(t, out)[manifestName]; got != text {
			t.Errorf("the report is %s, want %s", got, text)
		}
		alone(t, parent, "report")
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
