package dataset

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Options says how inputs are read. The zero value recognises every format.
type Options struct {
	Format   string         // name of a format that every input has; "" recognises each
	Mapping  *Mapping       // reads every input by this mapping instead, those of known formats too
	Stdin    io.Reader      // read for the input "-"; os.Stdin if nil
	Location *time.Location // of times that name no zone; UTC if nil
	Owner    string         // handle of the account whose own archive is read, where the archive does not say
	TempDir  string         // of what a large workbook unpacks to, while it is read; the system's if ""
	// Done is closed when nobody waits any more: a workbook that is being unpacked is
	// then let be. Nil: it never is.
	Done <-chan struct{}
	// Progress is told the bytes of the inputs read so far, in the unit of
	// [Files.Size], from the goroutine that reads.
	Progress func(bytesRead int64)

	block int // bytes that are parsed at a time; blockSize if 0
}

// Open finds the inputs and recognises the format of each. A pattern is a
// file, a glob, a folder (read with all below it, in the order of the names;
// links to files are followed, those to folders are not) or "-" for standard
// input; files may be compressed by gzip or zstd, or be a zip whose members are
// read. A file that is named must hold posts or be empty; in a folder or a zip,
// what holds none is passed over (see [Files.Unknown]), as is a report of
// lastword, but one file at least must hold some.
func Open(patterns []string, o Options) (*Files, error) {
	if o.Format != "" && FormatByName(o.Format) == nil {
		return nil, fmt.Errorf("unknown format %q; the formats are %s", o.Format, FormatNames())
	}
	if o.Mapping != nil && o.Mapping.sources == nil {
		return nil, errors.New("the mapping names no fields: read one with LoadMapping")
	}
	f := &Files{opts: o}
	for _, pattern := range patterns {
		if err := f.addPattern(pattern); err != nil {
			return nil, errors.Join(err, f.Close())
		}
	}
	return f, nil
}

// addPattern adds the inputs that a pattern names.
func (f *Files) addPattern(pattern string) error {
	if pattern == "-" {
		r := f.opts.Stdin
		if r == nil {
			r = os.Stdin
		}
		return f.addNamed(stdinSource(r))
	}
	paths := []string{pattern}
	if _, err := os.Stat(pattern); err != nil {
		if !errors.Is(err, fs.ErrNotExist) || !strings.ContainsAny(pattern, "*?[") {
			return err
		}
		paths, err = filepath.Glob(pattern)
		if err != nil {
			return fmt.Errorf("%q is neither a file nor a pattern", pattern)
		}
		if len(paths) == 0 {
			return fmt.Errorf("%s: no file matches", pattern)
		}
	}
	for _, path := range paths {
		if err := f.addPath(path); err != nil {
			return err
		}
	}
	return nil
}

func (f *Files) addPath(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return f.addFolder(path)
	case !info.Mode().IsRegular(): // what is read to recognise it would be lost
		return fmt.Errorf("%s: %s", path, irregular(info.Mode()))
	}
	return f.addFile(path)
}

// addFile adds a file, or what is in it.
func (f *Files) addFile(path string) error {
	if isZip(path) {
		return f.addZip(path)
	}
	src, err := fileSource(path)
	if err != nil {
		return err
	}
	return f.addNamed(src)
}

// addZip adds the members of a zip that hold posts.
func (f *Files) addZip(path string) error {
	z, err := zip.OpenReader(path)
	if err != nil {
		return errNoPosts{name: path, why: fmt.Sprintf("is a damaged zip file: %v", err), unknown: true}
	}
	if isOpenDocument(&z.Reader) {
		z.Close()
		return errNoPosts{name: path, why: "is an OpenDocument file: save it as an .xlsx, or as CSV", unknown: true}
	}
	if isSheet(&z.Reader) {
		return errors.Join(f.addBook(path, &z.Reader), z.Close())
	}
	f.zips = append(f.zips, z)
	var members []*source
	for _, member := range z.File {
		src := memberSource(path, &z.Reader, member)
		if !strings.HasSuffix(member.Name, "/") && (member.UncompressedSize64 > 0 || namedAsExport(src.name)) {
			members = append(members, src)
		}
	}
	slices.SortFunc(members, func(a, b *source) int { return strings.Compare(a.name, b.name) })
	return addEach(f, members, f.addNamed, errNoPosts{name: path, why: "no member of this zip holds posts"})
}

// addBook adds the sheets of a workbook that hold posts.
func (f *Files) addBook(path string, z *zip.Reader) error {
	if unpacked(z) > maxSheet {
		return errNoPosts{name: path, why: fmt.Sprintf("is a workbook that unpacks to more than %d MB: save its sheets as CSV", maxSheet>>20), unknown: true}
	}
	if slices.ContainsFunc(z.File, isBomb) {
		return errNoPosts{name: path, why: errBomb.Error(), unknown: true}
	}
	sheets, err := workbook{path, f.opts.TempDir, f.opts.Done}.sources()
	if err != nil {
		return err
	}
	passed := len(f.passed)
	err = addEach(f, sheets, f.addNamed, errNoPosts{name: path, why: "no sheet of this workbook holds posts"})
	none, ok := errors.AsType[errNoPosts](err)
	if ok && !slices.ContainsFunc(f.passed[passed:], func(sheet errNoPosts) bool { return sheet.unknown }) {
		return none.told()
	}
	return err
}

// addEach adds those of a folder's files, a zip's members or a workbook's sheets
// that hold posts, and notes the others. If there are none, the error is none, and
// says what the last one lacks.
func addEach[T any](f *Files, all []T, add func(T) error, none errNoPosts) error {
	before := len(f.inputs)
	for _, one := range all {
		err := add(one)
		if other, ok := errors.AsType[errNoPosts](err); ok {
			f.passed = append(f.passed, other)
		} else if err != nil {
			return err
		}
	}
	if len(f.inputs) > before {
		return nil
	}
	if n := len(f.passed); n > 0 {
		none.why += fmt.Sprintf("; %s, for one, %s", f.passed[n-1].name, f.passed[n-1].why)
	}
	return none
}

// addNamed recognises a source and adds it.
func (f *Files) addNamed(src *source) error {
	s, err := openStream(src, nil, nil)
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return err
	}
	var r recognition
	if err == nil {
		defer s.Close()
		r, err = recognise(s, src, &f.opts)
	}
	if none, ok := errors.AsType[errNoPosts](err); ok {
		none.name = src.name
		if !none.unknown && !src.sheet && namedAsExport(src.name) {
			return none.told()
		}
		return none
	}
	if err == nil && r.decoder == nil && src.sheet { // most workbooks have some
		return errNoPosts{name: src.name, why: errEmpty.Error()}
	}
	in := &input{source: src, recognition: r, failed: err, index: len(f.inputs), tally: Input{Name: src.name}}
	if r.format != nil {
		in.tally.Format = r.format.Name
		if m := f.opts.Mapping; m != nil {
			in.tally.Mapping = m.Name
		}
		if r.format.settle != nil {
			in.settle = r.format.settle()
		}
	}
	f.inputs = append(f.inputs, in)
	return nil
}

// isZip reports whether a file begins like a zip.
func isZip(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	var magic [4]byte
	_, err = io.ReadFull(f, magic[:])
	return err == nil && bytes.Equal(magic[:], zipMagic)
}
