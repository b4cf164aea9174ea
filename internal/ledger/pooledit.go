package ledger

import (
	"context"
	"strings"

	"github.com/menling/menling/internal/crm"
)

// CreatePool makes a pool. Groups that are known already can be shown at once; the others are read first.
func (l *Ledger) CreatePool(ctx context.Context, who crm.Actor, n NewPool) (PoolDetail, error) {
	a, err := l.Store.Account(ctx, n.AccountID)
	if err != nil || a.Kind != crm.WeCom {
		return PoolDetail{}, crm.Invalid("account_id", "请选择一个企业微信账号", "choose a WeCom account")
	}
	p := Pool{AccountID: a.ID, CorpID: a.CorpID, Name: strings.TrimSpace(n.Name), Note: n.Note, FullAt: n.FullAt, Margin: poolMargin, Shown: []string{}, CreatedBy: who.ID}
	if p.FullAt == 0 {
		p.FullAt = poolFullAt
	}
	if n.Margin != nil {
		p.Margin = *n.Margin
	} else {
		p.Margin = min(p.Margin, p.FullAt/2)
	}
	chats, err := validChats(n.Chats)
	if err != nil {
		return PoolDetail{}, err
	}
	if err := p.validate(); err != nil {
		return PoolDetail{}, err
	}
	stamp := l.stamp()
	err = l.Store.Write(ctx, nil, func(tx Tx) error {
		d := stamp.Draw()
		p.ID, p.CreatedAt, p.UpdatedAt = d.ID(), d.At, d.At
		if err := tx.AddPool(p); err != nil {
			return err
		}
		if err := l.addPoolChats(tx, a, p, chats, d.At); err != nil {
			return err
		}
		if err := checkLater(tx, p, d.At, d.At); err != nil {
			return err
		}
		if err := tx.AddJob(poolCheckJob(p, poolJob{PoolID: p.ID, Once: true}, d.At+firstReading.Milliseconds(), d.At)); err != nil {
			return err
		}
		if err := auditPool(tx, who, "pool.create", nil, p, d.At); err != nil {
			return err
		}
		return l.turn(tx, who, p, d.At)
	})
	return l.poolChanged(ctx, p.ID, err)
}

// changePool changes a pool in its lane, and has it turn where that makes a difference.
func (l *Ledger) changePool(ctx context.Context, who crm.Actor, id int64, operation string, change func(tx Tx, a crm.Account, p *Pool, at int64) error) (PoolDetail, error) {
	p, err := l.Store.Pool(ctx, id)
	if err != nil {
		return PoolDetail{}, err
	}
	a, err := l.Store.Account(ctx, p.AccountID)
	if err != nil {
		return PoolDetail{}, err
	}
	at := l.Clock.Ms()
	err = l.Store.Write(ctx, []string{poolLane(id)}, func(tx Tx) error {
		before, err := tx.Pool(id)
		if err != nil {
			return err
		}
		now := before
		if err := change(tx, a, &now, at); err != nil {
			return err
		}
		now.UpdatedAt = at
		if err := tx.UpdatePool(now); err != nil {
			return err
		}
		if err := auditPool(tx, who, operation, &before, now, at); err != nil {
			return err
		}
		return l.turn(tx, who, now, at)
	})
	return l.poolChanged(ctx, id, err)
}

func (l *Ledger) poolChanged(ctx context.Context, id int64, err error) (PoolDetail, error) {
	if err != nil {
		return PoolDetail{}, err
	}
	for _, queue := range []string{QueueAsk, QueueBulk} {
		l.Waker.Wake(queue)
	}
	return l.PoolDetail(ctx, id)
}

// EditPool changes a pool's name and limits.
func (l *Ledger) EditPool(ctx context.Context, who crm.Actor, id int64, patch PoolPatch) (PoolDetail, error) {
	return l.changePool(ctx, who, id, "pool.edit", func(_ Tx, _ crm.Account, p *Pool, _ int64) error {
		p.Name, p.Note, p.FullAt, p.Margin = or(patch.Name, p.Name), or(patch.Note, p.Note), or(patch.FullAt, p.FullAt), or(patch.Margin, p.Margin)
		p.Name = strings.TrimSpace(p.Name)
		return p.validate()
	})
}

func or[T any](given *T, otherwise T) T {
	if given != nil {
		return *given
	}
	return otherwise
}

// RemovePool removes a pool that no way follows.
func (l *Ledger) RemovePool(ctx context.Context, who crm.Actor, id int64) error {
	at := l.Clock.Ms()
	return l.Store.Write(ctx, []string{poolLane(id)}, func(tx Tx) error {
		p, err := tx.Pool(id)
		if err != nil {
			return err
		}
		if n, err := tx.WaysOfPool(id); err != nil || n > 0 {
			return orUsed(err, n)
		}
		if err := tx.RemovePool(id); err != nil {
			return err
		}
		if err := tx.AddChange(crm.Change{Kind: "pool", SubjectID: id, At: at}); err != nil {
			return err
		}
		return tx.AddAudit(crm.Audit{At: at, Actor: who, Operation: "pool.remove", Subject: "pool", SubjectID: id, Before: p})
	})
}

func orUsed(err error, ways int) error {
	if err != nil {
		return err
	}
	return crm.Refuse(CodePoolUsed, "ways", ways)
}

func poolLane(id int64) string { return "pool:" + itoa(id) }

func auditPool(tx Tx, who crm.Actor, operation string, before *Pool, p Pool, at int64) error {
	audit := crm.Audit{At: at, Actor: who, Operation: operation, Subject: "pool", SubjectID: p.ID, After: p}
	if before != nil {
		audit.Before = *before
	}
	return tx.AddAudit(audit)
}
