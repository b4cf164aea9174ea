package api

import (
	"context"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
)

// CustomerDetail is a customer with everything that happened.
type CustomerDetail struct {
	ledger.CustomerRow
	History       []ledger.HistoryRow    `json:"history"`
	Conversations []desk.ConversationRow `json:"conversations"`
}

func (a *API) listCustomers(ctx context.Context, in *listQuery) (*answer[Page[ledger.CustomerRow]], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	rows, err := a.Ledger.Store.CustomerRows(ctx, ledger.CustomerQuery{Text: in.Text, Channel: in.Channel, After: after.ID, Limit: in.more()})
	rows, next := cut(rows, in.size(), func(c ledger.CustomerRow) string { return encodeCursor(0, c.ID) })
	return answerWith(Page[ledger.CustomerRow]{rows, next}, err)
}

func (a *API) getCustomer(ctx context.Context, in *WithID) (*answer[CustomerDetail], error) {
	row, err := a.Ledger.Store.CustomerRow(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	d := CustomerDetail{CustomerRow: row}
	if d.History, err = a.Ledger.Store.CustomerHistory(ctx, in.ID); err != nil {
		return nil, err
	}
	d.Conversations, err = a.ConversationsOf(ctx, in.ID)
	d.History, d.Conversations = some(d.History), some(d.Conversations)
	return answerWith(d, err)
}
