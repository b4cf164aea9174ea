//go:build unix

package app

import (
	"io/fs"
	"os"
	"syscall"
)

// ownedByUs says whether a file belongs to the user we run as.
func ownedByUs(info fs.FileInfo) bool {
	s, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(s.Uid) == os.Getuid()
}
