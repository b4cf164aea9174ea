package api

import (
	"context"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
)

type listQuery struct {
	Limited
	ledger.WayFilter
	After string `query:"after" maxLength:"100" doc:"next of the page before"`
}

// wayQuery is a list's filters as the store takes them.
func (a *API) wayQuery(in *listQuery) (ledger.WayQuery, error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return ledger.WayQuery{}, err
	}
	q, err := a.filterQuery(in.WayFilter)
	q.After, q.AfterAt, q.Limit = after.ID, after.At, in.more()
	return q, err
}

func (a *API) filterQuery(f ledger.WayFilter) (ledger.WayQuery, error) {
	q := ledger.WayQuery{WayFilter: f, Today: a.today()}
	if f.UnusedDays > 0 {
		q.UnusedSince = q.Today - int64(f.UnusedDays)*(24*time.Hour).Milliseconds()
		q.UnusedDay = ledger.DayOf(q.UnusedSince, crm.Account{TimeZone: crm.DefaultTimeZone}.Location())
	}
	return q, f.Validate()
}

func (a *API) listWays(ctx context.Context, in *listQuery) (*answer[Page[ledger.WayRow]], error) {
	q, err := a.wayQuery(in)
	if err != nil {
		return nil, err
	}
	rows, err := a.Ledger.Store.WayRows(ctx, q)
	rows, next := cut(rows, in.size(), func(w ledger.WayRow) string { return encodeCursor(w.CreatedAt, w.ID) })
	return answerWith(Page[ledger.WayRow]{rows, next}, err)
}

func (a *API) countWays(ctx context.Context, in *ledger.WayFilter) (*answer[ledger.WayCount], error) {
	q, err := a.filterQuery(*in)
	if err != nil {
		return nil, err
	}
	return answerWith(a.Ledger.Store.CountWays(ctx, q))
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

func (a *API) organiseWays(ctx context.Context, in *body[ledger.Organise]) (*answer[ledger.Organised], error) {
	return answerWith(a.Ledger.OrganiseWays(ctx, actor(ctx), in.Body))
}
