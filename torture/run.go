package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"time"
)

// run is one installation under load while things break, until everything is judged.
type run struct {
	*yard
	record    *record
	customers *customers
	admin     *person
	account   int64
	channel   int64
	current   string // the fault of the moment
	mu        sync.Mutex
	began     time.Time
	load      sync.WaitGroup
	recovery  recovery
}

// torture runs one mode and judges it.
func torture(ctx context.Context, o options, mode, program string) (v *verdict, err error) {
	dir, err := os.MkdirTemp("", "menling-torture-")
	if err != nil {
		return nil, err
	}
	r := &run{record: &record{}, began: time.Now()}
	r.yard = &yard{o: o, mode: mode, dir: dir, program: program, say: r.say}
	defer func() {
		keep := ctx.Err() == nil && (err != nil || !v.good())
		if closing := r.close(keep); ctx.Err() == nil {
			err = errors.Join(err, closing)
		}
		if keep {
			fmt.Fprintf(os.Stderr, "what was there is kept in %s\n", dir)
			if r.postgres != nil {
				fmt.Fprintf(os.Stderr, "and PostgreSQL's folder in %s\n", r.postgres.dir)
			}
		}
	}()
	if err := r.open(ctx); err != nil {
		return nil, err
	}
	if err := r.settle(ctx); err != nil {
		return nil, err
	}
	if err := r.suffer(ctx); err != nil {
		return nil, err
	}
	return r.end(ctx)
}

// settle sets the installation up.
func (r *run) settle(ctx context.Context) error {
	token, err := r.nodes[len(r.nodes)-1].firstAdmin() // each node that starts on an empty store makes the link anew
	if err != nil {
		return err
	}
	r.admin = newPerson("http://" + r.front.addr())
	if err := r.admin.accept(ctx, token, "lin"); err != nil {
		return err
	}
	if r.account, r.channel, err = r.accounts(ctx, r.admin); err != nil {
		return err
	}
	r.customers = &customers{platform: r.platform, dice: r.dice(1), rate: r.o.rate}
	return r.customers.arrive(ctx)
}

// dice is one of the sources of chance, all from the seed.
func (r *run) dice(n uint64) *rand.Rand { return rand.New(rand.NewPCG(r.o.seed, n)) }

// suffer loads the installation and breaks one thing after the other until the time is over.
func (r *run) suffer(ctx context.Context) error {
	loading, enough := context.WithCancel(ctx)
	defer r.load.Wait()
	defer enough()
	if err := r.begin(loading); err != nil {
		return err
	}
	until := time.Now().Add(r.o.minutes)
	dice := r.dice(2)
	all := r.faults(dice)
	dice.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for i := 0; time.Now().Before(until); i++ {
		if err := r.suffers(ctx, all[i%len(all)], dice); err != nil {
			return err
		}
	}
	return nil
}

// suffers is one fault, for a few seconds, and a while to recover in.
func (r *run) suffers(ctx context.Context, f fault, dice *rand.Rand) error {
	lasts, rests := time.Duration(1500+dice.IntN(3500))*time.Millisecond, time.Duration(500+dice.IntN(2000))*time.Millisecond
	r.now(f.name)
	if err := f.begin(ctx); err != nil {
		return fmt.Errorf("%s: %w", f.name, err)
	}
	err := pause(ctx, lasts)
	if err = errors.Join(err, f.heal(ctx)); err != nil {
		return fmt.Errorf("healing: %s: %w", f.name, err)
	}
	r.now("recovering from: " + f.name)
	r.recover(ctx, f)
	return pause(ctx, rests)
}

// recover waits until all nodes are ready, and notes how long that took.
func (r *run) recover(ctx context.Context, f fault) {
	began := time.Now()
	for _, n := range r.nodes {
		if err := n.ready(ctx); err != nil && ctx.Err() == nil {
			r.say("%v", err)
			r.recovery.late = append(r.recovery.late, fmt.Sprintf("after %q %v", f.name, err))
		}
	}
	if took := time.Since(began); took > r.recovery.slowest {
		r.recovery.slowest, r.recovery.after = took, f.name
	}
}

func (r *run) now(what string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.current = what
}

// begin starts customers, agents, the keeper of ways, and the reports of all that.
func (r *run) begin(ctx context.Context) error {
	r.load.Go(func() { r.customers.run(ctx) })
	k := &keeper{person: r.admin, account: r.account, channel: r.channel, dice: r.dice(3), record: r.record}
	r.load.Go(func() { k.run(ctx) })
	for i := range 3 {
		name := fmt.Sprint("agent", i+1)
		p, err := r.colleague(ctx, name)
		if err != nil {
			return err
		}
		a := &agent{person: p, name: name, dice: r.dice(uint64(10 + i)), record: r.record}
		r.load.Go(func() { a.run(ctx) })
	}
	r.load.Go(func() { r.report(ctx) })
	return nil
}

// colleague is an agent who was invited and is signed in.
func (r *run) colleague(ctx context.Context, name string) (*person, error) {
	var added struct {
		Link string `json:"link"`
	}
	if err := r.admin.ask(ctx, "POST", "/agents", map[string]any{"name": name, "email": name + "@example.com", "role": "agent"}, &added); err != nil {
		return nil, err
	}
	m := invitation.FindStringSubmatch(added.Link)
	if m == nil {
		return nil, fmt.Errorf("no link for %s: %q", name, added.Link)
	}
	p := newPerson("http://" + r.front.addr())
	return p, p.accept(ctx, m[1], name)
}

// report says every few seconds how it goes.
func (r *run) report(ctx context.Context) {
	var before int64
	for last := time.Now(); pause(ctx, 3*time.Second) == nil; {
		n := r.platform.answered.Load()
		ready := 0
		for _, node := range r.nodes {
			if node.isReady(ctx) {
				ready++
			}
		}
		r.mu.Lock()
		current := r.current
		r.mu.Unlock()
		r.say("%d/%d ready · %d done by customers · %d answers to pushes, %.0f/s · %d replies · %d ways · %s",
			ready, len(r.nodes), r.customers.done.Load(), n, float64(n-before)/time.Since(last).Seconds(), r.record.count.Load(), r.record.made.Load(), current)
		before, last = n, time.Now()
	}
}

func (r *run) say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "%s %4.0fs  %s\n", r.mode, time.Since(r.began).Seconds(), fmt.Sprintf(format, args...))
}
