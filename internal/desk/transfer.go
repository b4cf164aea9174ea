package desk

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// Transfer is to whom a conversation is handed.
type Transfer struct {
	AgentID int64  `json:"agent_id,omitempty" doc:"To this agent, who has it at once"`
	TeamID  int64  `json:"team_id,omitempty" doc:"Or to this team, in which it waits until somebody accepts it"`
	Note    string `json:"note,omitempty" maxLength:"500" doc:"For whom gets it; customers never see it"`
}

const maxTransferNote = 500

func (t *Transfer) validate() error {
	t.Note = strings.TrimSpace(t.Note)
	switch {
	case (t.AgentID == 0) == (t.TeamID == 0):
		return crm.Invalid("agent_id", "请选择一位客服或一个团队", "choose an agent or a team")
	case utf8.RuneCountInString(t.Note) > maxTransferNote:
		return crm.Invalid("note", "备注最多 500 个字", "a note takes at most 500 characters")
	}
	return nil
}

// Transfer hands a conversation to an agent or a team.
func (k *Desk) Transfer(ctx context.Context, who crm.Actor, id int64, to Transfer) (ConversationRow, error) {
	if err := to.validate(); err != nil {
		return ConversationRow{}, err
	}
	return k.change(ctx, who, id, "conversation.transfer", func(tx Tx, d *crm.Draw, c *Conversation) error {
		if err := mayHandle(*c, who); err != nil {
			return err
		}
		from := handedFrom(*c)
		if err := hand(tx, d, c, to); err != nil {
			return err
		}
		c.Transfers++
		return act(tx, d, *c, who, Action{Kind: ActionTransferred, AgentID: to.AgentID, TeamID: to.TeamID, Text: to.Note, Details: from})
	}, agentKey(to.AgentID))
}

// handed says from whom a conversation came.
type handed struct {
	From int64 `json:"from_agent_id"`
	Team int64 `json:"from_team_id,omitempty"`
}

func handedFrom(c Conversation) any {
	if c.AgentID == 0 {
		return nil
	}
	return handed{c.AgentID, c.TeamID}
}

func hand(tx Tx, d *crm.Draw, c *Conversation, to Transfer) error {
	if to.AgentID == 0 {
		if _, err := tx.Team(to.TeamID); err != nil {
			return noSuch(err, "team_id", "没有这个团队", "there is no such team")
		}
		c.returned(d.At)
		c.TeamID = to.TeamID
		return nil
	}
	if c.Status == Open && c.AgentID == to.AgentID {
		return crm.Invalid("agent_id", "会话已经由这位客服接待", "this agent has the conversation already")
	}
	if err := mayReceive(tx, to.AgentID, *c, d.At); err != nil {
		return err
	}
	c.accepted(to.AgentID, d.At)
	return nil
}

// mayReceive says whether an agent can be given a conversation by a person, who sees whether they are there. Their key is held.
func mayReceive(tx Tx, agent int64, c Conversation, now int64) error {
	a, err := tx.Agent(agent)
	if err != nil {
		return noSuch(err, "agent_id", "没有这位客服", "there is no such agent")
	}
	v, err := tx.Viewer(agent)
	if err != nil {
		return err
	}
	if a.Disabled || !v.Sees(c.AccountID) {
		return crm.Invalid("agent_id", "这位客服不能接待这个会话：已停用，或没有这个小程序的权限", "this agent cannot have it: they are disabled or may not see this account")
	}
	seat, err := tx.Seat(agent)
	if err != nil {
		return err
	}
	return room(tx, agent, seat.Capacity, now)
}

func noSuch(err error, field, zh, en string) error {
	if errors.Is(err, crm.ErrNotFound) {
		return crm.Invalid(field, zh, en)
	}
	return err
}

// Return puts a conversation back to those that wait.
func (k *Desk) Return(ctx context.Context, who crm.Actor, id int64) (ConversationRow, error) {
	return k.change(ctx, who, id, "conversation.return", func(tx Tx, d *crm.Draw, c *Conversation) error {
		if c.Status == Waiting {
			return nil
		}
		if err := mayHandle(*c, who); err != nil {
			return err
		}
		from := c.AgentID
		c.returned(d.At)
		return act(tx, d, *c, who, Action{Kind: ActionReturned, AgentID: from})
	})
}

// returned has nobody hold the conversation. Who waits for an answer stands where they would have stood all along.
func (c *Conversation) returned(at int64) {
	c.Status, c.AgentID, c.AcceptedAt, c.WaitingSince = Waiting, 0, 0, at
	if c.AwaitingSince != 0 {
		c.WaitingSince = c.AwaitingSince
	}
}

// mayHandle says whether a person may hand on, give back or close the conversation: who has it, anybody while nobody has, and admins.
func mayHandle(c Conversation, who crm.Actor) error {
	switch {
	case c.Status == Closed:
		return crm.Refuse(CodeClosed)
	case c.Status == Waiting, c.Status == Open && c.AgentID == who.ID, who.Role == crm.RoleAdmin:
		return nil
	}
	return crm.Refuse(CodeNotYours)
}
