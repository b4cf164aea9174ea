//go:build !unix

package wx

import (
	"errors"
	"os"
	"time"
)

// staleLock is the age at which a lock belongs to nobody any more: no fetch
// takes so long.
const staleLock = 2 * fetchTimeout

// lockFile makes a file that must not be there, or returns errLocked at once.
// Where there are no locks that end with their holder, old ones are taken over.
func lockFile(path string) (unlock func(), err error) {
	path += ".held"
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		if info, err := os.Stat(path); err == nil && time.Since(info.ModTime()) > staleLock {
			os.Remove(path)
		}
		return nil, errLocked
	}
	if err != nil {
		return nil, err
	}
	file.Close()
	return func() { os.Remove(path) }, nil
}
