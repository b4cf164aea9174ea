package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// trial is a sandbox full of ways, one with few, and a bare handler, with the same load in turns.
type trial struct {
	b            *bench
	dice         *rand.Rand
	full, few    *emulator
	bare         *process
	gets         [3][]pace
	lists        [2][]pace
	loadSeconds  float64
	loaded, used float64 // MB resident after the load, and after the calls
	peak         float64 // the most that ever was
}

const (
	full = iota
	few
	bare
)

func (t *trial) connections() int { return pick(t.b, 64, 4) }
func (t *trial) rounds() int      { return pick(t.b, 9, 2) }
func (t *trial) ways() int        { return pick(t.b, 500_000, 300) }
func (t *trial) fewWays() int     { return pick(t.b, 1000, 150) }
func (t *trial) calls() int       { return pick(t.b, 30_000, 50) }
func (t *trial) pages() int       { return t.calls() / 10 }

// sandboxTrial runs the trial that all rows of the sandbox's ways share, once.
func (b *bench) sandboxTrial(ctx context.Context) (*trial, error) {
	if b.trial != nil {
		return b.trial, nil
	}
	t := &trial{b: b, dice: rand.New(rand.NewPCG(1, 2))}
	if err := errors.Join(t.run(ctx), t.close()); err != nil {
		return nil, err
	}
	b.trial = t
	return t, nil
}

func (t *trial) run(ctx context.Context) (err error) {
	if t.few, err = t.b.emulator(ctx); err != nil {
		return err
	}
	if t.full, err = t.b.emulator(ctx); err != nil {
		return err
	}
	if err := t.load(ctx); err != nil {
		return err
	}
	if t.loaded, _, err = t.full.memory(); err != nil {
		return err
	}
	if err := t.startBare(ctx); err != nil {
		return err
	}
	for round := range t.rounds() {
		if err := t.round(ctx); err != nil {
			return err
		}
		t.b.say("round %d of %d: %.0f gets/s, bare %.0f", round+1, t.rounds(), t.gets[full][round].perSecond, t.gets[bare][round].perSecond)
	}
	t.used, t.peak, err = t.full.memory()
	return err
}

// load makes the ways of both sandboxes and counts what it takes for the full one.
func (t *trial) load(ctx context.Context) error {
	if err := t.fill(ctx, t.few, t.fewWays()); err != nil {
		return err
	}
	began := time.Now()
	if err := t.fill(ctx, t.full, t.ways()); err != nil {
		return err
	}
	t.loadSeconds = time.Since(began).Seconds()
	t.b.say("%d ways made in %.1f s", t.ways(), t.loadSeconds)
	return errors.Join(t.few.survey(ctx, t.fewWays()), t.full.survey(ctx, t.ways()))
}

// fill makes n ways, some thousand calls at a time.
func (t *trial) fill(ctx context.Context, s *emulator, n int) error {
	const batch = 10_000
	for from := 0; from < n; from += batch {
		if _, err := t.volley(ctx, s.addr, s.cmd, s.adds(from, min(batch, n-from))); err != nil {
			return err
		}
	}
	return nil
}

// startBare starts the reference, which answers every call as the sandbox answers a get.
func (t *trial) startBare(ctx context.Context) error {
	answer, err := t.full.raw(ctx, "POST", getWay+"?access_token="+t.full.token, `{"config_id":"`+t.full.ids[0]+`"}`)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(t.b.dir, cannedFile), answer, 0o600); err != nil {
		return err
	}
	t.bare, err = t.b.start(ctx, "canned", t.b.dir, "")
	return err
}

// volley sends calls over connections of its own: older ones might have been idle for too long.
func (t *trial) volley(ctx context.Context, addr string, server *exec.Cmd, calls [][]byte) (pace, error) {
	f, err := dial(ctx, addr, t.connections(), isOK)
	if err != nil {
		return pace{}, err
	}
	defer f.close()
	return f.watched(ctx, server, calls)
}

// round sends the same number of calls to each side, one side after the other.
func (t *trial) round(ctx context.Context) error {
	calls := t.full.gets(t.dice, t.calls())
	for side, s := range [...]struct {
		addr   string
		server *exec.Cmd
		calls  [][]byte
	}{{t.full.addr, t.full.cmd, calls}, {t.few.addr, t.few.cmd, t.few.gets(t.dice, t.calls())}, {t.bare.addr, t.bare.cmd, calls}} {
		p, err := t.volley(ctx, s.addr, s.server, s.calls)
		if err != nil {
			return fmt.Errorf("get: %w", err)
		}
		t.gets[side] = append(t.gets[side], p)
	}
	for side, s := range [...]*emulator{t.full, t.few} {
		p, err := t.volley(ctx, s.addr, s.cmd, s.lists(t.dice, t.pages()))
		if err != nil {
			return fmt.Errorf("list: %w", err)
		}
		t.lists[side] = append(t.lists[side], p)
	}
	return nil
}

func (t *trial) close() (err error) {
	for _, s := range []*emulator{t.few, t.full} {
		if s != nil {
			err = errors.Join(err, s.stop())
		}
	}
	if t.bare != nil {
		err = errors.Join(err, t.bare.stop())
	}
	return err
}
