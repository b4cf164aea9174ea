package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/menling/menling/internal/store/storetest"
)

// growth asks the same of a desk with ever more customers, so that one sees what grows with them.
type growth struct {
	*bench
	postgres bool
	shown    io.Writer
	sizes    []int        // customers
	columns  [][]figured  // of each size
	weights  []storedSize // what rows of the largest take, on PostgreSQL
}

// figured is one line of one size.
type figured struct {
	name     string
	p50, p99 float64 // ms
}

// growthMain is the command: go run . growth.
func growthMain(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("growth", flag.ContinueOnError)
	most := flags.Int("max", 100_000, "customers of the largest size; sizes are 10^4, 10^5 and so on")
	on := flags.String("on", "SQLite", "SQLite or PostgreSQL")
	data := flags.String("data", "growth-data", "folder that keeps the customers: filling goes on there where it was broken off, and the next run takes them again")
	profile := flags.String("profile", "", "folder for CPU profiles of the server, while people ask and while customers write")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return nil
	} else if err != nil {
		return err
	}
	if *on != "SQLite" && *on != "PostgreSQL" || *most < growthLeast {
		return fmt.Errorf("-on is SQLite or PostgreSQL, and -max at least %d", growthLeast)
	}
	b, err := newBench(false, *profile, os.Stderr)
	if err != nil {
		return err
	}
	defer b.close()
	if b.data, err = filepath.Abs(*data); err != nil {
		return err
	}
	if err := os.MkdirAll(b.data, 0o755); err != nil { // PostgreSQL runs as somebody else and must get in
		return err
	}
	g := &growth{bench: b, postgres: *on == "PostgreSQL", shown: os.Stdout}
	for n := growthLeast; n <= *most; n *= 10 {
		g.sizes = append(g.sizes, n)
	}
	return g.run(ctx)
}

const growthLeast = 10_000

func (g *growth) run(ctx context.Context) error {
	before := load()
	for _, n := range g.sizes {
		column, err := g.size(ctx, n)
		if err != nil {
			return fmt.Errorf("%d customers: %w", n, err)
		}
		g.columns = append(g.columns, column)
	}
	disk, err := syncTime(g.dir)
	if err != nil {
		return err
	}
	g.print(before, disk)
	return nil
}

// size fills one size where it is not full, and asks.
func (g *growth) size(ctx context.Context, n int) (column []figured, err error) {
	dir, address := filepath.Join(g.data, fmt.Sprint(g.name(), "-", n)), ""
	if g.postgres {
		var stop func() error
		if address, stop, err = storetest.StartIn(dir+"-pg", postgresMemory); err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, stop()) }()
	}
	known, err := g.fill(ctx, dir, address, n)
	if err != nil {
		return nil, err
	}
	if column, err = g.ask(ctx, dir, address, known, n); err != nil {
		return nil, err
	}
	rung, err := g.rung(ctx, dir, address, n)
	if err == nil && g.postgres {
		g.weights, err = storedSizes(ctx, address)
	}
	return append(rung, column...), err
}

func (g *growth) name() string {
	if g.postgres {
		return "PostgreSQL"
	}
	return "SQLite"
}

// print shows all sizes side by side, as a table of Markdown.
func (g *growth) print(before string, disk time.Duration) {
	head, rule := "| p50 / p99, ms |", "| --- |"
	for _, n := range g.sizes {
		head, rule = head+fmt.Sprintf(" %d customers |", n), rule+" ---: |"
	}
	fmt.Fprintf(g.shown, "\n%s%s\n%s%s\n", head, " p99 grows as |", rule, " ---: |")
	for i, first := range g.columns[0] {
		line := "| " + first.name + " |"
		for _, column := range g.columns {
			floor := column[len(column)-1]
			line += fmt.Sprintf(" %s / %s (×%.1f) |", figure(round(column[i].p50)), figure(round(column[i].p99)), column[i].p50/floor.p50)
		}
		fmt.Fprintln(g.shown, line, slope(g.sizes, g.columns, i), "|")
	}
	fmt.Fprintf(g.shown, "\n(×) is how many times the floor of its size the p50 is. %s; one fsync of 4 KiB takes %s ms; %s; load average %s before and %s after. Messages: %d of each customer on average, by Zipf, at most %d.\n", g.name(), figure(round(disk.Seconds()*1000)), g.machine, before, load(), growthEach, growthMost)
	for _, w := range g.weights {
		fmt.Fprintln(g.shown, w)
	}
}

// slope is how a line grows from the first size to the last: n^0 does not, n^1 as much as the customers.
func slope(sizes []int, columns [][]figured, line int) string {
	last := len(sizes) - 1
	if last == 0 {
		return ""
	}
	times := columns[last][line].p99 / columns[0][line].p99
	return fmt.Sprintf("n^%.2f", math.Log(times)/math.Log(float64(sizes[last])/float64(sizes[0])))
}

// quantiles are those of some times in ms.
func quantiles(name string, took []float64) figured {
	slices.Sort(took)
	return figured{name, took[len(took)/2], took[len(took)*99/100]}
}
