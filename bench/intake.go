package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // counts what was kept

	"github.com/menling/menling/wx"
)

// contest is the real intake beside a bare handler, with the same load.
type contest struct {
	b       *bench
	dir     string
	servers [2]*process // ours, bare
	fleets  [2]*fleet
	crypt   *wx.Crypt
	random  counting
	next    int // number of the next push: every push is another customer's
	paces   [2][]pace
}

const (
	oursSide = 0
	bareSide = 1
)

// intakeDurable measures how many pushes a second are received, verified, decrypted, parsed and committed before they are
// answered, and proves afterwards that every one that was answered is there.
func intakeDurable(ctx context.Context, b *bench) (row Row, err error) {
	c := &contest{b: b, dir: filepath.Join(b.dir, "intake")}
	if c.crypt, err = wx.NewCrypt(pushToken, pushKey, corpID); err != nil {
		return row, err
	}
	disk, err := syncTime(b.dir)
	if err != nil {
		return row, err
	}
	if err := errors.Join(c.run(ctx), c.stop()); err != nil {
		return row, err
	}
	if err := c.verify(ctx); err != nil {
		return row, err
	}
	rate := func(p pace) float64 { return p.perSecond }
	row = alone("pushes received, each committed before it is answered", "requests/s", higher, c.middle(oursSide, rate)).
		against("bare net/http handler that reads the same body and answers success", c.middle(bareSide, rate))
	row.Conditions = c.conditions(disk)
	return row, nil
}

func (c *contest) connections() int { return pick(c.b, 256, 8) }
func (c *contest) rounds() int      { return pick(c.b, 7, 2) }
func (c *contest) pushes() int      { return pick(c.b, 30_000, 200) }

func (c *contest) run(ctx context.Context) (err error) {
	for side, role := range []string{"intake", "bare"} {
		if c.servers[side], err = c.b.start(ctx, role, c.dir, c.b.profileOf(role)); err != nil {
			return err
		}
		if c.fleets[side], err = dial(ctx, c.servers[side].addr, c.connections()); err != nil {
			return err
		}
	}
	for round := range c.rounds() + 1 { // the first one warms up and is not counted
		if err := c.round(ctx, round > 0); err != nil {
			return err
		}
	}
	return nil
}

// round sends the same requests to both, one after the other.
func (c *contest) round(ctx context.Context, counts bool) error {
	requests, err := c.prepare()
	if err != nil {
		return err
	}
	for side, f := range c.fleets {
		p, err := f.volley(ctx, requests)
		if err != nil {
			return err
		}
		if counts {
			c.paces[side] = append(c.paces[side], p)
		}
	}
	if counts {
		ours, bare := c.paces[oursSide], c.paces[bareSide]
		c.b.say("round %d of %d: %.0f requests/s, bare %.0f", len(ours), c.rounds(), ours[len(ours)-1].perSecond, bare[len(bare)-1].perSecond)
	}
	return nil
}

// prepare makes the requests of a round: pushes that never came before, 5,000 of each second.
func (c *contest) prepare() ([][]byte, error) {
	requests, now := make([][]byte, c.pushes()), time.Now().Unix()
	for i := range requests {
		createTime := now + int64(i/5000)
		d, err := deliver(c.crypt, newCustomer(c.next, createTime), createTime, &c.random)
		if err != nil {
			return nil, err
		}
		requests[i] = request(c.servers[oursSide].addr, d)
		c.next++
	}
	return requests, nil
}

func (c *contest) stop() error {
	var errs []error
	for side, s := range c.servers {
		if c.fleets[side] != nil {
			c.fleets[side].close()
		}
		if s != nil {
			errs = append(errs, s.stop())
		}
	}
	return errors.Join(errs...)
}

// verify counts what the stopped server left: every push that was answered, once, with what it said.
func (c *contest) verify(ctx context.Context) error {
	db, err := sql.Open("sqlite", filepath.Join(c.dir, "menling.db"))
	if err != nil {
		return err
	}
	defer db.Close()
	var rows, customers, whole int
	err = db.QueryRowContext(ctx, "SELECT count(*), count(DISTINCT lane), coalesce(sum(length(body) = ?), 0) FROM pushes WHERE scope = ?", eventSize, corpID).
		Scan(&rows, &customers, &whole)
	if err != nil {
		return err
	}
	if rows != c.next || customers != c.next || whole != c.next {
		return fmt.Errorf("%d pushes were answered; the store holds %d of %d customers, %d of them whole", c.next, rows, customers, whole)
	}
	return nil
}

func (c *contest) middle(side int, of func(pace) float64) float64 { return median(c.all(side, of)) }

func (c *contest) all(side int, of func(pace) float64) (values []float64) {
	for _, p := range c.paces[side] {
		values = append(values, of(p))
	}
	return values
}

func (c *contest) conditions(disk time.Duration) string {
	rate := func(p pace) float64 { return p.perSecond }
	return fmt.Sprintf("the real server on SQLite with synchronous FULL on the local disk, applying switched off, every push distinct; "+
		"%d keep-alive connections from one client process, each server a process of its own on the same machine over loopback; "+
		"%d rounds of %d pushes of %d bytes, in turns, after one round to warm up, medians; ours %s, bare %s requests/s; "+
		"answer time p50 %s ms, p99 %s ms (bare %s and %s); one fsync of 4 KiB takes %s ms; all %d answered pushes found in the store afterwards",
		c.connections(), c.rounds(), c.pushes(), eventSize, spread(c.all(oursSide, rate)), spread(c.all(bareSide, rate)),
		c.ms(oursSide, p50), c.ms(oursSide, p99), c.ms(bareSide, p50), c.ms(bareSide, p99), figure(round(disk.Seconds()*1000)), c.next)
}

func p50(p pace) float64 { return p.p50ms }
func p99(p pace) float64 { return p.p99ms }

func (c *contest) ms(side int, of func(pace) float64) string {
	return figure(round(c.middle(side, of)))
}

// profileOf is where the CPU profile of a server goes, empty for none.
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
