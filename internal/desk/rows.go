package desk

import "github.com/menling/menling/internal/crm"

// ConversationRow is a conversation as lists show it.
type ConversationRow struct {
	ID            int64        `json:"id"`
	AccountID     int64        `json:"account_id"`
	AccountName   string       `json:"account_name"`
	Customer      CustomerName `json:"customer"`
	Status        Status       `json:"status" enum:"waiting,open,closed"`
	Agent         *AgentName   `json:"agent"`
	OpenedAt      int64        `json:"opened_at"`
	WaitingSince  int64        `json:"waiting_since"`
	LastInboundAt int64        `json:"last_inbound_at"`
	LastMessageAt int64        `json:"last_message_at"`
	Preview       Preview      `json:"preview"`
	Unread        int          `json:"unread"`
	SessionFrom   string       `json:"session_from" doc:"What the mini program sent: data, never an identity"`
	Window        Window       `json:"window"`
	ChannelName   string       `json:"channel_name"`
}

// CustomerName is a customer in a conversation's row.
type CustomerName struct {
	ID     int64  `json:"id"`
	Name   string `json:"name"`
	Avatar string `json:"avatar"`
}

// AgentName is an agent by name.
type AgentName struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// Preview is the newest message in short.
type Preview struct {
	Kind      MessageKind `json:"kind"`
	Text      string      `json:"text"`
	Direction Direction   `json:"direction"`
}

// MessageRow is a message as a conversation shows it.
type MessageRow struct {
	ID             int64        `json:"id"`
	ConversationID int64        `json:"conversation_id"`
	Direction      Direction    `json:"direction" enum:"in,out"`
	Kind           MessageKind  `json:"kind" enum:"text,image,miniprogrampage,entered,unknown"`
	Text           string       `json:"text"`
	Media          *MediaRow    `json:"media"`
	Agent          *AgentName   `json:"agent"`
	State          MessageState `json:"state" enum:"received,sending,sent,failed,unknown"`
	Problem        *crm.Problem `json:"problem"`
	At             int64        `json:"at"`
}

// MediaRow is a picture.
type MediaRow struct {
	ID     string `json:"id"`
	Type   string `json:"type"`
	Size   int64  `json:"size"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
	State  string `json:"state" enum:"ready,fetching,failed"`
}

// Counts are the numbers on the inbox's tabs.
type Counts struct {
	Waiting int `json:"waiting"`
	Mine    int `json:"mine"`
	Unread  int `json:"unread"`
}

// ConversationQuery asks for a page of conversations: waiting ones by who waits longest, others by the newest message.
type ConversationQuery struct {
	List       string        // waiting, mine, all, customer
	AgentID    int64         // whose, for mine
	CustomerID int64         // with whom, for customer
	After      MessageCursor // of the last one seen: its waiting_since or last_message_at, and id
	Limit      int
	Grant      Grant
	Now        int64
}
