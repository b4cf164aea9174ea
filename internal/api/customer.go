package api

import (
	"context"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
)

// CustomerDetail is a customer with everything that happened.
type CustomerDetail struct {
	ledger.CustomerRow
	FirstTouch    *ledger.TouchRow       `json:"first_touch" doc:"The first time that a way or channel brought them"`
	LastTouch     *ledger.TouchRow       `json:"last_touch" doc:"The last time that one did"`
	Touches       []ledger.TouchRow      `json:"touches" doc:"Every time they came, oldest first, with the evidence"`
	Joins         []ledger.JoinRow       `json:"joins" doc:"Records of the same person that were taken into this one, newest first"`
	History       []ledger.HistoryRow    `json:"history"`
	Conversations []desk.ConversationRow `json:"conversations"`
	Noted         desk.CustomerFacts     `json:"noted" doc:"What agents noted: tags and fields"`
}

// PeriodsQuery is a cell of the statistics.
type PeriodsQuery struct {
	Channel int64  `query:"channel" doc:"Only who came by this channel"`
	Way     int64  `query:"way" doc:"Only who came by this way"`
	Member  string `query:"member" maxLength:"64" doc:"Only with this member, by userid"`
	Group   string `query:"group" maxLength:"64" doc:"Only in this group, by chat_id"`
	From    int    `query:"from" doc:"First day, yyyymmdd, in the company's time zone"`
	To      int    `query:"to" doc:"Last day, yyyymmdd"`
}

func (q PeriodsQuery) periods() ledger.Periods {
	return ledger.Periods{Channel: q.Channel, Way: q.Way, Member: q.Member, Group: q.Group, From: q.From, To: q.To}
}

type customersQuery struct {
	Limited
	PeriodsQuery
	Text    string `query:"q" maxLength:"100" doc:"Part of the name"`
	Event   string `query:"event" enum:"pending,added,readded,lost,deleted,transferred,joined,quit,wrote,left" doc:"What happened from the first to the last day; wrote and left are those added then who wrote, and who deleted the member since"`
	Weekday int    `query:"weekday" minimum:"0" maximum:"7" doc:"1 Monday to 7 Sunday"`
	Hour    int    `query:"hour" minimum:"-1" maximum:"23" default:"-1" doc:"Of the day, 0 to 23"`
	After   string `query:"after" maxLength:"100" doc:"next of the page before"`
}

func (a *API) listCustomers(ctx context.Context, in *customersQuery) (*answer[Page[ledger.CustomerRow]], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	scopes, err := a.scopes(ctx, actor(ctx))
	if err != nil {
		return nil, err
	}
	p := in.periods()
	p.Event, p.Weekday, p.Hour = in.Event, in.Weekday, in.Hour+1
	if p, err = a.Ledger.InZone(ctx, p); err != nil {
		return nil, err
	}
	rows, err := a.Ledger.Store.CustomerRows(ctx, ledger.CustomerQuery{Text: in.Text, Scopes: scopes, Periods: p, After: after.ID, Limit: in.more()})
	rows, next := cut(rows, in.size(), func(c ledger.CustomerRow) string { return encodeCursor(0, c.ID) })
	for i := range rows {
		if row, _, hidden := known(rows[i], scopes); hidden == nil {
			rows[i] = row
		}
	}
	return answerWith(Page[ledger.CustomerRow]{rows, next}, err)
}

func (a *API) getCustomer(ctx context.Context, in *WithID) (*answer[CustomerDetail], error) {
	row, whole, err := a.customer(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	d := CustomerDetail{CustomerRow: row, Joins: []ledger.JoinRow{}}
	if whole {
		if err := a.addPast(ctx, &d); err != nil {
			return nil, err
		}
	}
	if d.Noted, err = a.Desk.Store.CustomerFacts(ctx, in.ID); err != nil {
		return nil, err
	}
	d.Conversations, err = a.Desk.ConversationsOf(ctx, actor(ctx), in.ID)
	d.History, d.Conversations, d.Touches = some(d.History), some(d.Conversations), some(d.Touches)
	return answerWith(d, err)
}

// addPast adds what the ledger knows of a customer, over all accounts.
func (a *API) addPast(ctx context.Context, d *CustomerDetail) (err error) {
	if d.History, err = a.Ledger.Store.CustomerHistory(ctx, d.ID); err != nil {
		return err
	}
	if d.Touches, d.FirstTouch, d.LastTouch, err = a.Ledger.Touches(ctx, d.ID); err != nil {
		return err
	}
	d.Joins, err = a.Ledger.Store.CustomerJoins(ctx, d.ID)
	return err
}

// SplitInput says which join to undo.
type SplitInput struct {
	JoinID int64 `json:"join_id,omitempty" doc:"One of the customer's joins; the newest when left out"`
}

// SplitAnswer is what became of it.
type SplitAnswer struct {
	Customer ledger.CustomerRow `json:"customer"`
	Other    ledger.CustomerRow `json:"other" doc:"The record that is its own again"`
}

func (a *API) splitCustomer(ctx context.Context, in *edit[SplitInput]) (*answer[SplitAnswer], error) {
	if _, whole, err := a.customer(ctx, in.ID); err != nil {
		return nil, err
	} else if !whole {
		return nil, crm.Refuse(crm.CodeNotAllowed)
	}
	other, err := a.Ground.SplitCustomer(ctx, actor(ctx), in.ID, in.Body.JoinID)
	if err != nil {
		return nil, err
	}
	var out SplitAnswer
	if out.Customer, err = a.Ledger.Store.CustomerRow(ctx, in.ID); err != nil {
		return nil, err
	}
	out.Other, err = a.Ledger.Store.CustomerRow(ctx, other)
	return answerWith(out, err)
}
