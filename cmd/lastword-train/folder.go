package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// writable reports why weights cannot be written to a folder, nil if they can. To
// learn them takes minutes, so it is asked first.
func writable(dir string) error {
	tmp, err := within(dir)
	if err != nil {
		return err
	}
	return os.Remove(tmp)
}

// writeWeights writes the weights files of the questions to a folder. None is
// replaced before all are written.
func writeWeights(dir string, files map[string][]byte) error {
	tmp, err := within(dir)
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	for q, data := range files {
		if err := os.WriteFile(filepath.Join(tmp, q+".tsv"), data, 0o644); err != nil {
			return err
		}
	}
	for q := range files {
		if err := os.Rename(filepath.Join(tmp, q+".tsv"), filepath.Join(dir, q+".tsv")); err != nil {
			return err
		}
	}
	return nil
}

// within makes a folder in the one that weights are to be written to.
func within(dir string) (string, error) {
	tmp, err := os.MkdirTemp(dir, ".weights-*")
	if path := new(fs.PathError); errors.As(err, &path) {
		err = path.Err // its name is one that nobody gave
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("--out %s: there is no such folder; make it first", dir)
	case err != nil:
		return "", fmt.Errorf("--out %s: %w; name a folder that can be written to", dir, err)
	}
	return tmp, nil
}
