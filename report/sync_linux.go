package report

import (
	"os"

	"golang.org/x/sys/unix"
)

// beginSync asks the system to begin to bring a part of a file to the disk, and does
// not wait. It is no promise: Sync is.
func beginSync(file *os.File, from, size int64) {
	unix.SyncFileRange(int(file.Fd()), from, size, unix.SYNC_FILE_RANGE_WRITE)
}
