package ledger

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/menling/menling/internal/crm"
)

// How a pool turns: what is known of its groups changes, a job in the pool's lane looks whether other groups are to be shown, and
// its ways are asked for that by jobs in their own lanes. Each step is one transaction that leaves the next step behind, so that
// it does not matter where it is cut off.

// turn has the pool show other groups if need be, and tells whoever looks at it that it is out of date.
func (l *Ledger) turn(tx Tx, who crm.Actor, p Pool, at int64) error {
	chats, err := tx.PoolChats(p)
	if err != nil {
		return err
	}
	shown, changed, dry := p.rotate(chats, at)
	for _, c := range changed {
		if err := tx.PutPoolChat(p.ID, c); err != nil {
			return err
		}
	}
	before, turned := p, !slices.Equal(shown, p.Shown)
	switch {
	case dry && p.DryAt == 0:
		p.DryAt = at
	case !dry:
		p.DryAt = 0
	}
	if turned {
		p.Shown, p.Turn, p.TurnedAt = shown, p.Turn+1, at
	}
	if turned || p.DryAt != before.DryAt {
		if err := tx.UpdatePool(p); err != nil {
			return err
		}
		if err := auditPool(tx, who, "pool.turn", &before, p, at); err != nil {
			return err
		}
	}
	if turned {
		if err := l.turnWays(tx, p, 0, at); err != nil {
			return err
		}
	}
	return tx.AddChange(crm.Stale("pool", p.ID, at))
}

// Jobs of pools.
const (
	JobTurnPool = "pool.turn"
	JobPoolWays = "pool.ways"
)

// poolWaysAtOnce is how many ways one transaction asks to turn.
const poolWaysAtOnce = 100

type poolJob struct {
	PoolID int64 `json:"pool_id"`
	Turn   int64 `json:"turn,omitempty"`
	After  int64 `json:"after,omitempty"`
	WayID  int64 `json:"way_id,omitempty"` // this one alone
	Once   bool  `json:"once,omitempty"`   // a check that does not come again by itself
}

func poolJobOf(kind string, account int64, j poolJob, at int64) crm.Job {
	payload, _ := json.Marshal(j) // integers cannot fail
	return crm.Job{Queue: QueueAsk, Kind: kind, AccountID: account, Lane: poolLane(j.PoolID), Payload: payload, RunAt: at, CreatedAt: at}
}

// turnWays asks the pool's ways after an id to show what the pool shows; those that do already are left alone.
func (l *Ledger) turnWays(tx Tx, p Pool, after, at int64) error {
	ways, err := tx.PoolWays(p.ID, after, poolWaysAtOnce)
	if err != nil {
		return err
	}
	for _, w := range ways {
		if err := l.turnWay(tx, p, w, at); err != nil {
			return err
		}
	}
	if len(ways) < poolWaysAtOnce {
		return nil
	}
	return tx.AddJob(poolJobOf(JobPoolWays, p.AccountID, poolJob{PoolID: p.ID, Turn: p.Turn, After: ways[len(ways)-1].ID}, at))
}

func (l *Ledger) turnWay(tx Tx, p Pool, w Way, at int64) error {
	if w.PoolID != p.ID || w.Kind != KindJoin || w.Phase != PhaseConfirmed || len(p.Shown) == 0 || slices.Equal(w.Chats, p.Shown) {
		return nil
	}
	shown := p.Shown
	return l.PlanChange(tx, w, VersionPool, Patch{Chats: &shown}, at)
}

// TurnPool is the job that looks whether a pool is to show other groups.
func (l *Ledger) TurnPool(ctx context.Context, job crm.Job) error {
	return l.inPool(ctx, job, func(tx Tx, p Pool, _ poolJob, at int64) error { return l.turn(tx, crm.Rule(JobTurnPool), p, at) })
}

// TurnPoolWays is the job that goes on asking a pool's ways to turn, or asks one. One of an older turn stops: a newer has begun.
func (l *Ledger) TurnPoolWays(ctx context.Context, job crm.Job) error {
	var one poolJob
	if err := job.Decode(&one); err != nil {
		return err
	}
	var w Way
	if one.WayID != 0 {
		var err error
		if w, err = l.Store.Way(ctx, one.WayID); err != nil {
			return err
		}
	}
	return l.inPool(ctx, job, func(tx Tx, p Pool, j poolJob, at int64) error {
		switch {
		case j.WayID != 0:
			return l.turnWay(tx, p, w, at)
		case j.Turn != p.Turn:
			return nil
		}
		return l.turnWays(tx, p, j.After, at)
	})
}

// inPool does a job's work in the pool's lane; a pool that was removed has none left.
func (l *Ledger) inPool(ctx context.Context, job crm.Job, do func(tx Tx, p Pool, j poolJob, at int64) error) error {
	var j poolJob
	if err := job.Decode(&j); err != nil {
		return err
	}
	at := l.Clock.Ms()
	err := l.Store.Write(ctx, []string{poolLane(j.PoolID)}, func(tx Tx) error {
		p, err := tx.Pool(j.PoolID)
		if err != nil {
			return err
		}
		return do(tx, p, j, at)
	})
	l.Waker.Wake(QueueBulk)
	if crm.CodeOf(err) == crm.CodeNotFound {
		return nil
	}
	return err
}

// putChat keeps what is known of a group, and has its pools look at it.
func (l *Ledger) putChat(tx Tx, c Chat, at int64) error {
	if err := tx.PutChat(c); err != nil {
		return err
	}
	return l.poolNews(tx, c.CorpID, c.ChatID, at)
}

// poolNews has the pools of a group look at it: it was read, or a push said something about it.
func (l *Ledger) poolNews(tx Tx, corp int64, chatID string, at int64) error {
	pools, err := tx.PoolsOfChat(corp, chatID)
	for _, p := range pools {
		if err == nil {
			err = tx.AddJob(poolJobOf(JobTurnPool, p.AccountID, poolJob{PoolID: p.ID}, at))
		}
	}
	return err
}
