package api

import (
	"context"
	"slices"

	"github.com/menling/menling/internal/desk"
)

type inboxQuery struct {
	Limited
	List  string `query:"list" enum:"waiting,mine,all" default:"all" doc:"waiting: who waits longest first; mine and all: newest message first"`
	After string `query:"after" maxLength:"100" doc:"next of the page before"`
}

// ConversationPage is a page of the inbox with the numbers on its tabs.
type ConversationPage struct {
	Items  []desk.ConversationRow `json:"items"`
	Next   string                 `json:"next" doc:"For the next page; empty at the end"`
	Counts desk.Counts            `json:"counts"`
}

func (a *API) listConversations(ctx context.Context, in *inboxQuery) (*answer[ConversationPage], error) {
	after, err := decodeCursor(in.After)
	if err != nil {
		return nil, err
	}
	grant, err := a.Desk.Store.Grant(ctx)
	if err != nil {
		return nil, err
	}
	me := actor(ctx).ID
	q := desk.ConversationQuery{List: in.List, AgentID: me, After: after, Limit: in.more(), Grant: grant, Now: a.Clock.Ms()}
	rows, err := a.Desk.Store.ConversationRows(ctx, q)
	if err != nil {
		return nil, err
	}
	var p ConversationPage
	p.Items, p.Next = cut(rows, in.size(), func(c desk.ConversationRow) string { return inboxCursor(in.List, c) })
	p.Counts, err = a.Desk.Store.ConversationCounts(ctx, me)
	return answerWith(p, err)
}

func inboxCursor(list string, c desk.ConversationRow) string {
	if list == "waiting" {
		return encodeCursor(c.WaitingSince, c.ID)
	}
	return encodeCursor(c.LastMessageAt, c.ID)
}

func (a *API) getConversation(ctx context.Context, in *WithID) (*answer[desk.ConversationRow], error) {
	grant, err := a.Desk.Store.Grant(ctx)
	if err != nil {
		return nil, err
	}
	return answerWith(a.Desk.Store.ConversationRow(ctx, in.ID, grant, a.Clock.Ms()))
}

func (a *API) acceptConversation(ctx context.Context, in *WithID) (*answer[desk.ConversationRow], error) {
	return answerWith(a.Desk.Accept(ctx, actor(ctx), in.ID))
}

func (a *API) readConversation(ctx context.Context, in *WithID) (*none, error) {
	return &none{}, a.Desk.Read(ctx, actor(ctx), in.ID)
}

func (a *API) closeConversation(ctx context.Context, in *WithID) (*answer[desk.ConversationRow], error) {
	return answerWith(a.Desk.Close(ctx, actor(ctx), in.ID))
}

type messagesQuery struct {
	WithID
	Limited
	Before string `query:"before" maxLength:"100" doc:"before of the page after"`
}

// MessagePage is a part of a conversation, oldest message first.
type MessagePage struct {
	Items  []desk.MessageRow `json:"items"`
	Before string            `json:"before" doc:"For the messages before these; empty at the beginning"`
}

func (a *API) listMessages(ctx context.Context, in *messagesQuery) (*answer[MessagePage], error) {
	before, err := decodeCursor(in.Before)
	if err != nil {
		return nil, err
	}
	if _, err := a.Desk.Store.Conversation(ctx, in.ID); err != nil {
		return nil, err
	}
	rows, err := a.Desk.Store.MessageRows(ctx, in.ID, before, in.more())
	slices.Reverse(rows) // the oldest is the one that may be too many
	p := MessagePage{}
	p.Items, p.Before = cut(rows, in.size(), func(m desk.MessageRow) string { return encodeCursor(m.At, m.ID) })
	slices.Reverse(p.Items)
	return answerWith(p, err)
}

func (a *API) sendMessage(ctx context.Context, in *edit[desk.Reply]) (*answer[desk.MessageRow], error) {
	return answerWith(a.Desk.Send(ctx, actor(ctx), in.ID, in.Body))
}

func (a *API) retryMessage(ctx context.Context, in *WithID) (*answer[desk.MessageRow], error) {
	return answerWith(a.Desk.Retry(ctx, actor(ctx), in.ID))
}
