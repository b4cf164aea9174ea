package desk

import (
	"errors"
	"slices"

	"github.com/menling/menling/internal/crm"
)

// RuleDid is what a rule did to a conversation: the details of an action of kind rule.
type RuleDid struct {
	RuleID    int64     `json:"rule_id"`
	Event     RuleEvent `json:"event"`
	Found     string    `json:"found,omitempty"` // what of the message it found
	Did       []string  `json:"did"`
	MessageID int64     `json:"message_id,omitempty"`
	TeamID    int64     `json:"team_id,omitempty"`
	Withheld  crm.Code  `json:"withheld,omitempty"` // why it said nothing
}

// What a rule does.
const (
	DidSay  = "said"
	DidTeam = "team"
	DidAsk  = "asked_bot"
)

// obey does what a rule says and notes it. It is false when the rule had its say with this customer not long ago.
func (k *Desk) obey(tx Tx, d *crm.Draw, c *Conversation, r Rule, found string, words *ruleWords) (bool, error) {
	if said, err := hasSaid(tx, *c, r, d.At); err != nil || said {
		return false, err
	}
	mark := Mark{}
	if r.BotID != 0 {
		var err error
		if mark, err = tx.ConversationMark(c.ID); err != nil || mark.BotDone != 0 {
			return false, err // people have it
		}
	}
	did := RuleDid{RuleID: r.ID, Event: r.Event, Found: shorten(found), Did: []string{}}
	if err := leadTo(tx, d, c, r.TeamID, &did); err != nil {
		return false, err
	}
	if r.BotID != 0 {
		did.Did = append(did.Did, DidAsk)
		if err := askBot(tx, d, mark, *c, r, words.message); err != nil {
			return false, err
		}
	} else if r.Say != "" {
		if err := k.sayBy(tx, d, c, r, words, &did); err != nil {
			return false, err
		}
	}
	if c.ID == 0 || len(did.Did) == 0 && did.Withheld == "" {
		return true, nil
	}
	return true, act(tx, d, *c, byRule(r), Action{Kind: ActionRule, TeamID: did.TeamID, Details: did})
}

// hasSaid says whether the rule is to keep quiet, having spoken not long ago, or in this wait.
func hasSaid(tx Tx, c Conversation, r Rule, at int64) (bool, error) {
	switch {
	case r.EveryMins > 0:
		return tx.SaidSince(c.AccountID, c.IdentityID, r.ID, at-int64(r.EveryMins)*60_000)
	case r.Event == OnBusy && r.BotID == 0:
		return tx.SaidSince(c.AccountID, c.IdentityID, r.ID, c.WaitingSince-1)
	}
	return false, nil
}

// leadTo has a waiting conversation wait for a team, if there still is one.
func leadTo(tx Tx, d *crm.Draw, c *Conversation, team int64, did *RuleDid) error {
	if team == 0 || c.ID == 0 || c.Status != Waiting || c.TeamID == team {
		return nil
	}
	if _, err := tx.Team(team); errors.Is(err, crm.ErrNotFound) {
		return nil
	} else if err != nil {
		return err
	}
	c.TeamID, did.TeamID, did.Did = team, team, append(did.Did, DidTeam)
	return put(tx, *c, d.At)
}

func byRule(r Rule) crm.Actor {
	who := crm.Rule(r.Name)
	who.ID = r.ID
	return who
}

// withheld are refusals that leave a rule silent: the customer's places are for people.
var withheld = []crm.Code{CodeWindowLast, CodeWindowUsedUp, CodeWindowClosed}

// sayBy sends what a rule says, if the reply window has a place for it.
func (k *Desk) sayBy(tx Tx, d *crm.Draw, c *Conversation, r Rule, words *ruleWords, did *RuleDid) error {
	text, err := words.fill(tx, *c, r.Say)
	if err != nil {
		return err
	}
	id, refused, err := k.sayText(tx, d, c, Message{Text: text, Source: ByRule, SourceID: r.ID})
	if err != nil {
		return err
	}
	if refused != "" {
		did.Withheld = refused
		return nil
	}
	did.MessageID, did.Did = id, append(did.Did, DidSay)
	return nil
}

// sayText sends a text that nobody typed, and brings the conversation up to date. refused says why the window had no place.
func (k *Desk) sayText(tx Tx, d *crm.Draw, c *Conversation, m Message) (id int64, refused crm.Code, err error) {
	m.ID, m.ConversationID, m.AccountID, m.IdentityID = d.ID(), c.ID, c.AccountID, c.IdentityID
	m.Direction, m.Kind = Out, KindText
	if _, err := k.reserve(tx, *c, m, tx.AddMessage, d.At); err != nil {
		if code := crm.CodeOf(err); slices.Contains(withheld, code) {
			return 0, code, nil
		}
		return 0, "", err
	}
	if c.ID != 0 {
		*c, err = tx.Conversation(c.ID)
	}
	return m.ID, "", err
}
