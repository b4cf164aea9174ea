package app

import (
	"context"
	"time"
)

// Media in use are looked over now and then, and when a way or channel was given some; a burst of those counts as one.
const (
	renewPoll  = 10 * time.Minute
	renewPause = time.Second
)

// renewer has the platforms keep what welcomes and the material library need.
type renewer struct {
	*App
	topic string
	renew func(context.Context) error
}

// Run renews until ctx ends.
func (r renewer) Run(ctx context.Context) error {
	woken, stop := r.bus.Listen(r.topic)
	defer stop()
	for {
		if err := r.renew(ctx); err != nil && ctx.Err() == nil {
			r.log.Error("media in use cannot be looked over", "topic", r.topic, "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(renewPause):
		}
		select {
		case <-ctx.Done():
			return nil
		case <-woken:
		case <-time.After(renewPoll):
		}
	}
}
