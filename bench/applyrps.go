package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/wx"
)

// backlog is messages that were received while nothing was applied, and then applied, on one database.
type backlog struct {
	on                string
	received, applied float64 // a second
	processor         float64 // µs of the server for each that is applied, what follows from it included
}

func (r backlog) String() string {
	return fmt.Sprintf("%s %s applied and %s received a second, %s µs of the server's processor time for each that was applied", r.on, figure(round(r.applied)), figure(round(r.received)), figure(round(r.processor)))
}

// applyRPS measures how fast a server works off messages that wait in its journal.
func applyRPS(ctx context.Context, b *bench) (Row, error) {
	n := pick(b, 10_000, 60)
	slow, err := b.backlogOn(ctx, "SQLite", "", n)
	if err != nil {
		return Row{}, err
	}
	told := slow.String()
	if !b.quick {
		address, stop, err := storetest.Start()
		if err != nil {
			return Row{}, err
		}
		r, err := b.backlogOn(ctx, "PostgreSQL", address, n)
		if err := errors.Join(err, stop()); err != nil {
			return Row{}, err
		}
		if told += "; " + r.String(); r.applied < slow.applied {
			slow = r
		}
	}
	row := alone("customers' messages applied from a full journal: conversations, unread counts, rules, changes; the slower database", "messages/s", higher, slow.applied).
		against("receiving the same messages, each committed before its answer, on the same database", slow.received)
	row.Conditions = fmt.Sprintf("%d messages of %d customers, received while applying was switched off, then the server started anew without it; from its first answer until no push is open, indexing for search beside it; %s", n, ringCustomers, told)
	return row, nil
}

func (b *bench) backlogOn(ctx context.Context, name, address string, n int) (r backlog, err error) {
	dir := filepath.Join(b.dir, "backlog-"+name)
	r.on = name
	if r.received, err = b.receive(ctx, dir, address, n); err != nil {
		return r, err
	}
	p, err := b.desk(ctx, "desk", dir, deskTask{DatabaseURL: address, Agents: 1}, b.profileOf("apply-"+name))
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, p.stop()) }()
	began := time.Now()
	if err := workedOff(ctx, dir, address); err != nil {
		return r, err
	}
	r.applied = float64(n) / time.Since(began).Seconds()
	took, err := used(p.cmd)
	r.processor = float64(took.Microseconds()) / float64(n)
	b.say("%s", r)
	return r, err
}

// receive has a server take n messages without applying them, and returns how many a second.
func (b *bench) receive(ctx context.Context, dir, address string, n int) (rate float64, err error) {
	p, err := b.desk(ctx, "desk", dir, deskTask{DatabaseURL: address, Agents: 1, Hold: true}, "")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, p.stop()) }()
	return b.volleyOf(ctx, n, p.addr)
}

// volleyOf sends n messages as fast as they are answered, to some servers alike.
func (b *bench) volleyOf(ctx context.Context, n int, addrs ...string) (rate float64, err error) {
	from := &ringing{customers: ringCustomers, next: int(time.Now().UnixMilli())}
	if from.crypt, err = wx.NewCrypt(pushToken, pushKey, weappID); err != nil {
		return 0, err
	}
	requests, err := from.rings(n, time.Now())
	if err != nil {
		return 0, err
	}
	all := &fleet{good: isSuccess}
	defer all.close()
	for _, addr := range addrs {
		f, err := dial(ctx, addr, pick(b, ringLines, 4)/len(addrs), isSuccess)
		if err != nil {
			return 0, err
		}
		all.conns = append(all.conns, f.conns...)
	}
	p, err := all.volley(ctx, requests)
	return p.perSecond, err
}

// workedOff returns when no push of the database is open any more.
func workedOff(ctx context.Context, dir, address string) error {
	return until(ctx, dir, address, "SELECT NOT EXISTS (SELECT 1 FROM pushes WHERE state = 0)")
}

// until asks a database something until it is so.
func until(ctx context.Context, dir, address, question string) (err error) {
	db, err := openDesk(dir, address)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	limit, stop := context.WithTimeout(ctx, 20*time.Minute)
	defer stop()
	for so := false; ; {
		if err := db.QueryRowContext(limit, question).Scan(&so); err != nil || so {
			return err
		}
		select {
		case <-limit.Done():
			return fmt.Errorf("%s: %w", question, limit.Err())
		case <-time.After(10 * time.Millisecond):
		}
	}
}
