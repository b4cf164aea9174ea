package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

type statisticsQuery struct {
	PeriodsQuery
	By     string `query:"by" enum:"day,channel,way,member,group,hour,page,button" default:"day" doc:"hour: adds in each hour of the week"`
	Funnel bool   `query:"funnel" default:"true" doc:"With the funnel; without it the answer is quicker"`
}

func (a *API) getStatistics(ctx context.Context, in *statisticsQuery) (*answer[ledger.Statistics], error) {
	return answerWith(a.Ledger.Statistics(ctx, ledger.StatisticsQuery{By: in.By, Periods: in.periods(), Funnel: in.Funnel}))
}

func (a *API) listRebuilds(ctx context.Context, _ *none) (*answer[List[ledger.RebuildRow]], error) {
	return listOf(a.Ledger.RebuildRows(ctx))
}

func (a *API) startRebuild(ctx context.Context, _ *none) (*answer[List[ledger.RebuildRow]], error) {
	if err := a.Ledger.StartRebuilds(ctx, actor(ctx)); err != nil {
		return nil, err
	}
	return listOf(a.Ledger.RebuildRows(ctx))
}
