package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// node is menling serve.
type node struct {
	name    string
	program string
	newer   string // takes its place at the next start
	addr    string
	data    string
	log     string
	args    []string
	env     []string
	child   *child
	disk    *disk // nil: data is a folder as any
}

// readyTime is how long a node may take to be ready when everything around it is well.
const readyTime = time.Minute

func (n *node) start() error {
	log, err := os.OpenFile(n.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close() // the child has its own
	args := append([]string{"serve", "--addr", n.addr, "--data", n.data}, n.args...)
	n.child, err = startChild(log, n.env, n.program, args...)
	n.program = n.newer
	return err
}

// startAgain starts a node after a fault. One that ends at once, because something else is still broken, is started until it stays.
func (n *node) startAgain(ctx context.Context) error {
	for {
		if !n.child.alive() {
			if err := n.start(); err != nil {
				return err
			}
		}
		if err := pause(ctx, 300*time.Millisecond); err != nil || n.child.alive() {
			return err
		}
	}
}

// ready waits until the node says so, and starts it where it does not run.
func (n *node) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readyTime)
	defer cancel()
	for {
		if n.isReady(ctx) {
			return nil
		}
		if !n.child.alive() {
			if err := n.start(); err != nil {
				return err
			}
		}
		if pause(ctx, 100*time.Millisecond) != nil {
			return fmt.Errorf("%s is not ready within %v: see %s", n.name, readyTime, n.log)
		}
	}
}

func (n *node) isReady(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+n.addr+"/readyz", nil)
	if err != nil {
		return false
	}
	resp, err := aloneClient.Do(req)
	if err != nil {
		return false
	}
	resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// aloneClient keeps no connection, so that nobody waits for one when a node stops.
var aloneClient = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

var invitation = regexp.MustCompile(`/invitation\?token=(\S+)`)

// firstAdmin is the token of the one-time link that the node printed.
func (n *node) firstAdmin() (string, error) {
	log, err := os.Open(n.log)
	if err != nil {
		return "", err
	}
	defer log.Close()
	for lines := bufio.NewScanner(log); lines.Scan(); {
		if m := invitation.FindStringSubmatch(lines.Text()); m != nil {
			return m[1], nil
		}
	}
	return "", errors.New("no link for the first admin in " + n.log)
}

// ownEnv is our environment without settings of menling's.
func ownEnv(more ...string) []string {
	var env []string
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "MENLING_") {
			env = append(env, e)
		}
	}
	return append(env, more...)
}

// freeAddr is an address of this machine that nobody listens at.
func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// spool is where a node keeps pushes while the database is away.
func (n *node) spool() string { return filepath.Join(n.data, "spool.db") }

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
