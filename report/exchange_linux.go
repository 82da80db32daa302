package report

import "golang.org/x/sys/unix"

// exchange swaps two paths in one step. It fails where one is missing or the
// file system cannot do it.
func exchange(a, b string) error {
	return unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
}
