package report

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/cespare/xxhash/v2"
	"golang.org/x/sync/errgroup"
)

// A Folder is a report being written: a private sibling of its place, which
// [Folder.Write] swaps in and [Folder.Discard] removes. Its files may be written
// concurrently.
//
// The sibling's name is fixed, so that a run finds and removes what a killed
// one left; a lock, which dies with its process, tells the two apart.
type Folder struct {
	name string // of its place, as it was given
	dir  string // where the report will stand
	tmp  string // where it is written
	old  string // where the report before it is kept if the two cannot be exchanged
	mode fs.FileMode
	kept bool // tmp holds the finished report, which could not be put in its place
	lock *lock
	made []string // the folders above that were not there, the highest first

	// Tests put failures here: wrap stands between the files' buffers and the
	// disk, exchange swaps two folders in one step.
	wrap     func(io.Writer) io.Writer
	exchange func(a, b string) error

	syncs errgroup.Group // files on their way to the disk
	mu    sync.Mutex
	sums  map[string]string // of the files written, by name: see Manifest
}

// ErrBusy says that another run is writing a report to the same place.
var ErrBusy = errors.New("another run is writing there: wait for it, or name another folder")

// replaceable reports why what stands at dir, which the user calls by name, must
// not be replaced, nil if it may.
func replaceable(dir, name string) error {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return fmt.Errorf("cannot write a report to %s: it is a file; name a folder", name)
	}
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && len(entries) == 0:
		return nil
	case err != nil:
		return fmt.Errorf("cannot write a report to %s: %w", name, err)
	}
	m, err := ReadManifest(dir)
	if err != nil {
		return fmt.Errorf("will not replace %s, which %s did not write: name a new or empty folder (%w)", name, Tool, err)
	}
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		file, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		if !slices.Contains(m.Files, filepath.ToSlash(file)) && !desktopFile(d.Name()) {
			return fmt.Errorf("will not replace %s: it holds %s, which %s did not write; move that away or name another folder",
				name, file, Tool)
		}
		return nil
	})
}

// desktopFile reports whether a file manager or an office program, rather than
// the user, puts files of this name next to others.
func desktopFile(name string) bool {
	return name == ".DS_Store" || name == "Thumbs.db" || name == "desktop.ini" ||
		strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".~lock.")
}

// Begin takes a place for a report, and makes the folders above: a command that
// works for long does that first. The error says why a report cannot be written
// there. What may stand there already is nothing, an empty folder, or a report of
// ours and nothing else.
func Begin(dir string) (*Folder, error) {
	place, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	switch real, err := filepath.EvalSymlinks(place); {
	case err == nil:
		place = real // replace what a link points to, not the link
	case isLink(place):
		return nil, fmt.Errorf("cannot write a report to %s: the link points to nothing (%w); make the folder that it points to, or remove it", dir, err)
	}
	if err := replaceable(place, dir); err != nil {
		return nil, err
	}
	parent, base := filepath.Split(place)
	f := &Folder{
		name: dir,
		dir:  place,
		tmp:  filepath.Join(parent, "."+base+".lastword-new"),
		old:  filepath.Join(parent, "."+base+".lastword-old"),
		made: missing(filepath.Clean(parent)),
		wrap: func(w io.Writer) io.Writer { return w },

		exchange: exchange,
		sums:     map[string]string{},
	}
	if err := f.take(); err != nil {
		f.Discard()
		if inner, ok := errors.AsType[*fs.PathError](err); ok { // of a name that nobody gave
			err = fmt.Errorf("nothing can be made in %s (%w); name another folder", filepath.Clean(parent), inner.Err)
		}
		return nil, fmt.Errorf("cannot write a report to %s: %w", dir, err)
	}
	return f, nil
}

func isLink(name string) bool {
	info, err := os.Lstat(name)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// missing lists a folder and those above it that are not there, the highest first.
func missing(folder string) (list []string) {
	for {
		if _, err := os.Lstat(folder); err == nil || folder == filepath.Dir(folder) {
			slices.Reverse(list)
			return list
		}
		list = append(list, folder)
		folder = filepath.Dir(folder)
	}
}

// take makes the folders above, locks the place and begins.
func (f *Folder) take() (err error) {
	parent, base := filepath.Split(f.dir)
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return err
	}
	if f.lock, err = acquire(filepath.Join(parent, "."+base+".lastword-lock")); err != nil {
		return err
	}
	return f.begin()
}

