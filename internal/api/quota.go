package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

type quotaInput struct {
	Account int64 `query:"account" required:"true" doc:"A WeCom account; the quota is its company's"`
}

func (a *API) getQuota(ctx context.Context, in *quotaInput) (*answer[ledger.QuotaRow], error) {
	return answerWith(a.Ledger.Quota(ctx, in.Account))
}

// tryTempAgain has temporary ways offered again after the platform refused them.
func (a *API) tryTempAgain(ctx context.Context, in *WithID) (*none, error) {
	return &none{}, a.Ledger.TryTempAgain(ctx, actor(ctx), in.ID)
}
