// Package desk is where the customers of a mini program are answered: conversations, messages, the reply window.
package desk

import (
	"context"
	"log/slog"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/weapp"
)

// Store is what the desk needs kept.
type Store interface {
	crm.Reader
	Reader
	Write(ctx context.Context, keys []string, fn func(Tx) error) error
}

// Reader answers outside a transaction.
type Reader interface {
	Conversation(ctx context.Context, id int64) (Conversation, error)
	ConversationRow(ctx context.Context, id int64, grant Grant, now int64) (ConversationRow, error)
	ConversationRows(ctx context.Context, q ConversationQuery) ([]ConversationRow, error)
	ConversationCounts(ctx context.Context, agent int64) (Counts, error)
	Message(ctx context.Context, id int64) (Message, error)
	MessageRow(ctx context.Context, id int64) (MessageRow, error)
	MessageRows(ctx context.Context, conversation int64, before MessageCursor, limit int) ([]MessageRow, error)
	IdentityByID(ctx context.Context, id int64) (crm.Identity, error)
	QuickReplies(ctx context.Context) ([]QuickReply, error)
	Blob(ctx context.Context, hash [32]byte) (crm.Blob, error)
	Grant(ctx context.Context) (Grant, error)
}

// Tx is what the desk's rules may do inside one transaction.
type Tx interface {
	crm.Tx
	ConversationTx
	MessageTx
	QuickReplyTx
	Grant() (Grant, error)
}

// Clients gives the SDK client of a mini program.
type Clients interface {
	Weapp(ctx context.Context, account int64) (*weapp.Client, error)
}

// Queues of the desk's jobs.
const (
	QueueSend  = "send"  // messages to customers, in order per conversation
	QueueMedia = "media" // pictures of customers
)

// Desk holds the rules.
type Desk struct {
	Store   Store
	Clients Clients
	Clock   crm.Clock
	IDs     *crm.IDs
	Waker   crm.Waker
	Log     *slog.Logger
}

func (k *Desk) stamp() crm.Stamp { return crm.NewStamp(k.Clock, k.IDs) }

// Codes of the desk's refusals.
const (
	CodeConversationTaken crm.Code = "conversation_taken"
	CodeNotYours          crm.Code = "not_yours"
	CodeWindowClosed      crm.Code = "window_closed"
	CodeWindowUsedUp      crm.Code = "window_used_up"
	CodeClosed            crm.Code = "conversation_closed"
	CodeNotFailed         crm.Code = "message_not_failed"
)
