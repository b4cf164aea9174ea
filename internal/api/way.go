package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

type listQuery struct {
	Limited
	Text    string `query:"q" maxLength:"100" doc:"Part of what the rows say"`
	Channel int64  `query:"channel" doc:"Only of this channel"`
	After   string `query:"after" maxLength:"100" doc:"next of the page before"`
}

func (a *API) listWays(ctx context.Context, in *listQuery) (*answer[Page[ledger.WayRow]], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	q := ledger.WayQuery{Text: in.Text, Channel: in.Channel, After: after.ID, Limit: in.more(), Today: a.today()}
	rows, err := a.Ledger.Store.WayRows(ctx, q)
	rows, next := cut(rows, in.size(), func(w ledger.WayRow) string { return encodeCursor(0, w.ID) })
	return answerWith(Page[ledger.WayRow]{rows, next}, err)
}

// today is when the day began in the default time zone.
func (a *API) today() int64 { return a.Ledger.Days()[13] }

func (a *API) createWay(ctx context.Context, in *body[ledger.NewWay]) (*answer[ledger.WayRow], error) {
	return answerWith(a.Ledger.CreateWay(ctx, actor(ctx), in.Body))
}

func (a *API) getWay(ctx context.Context, in *WithID) (*answer[ledger.WayRow], error) {
	return answerWith(a.Ledger.Store.WayRow(ctx, in.ID, a.today()))
}

func (a *API) retryWay(ctx context.Context, in *WithID) (*answer[ledger.WayRow], error) {
	return answerWith(a.Ledger.RetryWay(ctx, actor(ctx), in.ID))
}
