package store

import (
	"context"
	"encoding/json"

	"github.com/menling/menling/internal/ledger"
)

func readPoolTurn(scan scan) (t ledger.PoolTurn, err error) {
	var before, after string
	if err := scan(&t.ID, &t.At, &t.Actor.Kind, &t.Actor.ID, &t.Actor.Name, &before, &after); err != nil {
		return t, err
	}
	if err := json.Unmarshal([]byte(before), &t.Before); err != nil {
		return t, err
	}
	return t, json.Unmarshal([]byte(after), &t.After)
}

// PoolTurns are a pool's turns, newest first.
func (s *Store) PoolTurns(ctx context.Context, pool, before int64, limit int) ([]ledger.PoolTurn, error) {
	return all(s.ask(ctx), readPoolTurn, `SELECT id, at, actor_kind, actor_id, actor_name, before, after FROM audit
		WHERE subject = 'pool' AND subject_id = $1 AND operation = 'pool.turn' AND (id < $2 OR $2 = 0) ORDER BY id DESC LIMIT $3`, pool, before, limit)
}

// PoolWayRows are the ways that follow a pool and were not deleted, newest first.
func (s *Store) PoolWayRows(ctx context.Context, pool, before, today int64, limit int) ([]ledger.WayRow, error) {
	return s.wayRows(s.ask(ctx), wayRow+" WHERE pool_id = $2 AND pool_id <> 0 AND phase <> 'deleted' AND (id < $3 OR $3 = 0) ORDER BY id DESC LIMIT $4", today, pool, before, limit)
}
