// Bench measures menling and writes report.json: see README.md for what each row means.
//
//	go run . [-only id,id] [-quick] [-ways N] [-data DIR] [-on DATABASE] [-out FILE] [-profile DIR]
//	go run . growth [-max N] [-on DATABASE] [-data DIR]
//	go run . soak [-hours N] [-minutes N]
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// commands measure for longer, and write no report.
var commands = map[string]func(context.Context, []string) error{"growth": growthMain, "soak": soakMain}

func main() {
	if child() {
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) > 0 && commands[args[0]] != nil {
		return commands[args[0]](ctx, args[1:])
	}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	only := flags.String("only", "", "comma-separated ids of the rows to measure; the others stay in the report as they are")
	quick := flags.Bool("quick", false, "tiny rounds that only show that a row runs; nothing is written")
	ways := flags.Int("ways", 0, "so many ways in the rows about very many of them, which say so; 0: as many as the vendor allows")
	data := flags.String("data", "", "folder for the ways that are looked for, kept and taken again by the next run; empty: made anew")
	on := flags.String("on", "", "SQLite or PostgreSQL: look for ways on this database alone, to try something out; the report is not written")
	out := flags.String("out", "report.json", "the report to write")
	program := flags.String("menling", "", "the program to measure where one runs in a process of its own; empty: built anew, which takes minutes")
	profile := flags.String("profile", "", "folder for CPU profiles of the servers")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return nil
	} else if err != nil {
		return err
	}
	chosen, err := choose(*only)
	if err != nil {
		return err
	}
	b, err := newBench(*quick, *profile, os.Stderr)
	if err != nil {
		return err
	}
	defer b.close()
	if *program != "" {
		b.binary = func() (string, error) { return filepath.Abs(*program) }
	}
	b.ways, b.data, b.on = *ways, *data, *on
	rows, err := b.measure(ctx, chosen)
	if err != nil || *quick || *on != "" {
		return err
	}
	return merge(*out, rows)
}

// choose picks measurements by their ids; none named means all.
func choose(only string) ([]measurement, error) {
	if only == "" {
		return measurements, nil
	}
	var chosen []measurement
	for id := range strings.SplitSeq(only, ",") {
		i := slices.IndexFunc(measurements, func(m measurement) bool { return m.id == strings.TrimSpace(id) })
		if i < 0 {
			return nil, fmt.Errorf("no row %q; there are %s", id, strings.Join(ids(), ", "))
		}
		chosen = append(chosen, measurements[i])
	}
	return chosen, nil
}

func ids() (all []string) {
	for _, m := range measurements {
		all = append(all, m.id)
	}
	return all
}
