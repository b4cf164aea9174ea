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
	// Official: the customer is with the platform's own agent tool, and its agents answer.
	Official Status = "official"
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
	LastInboundAt    int64 // when the customer's newest message was written, to the second
	LastMessageAt    int64
	ReadPush         int64 // the newest push whose message an agent has seen: pushes of a customer are applied in order
	Unread           int
	SessionFrom      string // what the client sent: data, never an identity
	SessionFromAt    int64
	PreviewKind      MessageKind
	PreviewText      string
	PreviewDirection Direction
	UpdatedAt        int64

	TeamID          int64
	AwaitingSince   int64 // the customer's first message that nobody has answered; 0: answered. Automatic replies are no answer
	FirstAcceptedAt int64
	FirstAnswerAt   int64
	FirstAnswerBy   int64 // the agent; 0: a bot, or nobody yet
	LastAnswerAt    int64
	Inbound         int // messages of the customer
	Outbound        int // messages to them
	Transfers       int
	CloseReason     string
	ClosedKind      string // kind of actor: agent, rule
	OfficialSince   int64  // when they were handed to the platform's own agent tool
	Rating          int    // 1 to 5; 0: none
	RatingAskedAt   int64
	EnteredAt       int64 // when the customer last opened the chat
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
	// SendsSince counts messages of the desk that were sent, or may have been, in or after the second of a time.
	SendsSince(account, identity, since int64) (int, error)
}

func conversationKey(id int64) string { return "conversation:" + itoa(id) }

// Accept gives a waiting conversation to the agent. Of two at once one wins; the other is told who.
func (k *Desk) Accept(ctx context.Context, who crm.Actor, id int64) (ConversationRow, error) {
	return k.change(ctx, who, id, "conversation.accept", func(tx Tx, d *crm.Draw, c *Conversation) error {
		return k.accept(tx, d, c, who)
	}, agentKey(who.ID))
}

// accept has a person have the conversation. Their key is held.
func (k *Desk) accept(tx Tx, d *crm.Draw, c *Conversation, who crm.Actor) error {
	switch {
	case c.Status == Open && c.AgentID == who.ID:
		return nil
	case c.Status == Open:
		return taken(tx, c.AgentID)
	case c.Status == Closed:
		return crm.Refuse(CodeClosed)
	}
	if err := mayTake(tx, who, d.At); err != nil {
		return err
	}
	c.accepted(who.ID, d.At)
	if err := act(tx, d, *c, who, Action{Kind: ActionAccepted, AgentID: who.ID}); err != nil {
		return err
	}
	return k.greetAccepted(tx, d, c)
}

// accepted gives the conversation to an agent.
func (c *Conversation) accepted(agent, at int64) {
	c.Status, c.AgentID, c.AcceptedAt = Open, agent, at
	if c.FirstAcceptedAt == 0 {
		c.FirstAcceptedAt = at
	}
}

func taken(tx Tx, agent int64) error {
	a, err := tx.Agent(agent)
	if err != nil && !errors.Is(err, crm.ErrNotFound) {
		return err
	}
	return crm.Refuse(CodeConversationTaken, "agent", a.Name)
}

// Close ends a conversation; the customer's next message opens a new one.
func (k *Desk) Close(ctx context.Context, who crm.Actor, id int64, why string) (ConversationRow, error) {
	return k.change(ctx, who, id, "conversation.close", func(tx Tx, d *crm.Draw, c *Conversation) error {
		if c.Status == Closed {
			return nil
		}
		if err := mayHandle(*c, who); err != nil {
			return err
		}
		why, err := reason(tx, *c, why)
		if err != nil {
			return err
		}
		if err := k.askRating(tx, d, c); err != nil {
			return err
		}
		return shut(tx, d, c, who, why)
	})
}

// shut closes a conversation, by a person or a rule.
func shut(tx Tx, d *crm.Draw, c *Conversation, who crm.Actor, why string) error {
	c.Status, c.ClosedAt, c.ClosedBy, c.ClosedKind, c.CloseReason, c.Unread = Closed, d.At, who.ID, who.Kind, why, 0
	return act(tx, d, *c, who, Action{Kind: ActionClosed, AgentID: c.AgentID, Text: why})
}

// Read says that the agent has seen everything up to now: the messages of a conversation they have, and notes that name them.
func (k *Desk) Read(ctx context.Context, who crm.Actor, id int64) error {
	c, err := k.Visible(ctx, who, id)
	if err != nil {
		return err
	}
	if err := k.readMentionsIn(ctx, who, id); err != nil || c.Unread == 0 || c.AgentID != who.ID {
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

// toAnswer lets a person write into the conversation: who has it, and an admin where nobody does, who accepts it by that. Their key
// is held.
func (k *Desk) toAnswer(tx Tx, d *crm.Draw, c *Conversation, who crm.Actor) error {
	switch {
	case c.Status == Open && c.AgentID == who.ID:
		return nil
	case c.Status == Waiting && who.Role != crm.RoleAdmin, c.Status == Official:
		return crm.Refuse(CodeNotYours)
	}
	before := *c
	if err := k.accept(tx, d, c, who); err != nil {
		return err
	}
	return tx.AddAudit(crm.Audit{At: d.At, Actor: who, Operation: "conversation.accept", Subject: "conversation", SubjectID: c.ID, Before: before, After: *c})
}

// change is a person's change of one conversation, with its audit row. Whoever gives it to an agent takes that agent's key too.
func (k *Desk) change(ctx context.Context, who crm.Actor, id int64, operation string, change func(Tx, *crm.Draw, *Conversation) error, keys ...string) (ConversationRow, error) {
	stamp := k.stamp()
	var row ConversationRow
	err := k.Store.Write(ctx, append(keys, conversationKey(id)), func(tx Tx) error {
		before, err := tx.Conversation(id)
		if err != nil {
			return err
		}
		if err := seenBy(tx, who, before); err != nil {
			return err
		}
		c := before
		if err := change(tx, stamp.Draw(), &c); err != nil {
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
	return tx.AddChange(crm.Change{Kind: "conversation", SubjectID: id, Row: row, At: at, AccountID: row.AccountID})
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
