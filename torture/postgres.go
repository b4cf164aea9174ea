package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/menling/menling/internal/store/storetest"
)

// postgres is a real PostgreSQL in a folder of its own, reached by its Unix socket.
type postgres struct {
	dir     string
	address string
	end     func() error
}

func newPostgres() (*postgres, error) {
	dir, err := os.MkdirTemp("", "menling-torture-pg-") // a short path: the socket's is limited
	if err != nil {
		return nil, err
	}
	p := &postgres{dir: dir}
	return p, p.start()
}

func (p *postgres) start() (err error) {
	p.address, p.end, err = storetest.StartIn(p.dir, "fsync=on", "full_page_writes=on")
	return err
}

// stopAtOnce is an immediate stop: nothing is written any more, and the next start recovers.
func (p *postgres) stopAtOnce() error {
	pid, err := p.pid()
	if err != nil {
		return err
	}
	return errors.Join(syscall.Kill(pid, syscall.SIGQUIT), p.end())
}

// pid is the server's, which is a child of ours.
func (p *postgres) pid() (int, error) {
	text, err := os.ReadFile(filepath.Join(p.dir, "data", "postmaster.pid"))
	if err != nil {
		return 0, err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil || pid <= 1 {
		return 0, fmt.Errorf("postmaster.pid begins with %q", first)
	}
	return pid, nil
}

// dial connects to the server's socket.
func (p *postgres) dial(ctx context.Context) (net.Conn, error) {
	return (&net.Dialer{}).DialContext(ctx, "unix", filepath.Join(p.dir, ".s.PGSQL.5432"))
}

// through is the address of the database by way of a proxy.
func (p *postgres) through(proxy string) string {
	return "postgres://menling@" + proxy + "/postgres?sslmode=disable"
}

func (p *postgres) close(keep bool) error {
	err := p.end()
	if keep {
		return err
	}
	return errors.Join(err, os.RemoveAll(p.dir))
}
