package store

import (
	"context"
	"encoding/json"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
)

var pools = newTable("pools", "id, account_id, corp_id, name, note, full_at, margin, shown, turn, turned_at, dry_at, checked_at, created_by, created_at, updated_at")

func readPool(scan scan) (p ledger.Pool, err error) {
	var shown string
	err = scan(&p.ID, &p.AccountID, &p.CorpID, &p.Name, &p.Note, &p.FullAt, &p.Margin, &shown, &p.Turn, &p.TurnedAt, &p.DryAt, &p.CheckedAt, &p.CreatedBy, &p.CreatedAt, &p.UpdatedAt)
	if err != nil {
		return p, err
	}
	return p, json.Unmarshal([]byte(shown), &p.Shown)
}

func poolArgs(p ledger.Pool) []any {
	return []any{p.ID, p.AccountID, p.CorpID, p.Name, p.Note, p.FullAt, p.Margin, mustText(p.Shown), p.Turn, p.TurnedAt, p.DryAt, p.CheckedAt, p.CreatedBy, p.CreatedAt, p.UpdatedAt}
}

// Pool is one pool.
func (s *Store) Pool(ctx context.Context, id int64) (ledger.Pool, error) {
	return get(s.ask(ctx), readPool, pools.get, id)
}

// Pools are those of an account; 0: of all.
func (s *Store) Pools(ctx context.Context, account int64) ([]ledger.Pool, error) {
	return all(s.ask(ctx), readPool, pools.list+" WHERE account_id = $1 OR $1 = 0 ORDER BY name, id", account)
}

// Pool is one pool.
func (tx *Tx) Pool(id int64) (ledger.Pool, error) {
	return get(tx, readPool, pools.get+tx.s.dialect.lockRows(), id)
}

// CorpOfPool is the company of a pool.
func (tx *Tx) CorpOfPool(id int64) (int64, error) {
	return get(tx, readID, "SELECT corp_id FROM pools WHERE id = $1", id)
}

// AddPool adds a pool; its name is its own.
func (tx *Tx) AddPool(p ledger.Pool) error {
	n, err := tx.exec(pools.insert+" ON CONFLICT (account_id, name) DO NOTHING", poolArgs(p)...)
	if err == nil && n == 0 {
		return crm.Refuse(crm.CodeTaken, "field", "name", "name", p.Name)
	}
	return err
}

// UpdatePool stores a pool as it now is.
func (tx *Tx) UpdatePool(p ledger.Pool) error {
	other, err := get(tx, readID, "SELECT id FROM pools WHERE account_id = $1 AND name = $2", p.AccountID, p.Name)
	if err != nil && !missing(err) {
		return err
	}
	if err == nil && other != p.ID {
		return crm.Refuse(crm.CodeTaken, "field", "name", "name", p.Name)
	}
	return must(tx.exec(pools.update, poolArgs(p)...))
}

// RemovePool removes a pool.
func (tx *Tx) RemovePool(id int64) error {
	if _, err := tx.exec("DELETE FROM pool_chats WHERE pool_id = $1", id); err != nil {
		return err
	}
	return must(tx.exec("DELETE FROM pools WHERE id = $1", id))
}

const poolChat = `SELECT p.chat_id, p.ord, p.resting, p.owner_left, p.added_at, COALESCE(c.corp_id, 0), COALESCE(c.name, ''), COALESCE(c.owner, ''), COALESCE(c.members, 0),
	COALESCE(c.externals, 0), COALESCE(c.state, 'ok'), COALESCE(c.problem, 0), COALESCE(c.seen_at, 0)
	FROM pool_chats p LEFT JOIN chats c ON c.corp_id = $2 AND c.chat_id = p.chat_id WHERE p.pool_id = $1 ORDER BY p.ord, p.chat_id`

func readPoolChat(scan scan) (c ledger.PoolChat, err error) {
	var resting, left int64
	err = scan(&c.ChatID, &c.Ord, &resting, &left, &c.AddedAt, &c.CorpID, &c.Name, &c.Owner, &c.Members, &c.Externals, &c.State, &c.Problem, &c.SeenAt)
	c.Resting, c.OwnerLeft = resting != 0, left != 0
	return c, err
}

// PoolChats are a pool's groups in their order.
func (s *Store) PoolChats(ctx context.Context, p ledger.Pool) ([]ledger.PoolChat, error) {
	return all(s.ask(ctx), readPoolChat, poolChat, p.ID, p.CorpID)
}

// PoolChats are a pool's groups in their order.
func (tx *Tx) PoolChats(p ledger.Pool) ([]ledger.PoolChat, error) {
	return all(tx, readPoolChat, poolChat, p.ID, p.CorpID)
}

// PutPoolChat stores a group's place in a pool.
func (tx *Tx) PutPoolChat(pool int64, c ledger.PoolChat) error {
	return only(tx.exec(`INSERT INTO pool_chats (pool_id, chat_id, ord, resting, owner_left, added_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (pool_id, chat_id) DO UPDATE SET ord = excluded.ord, resting = excluded.resting, owner_left = excluded.owner_left`,
		pool, c.ChatID, c.Ord, flag(c.Resting), flag(c.OwnerLeft), c.AddedAt))
}

// RemovePoolChat takes a group out of a pool.
func (tx *Tx) RemovePoolChat(pool int64, chatID string) error {
	return must(tx.exec("DELETE FROM pool_chats WHERE pool_id = $1 AND chat_id = $2", pool, chatID))
}

// PoolsOfChat are the pools that a group is in.
func (tx *Tx) PoolsOfChat(corp int64, chatID string) ([]ledger.Pool, error) {
	return all(tx, readPool, pools.list+" WHERE corp_id = $1 AND id IN (SELECT pool_id FROM pool_chats WHERE chat_id = $2) ORDER BY id", corp, chatID)
}

// PoolWays are some of the join ways of a pool that the platform has, after an id.
func (tx *Tx) PoolWays(pool, after int64, limit int) ([]ledger.Way, error) {
	return all(tx, readWay, ways.list+" WHERE pool_id = $1 AND pool_id <> 0 AND id > $2 AND kind = 'join' AND phase = 'confirmed' ORDER BY id LIMIT $3", pool, after, limit)
}

const waysOfPool = "SELECT count(*) FROM ways WHERE pool_id = $1 AND pool_id <> 0 AND phase <> 'deleted'"

// WaysOfPool counts the ways that follow a pool.
func (tx *Tx) WaysOfPool(pool int64) (int, error) { return one[int](tx.row(waysOfPool, pool)) }

// WaysOfPool counts the ways that follow a pool.
func (s *Store) WaysOfPool(ctx context.Context, pool int64) (int, error) {
	return one[int](s.readRow(ctx, waysOfPool, pool))
}

// JoinsSince counts who joined groups since a time, and says when the first of them did.
func (s *Store) JoinsSince(ctx context.Context, corp int64, chats []string, since int64) (n int, first int64, err error) {
	err = s.readRow(ctx, "SELECT count(*), COALESCE(min(began_at), 0) FROM attributions WHERE corp_id = $1 AND chat_id <> '' AND "+s.dialect.in("chat_id", "$2")+" AND began_at >= $3",
		corp, s.dialect.list(chats), since).Scan(&n, &first)
	return n, first, err
}
