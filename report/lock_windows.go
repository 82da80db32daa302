package report

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/windows"
)

// A lock says that a process is writing a report to a place. It ends with its
// process, however that ends.
type lock struct{ file windows.Handle }

// acquire opens the file name, which it makes if need be, so that nobody else can
// until it is closed, and then is gone; ErrBusy if another process has it open.
func acquire(name string) (*lock, error) {
	path, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	const shared = 0
	file, err := windows.CreateFile(path, windows.GENERIC_WRITE|windows.DELETE, shared, nil,
		windows.OPEN_ALWAYS, windows.FILE_ATTRIBUTE_NORMAL|windows.FILE_FLAG_DELETE_ON_CLOSE, 0)
	switch {
	case errors.Is(err, windows.ERROR_SHARING_VIOLATION):
		return nil, ErrBusy
	case err != nil:
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &lock{file}, nil
}

func (l *lock) release() { windows.CloseHandle(l.file) }
