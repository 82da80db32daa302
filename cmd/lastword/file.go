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

// freeWorkbook is free for a workbook.
func freeWorkbook(name string, force bool) error {
	if ending := filepath.Ext(name); !strings.EqualFold(ending, ".xlsx") {
		return usageError{fmt.Errorf("%s: a workbook is written; let its name end in .xlsx", name)}
	}
	return cmp.Or(placed(name), free(name, force))
}

// placed reports that the folder of a file to be written is not there, nil if it
// is.
func placed(name string) error {
	folder := filepath.Dir(name)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return usageError{fmt.Errorf("--out %s: there is no folder %s; make it first", name, folder)}
	}
	return nil
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
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		if path := new(fs.PathError); errors.As(err, &path) {
			return path.Err // of a name that nobody gave
		}
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
