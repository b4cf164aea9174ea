package ledger

import (
	"context"
	"slices"

	"github.com/menling/menling/internal/crm"
)

// AddPoolChats puts groups at the end of a pool. Those that are in it already stay where they are.
func (l *Ledger) AddPoolChats(ctx context.Context, who crm.Actor, id int64, chats []string) (PoolDetail, error) {
	chats, err := validChats(chats)
	if err != nil {
		return PoolDetail{}, err
	}
	return l.changePool(ctx, who, id, "pool.add_chats", func(tx Tx, a crm.Account, p *Pool, at int64) error {
		return l.addPoolChats(tx, a, *p, chats, at)
	})
}

func (l *Ledger) addPoolChats(tx Tx, a crm.Account, p Pool, chats []string, at int64) error {
	known, err := tx.PoolChats(p)
	if err != nil {
		return err
	}
	last := lastOrd(known)
	chats = slices.DeleteFunc(slices.Clone(chats), func(id string) bool {
		return slices.ContainsFunc(known, func(c PoolChat) bool { return c.ChatID == id })
	})
	if len(known)+len(chats) > mostChats {
		return crm.Invalid("chats", "一个群池最多 500 个群", "a pool takes 500 groups")
	}
	for i, id := range chats {
		c := PoolChat{Chat: Chat{CorpID: p.CorpID, ChatID: id}, Ord: last + int64(i) + 1, AddedAt: at}
		if err := tx.PutPoolChat(p.ID, c); err != nil {
			return err
		}
	}
	return l.readPool(tx, a, p, at, func(c PoolChat) bool { return c.SeenAt == 0 })
}

func lastOrd(chats []PoolChat) (last int64) {
	for _, c := range chats {
		last = max(last, c.Ord)
	}
	return last
}

// RemovePoolChat takes a group out of a pool; its ways turn to another.
func (l *Ledger) RemovePoolChat(ctx context.Context, who crm.Actor, id int64, chatID string) (PoolDetail, error) {
	return l.changePool(ctx, who, id, "pool.remove_chat", func(tx Tx, _ crm.Account, p *Pool, _ int64) error {
		return tx.RemovePoolChat(p.ID, chatID)
	})
}

// OrderPoolChats puts a pool's groups into an order: the first are shown next. Groups that are shown stay until they are full.
func (l *Ledger) OrderPoolChats(ctx context.Context, who crm.Actor, id int64, order []string) (PoolDetail, error) {
	return l.changePool(ctx, who, id, "pool.order_chats", func(tx Tx, _ crm.Account, p *Pool, _ int64) error {
		chats, err := tx.PoolChats(*p)
		if err != nil {
			return err
		}
		if len(distinct(order)) != len(chats) {
			return crm.Invalid("chats", "请给出群池里所有群的新顺序，每个群一次", "give every group of the pool once, in the new order")
		}
		for _, c := range chats {
			at := slices.Index(order, c.ChatID)
			if at < 0 {
				return crm.Invalid("chats", "顺序里缺少群 "+c.ChatID, "the order misses group "+c.ChatID)
			}
			c.Ord = int64(at) + 1
			if err := tx.PutPoolChat(p.ID, c); err != nil {
				return err
			}
		}
		return nil
	})
}

// CheckPoolNow has every group of a pool read.
func (l *Ledger) CheckPoolNow(ctx context.Context, who crm.Actor, id int64) (PoolDetail, error) {
	return l.changePool(ctx, who, id, "pool.check", func(tx Tx, a crm.Account, p *Pool, at int64) error {
		p.CheckedAt = at
		if err := askOwners(tx, *p, at); err != nil {
			return err
		}
		return l.readPool(tx, a, *p, at, func(PoolChat) bool { return true })
	})
}

// pooled fills in the groups that a new join way of a pool leads to.
func (l *Ledger) pooled(ctx context.Context, s Settings, kind string, a crm.Account) (Settings, error) {
	if s.PoolID == 0 {
		return s, nil
	}
	p, err := l.Store.Pool(ctx, s.PoolID)
	switch {
	case kind != KindJoin:
		return s, notForPools()
	case crm.CodeOf(err) == crm.CodeNotFound, err == nil && p.CorpID != a.CorpID:
		return s, unknownPool()
	case err == nil && len(p.Shown) == 0:
		return s, crm.Refuse(CodePoolEmpty)
	}
	s.Chats = p.Shown
	return s, err
}

func notForPools() error {
	return crm.Invalid("pool_id", "只有「加入群聊」活码可以使用群池", "only join ways can follow a pool")
}

func unknownPool() error {
	return crm.Invalid("pool_id", "请选择同一企业的群池", "choose a pool of the same company")
}

// poolFits says whether a way may follow a pool; 0: it follows none, and stays with the groups it shows.
func poolFits(tx Tx, w Way, pool int64) error {
	if pool == 0 {
		return nil
	}
	if w.Kind != KindJoin {
		return notForPools()
	}
	corp, err := tx.CorpOfPool(pool)
	if crm.CodeOf(err) == crm.CodeNotFound || err == nil && corp != w.CorpID {
		return unknownPool()
	}
	return err
}
