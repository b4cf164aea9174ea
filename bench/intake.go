package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/wx"
)

// contest is the real intake beside a bare handler, with the same load.
type contest struct {
	b      *bench
	crypt  *wx.Crypt
	random counting
	next   int // number of the next push: every push is another customer's
	paces  [2][]pace

	postgres bool
	address  string // of the database of this round; empty: SQLite
}

// durable makes a PostgreSQL flush, as every one does that is not for tests.
var durable = []string{"fsync=on", "full_page_writes=on"}

// sides are who takes part: ours and the reference.
var sides = [2]string{"intake", "bare"}

// intakeDurable measures how many pushes a second are received, verified, decrypted, parsed and committed before they are
// answered, and proves after each round that every one that was answered is there.
func intakeDurable(ctx context.Context, b *bench) (Row, error) { return (&contest{b: b}).run(ctx) }

// intakePostgres measures the same with PostgreSQL. A quick run has SQLite in its place.
func intakePostgres(ctx context.Context, b *bench) (Row, error) {
	return (&contest{b: b, postgres: !b.quick}).run(ctx)
}

func (c *contest) run(ctx context.Context) (row Row, err error) {
	if c.crypt, err = wx.NewCrypt(pushToken, pushKey, corpID); err != nil {
		return row, err
	}
	disk, err := syncTime(c.b.dir)
	if err != nil {
		return row, err
	}
	for round := range c.rounds() {
		if err := c.round(ctx, round); err != nil {
			return row, err
		}
	}
	row = alone("pushes received, each committed before it is answered", "requests/s", higher, middle(c.paces[0], perSecond)).
		against("bare net/http handler that reads the same body and answers success", middle(c.paces[1], perSecond))
	row.Conditions = c.conditions(disk)
	return row, nil
}

// So many more on PostgreSQL would wait for its flushes for longer than a push may, and go to the spool.
func (c *contest) connections() int {
	if c.postgres {
		return pick(c.b, 32, 8)
	}
	return pick(c.b, 256, 8)
}

// PostgreSQL takes longer for each push and begins with a server of its own each time.
func (c *contest) rounds() int {
	if c.postgres {
		return pick(c.b, 3, 2)
	}
	return pick(c.b, 9, 2)
}

func (c *contest) pushes() int {
	if c.postgres {
		return pick(c.b, 3_000, 200)
	}
	return pick(c.b, 30_000, 200)
}

// round sends the same pushes to both, one after the other.
func (c *contest) round(ctx context.Context, round int) (err error) {
	if c.postgres {
		var stop func() error
		if c.address, stop, err = storetest.Start(durable...); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, stop()) }()
	}
	warm, err := c.prepare(c.pushes() / 10)
	if err != nil {
		return err
	}
	pushes, err := c.prepare(c.pushes())
	if err != nil {
		return err
	}
	dir := filepath.Join(c.b.dir, fmt.Sprint("intake", round))
	defer os.RemoveAll(dir)
	for side, role := range sides {
		p, err := c.turn(ctx, role, dir, warm, pushes)
		if err != nil {
			return fmt.Errorf("%s: %w", role, err)
		}
		c.paces[side] = append(c.paces[side], p)
	}
	c.b.say("round %d of %d: %.0f requests/s, bare %.0f", round+1, c.rounds(), c.paces[0][round].perSecond, c.paces[1][round].perSecond)
	return verify(ctx, dir, c.address, len(warm)+len(pushes))
}

// turn starts a server, warms it up, measures, and stops it.
func (c *contest) turn(ctx context.Context, role, dir string, warm, pushes [][]byte) (p pace, err error) {
	s, err := c.b.desk(ctx, role, dir, deskTask{DatabaseURL: c.address}, c.b.profileOf(role))
	if err != nil {
		return p, err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	f, err := dial(ctx, s.addr, c.connections(), isSuccess)
	if err != nil {
		return p, err
	}
	defer f.close()
	if _, err := f.volley(ctx, warm); err != nil {
		return p, err
	}
	return f.watched(ctx, s.cmd, pushes)
}

// prepare makes requests of pushes that never came before, 5,000 of each second.
func (c *contest) prepare(n int) ([][]byte, error) {
	requests, now := make([][]byte, n), time.Now().Unix()
	for i := range requests {
		createTime := now + int64(i/5000)
		d, err := deliver(c.crypt, newCustomer(c.next, createTime), createTime, &c.random)
		if err != nil {
			return nil, err
		}
		requests[i] = request(d)
		c.next++
	}
	return requests, nil
}

// verify counts what a stopped server left: every push that was answered, once, with all it said.
func verify(ctx context.Context, dir, address string, answered int) error {
	db, err := openDesk(dir, address)
	if err != nil {
		return err
	}
	defer db.Close()
	var rows, customers, whole int
	err = db.QueryRowContext(ctx, "SELECT count(*), count(DISTINCT lane), count(CASE WHEN length(body) = $1 THEN 1 END) FROM pushes WHERE scope = $2", eventSize, corpID).
		Scan(&rows, &customers, &whole)
	if err != nil {
		return err
	}
	if rows != answered || customers != answered || whole != answered {
		return fmt.Errorf("%d pushes were answered; the store holds %d of %d customers, %d of them whole", answered, rows, customers, whole)
	}
	return nil
}

func (c *contest) conditions(disk time.Duration) string {
	show := func(side int, of func(pace) float64) string { return figure(round(middle(c.paces[side], of))) }
	on := "SQLite with synchronous FULL"
	if c.postgres {
		on = "PostgreSQL with synchronous_commit and fsync, its processes beside the server's and not in its processor time,"
	}
	return fmt.Sprintf("the real server on %s on the local disk, applying switched off, every push distinct and of another customer; "+
		"%d keep-alive connections from one client process, the server in a process of its own, both on this machine over loopback; "+
		"%d rounds of %d pushes of %d bytes, in turns, each with fresh servers and a fresh store after a tenth of it to warm up, medians; ours %s, bare %s requests/s; "+
		"answer time p50 %s ms, p99 %s ms (bare %s and %s); processor time of the server per push %s µs (bare %s); one fsync of 4 KiB takes %s ms; "+
		"all %d answered pushes were found in the stores",
		on, c.connections(), c.rounds(), c.pushes(), eventSize, spread(every(c.paces[0], perSecond)), spread(every(c.paces[1], perSecond)),
		show(0, p50), show(0, p99), show(1, p50), show(1, p99), show(0, processor), show(1, processor), figure(round(disk.Seconds()*1000)), c.next)
}

// profileOf is where the CPU profile of a server goes, empty for none; the last round's stays.
func (b *bench) profileOf(role string) string {
	if b.profile == "" {
		return ""
	}
	return filepath.Join(b.profile, role+".prof")
}

// syncTime is how long the disk takes to make 4 KiB durable, the median of some.
func syncTime(dir string) (time.Duration, error) {
	f, err := os.Create(filepath.Join(dir, "sync"))
	if err != nil {
		return 0, err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	var took []float64
	for range 50 {
		began := time.Now()
		if _, err := f.Write(make([]byte, 4096)); err != nil {
			return 0, err
		}
		if err := f.Sync(); err != nil {
			return 0, err
		}
		took = append(took, float64(time.Since(began)))
	}
	return time.Duration(median(took)), nil
}
