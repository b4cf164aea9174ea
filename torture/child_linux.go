package main

import "syscall"

// endsWithUs has the system kill a child whose parent thread is gone, so that none outlives this program however it ends.
func endsWithUs() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
}
