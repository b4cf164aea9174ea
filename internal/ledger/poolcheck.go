package ledger

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// A pool is checked by itself, beside what pushes tell: groups that are shown and filling are read every half hour, others once a
// day, and one after the other, since the calls are everybody's.
const (
	checkEvery  = 30 * time.Minute
	calmEvery   = 24 * time.Hour
	fillingAt   = 80 // percent of full
	readSpacing = 200 * time.Millisecond
	retryTurn   = 2 * time.Minute // after a way could not be turned
)

// More jobs of pools.
const (
	JobCheckPool  = "pool.check"
	JobPoolOwners = "pool.owners"
)

// checkLater has a pool checked at a time.
func checkLater(tx Tx, p Pool, runAt, at int64) error {
	return tx.AddJob(poolCheckJob(p, poolJob{PoolID: p.ID}, runAt, at))
}

// poolCheckJob has no lane: nothing is to wait for it.
func poolCheckJob(p Pool, j poolJob, runAt, at int64) crm.Job {
	job := poolJobOf(JobCheckPool, p.AccountID, j, at)
	job.Lane, job.RunAt, job.OnceKey = "", runAt, fmt.Sprint(JobCheckPool, ":", p.ID, ":", j.Once, ":", runAt/retryTurn.Milliseconds())
	return job
}

// CheckPool is the job that has a pool's groups read, looks for ways that do not show what the pool shows, and comes again.
func (l *Ledger) CheckPool(ctx context.Context, job crm.Job) error {
	a, err := l.Store.Account(ctx, job.AccountID)
	if crm.CodeOf(err) == crm.CodeNotFound { // removed
		return nil
	}
	if err != nil {
		return err
	}
	err = l.inPool(ctx, job, func(tx Tx, p Pool, j poolJob, at int64) error {
		p.CheckedAt = at
		if err := tx.UpdatePool(p); err != nil {
			return err
		}
		if err := askOwners(tx, p, at); err != nil {
			return err
		}
		due := func(c PoolChat) bool { return p.unreadFor(c, at) || j.Once && slices.Contains(p.Shown, c.ChatID) }
		if err := l.readPool(tx, a, p, at, due); err != nil {
			return err
		}
		if err := l.turn(tx, crm.Rule(JobCheckPool), p, at); err != nil {
			return err
		}
		if p, err = tx.Pool(p.ID); err != nil {
			return err
		}
		if err := l.turnWays(tx, p, 0, at); err != nil || j.Once {
			return err
		}
		return checkLater(tx, p, at+checkEvery.Milliseconds(), at)
	})
	l.Waker.Wake(QueueAsk)
	return err
}

// unreadFor says that a group was not read for so long that it is to be read again.
func (p Pool) unreadFor(c PoolChat, at int64) bool {
	every := calmEvery
	if slices.Contains(p.Shown, c.ChatID) && c.Members*100 >= p.FullAt*fillingAt {
		every = checkEvery
	}
	return c.State != ChatDismissed && c.SeenAt <= at-every.Milliseconds()
}

// readPool has some of a pool's groups read.
func (l *Ledger) readPool(tx Tx, a crm.Account, p Pool, at int64, which func(PoolChat) bool) error {
	chats, err := tx.PoolChats(p)
	if err != nil {
		return err
	}
	n := int64(0)
	for _, c := range chats {
		if !which(c) {
			continue
		}
		if err := l.askChat(tx, a, chatLane(a, c.ChatID), c.ChatID, at+n*readSpacing.Milliseconds()); err != nil {
			return err
		}
		n++
	}
	return nil
}

func askOwners(tx Tx, p Pool, at int64) error {
	job := poolJobOf(JobPoolOwners, p.AccountID, poolJob{PoolID: p.ID}, at)
	job.Lane = ""
	return tx.AddJob(job)
}

// ownersAtOnce is how many owners one call may be about.
const ownersAtOnce = 100

// AskPoolOwners is the job that learns which groups' owners have left the company.
func (l *Ledger) AskPoolOwners(ctx context.Context, job crm.Job) error {
	var j poolJob
	if err := job.Decode(&j); err != nil {
		return err
	}
	p, err := l.Store.Pool(ctx, j.PoolID)
	if crm.CodeOf(err) == crm.CodeNotFound {
		return nil
	}
	if err != nil {
		return err
	}
	chats, err := l.Store.PoolChats(ctx, p)
	if err != nil {
		return err
	}
	left, err := l.ownersLeft(ctx, p.AccountID, chats)
	if isRefused(err) && !wx.IsUnknown(err) { // it may not be asked: then nobody is known to have left
		l.Log.Info("owners of groups not readable", "pool", p.ID, "err", err)
		return nil
	}
	if err != nil {
		return err
	}
	return l.inPool(ctx, job, func(tx Tx, p Pool, _ poolJob, at int64) error {
		chats, err := tx.PoolChats(p)
		if err != nil {
			return err
		}
		for _, c := range chats {
			if was := c.OwnerLeft; was != left[c.ChatID] {
				c.OwnerLeft = !was
				if err := tx.PutPoolChat(p.ID, c); err != nil {
					return err
				}
			}
		}
		return tx.AddChange(crm.Stale("pool", p.ID, at))
	})
}

func (l *Ledger) ownersLeft(ctx context.Context, account int64, chats []PoolChat) (map[string]bool, error) {
	app, err := l.Clients.WeCom(ctx, account)
	if err != nil {
		return nil, err
	}
	owners := []string{}
	for _, c := range chats {
		if c.Owner != "" && c.State != ChatDismissed {
			owners = append(owners, c.Owner)
		}
	}
	left := map[string]bool{}
	for some := range slices.Chunk(distinct(owners), ownersAtOnce) {
		for c, err := range app.GroupChats.All(ctx, wecom.GroupChatList{Status: wecom.ChatOwnerLeft, Owners: some}) {
			if err != nil {
				return nil, err
			}
			left[c.ChatID] = true
		}
	}
	return left, nil
}

// followPool has a way that comes to a pool show what the pool shows, and one that could not be turned looked at again. The pool
// itself is not looked at: its lane may be waiting for this way's.
func (l *Ledger) followPool(tx Tx, before *Way, w Way, operation string, at int64) error {
	if w.PoolID == 0 || w.Kind != KindJoin || before == nil {
		return nil
	}
	switch {
	case before.PoolID != w.PoolID, before.Phase != w.Phase && w.Phase == PhaseConfirmed:
		return tx.AddJob(poolJobOf(JobPoolWays, w.AccountID, poolJob{PoolID: w.PoolID, WayID: w.ID}, at))
	case w.ChangeProblem != 0 && w.Drift != "gone" && strings.HasPrefix(operation, "way.change_"):
		again := poolCheckJob(Pool{ID: w.PoolID, AccountID: w.AccountID}, poolJob{PoolID: w.PoolID, Once: true}, at+retryTurn.Milliseconds(), at)
		return tx.AddJob(again)
	}
	return nil
}
