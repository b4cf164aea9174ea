package desk

import (
	"context"

	"github.com/menling/menling/internal/crm"
)

// List names a list of the inbox.
type List string

// The lists. All but the last two hold conversations that are not closed.
const (
	ListWaiting  List = "waiting"
	ListMine     List = "mine"
	ListTeam     List = "team"
	ListAll      List = "all"
	ListClosed   List = "closed"
	listCustomer List = "customer"
)

// Order is how a list is ordered.
type Order string

// The orders. Closed conversations, and a customer's, come newest first.
const (
	OrderNewest  Order = "newest"  // newest message first
	OrderWaiting Order = "waiting" // who has waited longest for an answer first, then those who do not wait
	OrderClosing Order = "closing" // whose reply window ends soonest first, then those whose has ended
)

// ConversationFilter is what else is asked for; zero: anything.
type ConversationFilter struct {
	AccountID int64
	AgentID   int64
	TeamID    int64
	TagID     int64
	Awaiting  bool // an answer
	Unread    bool
}

// ConversationQuery asks for a page of conversations.
type ConversationQuery struct {
	List       List
	Order      Order
	Filter     ConversationFilter
	Viewer     Viewer
	CustomerID int64         // with whom, for the list of a customer
	After      MessageCursor // the place of the last one seen
	Limit      int
	Grant      Grant
	Now        int64
}

// Ordered is the order that the list truly has.
func (q ConversationQuery) Ordered() Order {
	switch {
	case q.List == ListClosed || q.List == listCustomer:
		return OrderNewest
	case q.Order == "" && q.List == ListWaiting:
		return OrderWaiting
	case q.Order == "":
		return OrderNewest
	}
	return q.Order
}

// ByID says that the list is read by ids, the newest conversation first: closed ones by tag.
func (q ConversationQuery) ByID() bool { return q.List == ListClosed && q.Filter.TagID != 0 }

// Cutoff is the time of the last customers' messages whose reply window has ended.
func (q ConversationQuery) Cutoff() int64 { return q.Now - q.Grant.For.Milliseconds() }

// Place is where a row stands in the list. Below zero it is behind those that the order is about.
func (q ConversationQuery) Place(c ConversationRow) MessageCursor {
	at := c.LastMessageAt
	switch order := q.Ordered(); {
	case q.ByID():
		at = 1
	case order == OrderWaiting && q.List == ListWaiting:
		at = c.WaitingSince
	case order == OrderWaiting && c.AwaitingSince != 0:
		at = c.AwaitingSince
	case order == OrderWaiting:
		at = -c.LastMessageAt
	case order == OrderClosing && c.LastInboundAt > q.Cutoff():
		at = c.LastInboundAt
	case order == OrderClosing:
		at = -c.LastInboundAt
	}
	return MessageCursor{At: at, ID: c.ID}
}

// Conversations is a page of a list as somebody sees it, with the place after each row.
func (k *Desk) Conversations(ctx context.Context, who crm.Actor, q ConversationQuery) ([]ConversationRow, func(ConversationRow) MessageCursor, error) {
	var err error
	if q.Grant, err = k.Store.Grant(ctx); err != nil {
		return nil, nil, err
	}
	if q.Viewer, err = k.Viewer(ctx, who); err != nil {
		return nil, nil, err
	}
	q.Now = k.Clock.Ms()
	rows, err := k.Store.ConversationRows(ctx, q)
	return rows, q.Place, err
}

// Counts are the numbers on somebody's tabs.
func (k *Desk) Counts(ctx context.Context, who crm.Actor) (Counts, error) {
	v, err := k.Viewer(ctx, who)
	if err != nil {
		return Counts{}, err
	}
	return k.Store.ConversationCounts(ctx, v)
}

// shownConversations is how many of a customer's conversations are shown beside them.
const shownConversations = 20

// ConversationsOf are a customer's conversations that somebody may see, newest first.
func (k *Desk) ConversationsOf(ctx context.Context, who crm.Actor, customer int64) ([]ConversationRow, error) {
	rows, _, err := k.Conversations(ctx, who, ConversationQuery{List: listCustomer, CustomerID: customer, Limit: shownConversations})
	return rows, err
}
