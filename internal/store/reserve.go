package store

import (
	"errors"
	"log/slog"
	"os"
	"sync/atomic"
	"syscall"
)

const (
	reserveSize = 16 << 20
	reserveRoom = 4 * reserveSize // free space below which none is made
)

// reserve is a file that takes up room while there is some, and is given back when the disk is full, so that what is
// under way can still be written.
type reserve struct {
	path string
	log  *slog.Logger
	held atomic.Bool
}

func newReserve(o Options) *reserve {
	if o.Dir == "" {
		return &reserve{log: o.Log}
	}
	return &reserve{path: o.file("reserve"), log: o.Log}
}

// restore makes the file again when there is room.
func (r *reserve) restore() {
	if r.path == "" {
		return
	}
	if info, err := os.Stat(r.path); err == nil && info.Size() == reserveSize {
		r.held.Store(true)
		return
	}
	if !r.room() {
		r.log.Warn("too little free disk for the reserve", "file", r.path, "needs_bytes", reserveRoom)
		return
	}
	if err := r.write(); err != nil {
		r.log.Warn("the disk reserve could not be made", "error", errors.Join(err, os.Remove(r.path)))
		return
	}
	r.held.Store(true)
}

func (r *reserve) room() bool {
	f, err := os.OpenFile(r.path, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return false
	}
	defer f.Close()
	var st syscall.Statfs_t
	return syscall.Fstatfs(int(f.Fd()), &st) == nil && st.Bavail*uint64(st.Bsize) >= reserveRoom
}

func (r *reserve) write() error {
	f, err := os.OpenFile(r.path, os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	err = allocate(f, reserveSize)
	return errors.Join(err, f.Close())
}

// fill writes zeros, where the file system cannot set room aside.
func fill(f *os.File, size int) (err error) {
	block := make([]byte, 1<<20)
	for n := 0; n < size && err == nil; n += len(block) {
		_, err = f.Write(block)
	}
	return err
}

// giveBack frees the room, once.
func (r *reserve) giveBack() {
	if !r.held.CompareAndSwap(true, false) {
		return
	}
	if err := os.Remove(r.path); err != nil {
		r.log.Error("the disk is full, and the reserve cannot be removed", "error", err)
		return
	}
	r.log.Error("the disk is full: the reserve was given back. Make room, then restart to have it again",
		"file", r.path, "bytes", reserveSize)
}
