package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

type versionPage struct {
	WithID
	Limited
	After string `query:"after" maxLength:"100" doc:"next of the page before"`
}

func (a *API) listVersions(ctx context.Context, in *versionPage) (*answer[Page[ledger.VersionRow]], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	if _, err := a.Ledger.Store.Way(ctx, in.ID); err != nil {
		return nil, err
	}
	rows, err := a.Ledger.Versions(ctx, ledger.VersionQuery{Way: in.ID, After: after.ID, Limit: in.more()})
	rows, next := cut(rows, in.size(), func(v ledger.VersionRow) string { return encodeCursor(0, v.Seq) })
	return answerWith(Page[ledger.VersionRow]{rows, next}, err)
}

// UndoInput is the version to go back to.
type UndoInput struct {
	To int64 `json:"to" minimum:"1" doc:"Its number"`
}

func (a *API) undoWay(ctx context.Context, in *edit[UndoInput]) (*answer[ledger.WayRow], error) {
	return answerWith(a.Ledger.UndoWay(ctx, actor(ctx), in.ID, in.Body.To))
}
