// Torture breaks menling in every way it can think of while customers and agents use it, and judges whether what DESIGN promises held:
// no push that was acknowledged is lost, none takes effect twice, no customer gets a message twice, no way is nobody's. See
// docs/guides/torture.md.
//
//	go run . [-minutes N] [-mode sqlite|nodes] [-seed N] [-rate N] [-menling FILE] [-from FILE]
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

// options of a run.
type options struct {
	minutes time.Duration
	modes   []string
	seed    uint64
	rate    int
	menling string
	from    string
}

func main() {
	if len(os.Args) == 3 && os.Args[1] == natsRole {
		if err := serveNATS(os.Args[2]); err != nil {
			fail(err)
		}
		return
	}
	o, err := parse(os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fail(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if good, err := all(ctx, o); err != nil {
		stop()
		fail(err)
	} else if !good {
		os.Exit(1)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "torture:", err)
	os.Exit(1)
}

func parse(args []string) (o options, err error) {
	flags := flag.NewFlagSet("torture", flag.ContinueOnError)
	minutes := flags.Float64("minutes", 3, "how long each mode is tortured, before it may come to rest")
	mode := flags.String("mode", "", "sqlite: one node; nodes: three on PostgreSQL; empty: one after the other")
	flags.Uint64Var(&o.seed, "seed", 0, "what breaks when, as in an earlier run; 0: anything")
	flags.IntVar(&o.rate, "rate", 60, "what customers do each second")
	flags.StringVar(&o.menling, "menling", "", "the program; empty: it is built from this source")
	flags.StringVar(&o.from, "from", "", "an older program that nodes begin with; each goes on with the newer one when it is started again, so that both run side by side for a while")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	switch *mode {
	case "":
		o.modes = []string{sqliteMode, nodesMode}
	case sqliteMode, nodesMode:
		o.modes = []string{*mode}
	default:
		return o, fmt.Errorf("-mode is %s or %s, not %q", sqliteMode, nodesMode, *mode)
	}
	if o.rate < 1 || *minutes <= 0 {
		return o, errors.New("-rate and -minutes are above 0")
	}
	if o.seed == 0 {
		o.seed = 1 + rand.Uint64N(1e9)
	}
	if o.from != "" {
		if o.from, err = filepath.Abs(o.from); err != nil {
			return o, err
		}
	}
	o.minutes = time.Duration(*minutes * float64(time.Minute))
	return o, nil
}

// all runs the modes one after the other.
func all(ctx context.Context, o options) (good bool, err error) {
	program, remove, err := build(ctx, o)
	if err != nil {
		return false, err
	}
	defer remove()
	good = true
	for _, mode := range o.modes {
		fmt.Fprintf(os.Stderr, "%s, seed %d\n", mode, o.seed)
		v, err := torture(ctx, o, mode, program)
		if err != nil {
			return false, fmt.Errorf("%s, seed %d: %w", mode, o.seed, err)
		}
		v.tell(os.Stdout)
		fmt.Printf("seed=%d · again: make torture MODE=%s MINUTES=%g RATE=%d SEED=%d\n", o.seed, mode, o.minutes.Minutes(), o.rate, o.seed)
		good = good && v.good()
	}
	return good, nil
}

// build makes the program as it is released.
func build(ctx context.Context, o options) (path string, remove func(), err error) {
	if o.menling != "" {
		path, err = filepath.Abs(o.menling)
		return path, func() {}, err
	}
	dir, err := os.MkdirTemp("", "menling-torture-build-")
	if err != nil {
		return "", nil, err
	}
	path = filepath.Join(dir, "menling")
	cmd := exec.CommandContext(ctx, "go", "build", "-o", path, ".")
	cmd.Dir = ".." // the product's own module
	if out, err := cmd.CombinedOutput(); err != nil {
		os.RemoveAll(dir)
		return "", nil, fmt.Errorf("building menling: %w\n%s", err, out)
	}
	return path, func() { os.RemoveAll(dir) }, nil
}
