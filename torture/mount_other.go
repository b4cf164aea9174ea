//go:build !linux

package main

import "errors"

var errNoMount = errors.New("only Linux can")

func mountMemory(string, int64, bool) error { return errNoMount }
func unmount(string) error                  { return errNoMount }
func usedBytes(string) (int64, error)       { return 0, errNoMount }
