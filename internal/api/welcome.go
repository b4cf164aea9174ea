package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

// WelcomeFilter narrows a list of welcomes. It is exported because huma reads embedded fields only then.
type WelcomeFilter struct {
	Way     int64 `query:"way" doc:"Only of this way"`
	Channel int64 `query:"channel" doc:"Only of ways of this channel"`
}

type welcomeQuery struct {
	Limited
	WelcomeFilter
	Outcome string `query:"outcome" enum:"sending,sent,late,taken,failed,unknown"`
	After   string `query:"after" maxLength:"100" doc:"next of the page before"`
}

func (a *API) listWelcomes(ctx context.Context, in *welcomeQuery) (*answer[Page[ledger.WelcomeRow]], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	q := ledger.WelcomeQuery{Outcome: in.Outcome, Way: in.Way, Channel: in.Channel, After: after.ID, Limit: in.more()}
	rows, err := a.Ledger.Store.WelcomeRows(ctx, q)
	rows, next := cut(rows, in.size(), func(w ledger.WelcomeRow) string { return encodeCursor(0, w.ID) })
	return answerWith(Page[ledger.WelcomeRow]{rows, next}, err)
}

func (a *API) welcomeDays(ctx context.Context, in *WelcomeFilter) (*answer[List[ledger.WelcomeDay]], error) {
	return listOf(a.Ledger.WelcomeDays(ctx, ledger.WelcomeQuery{Way: in.Way, Channel: in.Channel}))
}

func (a *API) previewWelcome(ctx context.Context, in *edit[ledger.WelcomeTrial]) (*answer[ledger.WelcomePreview], error) {
	return answerWith(a.Ledger.PreviewWelcome(ctx, in.ID, in.Body))
}
