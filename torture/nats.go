package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"strconv"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// natsRole makes this program a NATS server on a loopback address: a process that can be killed.
const natsRole = "nats-server"

// serveNATS runs until it is killed.
func serveNATS(addr string) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		return err
	}
	s, err := server.NewServer(&server.Options{Host: host, Port: n, NoSigs: true, NoLog: true})
	if err != nil {
		return err
	}
	s.Start()
	s.WaitForShutdown()
	return nil
}

// nats is such a process.
type nats struct {
	addr  string
	child *child
}

func newNATS(ctx context.Context) (*nats, error) {
	addr, err := freeAddr()
	if err != nil {
		return nil, err
	}
	n := &nats{addr: addr}
	return n, n.start(ctx)
}

func (n *nats) start(ctx context.Context) (err error) {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	if n.child, err = startChild(os.Stderr, os.Environ(), self, natsRole, n.addr); err != nil {
		return err
	}
	for {
		c, err := n.dial(ctx)
		if err == nil {
			return c.Close()
		}
		if !n.child.alive() {
			return fmt.Errorf("the NATS server ended: %w", n.child.err)
		}
		if err := pause(ctx, 20*time.Millisecond); err != nil {
			return err
		}
	}
}

func (n *nats) dial(ctx context.Context) (net.Conn, error) {
	return (&net.Dialer{}).DialContext(ctx, "tcp", n.addr)
}
