//go:build !unix

package app

import "io/fs"

// ownedByUs: temporary files are the user's own here.
func ownedByUs(fs.FileInfo) bool { return true }
