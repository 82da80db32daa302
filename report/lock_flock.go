//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package report

import (
	"errors"
	"os"
	"syscall"
)

// A lock says that a process is writing a report to a place. It ends with its
// process, however that ends.
type lock struct{ file *os.File }

// acquire locks the file name, which it makes if need be; ErrBusy if another
// process holds it.
func acquire(name string) (*lock, error) {
	for {
		file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, err
		}
		if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
			file.Close()
			if errors.Is(err, syscall.EWOULDBLOCK) {
				return nil, ErrBusy
			}
			os.Remove(name)
			return &lock{}, nil // a file system without locks
		}
		// Its last holder may have removed it between the two calls.
		here, err := os.Stat(name)
		mine, err2 := file.Stat()
		if err == nil && err2 == nil && os.SameFile(here, mine) {
			return &lock{file}, nil
		}
		file.Close()
	}
}

func (l *lock) release() {
	if l.file == nil {
		return
	}
	os.Remove(l.file.Name())
	l.file.Close()
}
