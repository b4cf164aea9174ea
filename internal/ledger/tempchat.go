package ledger

import (
	"context"
	"errors"

	"github.com/menling/menling/internal/crm"
)

// TempChat (临时会话) is one visit of one customer: what becomes of a temporary way. Its code serves one customer until QRUntil, and
// the chat with them lasts until EndsAt.
type TempChat struct {
	WayID        int64
	CorpID       int64
	State        TempState
	QRUntil      int64 // 0: the platform was not asked yet
	UsedAt       int64
	IdentityID   int64
	UserID       string
	EndsAt       int64
	EndedAt      int64
	EndReason    string
	CloseState   string
	CloseProblem int
	ClosedAt     int64
	ClosedBy     int64
	ClosedName   string
	CountedDay   int64 // when the day began that it counts to; 0: it does not count
}

// TempState is how far a visit has come.
type TempState string

// The states of a visit.
const (
	TempWaiting  TempState = "waiting"  // for the customer to scan
	TempChatting TempState = "chatting" // the customer is there
	TempEnded    TempState = "ended"
	TempExpired  TempState = "expired" // nobody came in time
	TempUnknown  TempState = "unknown" // nobody knows whether the platform has made its code
	TempFailed   TempState = "failed"  // the platform refused
)

// TempStates are all of them, in the order that boards show them.
var TempStates = []TempState{TempWaiting, TempChatting, TempEnded, TempExpired, TempUnknown, TempFailed}

// Why a chat ended.
const (
	EndedByTime   = "time"
	EndedByUs     = "closed"
	EndedByLeave  = "customer_left"
	EndedByMember = "member_left"
)

// How far closing a chat has come. A closing whose answer was lost stays unknown until a person asks once more.
const (
	CloseAsked   = "asked"
	CloseCalling = "calling"
	CloseDone    = "done"
	CloseFailed  = "failed"
	CloseUnknown = "unknown"
)

// TempTx changes temporary chats.
type TempTx interface {
	// TempChat reads one to change it.
	TempChat(way int64) (TempChat, error)
	PutTempChat(TempChat) error
	// OpenTempChats are those that a customer has with a member; an empty userid means any.
	OpenTempChats(identity int64, userID string) ([]TempChat, error)
	// CountTemp counts one more on a day, or says that there are as many as limit.
	CountTemp(corp, day, limit int64) (bool, error)
	UncountTemp(corp, day int64) error
}

// TempReader reads boards.
type TempReader interface {
	TempChat(ctx context.Context, way int64) (TempChat, error)
	TempChatRow(ctx context.Context, way int64) (TempChatRow, error)
	TempChatRows(ctx context.Context, q TempQuery) ([]TempChatRow, error)
	// TempCounts counts each state, up to most.
	TempCounts(ctx context.Context, now int64, most int) (map[TempState]int, error)
	IdentityByID(ctx context.Context, id int64) (crm.Identity, error)
}

// TempQuery asks for a page of a board, newest first.
type TempQuery struct {
	State   TempState // empty: all
	Channel int64
	Member  string
	Text    string // part of its name
	Now     int64
	After   int64
	Limit   int
}

