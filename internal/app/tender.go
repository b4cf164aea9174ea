package app

import (
	"context"
	"time"
)

// tendEvery is how exact reminders and ends by themselves are.
const tendEvery = 10 * time.Second

// topicTend is woken when the clock was set.
const topicTend = "tend"

// tender does what time brings to conversations.
type tender struct{ *App }

// Run tends until ctx ends.
func (t tender) Run(ctx context.Context) error {
	woken, stop := t.bus.Listen(topicTend)
	defer stop()
	for {
		if err := t.Desk.Tend(ctx); err != nil && ctx.Err() == nil {
			t.log.Error("conversations not tended", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-woken:
		case <-time.After(tendEvery):
		}
	}
}
