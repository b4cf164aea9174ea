package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// What one more message and one more customer leave in PostgreSQL, by table: what an installation's disk is reckoned from.

// messageBytes measures it of messages, each received, applied, told to consoles and indexed.
func messageBytes(ctx context.Context, b *bench) (Row, error) {
	n := pick(b, 5_000, 40)
	row, err := b.leaves(ctx, "message", n, func(dir, address string) error {
		if _, err := b.receive(ctx, dir, address, n); err != nil {
			return err
		}
		p, err := b.desk(ctx, "desk", dir, deskTask{DatabaseURL: address, Agents: 1}, "")
		if err != nil {
			return err
		}
		err = workedOff(ctx, dir, address)
		if err == nil {
			err = indexed(ctx, dir, address)
		}
		return errors.Join(err, p.stop())
	})
	row.What = fmt.Sprintf("disk for a customer's message of 30 characters: journal, message, search, changes, and its part of %d conversations", ringCustomers)
	return row, err
}

// customerBytes measures it of customers, each added by a way.
func customerBytes(ctx context.Context, b *bench) (Row, error) {
	n := pick(b, 5_000, 40)
	row, err := b.leaves(ctx, "customer", n, func(dir, address string) error {
		s, err := store.Open(ctx, store.Options{Dir: dir, DatabaseURL: address})
		if err != nil {
			return err
		}
		a, err := newApplying(ctx, s)
		for i := 0; i < n && err == nil; i++ {
			err = a.push(ctx, true)
		}
		return errors.Join(err, s.Close())
	})
	row.What = "disk for a customer who was added by a way: who they are, what happened, attribution, what is to be done next, numbers; without the push in the journal"
	return row, err
}

// leaves is what n times something leave in a database. A quick run has SQLite, which does not say it by table.
func (b *bench) leaves(ctx context.Context, what string, n int, do func(dir, address string) error) (row Row, err error) {
	dir := filepath.Join(b.dir, "leaves-"+what)
	if b.quick {
		if err := do(dir, ""); err != nil {
			return row, err
		}
		size, err := sizeOf(filepath.Join(dir, "menling.db"))
		return leftBy(n, size, "SQLite"), err
	}
	address, stop, err := storetest.Start()
	if err != nil {
		return row, err
	}
	defer func() { err = errors.Join(err, stop()) }()
	if err := do(dir, address); err != nil {
		return row, err
	}
	tables, err := storedSizes(ctx, address)
	var sum int64
	var told []string
	for _, t := range tables {
		sum += t.bytes
		told = append(told, fmt.Sprintf("%s %.0f", t.table, float64(t.bytes)/float64(n)))
	}
	return leftBy(n, sum, "PostgreSQL, tables of at least "+fmt.Sprint(storedLeast)+" rows with their indexes: "+strings.Join(told, ", ")), err
}

func leftBy(n int, bytes int64, told string) Row {
	row := alone("", "bytes", lower, float64(bytes)/float64(n))
	row.Conditions = fmt.Sprintf("%d of them; %s", n, told)
	return row
}

// indexed returns when all messages can be found.
func indexed(ctx context.Context, dir, address string) error {
	return until(ctx, dir, address, "SELECT NOT EXISTS (SELECT 1 FROM message_queue)")
}
