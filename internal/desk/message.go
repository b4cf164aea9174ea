package desk

import "strconv"

// Direction of a message.
type Direction string

// The directions.
const (
	In  Direction = "in"
	Out Direction = "out"
)

// MessageKind is what a message holds.
type MessageKind string

// The kinds. Entered marks that the customer opened the chat; its text is the session-from.
const (
	KindText    MessageKind = "text"
	KindImage   MessageKind = "image"
	KindPage    MessageKind = "miniprogrampage"
	KindEntered MessageKind = "entered"
	KindUnknown MessageKind = "unknown"
)

// MessageState is how far a message has come.
type MessageState string

// The states. Calling is committed before the first byte goes to the platform: found so after a crash, the outcome is unknown.
const (
	Received MessageState = "received"
	Sending  MessageState = "sending"
	Calling  MessageState = "calling"
	Sent     MessageState = "sent"
	Failed   MessageState = "failed"
	Unknown  MessageState = "unknown"
)

// States of a message's picture.
const (
	MediaNone     = ""
	MediaFetching = "fetching"
	MediaReady    = "ready"
	MediaFailed   = "failed"
)

// Message is one message of a conversation, or an entry into the chat.
type Message struct {
	ID             int64
	ConversationID int64 // 0: an entry before any conversation
	AccountID      int64
	IdentityID     int64
	Direction      Direction
	Kind           MessageKind
	Text           string
	MediaRef       string // the platform's media id of a customer's picture
	MediaState     string
	Blob           []byte // hash of the picture
	At             int64  // the platform's CreateTime for inbound, our time for outbound, in milliseconds
	Ord            int64  // order among messages of the same time, by content and never by arrival
	Hash           []byte // of the push
	PushID         int64
	AgentID        int64
	ClientKey      string
	State          MessageState
	Problem        int
	SettledAt      int64
}

// MessageTx changes messages.
type MessageTx interface {
	Message(id int64) (Message, error)
	MessageByClientKey(key string) (Message, error)
	MessageRow(id int64) (MessageRow, error)
	AddMessage(Message) error
	UpdateMessage(Message) error
	// AttachEntries gives a new conversation the entries that came before it.
	AttachEntries(account, identity, conversation int64) error
	// NewestPush is the newest push whose message is in a conversation.
	NewestPush(conversation int64) (int64, error)
	// LastMessage is the last one of a conversation in the order of meaning.
	LastMessage(conversation int64) (Message, error)
	// MessagesOf reads all messages and entries of a conversation, for a refold.
	MessagesOf(conversation int64) ([]Message, error)
}

// MessageCursor is a place in a conversation's messages; zero is after the newest.
type MessageCursor struct{ At, ID int64 }

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
