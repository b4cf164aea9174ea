package api

import (
	"context"
	"slices"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

// QuickReplyInput is a quick reply to add.
type QuickReplyInput struct {
	Shortcut string `json:"shortcut"`
	Text     string `json:"text"`
	Own      bool   `json:"own,omitempty" doc:"Only for whoever adds it"`
	FolderID int64  `json:"folder_id,omitempty"`
}

// QuickReplyEdit changes what is given.
type QuickReplyEdit struct {
	Shortcut *string `json:"shortcut,omitempty"`
	Text     *string `json:"text,omitempty"`
	Own      *bool   `json:"own,omitempty"`
	FolderID *int64  `json:"folder_id,omitempty"`
}

func (a *API) listQuickReplies(ctx context.Context, _ *none) (*answer[List[desk.QuickReply]], error) {
	return listOf(a.Desk.QuickRepliesOf(ctx, actor(ctx)))
}

func (a *API) createQuickReply(ctx context.Context, in *body[QuickReplyInput]) (*answer[desk.QuickReply], error) {
	return answerWith(a.Desk.PutQuickReply(ctx, actor(ctx), 0, desk.QuickReplyEdit(in.Body)))
}

func (a *API) editQuickReply(ctx context.Context, in *edit[QuickReplyEdit]) (*answer[desk.QuickReply], error) {
	q, err := a.quickReply(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	e := desk.QuickReplyEdit{Shortcut: q.Shortcut, Text: q.Text, Own: q.OwnerID != 0, FolderID: q.FolderID}
	set(&e.Shortcut, in.Body.Shortcut)
	set(&e.Text, in.Body.Text)
	set(&e.Own, in.Body.Own)
	set(&e.FolderID, in.Body.FolderID)
	return answerWith(a.Desk.PutQuickReply(ctx, actor(ctx), in.ID, e))
}

func (a *API) quickReply(ctx context.Context, id int64) (desk.QuickReply, error) {
	all, err := a.Desk.QuickRepliesOf(ctx, actor(ctx))
	if err != nil {
		return desk.QuickReply{}, err
	}
	i := slices.IndexFunc(all, func(q desk.QuickReply) bool { return q.ID == id })
	if i < 0 {
		return desk.QuickReply{}, crm.ErrNotFound
	}
	return all[i], nil
}

func (a *API) removeQuickReply(ctx context.Context, in *WithID) (*none, error) {
	return &none{}, a.Desk.RemoveQuickReply(ctx, actor(ctx), in.ID)
}

// QuickReplyUse says where a quick reply is put in.
type QuickReplyUse struct {
	ConversationID int64 `json:"conversation_id"`
}

// FilledText is a quick reply with its names filled in.
type FilledText struct {
	Text string `json:"text"`
}

func (a *API) useQuickReply(ctx context.Context, in *edit[QuickReplyUse]) (*answer[FilledText], error) {
	text, err := a.Desk.UseQuickReply(ctx, actor(ctx), in.ID, in.Body.ConversationID)
	return answerWith(FilledText{text}, err)
}

// QuickFolderInput is a folder to add or rename.
type QuickFolderInput struct {
	Name string `json:"name"`
	Own  bool   `json:"own,omitempty" doc:"Only for whoever adds it; a folder stays whose it is"`
}

func (a *API) listQuickFolders(ctx context.Context, _ *none) (*answer[List[desk.QuickReplyFolder]], error) {
	return listOf(a.Desk.QuickReplyFoldersOf(ctx, actor(ctx)))
}

func (a *API) createQuickFolder(ctx context.Context, in *body[QuickFolderInput]) (*answer[desk.QuickReplyFolder], error) {
	return answerWith(a.Desk.PutQuickReplyFolder(ctx, actor(ctx), 0, in.Body.Name, in.Body.Own))
}

func (a *API) putQuickFolder(ctx context.Context, in *edit[QuickFolderInput]) (*answer[desk.QuickReplyFolder], error) {
	return answerWith(a.Desk.PutQuickReplyFolder(ctx, actor(ctx), in.ID, in.Body.Name, false))
}

func (a *API) removeQuickFolder(ctx context.Context, in *WithID) (*none, error) {
	return &none{}, a.Desk.RemoveQuickReplyFolder(ctx, actor(ctx), in.ID)
}
