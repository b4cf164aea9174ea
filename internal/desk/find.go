package desk

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// MessageSearchVersion names the way messages are cut into words. Another number has all of them indexed anew.
const MessageSearchVersion = 1

// FoundWords are what a message is found by: its text or card, folded, line by line.
func (m Message) FoundWords() string {
	if m.Kind == KindEntered {
		return ""
	}
	lines := []string{m.Text}
	if m.Card != nil {
		lines = append(lines, m.Card.Title, m.Card.Description)
	}
	for i, l := range lines {
		lines[i] = crm.Fold(l)
	}
	return strings.TrimSpace(strings.Join(slices.DeleteFunc(lines, func(l string) bool { return l == "" }), "\n"))
}

// MessageSearch asks for messages with a text, newest first.
type MessageSearch struct {
	Text           string
	AccountID      int64
	CustomerID     int64
	ConversationID int64
	Viewer         Viewer
	Before         int64 // the id of the last one seen
	Limit          int
}

// FoundMessage is a message with where it was said.
type FoundMessage struct {
	Message     MessageRow   `json:"message"`
	Customer    CustomerName `json:"customer"`
	AccountID   int64        `json:"account_id"`
	AccountName string       `json:"account_name"`
	Status      Status       `json:"status" enum:"waiting,open,closed,official" doc:"Of its conversation"`
}

// FoundPage is a page of what a search found.
type FoundPage struct {
	Items    []FoundMessage
	Next     int64 // 0: that is all
	Indexing bool  // older messages are still being indexed
}

// FindReader finds messages.
type FindReader interface {
	FindMessages(ctx context.Context, q MessageSearch) (FoundPage, error)
}

const maxSearch = 100

// FindMessages looks for a text in all messages that somebody may see: any part of them, from one character on.
func (k *Desk) FindMessages(ctx context.Context, who crm.Actor, q MessageSearch) (FoundPage, error) {
	q.Text = crm.SearchText(strings.ToValidUTF8(q.Text, ""))
	if q.Text == "" || utf8.RuneCountInString(q.Text) > maxSearch {
		return FoundPage{}, crm.Invalid("q", "请输入要找的文字，最多 100 个字", "give a text of 1 to 100 characters to look for")
	}
	var err error
	if q.Viewer, err = k.Viewer(ctx, who); err != nil {
		return FoundPage{}, err
	}
	return k.Store.FindMessages(ctx, q)
}
