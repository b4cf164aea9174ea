package wx

import (
	"errors"
	"os"
	"syscall"
	"unsafe"
)

var (
	kernel32     = syscall.NewLazyDLL("kernel32.dll")
	lockFileEx   = kernel32.NewProc("LockFileEx")
	unlockFileEx = kernel32.NewProc("UnlockFileEx")
)

// What the system calls LOCKFILE_FAIL_IMMEDIATELY, LOCKFILE_EXCLUSIVE_LOCK and
// ERROR_LOCK_VIOLATION.
const (
	lockAtOnce    = 1
	lockExclusive = 2
	lockViolation = syscall.Errno(33)
)

// lockFile takes the lock of a file, or returns errLocked at once. The file
// stays when the lock is let go, as a waiting process may have it open.
func lockFile(path string) (unlock func(), err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	var at syscall.Overlapped
	locked, _, err := lockFileEx.Call(file.Fd(), lockExclusive|lockAtOnce, 0, 1, 0, uintptr(unsafe.Pointer(&at)))
	if locked == 0 {
		file.Close()
		if errors.Is(err, lockViolation) {
			return nil, errLocked
		}
		return nil, err
	}
	return func() {
		// Closing alone lets go of the lock only when the system gets to it.
		unlockFileEx.Call(file.Fd(), 0, 1, 0, uintptr(unsafe.Pointer(&at)))
		file.Close()
	}, nil
}
