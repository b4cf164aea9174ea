package desk

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// Note is what agents tell each other about a conversation. Customers never see it.
type Note struct {
	Text     string  `json:"text" minLength:"1" maxLength:"2000"`
	Mentions []int64 `json:"mentions,omitempty" maxItems:"20" doc:"Agents who are to see it"`
}

const (
	maxNote     = 2000
	maxMentions = 20
)

// Mention is a note that names an agent.
type Mention struct {
	ID             int64
	AgentID        int64
	ConversationID int64
	ActionID       int64
	At             int64
	ReadAt         int64
}

// MentionRow is a mention as the agent's list shows it.
type MentionRow struct {
	ID             int64        `json:"id"`
	AgentID        int64        `json:"agent_id" doc:"Who is named"`
	ConversationID int64        `json:"conversation_id"`
	ActionID       int64        `json:"action_id"`
	Customer       CustomerName `json:"customer"`
	By             ActorName    `json:"by"`
	Text           string       `json:"text"`
	At             int64        `json:"at"`
	ReadAt         int64        `json:"read_at" doc:"0: not seen yet"`
}

// MentionQuery asks for mentions of an agent, newest first.
type MentionQuery struct {
	AgentID  int64
	Accounts []int64 // only of conversations of these; nil: of all
	Unread   bool
	After    int64
	Limit    int
}

// MentionReader reads mentions.
type MentionReader interface {
	MentionRow(ctx context.Context, id int64) (MentionRow, error)
	MentionRows(ctx context.Context, q MentionQuery) ([]MentionRow, error)
	// MentionsWaiting says whether an agent has unread ones in a conversation.
	MentionsWaiting(ctx context.Context, agent, conversation int64) (bool, error)
}

// MentionTx changes mentions.
type MentionTx interface {
	AddMention(Mention) error
	MentionRow(id int64) (MentionRow, error)
	// UnreadMentions are an agent's in a conversation; 0: in all.
	UnreadMentions(agent, conversation int64) ([]int64, error)
	ReadMention(id, at int64) error
}

func (n *Note) validate() error {
	n.Text = strings.TrimSpace(n.Text)
	slices.Sort(n.Mentions)
	n.Mentions = slices.Compact(n.Mentions)
	switch {
	case n.Text == "":
		return crm.Invalid("text", "请输入备注", "there is nothing to note")
	case utf8.RuneCountInString(n.Text) > maxNote:
		return crm.Invalid("text", "备注最多 2000 个字", "a note takes at most 2000 characters")
	case len(n.Mentions) > maxMentions:
		return crm.Invalid("mentions", "最多 @ 20 位同事", "at most 20 colleagues can be named")
	}
	return nil
}

// noted is who a note names, as they were called.
type noted struct {
	Mentions []AgentName `json:"mentions"`
}

// AddNote writes a note into a conversation, open or closed, and tells whom it names.
func (k *Desk) AddNote(ctx context.Context, who crm.Actor, conversation int64, n Note) (row ActionRow, err error) {
	if err := n.validate(); err != nil {
		return row, err
	}
	stamp := crm.NewWideStamp(k.Clock, k.IDs, int64(len(n.Mentions))+4)
	err = k.Store.Write(ctx, []string{conversationKey(conversation)}, func(tx Tx) error {
		d := stamp.Draw()
		c, err := tx.Conversation(conversation)
		if err != nil {
			return err
		}
		if err := seenBy(tx, who, c); err != nil {
			return err
		}
		names, err := named(tx, c, n.Mentions)
		if err != nil {
			return err
		}
		a := Action{Kind: ActionNoted, Text: n.Text}
		if len(names) > 0 {
			a.Details = noted{names}
		}
		if row, err = acted(tx, d, c, who, a); err != nil {
			return err
		}
		for _, name := range names {
			if err := mention(tx, Mention{ID: d.ID(), AgentID: name.ID, ConversationID: c.ID, ActionID: row.ID, At: d.At}); err != nil {
				return err
			}
		}
		return tx.AddAudit(crm.Audit{At: d.At, Actor: who, Operation: "conversation.note", Subject: "conversation", SubjectID: c.ID, After: row})
	})
	return row, err
}

// named are the agents of a note's mentions, who must be able to see it.
func named(tx Tx, c Conversation, ids []int64) ([]AgentName, error) {
	names := make([]AgentName, len(ids))
	for i, id := range ids {
		a, err := tx.Agent(id)
		if err != nil {
			return nil, noSuch(err, "mentions", "没有这位客服", "there is no such agent")
		}
		v, err := tx.Viewer(id)
		if err != nil {
			return nil, err
		}
		if a.Disabled || !v.Sees(c.AccountID) {
			return nil, crm.Invalid("mentions", "「"+a.Name+"」看不到这个会话：已停用，或没有权限", a.Name+" cannot see this conversation")
		}
		names[i] = AgentName{ID: id, Name: a.Name}
	}
	return names, nil
}

func mention(tx Tx, m Mention) error {
	if err := tx.AddMention(m); err != nil {
		return err
	}
	return tellMention(tx, m.ID, m.At)
}

func tellMention(tx Tx, id, at int64) error {
	row, err := tx.MentionRow(id)
	if err != nil {
		return err
	}
	c, err := tx.Conversation(row.ConversationID)
	if err != nil {
		return err
	}
	return tx.AddChange(crm.Change{Kind: "mention", SubjectID: id, Row: row, At: at, AccountID: c.AccountID})
}

// ReadMentions says that an agent has seen what names them in a conversation; 0: everywhere.
func (k *Desk) ReadMentions(ctx context.Context, who crm.Actor, conversation int64) error {
	at := k.Clock.Ms()
	return k.Store.Write(ctx, []string{"mentions:" + itoa(who.ID)}, func(tx Tx) error {
		ids, err := tx.UnreadMentions(who.ID, conversation)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := tx.ReadMention(id, at); err != nil {
				return err
			}
			if err := tellMention(tx, id, at); err != nil {
				return err
			}
		}
		return nil
	})
}

func (k *Desk) readMentionsIn(ctx context.Context, who crm.Actor, conversation int64) error {
	unread, err := k.Store.MentionsWaiting(ctx, who.ID, conversation)
	if err != nil || !unread {
		return err
	}
	return k.ReadMentions(ctx, who, conversation)
}
