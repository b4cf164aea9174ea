package app

import (
	"context"
	"time"

	"github.com/menling/menling/internal/crm"
)

// drainEvery is how often the spool is looked at.
const drainEvery = time.Second

// Run brings spooled pushes home, at the start and whenever there are any. It learns the accounts first: a node that never had a push
// must know their keys when the database goes away.
func (in *intake) Run(ctx context.Context) error {
	learned := false
	for {
		if !learned {
			learned = in.accounts.load(ctx) == nil
		}
		in.drain(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(drainEvery):
		}
	}
}

func (in *intake) drain(ctx context.Context) {
	n, err := in.store.Spool().Drain(ctx, func(batch []crm.Push) error {
		_, err := in.store.AddPushes(ctx, batch)
		return err
	})
	if n > 0 {
		in.log.Info("pushes brought home from the spool", "count", n)
		in.bus.Wake(crm.TopicJournal)
	}
	defer in.looked.Store(true)
	if err == nil {
		in.ready.Store(true)
	} else if ctx.Err() == nil {
		in.log.Error("spool cannot be drained yet", "err", err)
	}
}

// Waiting is how many pushes wait in the spool of this node.
func (in *intake) Waiting(ctx context.Context) (int64, error) { return in.store.Spool().Waiting(ctx) }

// BringHome takes pushes out of the spool of a node that is gone. Those of accounts that are not ours are left out.
func (in *intake) BringHome(ctx context.Context, spooled []crm.Push) (h crm.Homecoming, err error) {
	type receiver struct {
		account int64
		scope   string
	}
	ours, list := map[receiver]bool{}, []crm.Push{}
	for _, p := range spooled {
		r := receiver{p.AccountID, p.Scope}
		if _, known := ours[r]; !known {
			if ours[r], err = in.store.Receives(ctx, r.account, r.scope); err != nil {
				return h, err
			}
		}
		if ours[r] {
			list = append(list, p)
		}
	}
	h.Foreign = len(spooled) - len(list)
	if h.Added, err = in.store.AddPushes(ctx, list); err != nil {
		return crm.Homecoming{}, err
	}
	h.Known = len(list) - h.Added
	in.bus.Wake(crm.TopicJournal)
	return h, nil
}
