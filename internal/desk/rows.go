package desk

import "github.com/menling/menling/internal/crm"

// ConversationRow is a conversation as lists show it.
type ConversationRow struct {
	ID            int64        `json:"id"`
	AccountID     int64        `json:"account_id"`
	AccountName   string       `json:"account_name"`
	Customer      CustomerName `json:"customer"`
	Status        Status       `json:"status" enum:"waiting,open,closed,official"`
	Agent         *AgentName   `json:"agent"`
	OpenedAt      int64        `json:"opened_at"`
	WaitingSince  int64        `json:"waiting_since"`
	LastInboundAt int64        `json:"last_inbound_at"`
	LastMessageAt int64        `json:"last_message_at"`
	Preview       Preview      `json:"preview"`
	Unread        int          `json:"unread"`
	SessionFrom   string       `json:"session_from" doc:"What the mini program sent: data, never an identity"`
	SessionMark   SessionMark  `json:"session_mark" enum:",signed,unsigned,forged,stale" doc:"What its signature says. signed: our server made it, at most a day before; it says nothing about who handed it over"`
	Window        Window       `json:"window"`
	ChannelName   string       `json:"channel_name"`
	TeamID        int64        `json:"team_id"`
	AwaitingSince int64        `json:"awaiting_since" doc:"The customer's first message that nobody has answered; 0: answered"`
	AcceptedAt    int64        `json:"accepted_at"`
	FirstAnswerAt int64        `json:"first_answer_at"`
	Inbound       int          `json:"inbound" doc:"Messages of the customer"`
	Outbound      int          `json:"outbound" doc:"Messages to them"`
	Transfers     int          `json:"transfers"`
	ClosedAt      int64        `json:"closed_at"`
	CloseReason   string       `json:"close_reason"`
	Rating        int          `json:"rating" doc:"1 to 5; 0: none"`
	Reminded      int          `json:"reminded" doc:"Whether people were reminded that the customer waits. 0: no, 1: the agent, 2: the leads too"`
	Tags          []int64      `json:"tags"`
	OfficialSince int64        `json:"official_since" doc:"Since when the customer is with the platform's own agent tool; 0: they are not"`
	OfficialUntil int64        `json:"official_until" doc:"When what they write may come here again, unless they write before; 0: they are not there"`

	SessionFields []SessionField `json:"session_fields,omitempty" doc:"What a signed session-from says"`
}

// CustomerName is a customer in a conversation's row.
type CustomerName struct {
	ID     int64   `json:"id"`
	Name   string  `json:"name"`
	Avatar string  `json:"avatar"`
	Tags   []int64 `json:"tags"`
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
	Kind           MessageKind  `json:"kind" enum:"text,image,miniprogrampage,link,entered,unknown"`
	Text           string       `json:"text"`
	Media          *MediaRow    `json:"media"`
	Agent          *AgentName   `json:"agent"`
	Card           *Card        `json:"card"`
	Source         Source       `json:"source" enum:",agent,rule,bot" doc:"Who wrote it; empty: the customer"`
	State          MessageState `json:"state" enum:"received,sending,sent,failed,unknown"`
	Problem        *crm.Problem `json:"problem"`
	At             int64        `json:"at"`
	Ord            string       `json:"ord" doc:"A whole number that JavaScript cannot hold: messages stand by at, then by this, then by id"`
	AccountID      int64        `json:"-"` // whose customer it is about
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
	Waiting  int `json:"waiting" doc:"Nobody has accepted them"`
	Mine     int `json:"mine"`
	Team     int `json:"team" doc:"Of my teams and the agents in them"`
	All      int `json:"all" doc:"All that are not closed"`
	Awaiting int `json:"awaiting" doc:"Of mine, whose customer waits for an answer"`
	Unread   int `json:"unread" doc:"Messages in mine that I have not seen"`
	Mentions int `json:"mentions" doc:"Notes that name me and that I have not seen"`
}
