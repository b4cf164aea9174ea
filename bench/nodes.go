package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/menling/menling/internal/store/storetest"
)

// crew is some nodes that worked off messages together.
type crew struct {
	nodes             int
	received, applied float64 // a second
	memory            float64 // MB of all of them
}

func (c crew) String() string {
	return fmt.Sprintf("%d: %s applied and %s received a second, %s MB in all", c.nodes, figure(round(c.applied)), figure(round(c.received)), figure(round(c.memory)))
}

// nodesRPS measures what more nodes on one machine add and cost: they share its processors, so that it shows what they cost.
func nodesRPS(ctx context.Context, b *bench) (Row, error) {
	var crews []crew
	var told []string
	for _, n := range pick(b, []int{1, 2, 4}, []int{2}) {
		c, err := b.crew(ctx, n)
		if err != nil {
			return Row{}, fmt.Errorf("%d nodes: %w", n, err)
		}
		b.say("%s", c)
		crews, told = append(crews, c), append(told, c.String())
	}
	first, last := crews[0], crews[len(crews)-1]
	row := alone(fmt.Sprintf("customers' messages received and applied by %d nodes on one machine and one PostgreSQL", last.nodes), "messages/s", higher, last.applied).
		against("one node with the same messages", first.applied)
	row.Conditions = fmt.Sprintf("%d messages of %d customers to all nodes alike, from the first to the last that is applied; menling serve, waking each other by PostgreSQL; fresh databases; nodes %s. "+
		"The nodes, the database and the client share the processors: this shows what more nodes cost, and not what they would add on machines of their own", b.crewMessages(), ringCustomers, strings.Join(told, "; "))
	return row, nil
}

func (b *bench) crewMessages() int { return pick(b, 2_000, 40) }

// crew has n nodes on a fresh database take messages and apply them.
func (b *bench) crew(ctx context.Context, n int) (c crew, err error) {
	address, stop, err := storetest.Start()
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, stop()) }()
	dir := filepath.Join(b.dir, fmt.Sprint("crew", n))
	furnished, err := b.desk(ctx, "desk", dir, deskTask{DatabaseURL: address, Agents: 1}, "")
	if err != nil {
		return c, err
	}
	if err := furnished.stop(); err != nil {
		return c, err
	}
	c.nodes = n
	var nodes []*server
	var addrs []string
	defer func() {
		for _, s := range nodes {
			err = errors.Join(err, s.stop())
		}
	}()
	for i := range n {
		s, err := b.node(ctx, fmt.Sprint(dir, "-", i), dir, address)
		if err != nil {
			return c, err
		}
		nodes, addrs = append(nodes, s), append(addrs, s.addr)
	}
	if err := c.work(ctx, b, dir, address, addrs); err != nil {
		return c, err
	}
	for _, s := range nodes {
		now, _, err := s.memory()
		if err != nil {
			return c, err
		}
		c.memory += now
	}
	return c, nil
}

func (c *crew) work(ctx context.Context, b *bench, dir, address string, addrs []string) (err error) {
	began := time.Now()
	if c.received, err = b.volleyOf(ctx, b.crewMessages(), addrs...); err != nil {
		return err
	}
	err = workedOff(ctx, dir, address)
	c.applied = float64(b.crewMessages()) / time.Since(began).Seconds()
	return err
}
