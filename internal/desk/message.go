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
	KindLink    MessageKind = "link"
	KindEntered MessageKind = "entered"
	KindUnknown MessageKind = "unknown"
)

// Source is who wrote a message to a customer.
type Source string

// The sources.
const (
	ByAgent Source = "agent"
	ByRule  Source = "rule"
	ByBot   Source = "bot"
)

// Answers says whether it answers the customer. What a rule says by itself does not.
func (s Source) Answers() bool { return s == ByAgent || s == ByBot }

// Card is a link or a page of the mini program, as the customer sees it; the cover is the message's picture.
type Card struct {
	Title       string `json:"title"`
	Description string `json:"description,omitempty" doc:"Of a link"`
	URL         string `json:"url,omitempty" doc:"Of a link"`
	ThumbURL    string `json:"thumb_url,omitempty" doc:"Of a link: its picture's address"`
	AppID       string `json:"appid,omitempty" doc:"Of a page that a customer sent"`
	Path        string `json:"path,omitempty" doc:"Of a page, with its parameters"`
}

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
	At             int64  // the platform's CreateTime for inbound or right after what was said in that second, our time for outbound, in milliseconds
	Ord            int64  // order among messages of the same time, by content and never by arrival
	Hash           []byte // of the push
	PushID         int64
	AgentID        int64
	ClientKey      string
	State          MessageState
	Problem        int
	SettledAt      int64
	Card           *Card
	PicURL         string // where the platform shows a customer's picture or a card's cover for a while
	Source         Source
	SourceID       int64 // the rule
}

// MessageTx changes messages.
type MessageTx interface {
	Message(id int64) (Message, error)
	MessageByClientKey(key string) (Message, error)
	MessageRow(id int64) (MessageRow, error)
	AddMessage(Message) error
	UpdateMessage(Message) error
	// AttachEntries gives a new conversation the entries that came before it, and what greeted them: so many.
	AttachEntries(account, identity, conversation int64) (int, error)
	// NewestPush is the newest push whose message is in a conversation.
	NewestPush(conversation int64) (int64, error)
	// LastSaid is when the desk last said something to a customer from a time until before another; 0: it did not.
	LastSaid(account, identity, from, until int64) (int64, error)
	// LastMessage is the last one of a conversation in the order of meaning.
	LastMessage(conversation int64) (Message, error)
	// MessagesOf reads all messages and entries of a conversation, for a refold.
	MessagesOf(conversation int64) ([]Message, error)
}

// MessageCursor is a place in a conversation's messages; zero is after the newest.
type MessageCursor struct{ At, ID int64 }

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
