package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// free reports why a file cannot be written, nil if it can.
func free(name string, force bool) error {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return usageError{fmt.Errorf("%s is not a file that can be replaced; name another", name)}
	case !force:
		return usageError{fmt.Errorf("%s is there already, perhaps with your work in it; name another file, or replace it with --force", name)}
	}
	return nil
}

// A workbookFile is the workbook that a command is to write, if it has a name.
type workbookFile struct {
	name  string
	force bool // it may be there already
}

// free reports why the workbook cannot be written, nil if it can.
func (f *workbookFile) free() error {
	if f.name == "" {
		return nil
	}
	if ending := filepath.Ext(f.name); !strings.EqualFold(ending, ".xlsx") {
		return usageError{fmt.Errorf("%s: a workbook is written; let its name end in .xlsx", f.name)}
	}
	return cmp.Or(placed("--out", f.name), free(f.name, f.force))
}

func (f *workbookFile) write(write func(io.Writer) error) error {
	if f.name == "" {
		return nil
	}
	return writeFile(f.name, private, write)
}

// placed reports why a file, which a flag names, cannot be written in its folder, nil
// if it can. A command that works for long asks it first.
func placed(flag, name string) error {
	f, err := beside(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usageError{fmt.Errorf("%s %s: there is no folder %s; make it first", flag, name, filepath.Dir(name))}
	case err != nil:
		return usageError{fmt.Errorf("%s %s: %w", flag, name, err)}
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// beside makes a file in the folder of another. By its name it can be found if the
// program is killed.
func beside(name string) (*os.File, error) {
	f, err := os.CreateTemp(filepath.Dir(name), besidePrefix(name)+"*")
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err // its name is one that nobody gave
	}
	return f, err
}

// besidePrefix is what the names of such files begin with.
func besidePrefix(name string) string { return "." + filepath.Base(name) + ".lastword-" }

// leftBeside names such files that runs which were killed left, "" if there are none.
// Those of a run that goes on look the same, so they are not removed.
func leftBeside(name string) string {
	entries, _ := os.ReadDir(filepath.Dir(name)) // what is not seen is not named
	var list []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), besidePrefix(name)) {
			list = append(list, filepath.Join(filepath.Dir(name), e.Name()))
		}
	}
	if len(list) == 0 {
		return ""
	}
	return fmt.Sprintf("a run that was killed left %s, unless another is writing %s now: remove what is left, it is no whole file", strings.Join(list, ", "), name)
}

// Modes of files that are written: those with people's posts are for their owner
// alone.
const (
	private fs.FileMode = 0o600
	public  fs.FileMode = 0o644
)

// writeFile writes a file complete or not at all: under another name in its
// folder, renamed when all is written.
func writeFile(name string, mode fs.FileMode, write func(io.Writer) error) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("writing %s: %w", name, err)
		}
	}()
	f, err := beside(name)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	buffered := bufio.NewWriter(f)
	if err := write(buffered); err != nil {
		return err
	}
	if err := errors.Join(buffered.Flush(), f.Chmod(mode), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
