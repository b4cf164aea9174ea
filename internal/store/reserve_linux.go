package store

import (
	"os"
	"syscall"
)

// allocate takes room up without writing it.
func allocate(f *os.File, size int) error {
	if syscall.Fallocate(int(f.Fd()), 0, 0, int64(size)) == nil {
		return nil
	}
	return fill(f, size)
}
