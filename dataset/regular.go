package dataset

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// ErrIrregular says that neither a file nor a link to one stands where a file is
// looked for.
var ErrIrregular = errors.New("is no regular file")

// OpenRegular opens a file that nobody named. A pipe would be waited for, and a
// device never end: an archive unpacks to links as well as to files. The error is
// [ErrIrregular] where such a thing, or a folder, stands there.
func OpenRegular(path string) (*os.File, error) {
	switch info, err := os.Stat(path); {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s %w", path, ErrIrregular)
	}
	return os.Open(path)
}

// ReadRegular reads a file whole, as [OpenRegular] opens it.
func ReadRegular(path string) ([]byte, error) {
	f, err := OpenRegular(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// irregular says what stands in the place of a file of posts, and what to do.
func irregular(mode fs.FileMode) string {
	if mode&fs.ModeNamedPipe != 0 {
		return "is a pipe: give it to standard input, and name - instead"
	}
	return ErrIrregular.Error() + ": copy its posts into one"
}
