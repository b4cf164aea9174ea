package desk

import (
	"cmp"

	"github.com/menling/menling/internal/crm"
)

// ActionKind is what was done with a conversation besides writing.
type ActionKind string

// The kinds of actions.
const (
	ActionAccepted    ActionKind = "accepted"    // by AgentID
	ActionAssigned    ActionKind = "assigned"    // by a rule to AgentID
	ActionTookOver    ActionKind = "took_over"   // AgentID from another, who was not there or whose lead they are
	ActionTransferred ActionKind = "transferred" // to AgentID or TeamID; the text is the note
	ActionReturned    ActionKind = "returned"    // to waiting, from AgentID
	ActionClosed      ActionKind = "closed"      // the text is the reason
	ActionReopened    ActionKind = "reopened"
	ActionNoted       ActionKind = "noted" // the text is the note
	ActionTagged      ActionKind = "tagged"
	ActionRule        ActionKind = "rule"         // a rule did something: details say which and what
	ActionOfficial    ActionKind = "official"     // handed to the platform's own agent tool
	ActionCameBack    ActionKind = "came_back"    // from there
	ActionRatingAsked ActionKind = "rating_asked" // AgentID is whose work is rated
	ActionRated       ActionKind = "rated"
	ActionMissed      ActionKind = "window_missed" // the reply window ended without an answer
)

// handsOn says whether somebody else gets the conversation by it, who did not ask for it.
func (k ActionKind) handsOn() bool {
	return k == ActionAssigned || k == ActionTransferred || k == ActionReturned
}

// Action is one thing done with a conversation.
type Action struct {
	ID             int64
	ConversationID int64
	AccountID      int64
	At             int64
	Kind           ActionKind
	Actor          crm.Actor
	AgentID        int64
	TeamID         int64
	Text           string
	Details        any // JSON; what its kind says
}

// ActionRow is an action as a conversation shows it.
type ActionRow struct {
	ID             int64      `json:"id"`
	ConversationID int64      `json:"conversation_id"`
	At             int64      `json:"at"`
	Kind           ActionKind `json:"kind"`
	Actor          ActorName  `json:"actor"`
	Agent          *AgentName `json:"agent"`
	TeamID         int64      `json:"team_id"`
	Text           string     `json:"text"`
	Details        any        `json:"details,omitempty"`
}

// ActorName is who did something.
type ActorName struct {
	Kind string `json:"kind" enum:"agent,rule,operator,key"`
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// ActionTx keeps what was done.
type ActionTx interface {
	AddAction(Action) error
	ActionRow(id int64) (ActionRow, error)
}

// act notes an action of a conversation and tells who watches it.
func act(tx Tx, d *crm.Draw, c Conversation, who crm.Actor, a Action) error {
	_, err := acted(tx, d, c, who, a)
	return err
}

// acted is act, with the row that it made.
func acted(tx Tx, d *crm.Draw, c Conversation, who crm.Actor, a Action) (ActionRow, error) {
	a.ID, a.ConversationID, a.AccountID, a.At, a.Actor = d.ID(), c.ID, c.AccountID, cmp.Or(a.At, d.At), who
	if err := tx.AddAction(a); err != nil {
		return ActionRow{}, err
	}
	if a.Kind.handsOn() {
		if err := remindAnew(tx, c); err != nil {
			return ActionRow{}, err
		}
	}
	row, err := tx.ActionRow(a.ID)
	if err != nil {
		return row, err
	}
	return row, tx.AddChange(crm.Change{Kind: "action", SubjectID: a.ID, Row: row, At: d.At, AccountID: a.AccountID})
}
