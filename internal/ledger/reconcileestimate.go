package ledger

import (
	"context"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
)

// ReconcileEstimate is how long a comparison would take that begins now.
type ReconcileEstimate struct {
	Ways    int64 `json:"ways" doc:"To read, as far as is known before the platform's list was read"`
	Seconds int64 `json:"seconds" doc:"At the pace of the settings, when nobody else calls; a second look at ways that were not there takes ten minutes more"`
}

// EstimateReconciliation says how long it would take to compare an account's ways with the platform.
func (l *Ledger) EstimateReconciliation(ctx context.Context, account int64) (ReconcileEstimate, error) {
	a, err := l.Store.Account(ctx, account)
	if err != nil || a.Kind != crm.WeCom {
		return ReconcileEstimate{}, crm.Invalid("account", "请选择一个企业微信账号", "choose a WeCom account")
	}
	counts, err := l.Store.QuotaCounts(ctx, a.CorpID)
	if err != nil {
		return ReconcileEstimate{}, err
	}
	s, err := l.ReconcileSettings(ctx)
	ways := counts.used() + counts.Temp
	pages := (l.Clock().Unix()-firstListed)/listWindow + 1 + ways/wecom.MaxContactWayPage
	return ReconcileEstimate{Ways: ways, Seconds: s.seconds(pages) + s.seconds(ways) + 1}, err
}
