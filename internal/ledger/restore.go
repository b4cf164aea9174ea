package ledger

import (
	"context"

	"github.com/menling/menling/internal/crm"
)

// CodeNotDeleted: only a deleted way can be restored.
const CodeNotDeleted crm.Code = "way_not_deleted"

// RestoreWay makes a new way with the settings of a deleted one: a code that was deleted never works again. Those who came by the
// old one stay counted to it. The same client key gives the same way.
func (l *Ledger) RestoreWay(ctx context.Context, who crm.Actor, id int64, clientKey string) (WayRow, error) {
	w, err := l.Store.Way(ctx, id)
	if err == nil {
		err = w.own()
	}
	if err != nil {
		return WayRow{}, err
	}
	if w.Phase != PhaseDeleted {
		return WayRow{}, crm.Refuse(CodeNotDeleted, "phase", w.Phase)
	}
	n := NewWay{ClientKey: clientKey, AccountID: w.AccountID, Kind: w.Kind, StatePrefix: prefixOf(w.State), Settings: w.Settings, restores: id}
	if w.Origin == OriginAdopted { // its state is not of our making
		state := []rune(w.State)
		n.StatePrefix = string(state[:min(len(state), maxStatePrefix)])
	}
	return l.CreateWay(ctx, who, n)
}

// Impact is what a way still brings in: to be looked at before it is deleted.
type Impact struct {
	Customers  int   `json:"customers" doc:"All it ever brought"`
	Following  int   `json:"following" doc:"Those of them who are still there"`
	Last7      int   `json:"last_7_days"`
	Last30     int   `json:"last_30_days"`
	LastAddAt  int64 `json:"last_add_at" doc:"0: never"`
	OpenChats  int   `json:"open_chats" doc:"Of a temporary way: chats that may still run"`
	PoolID     int64 `json:"pool_id" doc:"The pool it belongs to; 0: none"`
	Planned    bool  `json:"planned" doc:"It follows a schedule"`
	OnPlatform bool  `json:"on_platform" doc:"Its code works now and would stop working"`
}

// Impact says what a way still brings in.
func (l *Ledger) Impact(ctx context.Context, id int64) (Impact, error) {
	w, err := l.Store.Way(ctx, id)
	if err != nil {
		return Impact{}, err
	}
	days, now := l.Days(), l.Clock.Ms()
	today := days[len(days)-1]
	const day = 24 * 3600 * 1000
	i, err := l.Store.Impact(ctx, id, today-6*day, today-29*day)
	if w.Kind == KindTemp && w.ChatExpiresIn > 0 {
		if i.LastAddAt+w.ChatExpiresIn*1000 < now {
			i.OpenChats = 0
		}
	} else if w.Kind != KindTemp {
		i.OpenChats = 0
	}
	i.PoolID, i.Planned, i.OnPlatform = w.PoolID, w.Plan != nil, w.Live()
	return i, err
}
