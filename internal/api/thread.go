package api

import (
	"context"
	"slices"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

type threadQuery struct {
	WithID
	Limited
	Before string `query:"before" maxLength:"100" doc:"before of the page after"`
	After  string `query:"after" maxLength:"100" doc:"after of the page before"`
	Around int64  `query:"around" doc:"A message: the page that it is in the middle of"`
}

// MessagePage is a part of a conversation, oldest message first.
type MessagePage struct {
	Items  []desk.MessageRow `json:"items"`
	Before string            `json:"before" doc:"For the messages before these; empty at the beginning"`
	After  string            `json:"after" doc:"For the messages after these; empty at the end"`
}

func placeOf(m desk.MessageRow) string { return encodeCursor(m.At, m.ID) }

func (a *API) listMessages(ctx context.Context, in *threadQuery) (*answer[MessagePage], error) {
	if _, err := a.Desk.Visible(ctx, actor(ctx), in.ID); err != nil {
		return nil, err
	}
	switch {
	case in.Around != 0:
		return answerWith(a.messagesAround(ctx, in))
	case in.After != "":
		after, err := decodeCursor(in.After)
		if err != nil {
			return nil, err
		}
		return answerWith(a.messagesAfter(ctx, in.ID, after, in.size()))
	}
	return messagePage(in.Before, in.Limited, func(before desk.MessageCursor, limit int) ([]desk.MessageRow, error) {
		return a.Desk.Store.MessageRows(ctx, in.ID, before, limit)
	})
}

func (a *API) messagesAfter(ctx context.Context, id int64, after desk.MessageCursor, size int) (p MessagePage, err error) {
	rows, err := a.Desk.Store.MessagesAfter(ctx, id, after, size+1)
	p.Items, p.After = cut(rows, size, placeOf)
	p.Before = encodeCursor(after.At, after.ID)
	if len(p.Items) > 0 {
		p.Before = placeOf(p.Items[0])
	}
	return p, err
}

// messagesAround is a message with as many before it as after it.
func (a *API) messagesAround(ctx context.Context, in *threadQuery) (p MessagePage, err error) {
	m, err := a.Desk.Store.MessageRow(ctx, in.Around)
	if err != nil {
		return p, err
	}
	if m.ConversationID != in.ID {
		return p, crm.ErrNotFound
	}
	place, half := desk.MessageCursor{At: m.At, ID: m.ID}, max(1, in.size()/2)
	if p, err = a.messagesAfter(ctx, in.ID, place, half); err != nil {
		return p, err
	}
	older, err := a.Desk.Store.MessageRows(ctx, in.ID, place, half+1)
	p.Before = ""
	if len(older) > half {
		older = older[1:]
		p.Before = placeOf(older[0])
	}
	p.Items = slices.Concat(older, []desk.MessageRow{m}, p.Items)
	return p, err
}

func messagePage(place string, limit Limited, read func(desk.MessageCursor, int) ([]desk.MessageRow, error)) (*answer[MessagePage], error) {
	before, err := decodeCursor(place)
	if err != nil {
		return nil, err
	}
	rows, err := read(before, limit.more())
	slices.Reverse(rows) // the oldest is the one that may be too many
	p := MessagePage{}
	p.Items, p.Before = cut(rows, limit.size(), placeOf)
	slices.Reverse(p.Items)
	if place != "" && len(p.Items) > 0 {
		p.After = placeOf(p.Items[len(p.Items)-1])
	}
	return answerWith(p, err)
}
