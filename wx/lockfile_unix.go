//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package wx

import (
	"errors"
	"os"
	"syscall"
)

// lockFile takes the lock of a file, or returns errLocked at once. The file
// stays when the lock is let go: removing it would give two holders a lock each.
func lockFile(path string) (unlock func(), err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		file.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, errLocked
		}
		return nil, err
	}
	return func() { file.Close() }, nil
}
