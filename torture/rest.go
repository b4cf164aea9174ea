package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"
)

// end heals everything, waits until nothing works any more, and judges.
func (r *run) end(ctx context.Context) (*verdict, error) {
	r.say("killed %d times, %d pushes in the spools of the dead; waiting for everything to come to rest", r.kills, r.spooled)
	r.platform.sandbox.Set(time.Now().Add(jumpMost)) // what it has dated later, while its clock was ahead, is due now
	if err := r.resume(ctx); err != nil {
		return nil, err
	}
	db, err := r.reader()
	if err != nil {
		return nil, err
	}
	defer db.db.Close()
	if err := r.rest(ctx, db); err != nil {
		return nil, err
	}
	for _, n := range r.nodes {
		if err := n.child.stop(stopTime); err != nil {
			return nil, fmt.Errorf("%s, asked to stop: %w", n.name, err)
		}
	}
	h, err := r.history(ctx)
	if err != nil {
		return nil, err
	}
	f, err := db.facts(ctx)
	if err != nil {
		return nil, err
	}
	return judge(h, f), nil
}

// resume has imports go on that stopped because the platform refused the account: that waits for somebody who has put it right.
func (r *run) resume(ctx context.Context) error {
	var imports struct {
		Items []struct {
			ID    int64  `json:"id"`
			State string `json:"state"`
		} `json:"items"`
	}
	if err := r.admin.insist(ctx, "GET", "/imports?limit=100", nil, &imports); err != nil {
		return err
	}
	for _, i := range imports.Items {
		if i.State != "paused" {
			continue
		}
		err := r.admin.insist(ctx, "POST", fmt.Sprintf("/imports/%d/resume", i.ID), map[string]any{}, nil)
		if no := (*refusal)(nil); err != nil && !errors.As(err, &no) { // refused where it goes on already
			return err
		}
	}
	return nil
}

func (r *run) reader() (*reader, error) {
	if r.postgres != nil {
		return readPostgres(r.postgres.address)
	}
	return readSQLite(filepath.Join(r.nodes[0].data, "menling.db"))
}

// restTime is how long it may take until nothing works any more: what failed often is tried again after minutes.
const restTime = 6 * time.Minute

// rest waits until nothing is under way. What still is when the time is over, is judged as it stands.
func (r *run) rest(ctx context.Context, db *reader) error {
	for told, late := time.Now(), time.Now().Add(restTime); ; {
		what, err := r.unrest(ctx, db)
		if err != nil || what == "" {
			return err
		}
		if time.Now().After(late) {
			r.say("it does not come to rest: %s", what)
			r.recovery.late = append(r.recovery.late, fmt.Sprintf("%s are under way %v after the last fault", what, restTime))
			return nil
		}
		if time.Since(told) > 3*time.Second {
			r.say("still %s", what)
			told = time.Now()
		}
		if err := pause(ctx, 200*time.Millisecond); err != nil {
			return err
		}
	}
}

func (r *run) unrest(ctx context.Context, db *reader) (string, error) {
	if n, err := r.platform.waiting(ctx); n > 0 || err != nil {
		return fmt.Sprint(n, " pushes to deliver"), err
	}
	for _, n := range r.nodes {
		if spooled := n.spooled(ctx); spooled > 0 {
			return fmt.Sprintf("%d pushes in the spool of %s", spooled, n.name), nil
		}
	}
	return db.unrest(ctx)
}

// history collects what was seen from outside.
func (r *run) history(ctx context.Context) (h history, err error) {
	h.replies, h.changes, h.recovery = r.record.replies, r.record.changes, r.recovery
	if h.pushes, err = r.platform.acknowledged(ctx); err != nil {
		return h, err
	}
	if h.held, err = r.platform.ways(ctx); err != nil {
		return h, err
	}
	h.phones, err = r.platform.phones(ctx, r.customers.ids)
	return h, err
}
