package api

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

type findQuery struct {
	Limited
	Text         string `query:"q" required:"true" minLength:"1" maxLength:"100" doc:"Any part of a message, from one character on; case and width make no difference"`
	Account      int64  `query:"account" doc:"Only of this account"`
	Customer     int64  `query:"customer" doc:"Only of this customer"`
	Conversation int64  `query:"conversation" doc:"Only of this conversation"`
	After        string `query:"after" maxLength:"100" doc:"next of the page before"`
}

// FoundMessages is a page of messages that a search found.
type FoundMessages struct {
	Page[desk.FoundMessage]
	Indexing bool `json:"indexing" doc:"Older messages are still being indexed, and cannot be found yet"`
}

func (a *API) findMessages(ctx context.Context, in *findQuery) (*answer[FoundMessages], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	found, err := a.Desk.FindMessages(ctx, actor(ctx), desk.MessageSearch{
		Text: in.Text, AccountID: in.Account, CustomerID: in.Customer, ConversationID: in.Conversation, Before: after.ID, Limit: in.size(),
	})
	p := FoundMessages{Page[desk.FoundMessage]{Items: some(found.Items)}, found.Indexing}
	if found.Next != 0 {
		p.Next = encodeCursor(0, found.Next)
	}
	return answerWith(p, err)
}
