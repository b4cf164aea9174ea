//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd || windows)

package wx

import (
	"errors"
	"fmt"
	"runtime"
)

// lockFile has no lock to take that would end with its holder.
func lockFile(string) (unlock func(), err error) {
	return nil, fmt.Errorf("locks on %s: %w", runtime.GOOS, errors.ErrUnsupported)
}
