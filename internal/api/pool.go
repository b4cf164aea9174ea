package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

type poolsQuery struct {
	Account int64 `query:"account" doc:"Only of this account"`
}

// ChatsInput names groups.
type ChatsInput struct {
	Chats []string `json:"chats" nullable:"false" maxItems:"500" doc:"chat_ids"`
}

func (a *API) listPools(ctx context.Context, in *poolsQuery) (*answer[List[ledger.PoolRow]], error) {
	return listOf(a.Ledger.PoolRows(ctx, in.Account))
}

func (a *API) createPool(ctx context.Context, in *body[ledger.NewPool]) (*answer[ledger.PoolDetail], error) {
	return answerWith(a.Ledger.CreatePool(ctx, actor(ctx), in.Body))
}

func (a *API) getPool(ctx context.Context, in *WithID) (*answer[ledger.PoolDetail], error) {
	return answerWith(a.Ledger.PoolDetail(ctx, in.ID))
}

func (a *API) editPool(ctx context.Context, in *edit[ledger.PoolPatch]) (*answer[ledger.PoolDetail], error) {
	return answerWith(a.Ledger.EditPool(ctx, actor(ctx), in.ID, in.Body))
}

func (a *API) removePool(ctx context.Context, in *WithID) (*none, error) {
	return &none{}, a.Ledger.RemovePool(ctx, actor(ctx), in.ID)
}

func (a *API) addPoolChats(ctx context.Context, in *edit[ChatsInput]) (*answer[ledger.PoolDetail], error) {
	return answerWith(a.Ledger.AddPoolChats(ctx, actor(ctx), in.ID, in.Body.Chats))
}

func (a *API) orderPoolChats(ctx context.Context, in *edit[ChatsInput]) (*answer[ledger.PoolDetail], error) {
	return answerWith(a.Ledger.OrderPoolChats(ctx, actor(ctx), in.ID, in.Body.Chats))
}

type poolChat struct {
	WithID
	ChatID string `path:"chat_id" maxLength:"100"`
}

func (a *API) removePoolChat(ctx context.Context, in *poolChat) (*answer[ledger.PoolDetail], error) {
	return answerWith(a.Ledger.RemovePoolChat(ctx, actor(ctx), in.ID, in.ChatID))
}

func (a *API) checkPool(ctx context.Context, in *WithID) (*answer[ledger.PoolDetail], error) {
	return answerWith(a.Ledger.CheckPoolNow(ctx, actor(ctx), in.ID))
}
