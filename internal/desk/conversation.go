package desk

import (
	"context"
	"errors"

	"github.com/menling/menling/internal/crm"
)

// Status of a conversation.
type Status string

// The statuses.
const (
	Waiting Status = "waiting" // nobody has accepted it
	Open    Status = "open"
	Closed  Status = "closed"
)

// Conversation is one round of talk between a customer of a mini program and the desk.
type Conversation struct {
	ID               int64
	AccountID        int64
	IdentityID       int64
	Status           Status
	AgentID          int64
	OpenedAt         int64
	WaitingSince     int64
	AcceptedAt       int64
	ClosedAt         int64
	ClosedBy         int64
	LastInboundAt    int64 // the platform's CreateTime of the customer's newest message, in milliseconds
	LastMessageAt    int64
	ReadPush         int64 // the newest push whose message an agent has seen: pushes of a customer are applied in order
	Unread           int
	SessionFrom      string // what the client sent: data, never an identity
	SessionFromAt    int64
	PreviewKind      MessageKind
	PreviewText      string
	PreviewDirection Direction
	UpdatedAt        int64
}

// ConversationTx changes conversations.
type ConversationTx interface {
	Conversation(id int64) (Conversation, error)
	// LatestConversation is the newest one of a customer with an account, open or closed.
	LatestConversation(account, identity int64) (Conversation, error)
	AddConversation(Conversation) error
	UpdateConversation(Conversation) error
	ConversationRow(id int64, grant Grant, now int64) (ConversationRow, error)
	// OpenConversationsOf are the customer's conversations that are not closed.
	OpenConversationsOf(customer int64) ([]int64, error)
	// SendsSince counts messages of the desk that were sent, or may have been, at or after a time.
	SendsSince(account, identity, since int64) (int, error)
}

func conversationKey(id int64) string { return "conversation:" + itoa(id) }

// Accept gives a waiting conversation to the agent. Of two at once one wins; the other is told who.
func (k *Desk) Accept(ctx context.Context, who crm.Actor, id int64) (ConversationRow, error) {
	return k.change(ctx, who, id, "conversation.accept", func(tx Tx, c *Conversation, at int64) error {
		switch {
		case c.Status == Open && c.AgentID == who.ID:
			return nil
		case c.Status == Open:
			return taken(tx, c.AgentID)
		case c.Status == Closed:
			return crm.Refuse(CodeClosed)
		}
		c.Status, c.AgentID, c.AcceptedAt = Open, who.ID, at
		return nil
	})
}

func taken(tx Tx, agent int64) error {
	a, err := tx.Agent(agent)
	if err != nil && !errors.Is(err, crm.ErrNotFound) {
		return err
	}
	return crm.Refuse(CodeConversationTaken, "agent", a.Name)
}

// Close ends a conversation; the customer's next message opens a new one.
func (k *Desk) Close(ctx context.Context, who crm.Actor, id int64) (ConversationRow, error) {
	return k.change(ctx, who, id, "conversation.close", func(_ Tx, c *Conversation, at int64) error {
		if c.Status == Closed {
			return nil
		}
		if err := mayAnswer(*c, who); err != nil {
			return err
		}
		c.Status, c.ClosedAt, c.ClosedBy, c.Unread = Closed, at, who.ID, 0
		return nil
	})
}

// Read says that the agent has seen everything up to now.
func (k *Desk) Read(ctx context.Context, who crm.Actor, id int64) error {
	c, err := k.Store.Conversation(ctx, id)
	if err != nil || c.Unread == 0 || c.AgentID != who.ID {
		return err
	}
	stamp := k.stamp()
	return k.Store.Write(ctx, []string{conversationKey(id)}, func(tx Tx) error {
		c, err := tx.Conversation(id)
		if err != nil || c.Unread == 0 || c.AgentID != who.ID {
			return err
		}
		if c.ReadPush, err = tx.NewestPush(id); err != nil {
			return err
		}
		c.Unread = 0
		return put(tx, c, stamp.At)
	})
}

// mayAnswer says whether this person may write into or close the conversation. An admin may step in where nobody is.
func mayAnswer(c Conversation, who crm.Actor) error {
	if c.AgentID == who.ID && c.Status == Open {
		return nil
	}
	if c.Status == Waiting && who.Role == crm.RoleAdmin {
		return nil
	}
	return crm.Refuse(CodeNotYours)
}

// change is a person's change of one conversation, with its audit row.
func (k *Desk) change(ctx context.Context, who crm.Actor, id int64, operation string, change func(Tx, *Conversation, int64) error) (ConversationRow, error) {
	stamp := k.stamp()
	var row ConversationRow
	err := k.Store.Write(ctx, []string{conversationKey(id)}, func(tx Tx) error {
		before, err := tx.Conversation(id)
		if err != nil {
			return err
		}
		c := before
		if err := change(tx, &c, stamp.At); err != nil {
			return err
		}
		if c != before {
			if err := put(tx, c, stamp.At); err != nil {
				return err
			}
			audit := crm.Audit{At: stamp.At, Actor: who, Operation: operation, Subject: "conversation", SubjectID: id, Before: before, After: c}
			if err := tx.AddAudit(audit); err != nil {
				return err
			}
		}
		row, err = rowOf(tx, id, stamp.At)
		return err
	})
	return row, err
}

// put stores a conversation and tells the lists.
func put(tx Tx, c Conversation, at int64) error {
	c.UpdatedAt = at
	if err := tx.UpdateConversation(c); err != nil {
		return err
	}
	return tell(tx, c.ID, at)
}

func tell(tx Tx, id, at int64) error {
	row, err := rowOf(tx, id, at)
	if err != nil {
		return err
	}
	return tx.AddChange(crm.Change{Kind: "conversation", SubjectID: id, Row: row, At: at})
}

// TellCustomerChanged tells lists that a customer's open conversations show somebody new: a name, a channel, another record.
func TellCustomerChanged(tx Tx, customer, at int64) error {
	open, err := tx.OpenConversationsOf(customer)
	if err != nil {
		return err
	}
	for _, id := range open {
		if err := tell(tx, id, at); err != nil {
			return err
		}
	}
	return nil
}

func rowOf(tx Tx, id, at int64) (ConversationRow, error) {
	grant, err := tx.Grant()
	if err != nil {
		return ConversationRow{}, err
	}
	return tx.ConversationRow(id, grant, at)
}

// shownConversations is how many of a customer's conversations are shown beside them.
const shownConversations = 20

// ConversationsOf are a customer's conversations, newest first.
func (k *Desk) ConversationsOf(ctx context.Context, customer int64) ([]ConversationRow, error) {
	grant, err := k.Store.Grant(ctx)
	if err != nil {
		return nil, err
	}
	return k.Store.ConversationRows(ctx, ConversationQuery{List: "customer", CustomerID: customer, Limit: shownConversations, Grant: grant, Now: k.Clock.Ms()})
}
