package api

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

func (a *API) addNote(ctx context.Context, in *edit[desk.Note]) (*answer[desk.ActionRow], error) {
	return answerWith(a.Desk.AddNote(ctx, actor(ctx), in.ID, in.Body))
}

type mentionsQuery struct {
	Limited
	Unread bool   `query:"unread" doc:"Only those not seen yet"`
	After  string `query:"after" maxLength:"100" doc:"next of the page before"`
}

func (a *API) listMentions(ctx context.Context, in *mentionsQuery) (*answer[Page[desk.MentionRow]], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	viewer, err := a.Desk.Viewer(ctx, actor(ctx))
	if err != nil {
		return nil, err
	}
	rows, err := a.Desk.Store.MentionRows(ctx, desk.MentionQuery{AgentID: viewer.AgentID, Accounts: viewer.Accounts, Unread: in.Unread, After: after.ID, Limit: in.more()})
	rows, next := cut(rows, in.size(), func(m desk.MentionRow) string { return encodeCursor(0, m.ID) })
	return answerWith(Page[desk.MentionRow]{rows, next}, err)
}

func (a *API) readMentions(ctx context.Context, _ *none) (*none, error) {
	return &none{}, a.Desk.ReadMentions(ctx, actor(ctx), 0)
}