// TempChatRow is a visit as boards show it. All times are UTC milliseconds.
type TempChatRow struct {
	ID            int64         `json:"id" doc:"Of its way, too: its picture is at /ways/{id}/qr.png"`
	AccountID     int64         `json:"account_id"`
	ChannelID     int64         `json:"channel_id"`
	ChannelName   string        `json:"channel_name"`
	Name          string        `json:"name" doc:"What the visit is called"`
	Note          string        `json:"note"`
	UserID        string        `json:"userid"`
	MemberName    string        `json:"member_name"`
	State         TempState     `json:"state" enum:"waiting,chatting,ended,expired,unknown,failed"`
	Phase         Phase         `json:"phase" enum:"intent,calling,confirmed,failed,unknown,deleting,deleted"`
	Problem       *crm.Problem  `json:"problem"`
	QR            bool          `json:"qr" doc:"Its picture is kept"`
	ConfigID      string        `json:"config_id"`
	ExpiresIn     int64         `json:"expires_in" doc:"Seconds"`
	ChatExpiresIn int64         `json:"chat_expires_in" doc:"Seconds, from when the customer comes"`
	QRUntil       int64         `json:"qr_until" doc:"0: not made yet"`
	UsedAt        int64         `json:"used_at" doc:"When the customer came"`
	EndsAt        int64         `json:"ends_at" doc:"When the chat ends by itself"`
	EndedAt       int64         `json:"ended_at"`
	EndReason     string        `json:"end_reason" enum:",time,closed,customer_left,member_left"`
	CloseState    string        `json:"close_state" enum:",asked,calling,done,failed,unknown"`
	CloseProblem  *crm.Problem  `json:"close_problem"`
	ClosedAt      int64         `json:"closed_at"`
	ClosedBy      string        `json:"closed_by" doc:"Who closed it, by name"`
	UnionID       string        `json:"unionid" doc:"Only this customer may come"`
	BoundTo       *TempCustomer `json:"bound_to" doc:"The customer of that unionid, where we know them"`
	Customer      *TempCustomer `json:"customer" doc:"Who came"`
	Conclusions   *Conclusions  `json:"conclusions"`
	ReissuedFrom  int64         `json:"reissued_from"`
	ReissuedAs    int64         `json:"reissued_as" doc:"The newest one made in its place"`
	CreatedAt     int64         `json:"created_at"`
	CreatedBy     int64         `json:"created_by"`
	CreatedName   string        `json:"created_name"`
}

// TempCustomer is a customer by name.
type TempCustomer struct {
	ID     int64  `json:"id"`
	Name   string `json:"name"`
	Avatar string `json:"avatar"`
}

// TempBoard is a page of visits with what stands around it.
type TempBoard struct {
	Items  []TempChatRow     `json:"items" nullable:"false"`
	Next   string            `json:"next" doc:"For the next page; empty at the end"`
	Counts map[TempState]int `json:"counts" doc:"Of each state; 501 means more than 500"`
	Now    int64             `json:"now" doc:"The server's clock, for countdowns"`
}

// at is the state at a moment: time passes whether anybody looks or not.
func (c TempChat) at(now int64) TempChat {
	switch {
	case (c.State == TempWaiting || c.State == TempUnknown) && c.QRUntil != 0 && c.QRUntil <= now:
		c.State = TempExpired
	case c.State == TempChatting && c.EndsAt <= now:
		c.State, c.EndedAt, c.EndReason = TempEnded, c.EndsAt, EndedByTime
	}
	return c
}

func (r TempChatRow) at(now int64) TempChatRow {
	c := TempChat{State: r.State, QRUntil: r.QRUntil, EndsAt: r.EndsAt, EndedAt: r.EndedAt, EndReason: r.EndReason}.at(now)
	r.State, r.EndedAt, r.EndReason = c.State, c.EndedAt, c.EndReason
	return r
}

// due is when its state changes by itself; 0: never.
func (c TempChat) due() int64 {
	switch c.State {
	case TempWaiting, TempUnknown:
		return c.QRUntil
	case TempChatting:
		return c.EndsAt
	}
	return 0
}

// tempCounted is up to how many visits of a state are counted.
const tempCounted = 500

// TempBoard is a page of visits.
func (l *Ledger) TempBoard(ctx context.Context, q TempQuery) (TempBoard, error) {
	q.Now = l.Clock.Ms()
	b := TempBoard{Now: q.Now}
	var err, failed error
	b.Items, err = l.Store.TempChatRows(ctx, q)
	b.Counts, failed = l.Store.TempCounts(ctx, q.Now, tempCounted)
	for i, r := range b.Items {
		b.Items[i] = r.at(q.Now)
	}
	return b, errors.Join(err, failed)
}

// TempChatRow is one visit.
func (l *Ledger) TempChatRow(ctx context.Context, way int64) (TempChatRow, error) {
	r, err := l.Store.TempChatRow(ctx, way)
	return r.at(l.Clock.Ms()), err
}
