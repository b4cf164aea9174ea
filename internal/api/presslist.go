package api

import (
	"context"
	"slices"

	"github.com/menling/menling/internal/ledger"
)

// anyCode stands for every answer: 0 is one.
const anyCode = 1

type pressQuery struct {
	Limited
	Way      int64  `query:"way" doc:"Only of this way's button"`
	Channel  int64  `query:"channel" doc:"Only of ways that were of this channel then"`
	Account  int64  `query:"account" doc:"Only in the mini program of this account"`
	AppID    string `query:"appid" maxLength:"64" doc:"Only in this mini program"`
	Page     string `query:"page" maxLength:"200" doc:"Only on this page"`
	NoPage   bool   `query:"no_page" doc:"Only those that named no page"`
	Button   string `query:"button" maxLength:"64" doc:"Only of buttons of this name"`
	NoButton bool   `query:"no_button" doc:"Only of buttons without a name"`
	Errcode  int    `query:"errcode" minimum:"-3012" maximum:"1" default:"1" doc:"Only those answered so; 1: any"`
	Since    int64  `query:"since" doc:"Only from this time on, in UTC milliseconds"`
	From     int    `query:"from" doc:"First day, yyyymmdd, as statistics count it"`
	To       int    `query:"to" doc:"Last day, yyyymmdd"`
	After    string `query:"after" maxLength:"100" doc:"next of the page before"`
}

// listPresses are the single presses behind the numbers of statistics.
func (a *API) listPresses(ctx context.Context, in *pressQuery) (*answer[Page[ledger.PressItem]], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	scopes, err := a.scopes(ctx, actor(ctx))
	if err != nil {
		return nil, err
	}
	q := ledger.PressQuery{
		Channel: in.Channel, Way: in.Way, Account: in.Account, AppID: in.AppID, Page: named(in.Page, in.NoPage), Button: named(in.Button, in.NoButton),
		Since: in.Since, From: in.From, To: in.To, AfterAt: after.At, AfterID: after.ID, Limit: in.more(),
	}
	if in.Errcode != anyCode {
		q.Errcode = &in.Errcode
	}
	rows, err := a.Ledger.Store.PressItems(ctx, q)
	rows, next := cut(rows, in.size(), func(p ledger.PressItem) string { return encodeCursor(p.At, p.ID) })
	for i := range rows {
		p := &rows[i]
		p.Reason = pressReason(p.Errcode, p.Why)
		if scopes != nil && !slices.Contains(scopes, p.AppID) {
			p.Customer = nil
		}
	}
	return answerWith(Page[ledger.PressItem]{rows, next}, err)
}

// named is the filter of a name, of none, or of nothing.
func named(name string, without bool) *string {
	if name == "" && !without {
		return nil
	}
	return &name
}
