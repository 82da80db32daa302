package dataset

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// addFolder adds the files below a folder that hold posts.
func (f *Files) addFolder(folder string) error {
	if isReport(folder) {
		return fmt.Errorf("%s: is a report of lastword, not an export: name what it was made from", folder)
	}
	paths, err := f.below(folder)
	if err != nil {
		return err
	}
	return addEach(f, paths, f.addFound, errNoPosts{name: folder, why: "no file in this folder holds posts"})
}

// addFound adds a file of a folder. One that is empty, and not named as an export, is a
// mark of some program, as the _SUCCESS of Spark.
func (f *Files) addFound(path string) error {
	if info, err := os.Stat(path); err == nil && info.Size() == 0 && !namedAsExport(path) {
		return errNoPosts{name: path, why: errEmpty.Error()}
	}
	return f.addFile(path)
}

// below returns the files below a folder in the order of their names, and notes
// what else there is that may hold posts. A link to a file stands for it, unless
// the file is there itself.
func (f *Files) below(folder string) ([]string, error) {
	var paths []string
	var there []fs.FileInfo // the files and folders, but for links
	links := map[string]bool{}
	root := folder + string(filepath.Separator) // if it is a link, it is followed
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		hidden := path != root && strings.HasPrefix(entry.Name(), ".")
		switch {
		case err != nil:
			return err
		case entry.IsDir() && hidden:
			return fs.SkipDir
		case entry.IsDir() && isReport(path):
			f.passed = append(f.passed, errNoPosts{name: path, why: "is a report of lastword"})
			return fs.SkipDir
		case hidden:
			return nil
		case entry.Type()&fs.ModeSymlink != 0:
			links[path] = true
			paths = append(paths, path)
			return nil
		case entry.Type().IsRegular():
			paths = append(paths, path)
		case !entry.IsDir():
			f.passed = append(f.passed, errNoPosts{name: path, why: irregular(entry.Type()), unknown: true})
			return nil
		}
		info, err := entry.Info()
		there = append(there, info)
		return err
	})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(paths, func(path string) bool {
		return links[path] && !f.follow(path, &there)
	}), nil
}

// follow reports whether a link leads to a file that is not there, and adds it. A
// link to a folder is not followed, as it may lead in circles.
func (f *Files) follow(link string, there *[]fs.FileInfo) bool {
	info, err := os.Stat(link)
	same := func(other fs.FileInfo) bool { return os.SameFile(info, other) }
	var why string
	switch {
	case err != nil:
		why = fmt.Sprintf("is a link that cannot be followed (%v): put the file in its place", errors.Unwrap(err))
	case slices.ContainsFunc(*there, same):
		return false
	case info.IsDir():
		why = "is a link to a folder, which is not followed: name that folder, too"
	case !info.Mode().IsRegular():
		why = irregular(info.Mode())
	default:
		*there = append(*there, info)
		return true
	}
	f.passed = append(f.passed, errNoPosts{name: link, why: why, unknown: true})
	return false
}

// isReport reports whether a folder is a report: its manifest says so.
func isReport(folder string) bool {
	f, err := OpenRegular(filepath.Join(folder, "manifest.json"))
	if err != nil {
		return false
	}
	defer f.Close()
	const most = 64 << 20 // bytes: of a report of some hundred thousand files
	var manifest struct {
		Tool string `json:"tool"`
	}
	return json.NewDecoder(io.LimitReader(f, most)).Decode(&manifest) == nil && manifest.Tool == "lastword"
}
