package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

type tempQuery struct {
	Limited
	State   string `query:"state" enum:"waiting,chatting,ended,expired,unknown,failed" doc:"Only these; all when left out"`
	Channel int64  `query:"channel" doc:"Only of this channel"`
	Member  string `query:"member" maxLength:"64" doc:"Only with this member, by userid"`
	Text    string `query:"q" maxLength:"100" doc:"Part of the name"`
	After   string `query:"after" maxLength:"100" doc:"next of the page before"`
}

// ReissueInput asks for a visit with the settings of another.
type ReissueInput struct {
	ClientKey string `json:"client_key" minLength:"8" maxLength:"64" doc:"A random string of the form: the same key gives the same visit"`
}

// PreviewInput is what is to be looked at.
type PreviewInput struct {
	Conclusions ledger.Conclusions `json:"conclusions"`
}

func (a *API) listTempChats(ctx context.Context, in *tempQuery) (*answer[ledger.TempBoard], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	b, err := a.Ledger.TempBoard(ctx, ledger.TempQuery{
		State: ledger.TempState(in.State), Channel: in.Channel, Member: in.Member, Text: in.Text, After: after.ID, Limit: in.more(),
	})
	b.Items, b.Next = cut(b.Items, in.size(), func(r ledger.TempChatRow) string { return encodeCursor(0, r.ID) })
	return answerWith(b, err)
}

func (a *API) createTempChat(ctx context.Context, in *body[ledger.NewTempChat]) (*answer[ledger.TempChatRow], error) {
	return answerWith(a.Ledger.CreateTempChat(ctx, actor(ctx), in.Body))
}

func (a *API) getTempChat(ctx context.Context, in *WithID) (*answer[ledger.TempChatRow], error) {
	return answerWith(a.Ledger.TempChatRow(ctx, in.ID))
}

func (a *API) closeTempChat(ctx context.Context, in *WithID) (*answer[ledger.TempChatRow], error) {
	return answerWith(a.Ledger.CloseTempChat(ctx, actor(ctx), in.ID))
}

func (a *API) reissueTempChat(ctx context.Context, in *edit[ReissueInput]) (*answer[ledger.TempChatRow], error) {
	return answerWith(a.Ledger.ReissueTempChat(ctx, actor(ctx), in.ID, in.Body.ClientKey))
}

func (a *API) previewConclusions(_ context.Context, in *body[PreviewInput]) (*answer[ledger.ConclusionsPreview], error) {
	return answerWith(in.Body.Conclusions.Preview(), nil)
}
