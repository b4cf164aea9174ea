package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

// FolderInput is a folder to add.
type FolderInput struct {
	Name     string `json:"name" doc:"1 to 40 characters without /"`
	ParentID int64  `json:"parent_id,omitempty" doc:"The folder it is to lie in; 0: none"`
}

func (a *API) listFolders(ctx context.Context, _ *none) (*answer[List[ledger.Folder]], error) {
	return listOf(a.Ledger.Store.Folders(ctx))
}

func (a *API) createFolder(ctx context.Context, in *body[FolderInput]) (*answer[ledger.Folder], error) {
	return answerWith(a.Ledger.PutFolder(ctx, actor(ctx), 0, ledger.FolderEdit{Name: &in.Body.Name, ParentID: &in.Body.ParentID}))
}

func (a *API) editFolder(ctx context.Context, in *edit[ledger.FolderEdit]) (*answer[ledger.Folder], error) {
	return answerWith(a.Ledger.PutFolder(ctx, actor(ctx), in.ID, in.Body))
}

func (a *API) removeFolder(ctx context.Context, in *WithID) (*none, error) {
	return &none{}, a.Ledger.RemoveFolder(ctx, actor(ctx), in.ID)
}
