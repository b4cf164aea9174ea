package api

import (
	"context"

	"github.com/menling/menling/internal/desk"
)

type inboxQuery struct {
	Limited
	List     string `query:"list" enum:"waiting,mine,team,all,closed" default:"all" doc:"All but closed hold conversations that are not closed"`
	Order    string `query:"order" enum:"newest,waiting,closing" doc:"newest message first; who has waited longest for an answer first (how waiting begins); whose reply window ends soonest first. Closed ones come newest first, by tag the newest conversation first"`
	Account  int64  `query:"account" doc:"Only of this account"`
	Agent    int64  `query:"agent" doc:"Only of this agent"`
	Team     int64  `query:"team" doc:"Only of this team"`
	Tag      int64  `query:"tag" doc:"Only with this tag"`
	Awaiting bool   `query:"awaiting" doc:"Only where the customer waits for an answer"`
	Unread   bool   `query:"unread" doc:"Only with unread messages"`
	After    string `query:"after" maxLength:"100" doc:"next of the page before"`
}

func (in *inboxQuery) query() (q desk.ConversationQuery, err error) {
	q = desk.ConversationQuery{List: desk.List(in.List), Order: desk.Order(in.Order), Limit: in.more()}
	q.Filter = desk.ConversationFilter{AccountID: in.Account, AgentID: in.Agent, TeamID: in.Team, TagID: in.Tag, Awaiting: in.Awaiting, Unread: in.Unread}
	q.After, err = decodeCursor(in.After)
	return q, err
}

// ConversationPage is a page of the inbox with the numbers on its tabs.
type ConversationPage struct {
	Items  []desk.ConversationRow `json:"items"`
	Next   string                 `json:"next" doc:"For the next page; empty at the end"`
	Counts desk.Counts            `json:"counts"`
}

func (a *API) listConversations(ctx context.Context, in *inboxQuery) (*answer[ConversationPage], error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	rows, place, err := a.Desk.Conversations(ctx, actor(ctx), q)
	if err != nil {
		return nil, err
	}
	var p ConversationPage
	p.Items, p.Next = cut(rows, in.size(), func(c desk.ConversationRow) string {
		at := place(c)
		return encodeCursor(at.At, at.ID)
	})
	p.Counts, err = a.Desk.Counts(ctx, actor(ctx))
	return answerWith(p, err)
}

func (a *API) getConversation(ctx context.Context, in *WithID) (*answer[desk.ConversationRow], error) {
	if _, err := a.Desk.Visible(ctx, actor(ctx), in.ID); err != nil {
		return nil, err
	}
	return answerWith(a.conversationRow(ctx, in.ID))
}

func (a *API) conversationRow(ctx context.Context, id int64) (desk.ConversationRow, error) {
	grant, err := a.Desk.Store.Grant(ctx)
	if err != nil {
		return desk.ConversationRow{}, err
	}
	return a.Desk.Store.ConversationRow(ctx, id, grant, a.Clock.Ms())
}

func (a *API) acceptConversation(ctx context.Context, in *WithID) (*answer[desk.ConversationRow], error) {
	return answerWith(a.Desk.Accept(ctx, actor(ctx), in.ID))
}

func (a *API) readConversation(ctx context.Context, in *WithID) (*none, error) {
	return &none{}, a.Desk.Read(ctx, actor(ctx), in.ID)
}

// CloseInput says why a conversation ends.
type CloseInput struct {
	Reason string `json:"reason,omitempty" maxLength:"40" doc:"One of the setting's, or another"`
}

type closing struct {
	WithID
	Body *CloseInput `required:"false"`
}

func (a *API) closeConversation(ctx context.Context, in *closing) (*answer[desk.ConversationRow], error) {
	why := ""
	if in.Body != nil {
		why = in.Body.Reason
	}
	return answerWith(a.Desk.Close(ctx, actor(ctx), in.ID, why))
}

func (a *API) transferConversation(ctx context.Context, in *edit[desk.Transfer]) (*answer[desk.ConversationRow], error) {
	return answerWith(a.Desk.Transfer(ctx, actor(ctx), in.ID, in.Body))
}

func (a *API) returnConversation(ctx context.Context, in *WithID) (*answer[desk.ConversationRow], error) {
	return answerWith(a.Desk.Return(ctx, actor(ctx), in.ID))
}

type messagesQuery struct {
	WithID
	Limited
	Before string `query:"before" maxLength:"100" doc:"before of the page after"`
}

// listCustomerMessages is a customer's whole history, across conversations.
func (a *API) listCustomerMessages(ctx context.Context, in *messagesQuery) (*answer[MessagePage], error) {
	if _, _, err := a.customer(ctx, in.ID); err != nil {
		return nil, err
	}
	viewer, err := a.Desk.Viewer(ctx, actor(ctx))
	if err != nil {
		return nil, err
	}
	return messagePage(in.Before, in.Limited, func(before desk.MessageCursor, limit int) ([]desk.MessageRow, error) {
		return a.Desk.Store.CustomerMessages(ctx, in.ID, viewer, before, limit)
	})
}

func (a *API) sendMessage(ctx context.Context, in *edit[desk.Reply]) (*answer[desk.MessageRow], error) {
	return answerWith(a.Desk.Send(ctx, actor(ctx), in.ID, in.Body))
}

func (a *API) retryMessage(ctx context.Context, in *WithID) (*answer[desk.MessageRow], error) {
	return answerWith(a.Desk.Retry(ctx, actor(ctx), in.ID))
}

// TypingInput is whether the agent types.
type TypingInput struct {
	Typing bool `json:"typing"`
}

func (a *API) showTyping(ctx context.Context, in *edit[TypingInput]) (*answer[desk.Typing], error) {
	return answerWith(a.Desk.ShowTyping(ctx, actor(ctx), in.ID, in.Body.Typing))
}
