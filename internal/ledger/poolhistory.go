package ledger

import (
	"context"
	"slices"

	"github.com/menling/menling/internal/crm"
)

// PoolTurn is one time that a pool turned to other groups, or had none left to turn to.
type PoolTurn struct {
	ID     int64
	At     int64
	Actor  crm.Actor
	Before Pool // without id where it was just made
	After  Pool
}

// PoolTurnRow is a turn as lists show it.
type PoolTurnRow struct {
	ID    int64      `json:"id"`
	At    int64      `json:"at"`
	By    string     `json:"by" doc:"Who asked for what made it turn; empty: it turned by itself"`
	Turn  int64      `json:"turn" doc:"The how many-th turn it is"`
	Shown []ChatName `json:"shown" nullable:"false" doc:"The groups that were shown from then on, in order"`
	In    []ChatName `json:"in" nullable:"false" doc:"Those that came"`
	Out   []ChatName `json:"out" nullable:"false" doc:"Those that were shown no more"`
	Dry   string     `json:"dry" enum:",began,ended" doc:"began: there was no group left to turn to; ended: there was one again"`
}

// ChatName is a group by name.
type ChatName struct {
	ChatID string `json:"chat_id"`
	Name   string `json:"name" doc:"Empty where it was never read"`
}

// PoolTurns are a pool's turns, newest first, those before an id; 0: from the newest.
func (l *Ledger) PoolTurns(ctx context.Context, pool, before int64, limit int) ([]PoolTurnRow, error) {
	p, err := l.Store.Pool(ctx, pool)
	if err != nil {
		return nil, err
	}
	turns, err := l.Store.PoolTurns(ctx, pool, before, limit)
	if err != nil {
		return nil, err
	}
	chats, err := l.Store.Chats(ctx, p.CorpID)
	names := make(map[string]string, len(chats))
	for _, c := range chats {
		names[c.ChatID] = c.Name
	}
	rows := make([]PoolTurnRow, len(turns))
	for i, t := range turns {
		rows[i] = t.row(names)
	}
	return rows, err
}

func (t PoolTurn) row(names map[string]string) PoolTurnRow {
	r := PoolTurnRow{
		ID: t.ID, At: t.At, Turn: t.After.Turn,
		Shown: named(t.After.Shown, nil, names), In: named(t.After.Shown, t.Before.Shown, names), Out: named(t.Before.Shown, t.After.Shown, names),
	}
	if t.Actor.Kind != crm.Rule("").Kind {
		r.By = t.Actor.Name
	}
	switch {
	case t.Before.DryAt == 0 && t.After.DryAt != 0:
		r.Dry = "began"
	case t.Before.DryAt != 0 && t.After.DryAt == 0:
		r.Dry = "ended"
	}
	return r
}

// named are groups by name, without some.
func named(chats, without []string, names map[string]string) []ChatName {
	out := []ChatName{}
	for _, id := range chats {
		if !slices.Contains(without, id) {
			out = append(out, ChatName{id, names[id]})
		}
	}
	return out
}
