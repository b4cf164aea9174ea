package app

import (
	"context"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

// How often conversations are given out: at once when something changed, but not without a rest, and by the clock for what is due.
const (
	assignRest  = 200 * time.Millisecond
	assignPoll  = 2 * time.Second
	takeBackAll = 10 * time.Second
)

// assigner gives waiting conversations to agents, takes back what absent ones left, and has those told who are not at a console.
type assigner struct{ *App }

// Run works until ctx ends.
func (a assigner) Run(ctx context.Context) error {
	changed, stop := a.bus.Listen(crm.TopicChanges)
	defer stop()
	asked, stopAsked := a.bus.Listen(desk.TopicAssign)
	defer stopAsked()
	var back time.Time
	for ctx.Err() == nil {
		began := time.Now()
		if began.Sub(back) >= takeBackAll {
			back = began
			a.note(ctx, a.Desk.TakeBack(ctx))
		}
		a.note(ctx, a.Desk.Assign(ctx))
		a.note(ctx, a.Desk.Notify(ctx))
		if !pause(ctx, max(assignRest, 4*time.Since(began))) {
			return nil
		}
		select {
		case <-ctx.Done():
		case <-changed:
		case <-asked:
			back = time.Time{}
		case <-time.After(assignPoll):
		}
	}
	return nil
}

func (a assigner) note(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil {
		a.log.Error("conversations not given out", "err", err)
	}
}

// pause waits; false: the context ended.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
