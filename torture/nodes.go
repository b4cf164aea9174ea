package main

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"path/filepath"
)

// openNodes starts so many nodes, with one master key.
func (y *yard) openNodes(ctx context.Context, count int, args []string) error {
	key := make([]byte, 32)
	seed := rand.NewChaCha8([32]byte{byte(y.o.seed)})
	_, _ = seed.Read(key) // it never fails
	env := ownEnv("MENLING_MASTER_KEY=" + base64.StdEncoding.EncodeToString(key))
	for i := range count {
		n := &node{name: fmt.Sprint("node", i+1), program: cmp.Or(y.o.from, y.program), newer: y.program, args: args, env: env}
		n.log, n.data = filepath.Join(y.dir, n.name+".log"), filepath.Join(y.dir, n.name)
		var err error
		if n.addr, err = freeAddr(); err != nil {
			return err
		}
		if n.disk, err = newDisk(n.data); err != nil {
			y.say("no full disk is tried: %v", err)
		} else {
			y.closing(y.keepDisk(n))
		}
		y.nodes = append(y.nodes, n)
		y.closing(func(bool) error { n.child.kill(); return nil })
		if err := n.ready(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (y *yard) keepDisk(n *node) func(bool) error {
	return func(keep bool) error {
		if keep {
			return n.disk.close(filepath.Join(y.dir, n.name+"-data"))
		}
		return n.disk.close("")
	}
}

// anyNode connects to the next node that takes a connection, as a simple balancer does.
func (y *yard) anyNode(ctx context.Context) (c net.Conn, err error) {
	if len(y.nodes) == 0 {
		return nil, io.ErrUnexpectedEOF
	}
	for range y.nodes {
		n := y.nodes[int(y.turn.Add(1))%len(y.nodes)]
		if c, err = (&net.Dialer{}).DialContext(ctx, "tcp", n.addr); err == nil {
			return c, nil
		}
	}
	return nil, err
}
