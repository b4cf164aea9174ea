package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// Run serves until ctx ends, then for the time of draining, and then stops within 5 seconds.
func (a *App) Run(ctx context.Context) error {
	carrying, stopBus := context.WithCancel(context.WithoutCancel(ctx))
	workers, stopWorkers := context.WithCancel(context.WithoutCancel(ctx))
	defer stopBus()
	streams, stopStreams := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWorkers()
	defer stopStreams()
	failed := make(chan error, 1)
	fail := func(what string, err error) {
		select {
		case failed <- fmt.Errorf("%s: %w", what, err):
		default:
		}
	}
	var carried sync.WaitGroup
	if a.shared != nil {
		carried.Go(func() {
			if err := a.shared.Run(carrying); err != nil {
				fail("bus", err)
			}
		})
	}
	var working sync.WaitGroup
	for _, w := range a.workers() {
		working.Go(func() {
			if err := w.Run(workers); err != nil {
				fail("worker", err)
			}
		})
	}
	var streaming sync.WaitGroup
	streaming.Go(func() {
		if err := a.api.Run(streams); err != nil {
			fail("streams", err)
		}
	})
	servers := a.serve(fail)
	var err error
	select {
	case <-ctx.Done():
		err = a.drain(failed)
	case err = <-failed:
	}
	a.intake.stop()
	stopStreams()
	streaming.Wait()
	shut(servers)
	stopWorkers()
	waitAtMost(&working, stopTime, a.log)
	a.node.leave()
	stopBus()
	waitAtMost(&carried, stopTime, a.log)
	return errors.Join(err, a.Close())
}

// drain goes on serving for a while, so that a load balancer that asks whether we are ready looks elsewhere first.
func (a *App) drain(failed <-chan error) error {
	a.draining.Store(true)
	a.node.drain()
	if a.o.Drain <= 0 {
		return nil
	}
	a.log.Info("not ready any more, and about to stop", "in", a.o.Drain)
	select {
	case err := <-failed:
		return err
	case <-time.After(a.o.Drain):
		return nil
	}
}

// How long each part may take to stop; together they stay below 5 seconds.
const stopTime = 2 * time.Second

func shut(servers []*http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	var all sync.WaitGroup
	for _, s := range servers {
		all.Go(func() {
			if s.Shutdown(ctx) != nil {
				s.Close()
			}
		})
	}
	all.Wait()
}

func waitAtMost(g *sync.WaitGroup, d time.Duration, log *slog.Logger) {
	done := make(chan struct{})
	go func() { g.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(d):
		log.Warn("some work did not end in time; its leases will lapse")
	}
}
