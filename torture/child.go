package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// child is a process that this program started, and the only kind that it ends.
type child struct {
	cmd  *exec.Cmd
	done chan struct{}
	err  error // how it ended, once done
}

// startChild runs a program; what it says goes to out.
func startChild(out io.Writer, env []string, path string, args ...string) (*child, error) {
	c := &child{cmd: exec.Command(path, args...), done: make(chan struct{})}
	c.cmd.Env, c.cmd.Stdout, c.cmd.Stderr, c.cmd.SysProcAttr = env, out, out, endsWithUs()
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // it is told when the thread ends that started it
		defer runtime.UnlockOSThread()
		err := c.cmd.Start()
		started <- err
		if err == nil {
			c.err = c.cmd.Wait()
		}
		close(c.done)
	}()
	return c, <-started
}

func (c *child) alive() bool {
	if c == nil {
		return false
	}
	select {
	case <-c.done:
		return false
	default:
		return true
	}
}

// kill ends it at once.
func (c *child) kill() {
	if c.alive() {
		_ = c.cmd.Process.Kill() // it has just ended by itself
		<-c.done
	}
}

// stop asks it to end, and waits.
func (c *child) stop(patience time.Duration) error {
	if !c.alive() {
		return nil
	}
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case <-c.done:
		return c.err
	case <-time.After(patience):
		c.kill()
		return fmt.Errorf("it did not end within %v and was killed", patience)
	}
}
