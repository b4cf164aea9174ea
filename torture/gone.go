package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// gone has a node die for good while PostgreSQL is away, with what it took meanwhile in its spool: that is brought home by another node
// before an empty one takes its place.
func (y *yard) gone(n, neighbour *node) fault {
	return fault{"PostgreSQL away and " + n.name + " gone for good", func(context.Context) error { return y.postgres.stopAtOnce() }, func(ctx context.Context) error {
		y.kill(ctx, n)
		if err := errors.Join(y.postgres.start(), neighbour.ready(ctx)); err != nil {
			return err
		}
		args := append([]string{"spool", "drain", n.data, "--data", neighbour.data}, y.shared...)
		drain := exec.CommandContext(ctx, y.program, args...)
		drain.Env = neighbour.env
		if out, err := drain.CombinedOutput(); err != nil {
			return fmt.Errorf("%v: %w\n%s", args, err, out)
		}
		for _, name := range []string{"spool.db", "spool.db-wal", "spool.db-shm"} {
			if err := os.Remove(filepath.Join(n.data, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
		return n.startAgain(ctx)
	}}
}

// drains says that the program can bring home a dead node's spool.
func (y *yard) drains(ctx context.Context) bool {
	return exec.CommandContext(ctx, y.program, "spool", "drain", "--help").Run() == nil
}
