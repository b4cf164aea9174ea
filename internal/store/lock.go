package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// ErrInUse: another process holds the data folder.
var ErrInUse = errors.New("the data folder is in use by another menling")

const lockName = "menling.lock"

// DirLock keeps other processes out of a data folder until it is closed, or until this process ends, however it ends.
type DirLock struct{ f *os.File }

// LockDir takes the folder's lock, or fails with [ErrInUse] at once. The folder is made when it is missing.
func LockDir(dir string) (*DirLock, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	l, err := lockFile(filepath.Join(dir, lockName))
	if errors.Is(err, ErrInUse) {
		return nil, fmt.Errorf("%s: %w", dir, ErrInUse)
	}
	return l, err
}

func lockFile(path string) (*DirLock, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errors.Join(ErrInUse, f.Close())
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", path, err), f.Close())
	}
	return &DirLock{f}, nil
}

// Close gives the folder free. The file stays: removing it would let two processes lock two files of one name.
func (l *DirLock) Close() error { return l.f.Close() }
