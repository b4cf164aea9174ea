// Package desk is where the customers of a mini program are answered: conversations, messages, the reply window.
package desk

import (
	"context"
	"log/slog"
	"sync/atomic"

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
	ConversationCounts(ctx context.Context, v Viewer) (Counts, error)
	Viewer(ctx context.Context, agent int64) (Viewer, error)
	MentionReader
	FindReader
	TagReader
	FieldReader
	// MissedConversations are some whose window ended unanswered, with the last message at or before a time, and that have no note of it.
	MissedConversations(ctx context.Context, cutoff int64, limit int) ([]int64, error)
	// CustomerMessages is a page of all that was said with a customer before a place, oldest first.
	CustomerMessages(ctx context.Context, customer int64, v Viewer, before MessageCursor, limit int) ([]MessageRow, error)
	Message(ctx context.Context, id int64) (Message, error)
	MessageRow(ctx context.Context, id int64) (MessageRow, error)
	MessageRows(ctx context.Context, conversation int64, before MessageCursor, limit int) ([]MessageRow, error)
	MessagesAfter(ctx context.Context, conversation int64, after MessageCursor, limit int) ([]MessageRow, error)
	IdentityByID(ctx context.Context, id int64) (crm.Identity, error)
	QuickReplies(ctx context.Context) ([]QuickReply, error)
	QuickReplyFolders(ctx context.Context) ([]QuickReplyFolder, error)
	Blob(ctx context.Context, hash [32]byte) (crm.Blob, error)
	BlobHead(ctx context.Context, hash [32]byte) (crm.Blob, error)
	// BlobAccounts are those in which a picture was said or is kept as material; 0: for all.
	BlobAccounts(ctx context.Context, hash [32]byte) ([]int64, error)
	Grant(ctx context.Context) (Grant, error)
	SessionKeys
	ActionRows(ctx context.Context, conversation int64) ([]ActionRow, error)
	DeskSettings(ctx context.Context) SettingReader
	MaterialReader
	MediaCopyReader
	OfficialReader
	SeatReader
	Rules(ctx context.Context) ([]Rule, error)
	// RuleActs are the rules that acted since a time.
	RuleActs(ctx context.Context, since int64) ([]RuleActs, error)
	AssignReader
	AbsentReader
	NoticeReader
	Bots(ctx context.Context) ([]Bot, error)
	AwaitingConversations(ctx context.Context, q AwaitingQuery, limit int) ([]int64, error)
	SilentConversations(ctx context.Context, q SilentQuery, limit int) ([]int64, error)
	FigureReader
	ViewingReader
}

// Tx is what the desk's rules may do inside one transaction.
type Tx interface {
	crm.Tx
	ConversationTx
	MessageTx
	QuickReplyTx
	ActionTx
	SettingTx
	MaterialTx
	MediaCopyTx
	SeatTx
	NoticeTx
	TeamTx
	RuleTx
	ViewerTx
	MentionTx
	TagTx
	FieldTx
	MissedSince(conversation, since int64) (bool, error)
	MarkTx
	BotTx
	FigureTx
	ViewingTx
	SessionKeys
	Grant() (Grant, error)
}

// Clients gives the SDK client of a mini program.
type Clients interface {
	Weapp(ctx context.Context, account int64) (*weapp.Client, error)
	// Fetch gets a public picture that the account's platform named.
	Fetch(ctx context.Context, account int64, url string) ([]byte, error)
}

// Queues of the desk's jobs.
const (
	QueueSend   = "send"   // messages to customers, in order per conversation
	QueueMedia  = "media"  // pictures of customers
	QueueNotice = "notice" // to agents, outside the console

	QueueMaterial = "material" // uploads of the library
	QueueBot      = "bot"      // questions to bots
)

// TopicAssign is woken when somebody may have become free for a conversation.
const TopicAssign = "assign"

// Desk holds the rules.
type Desk struct {
	Store     Store
	Clients   Clients
	Messenger Messenger
	Clock     crm.Clock
	IDs       *crm.IDs
	Waker     crm.Waker
	Log       *slog.Logger
	Bots      BotCaller
	Shrink    func(crm.Blob) (crm.Blob, bool) // makes a smaller copy of a picture, where one is of use
	Node      string                          // which of several nodes this is; empty: the only one

	typing typists
	todays todays
	rules  atomic.Pointer[ruleSet]
}

func (k *Desk) stamp() crm.Stamp { return crm.NewStamp(k.Clock, k.IDs) }

// Codes of the desk's refusals.
const (
	CodeConversationTaken crm.Code = "conversation_taken"
	CodeNotYours          crm.Code = "not_yours"
	CodeWindowClosed      crm.Code = "window_closed"
	CodeWindowUsedUp      crm.Code = "window_used_up"
	CodeWindowLast        crm.Code = "window_last" // the last place is kept for a person
	CodeAgentFull         crm.Code = "agent_full"
	CodeClosed            crm.Code = "conversation_closed"
	CodeOfficialFull      crm.Code = "official_agents_full"
	CodeOfficialStays     crm.Code = "official_agent_stays"
	CodeNotFailed         crm.Code = "message_not_failed"
)
