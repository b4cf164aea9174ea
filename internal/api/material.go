package api

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

type materialQuery struct {
	Limited
	AccountID int64  `query:"account_id" doc:"What this mini program may send; 0: everything"`
	Kind      string `query:"kind" enum:"text,image,link,miniprogrampage"`
	Folder    string `query:"folder" maxLength:"120"`
	InNone    bool   `query:"in_none" doc:"Those that are in no folder"`
	Words     string `query:"q" maxLength:"100" doc:"Part of the name, the text or the card"`
	After     string `query:"after" maxLength:"100" doc:"next of the page before"`
}

// MaterialPage is a page of the library with its folders.
type MaterialPage struct {
	Items   []desk.MaterialRow    `json:"items"`
	Next    string                `json:"next" doc:"For the next page; empty at the end"`
	Folders []desk.MaterialFolder `json:"folders" doc:"With how much is in each; that without a name is none"`
}

func (a *API) listMaterials(ctx context.Context, in *materialQuery) (*answer[MaterialPage], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	viewer, err := a.Desk.Viewer(ctx, actor(ctx))
	if err != nil {
		return nil, err
	}
	q := desk.MaterialQuery{
		AccountID: in.AccountID, Accounts: viewer.Accounts, Kind: desk.MessageKind(in.Kind), Folder: in.Folder, InNone: in.InNone, Words: in.Words, Before: after.ID, Limit: in.more(),
	}
	rows, err := a.Desk.Store.MaterialRows(ctx, q)
	if err != nil {
		return nil, err
	}
	var p MaterialPage
	p.Items, p.Next = cut(rows, in.size(), func(m desk.MaterialRow) string { return encodeCursor(0, m.ID) })
	p.Folders, err = a.Desk.Store.MaterialFolders(ctx, q)
	return answerWith(p, err)
}

func (a *API) createMaterial(ctx context.Context, in *body[desk.MaterialInput]) (*answer[desk.MaterialRow], error) {
	return answerWith(a.Desk.PutMaterial(ctx, actor(ctx), 0, in.Body))
}

func (a *API) editMaterial(ctx context.Context, in *edit[desk.MaterialInput]) (*answer[desk.MaterialRow], error) {
	return answerWith(a.Desk.PutMaterial(ctx, actor(ctx), in.ID, in.Body))
}

func (a *API) removeMaterial(ctx context.Context, in *WithID) (*none, error) {
	return &none{}, a.Desk.RemoveMaterial(ctx, actor(ctx), in.ID)
}
