package storetest

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
	"time"

	"github.com/menling/menling/internal/store"
)

// server is a PostgreSQL of this process, in a folder of its own, reachable through a Unix socket there only.
type server struct {
	dir    string
	kept   bool // the folder outlives it
	lock   *os.File
	cmd    *exec.Cmd
	output bytes.Buffer
	exited chan struct{}

	poolOnce sync.Once
	pool     *sql.DB
	poolErr  error
}

const (
	dirPattern   = "menling-pg-*"
	startTimeout = 30 * time.Second
)

// startServer makes a cluster in a folder that goes with it, and waits until it answers. The server it returns is to be stopped also
// after an error.
func startServer(settings ...string) (*server, error) {
	sweep()
	s := &server{exited: make(chan struct{})}
	if err := s.makeDir(); err != nil {
		return s, err
	}
	return s, s.start(settings)
}

// start makes the cluster where there is none.
func (s *server) start(settings []string) error {
	postgres, err := store.PostgresProgram("postgres")
	if err != nil {
		return err
	}
	if err := s.makeCluster(); err != nil {
		return err
	}
	if err := s.run(postgres, settings); err != nil {
		return err
	}
	return s.ready()
}

func (s *server) makeCluster() error {
	if _, err := os.Stat(filepath.Join(s.data(), "PG_VERSION")); err == nil {
		return nil
	}
	initdb, err := store.PostgresProgram("initdb")
	if err != nil {
		return err
	}
	init := exec.Command(initdb, "-D", s.data(), "-U", superuser, "-A", "trust", "-E", "UTF8", "--locale=C", "-N", "--no-instructions")
	init.Dir = s.dir
	init.SysProcAttr = lowly()
	if out, err := init.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	return nil
}

// makeDir makes the folder, held by a lock while this process lives: what is left of a killed one can be swept away.
func (s *server) makeDir() (err error) {
	if s.dir, err = os.MkdirTemp("", dirPattern); err != nil {
		return err
	}
	if s.lock, err = os.OpenFile(filepath.Join(s.dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return err
	}
	if err := syscall.Flock(int(s.lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return err
	}
	return giveAway(s.dir)
}

func (s *server) data() string { return filepath.Join(s.dir, "data") }

// run starts the server on a thread that stays: the server is told to stop when that thread is gone, and so ends with
// this process, however that ends.
func (s *server) run(postgres string, settings []string) error {
	durable := "off" // function tests need no disk to be waited for; MENLING_TEST_POSTGRES=fsync is for measuring
	if os.Getenv("MENLING_TEST_POSTGRES") == "fsync" {
		durable = "on"
	}
	args := []string{"-D", s.data(), "-k", s.dir}
	for _, setting := range append([]string{"listen_addresses=", "fsync=" + durable, "full_page_writes=" + durable, "max_connections=300", "shared_buffers=64MB"}, settings...) {
		args = append(args, "-c", setting)
	}
	s.cmd = exec.Command(postgres, args...)
	s.cmd.Dir = s.dir
	s.cmd.SysProcAttr = lowly()
	s.cmd.Stdout, s.cmd.Stderr = &s.output, &s.output
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := s.cmd.Start()
		started <- err
		if err == nil {
			_ = s.cmd.Wait() // stopped on purpose, or its output says why
		}
		close(s.exited)
	}()
	return <-started
}

func (s *server) ready() error {
	pool, err := s.adminPool()
	if err != nil {
		return err
	}
	for end := time.Now().Add(startTimeout); ; {
		err := pool.Ping()
		if err == nil {
			return nil
		}
		if time.Now().After(end) {
			return fmt.Errorf("PostgreSQL does not answer: %w", err)
		}
		select {
		case <-s.exited:
			return fmt.Errorf("PostgreSQL ended: %s", s.output.String())
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// stop ends the server by its id and removes its folder.
func (s *server) stop() error {
	if s == nil {
		return nil
	}
	if s.pool != nil {
		s.pool.Close()
	}
	var err error
	if s.cmd != nil && s.cmd.Process != nil {
		how := syscall.SIGQUIT // at once
		if s.kept {
			how = syscall.SIGINT // with everything written
		}
		err = s.cmd.Process.Signal(how)
		<-s.exited
	}
	if errors.Is(err, os.ErrProcessDone) {
		err = nil
	}
	if s.kept || s.dir == "" {
		return err
	}
	return errors.Join(err, os.RemoveAll(s.dir), s.lock.Close())
}

// sweep removes the folders of processes that were killed before they could.
func sweep() {
	dirs, _ := filepath.Glob(filepath.Join(os.TempDir(), dirPattern))
	for _, dir := range dirs {
		info, err := os.Stat(dir)
		if err != nil || time.Since(info.ModTime()) < time.Minute {
			continue
		}
		lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR, 0)
		if err != nil {
			continue
		}
		if syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
			os.RemoveAll(dir)
		}
		lock.Close()
	}
}
