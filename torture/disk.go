package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// disk is a small file system that can be made full. Where mounting is not allowed there is none, and no full disk is tried.
type disk struct{ dir string }

const (
	diskBytes = 4 << 30  // of memory at most, as far as it is used
	diskLeft  = 64 << 10 // what is free on a full one
)

// newDisk mounts one at dir.
func newDisk(dir string) (*disk, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	if err := mountMemory(dir, diskBytes, false); err != nil {
		return nil, fmt.Errorf("mounting a small file system: %w", err)
	}
	return &disk{dir}, nil
}

// fill leaves hardly any place. What a node writes between the look and the mounting may be more than that: then it looks again.
func (d *disk) fill() error {
	for {
		used, err := usedBytes(d.dir)
		if err != nil {
			return err
		}
		if err = mountMemory(d.dir, used+diskLeft, true); !errors.Is(err, syscall.EINVAL) {
			return err
		}
	}
}

func (d *disk) free() error { return mountMemory(d.dir, diskBytes, true) }

// close unmounts it; what it held is copied to keep first, when that is given.
func (d *disk) close(keep string) (err error) {
	if keep != "" {
		err = copyFiles(keep, d.dir)
	}
	return errors.Join(err, unmount(d.dir))
}

// copyFiles copies the files of one folder, which has no others below: not its sockets.
func copyFiles(to, from string) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for _, e := range entries {
		if !e.Type().IsRegular() {
			continue
		}
		data, err := os.ReadFile(filepath.Join(from, e.Name()))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, e.Name()), data, 0o600); err != nil {
			return err
		}
	}
	return nil
}
