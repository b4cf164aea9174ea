package app

import (
	"context"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/metrics"
)

// state is what Prometheus is told when it asks.
func (a *App) state(ctx context.Context) metrics.State {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	s := metrics.State{Ready: a.Ready(ctx) == nil, DatabaseUp: a.Store.Ping(ctx) == nil, Streams: a.api.Streams()}
	if n, err := a.Store.Spool().Waiting(ctx); err == nil {
		s.Spooled = n
	}
	if a.node != nil {
		s.Nodes, s.Duties = a.node.state()
	}
	if !s.DatabaseUp {
		return s
	}
	b, err := a.Store.Backlog(ctx, a.clock.Ms())
	if err != nil {
		a.log.Warn("what waits cannot be counted", "err", err)
		return s
	}
	for queue := range queues { // also where nothing waits
		if _, waits := b.Jobs[queue]; !waits {
			b.Jobs[queue] = crm.Waiting{}
		}
	}
	s.Backlog = &b
	return s
}
