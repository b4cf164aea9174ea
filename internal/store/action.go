package store

import (
	"context"
	"encoding/json"

	"github.com/menling/menling/internal/desk"
)

var actions = newTable("conversation_actions", "id, conversation_id, account_id, at, kind, actor_kind, actor_id, actor_name, agent_id, team_id, text, details")

// AddAction notes what was done with a conversation.
func (tx *Tx) AddAction(a desk.Action) error {
	details, err := text(a.Details)
	if err != nil {
		return err
	}
	return only(tx.exec(actions.insert, a.ID, a.ConversationID, a.AccountID, a.At, string(a.Kind), a.Actor.Kind, a.Actor.ID, a.Actor.Name, a.AgentID, a.TeamID, a.Text, details))
}

const actionRow = `SELECT x.id, x.conversation_id, x.at, x.kind, x.actor_kind, x.actor_id, x.actor_name, x.agent_id, COALESCE(g.name, ''), x.team_id, x.text, x.details
	FROM conversation_actions x LEFT JOIN agents g ON g.id = x.agent_id`

func readActionRow(scan scan) (r desk.ActionRow, err error) {
	var agent desk.AgentName
	var details string
	err = scan(&r.ID, &r.ConversationID, &r.At, &r.Kind, &r.Actor.Kind, &r.Actor.ID, &r.Actor.Name, &agent.ID, &agent.Name, &r.TeamID, &r.Text, &details)
	if agent.ID != 0 {
		r.Agent = &agent
	}
	if details != "" {
		r.Details = json.RawMessage(details)
	}
	return r, err
}

// ActionRow is an action as a conversation shows it.
func (tx *Tx) ActionRow(id int64) (desk.ActionRow, error) {
	return get(tx, readActionRow, actionRow+" WHERE x.id = $1", id)
}

// ActionRows are all actions of a conversation, oldest first.
func (s *Store) ActionRows(ctx context.Context, conversation int64) ([]desk.ActionRow, error) {
	return all(s.ask(ctx), readActionRow, actionRow+" WHERE x.conversation_id = $1 ORDER BY x.at, x.id", conversation)
}
