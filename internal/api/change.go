package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

// WayChange is what is to be different about a way. What is left out stays as it is.
type WayChange struct {
	Version *int64 `json:"version,omitempty" minimum:"0" doc:"The version that was looked at: what somebody else changed since then stays, and a setting that both changed is refused with both values"`
	ledger.Patch
}

// WayTrial is a change, or a version to go back to, to be looked at first.
type WayTrial struct {
	UndoTo int64 `json:"undo_to,omitempty" minimum:"1" doc:"Instead of a change: the version to go back to"`
	WayChange
}

func (a *API) changeWay(ctx context.Context, in *edit[WayChange]) (*answer[ledger.WayRow], error) {
	return answerWith(a.Ledger.ChangeWay(ctx, actor(ctx), in.ID, in.Body.Version, in.Body.Patch))
}

func (a *API) previewWay(ctx context.Context, in *edit[WayTrial]) (*answer[ledger.WayPreview], error) {
	if in.Body.UndoTo != 0 {
		return answerWith(a.Ledger.PreviewUndo(ctx, in.ID, in.Body.UndoTo))
	}
	return answerWith(a.Ledger.PreviewChange(ctx, in.ID, in.Body.Version, in.Body.Patch))
}

func (a *API) getImpact(ctx context.Context, in *WithID) (*answer[ledger.Impact], error) {
	return answerWith(a.Ledger.Impact(ctx, in.ID))
}

func (a *API) deleteWay(ctx context.Context, in *WithID) (*answer[ledger.WayRow], error) {
	return answerWith(a.Ledger.DeleteWay(ctx, actor(ctx), in.ID))
}

// RestoreInput makes a restoration safe to send again.
type RestoreInput struct {
	ClientKey string `json:"client_key" minLength:"8" maxLength:"64" doc:"A random string: the same key gives the same way"`
}

func (a *API) restoreWay(ctx context.Context, in *edit[RestoreInput]) (*answer[ledger.WayRow], error) {
	return answerWith(a.Ledger.RestoreWay(ctx, actor(ctx), in.ID, in.Body.ClientKey))
}