// begin clears away what a killed run left and makes the private folder.
func (f *Folder) begin() error {
	// Killed between the two steps of a swap: the report before is whole.
	if _, err := os.Lstat(f.dir); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(f.old, f.dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := replaceable(f.dir, f.name); err != nil {
		return err
	}
	if err := errors.Join(os.RemoveAll(f.tmp), os.RemoveAll(f.old)); err != nil {
		return err
	}
	if err := os.Mkdir(f.tmp, 0o777); err != nil {
		return err
	}
	// The finished folder gets the mode that the user's umask gives; until
	// then, nobody else looks in.
	info, err := os.Stat(f.tmp)
	if err != nil {
		return err
	}
	f.mode = info.Mode().Perm()
	return os.Chmod(f.tmp, 0o700)
}

// Temp is a private folder for temporary files, which are gone before [Folder.Write].
// Those that a killed run left there go when the next begins.
func (f *Folder) Temp() string { return f.tmp }

// mkdir makes a folder in the report.
func (f *Folder) mkdir(name string) error { return os.Mkdir(filepath.Join(f.tmp, name), 0o777) }

// write makes the file name, slash-separated, of what fill writes. It does not wait
// until that is safe on the disk.
func (f *Folder) write(name string, fill func(io.Writer) error) error {
	file, err := os.OpenFile(filepath.Join(f.tmp, filepath.FromSlash(name)), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	sum := xxhash.New()
	w := bufio.NewWriterSize(io.MultiWriter(sum, f.wrap(&earlySync{file: file})), 1<<16)
	if err := cmp.Or(fill(w), w.Flush()); err != nil {
		return writing(name, errors.Join(err, file.Close()))
	}
	f.syncs.Go(func() error { return writing(name, errors.Join(file.Sync(), file.Close())) })
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sums[name] = fmt.Sprintf("%x", sum.Sum(nil))
	return nil
}

// An earlySync writes to a file whose beginning goes to the disk while its end is
// still to come: the disk works meanwhile, and there is little to wait for when
// the file is synced.
type earlySync struct {
	file           *os.File
	written, begun int64
}

func (e *earlySync) Write(b []byte) (int, error) {
	const step = 8 << 20
	n, err := e.file.Write(b)
	e.written += int64(n)
	if size := e.written - e.begun; size >= step {
		beginSync(e.file, e.begun, size)
		e.begun = e.written
	}
	return n, err
}

func writing(name string, err error) error {
	if err != nil {
		err = fmt.Errorf("writing %s: %w", name, err)
	}
	return err
}

// files lists the files written so far and those to come, sorted.
func (f *Folder) files(toCome ...string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Sorted(slices.Values(slices.AppendSeq(toCome, maps.Keys(f.sums))))
}

// commit puts the finished folder, which is on the disk, in its place. If it cannot,
// the folder stays where it is: to make it again may take hours.
func (f *Folder) commit() error {
	if err := os.Chmod(f.tmp, f.mode); err != nil {
		return err
	}
	syncFolder(f.tmp)
	if err := f.swap(); err != nil {
		f.kept = true
		return fmt.Errorf("cannot put the report at %s: %w (what stood there is untouched; on Windows, another program may have a file of it open). The finished report is in %s: move it away, for the next run to %[1]s removes it", f.name, err, f.tmp)
	}
	syncFolder(filepath.Dir(f.dir))
	return nil
}

// swap exchanges tmp and dir in one step where the system can. Elsewhere it
// takes two, and begin mends what a kill between them leaves.
func (f *Folder) swap() error {
	if f.exchange(f.tmp, f.dir) == nil {
		return nil // Discard removes the old report, now in tmp
	}
	switch err := os.Rename(f.dir, f.old); {
	case errors.Is(err, fs.ErrNotExist):
		return os.Rename(f.tmp, f.dir)
	case err != nil:
		return err
	}
	if err := os.Rename(f.tmp, f.dir); err != nil {
		return errors.Join(err, os.Rename(f.old, f.dir))
	}
	os.RemoveAll(f.old) // if that fails, the next run does it
	return nil
}

// Discard gives the place back, and removes what is not, or no longer, a report.
// A second call does nothing: the place may be another run's by then.
func (f *Folder) Discard() {
	f.syncs.Wait() // Write told what there is to tell
	if f.lock != nil {
		if !f.kept {
			os.RemoveAll(f.tmp)
		}
		f.lock.release()
		f.lock = nil
	}
	for _, folder := range slices.Backward(f.made) {
		os.Remove(folder) // unless something stands there by now
	}
	f.made = nil
}

// syncFolder asks for dir's entries to be on the disk. Some systems cannot;
// the files in it are synced one by one, so that is no failure.
func syncFolder(dir string) {
	if d, err := os.Open(dir); err == nil {
		d.Sync()
		d.Close()
	}
}
