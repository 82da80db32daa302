package report

import (
	"errors"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/lastword-audit/lastword/audit"
)

// standing writes a report to a new place: the folder that it stands in, its own, and
// what that holds.
func standing(t *testing.T) (parent, out string, files map[string]string) {
	t.Helper()
	parent = t.TempDir()
	out = filepath.Join(parent, "report")
	if err := Write(out, aReport(oneBank(), 3)); err != nil {
		t.Fatal(err)
	}
	return parent, out, tree(t, out)
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

// However far a run gets before the disk is full, the report before it stays
// and nothing else does.
func TestFullDiskDoesNoDamage(t *testing.T) {
	parent, out, before := standing(t)
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
	parent, out, before := standing(t)
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
	_, out, before := standing(t)
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
	parent, out, before := standing(t)
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
