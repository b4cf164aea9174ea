package api

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

type chatsQuery struct {
	Account int64 `query:"account" required:"true" minimum:"1" doc:"id of a WeCom account"`
}

func (a *API) listChats(ctx context.Context, in *chatsQuery) (*answer[ledger.ChatList], error) {
	return answerWith(a.Ledger.ChatList(ctx, in.Account, false))
}

func (a *API) refreshChats(ctx context.Context, in *chatsQuery) (*answer[ledger.ChatList], error) {
	return answerWith(a.Ledger.ChatList(ctx, in.Account, true))
}
