package desk

import (
	"context"
	"time"

	"github.com/menling/menling/internal/crm"
)

// RuleTrial is something that might happen, to see what the rules would do. Nothing is sent.
type RuleTrial struct {
	AccountID   int64     `json:"account_id"`
	Event       RuleEvent `json:"event" enum:"entered,accepted,message"`
	Text        string    `json:"text,omitempty" maxLength:"4000" doc:"What the customer writes"`
	SessionFrom string    `json:"session_from,omitempty" maxLength:"1000"`
	Customer    string    `json:"customer,omitempty" maxLength:"60" doc:"Their name"`
	Status      Status    `json:"status,omitempty" enum:",waiting,open" doc:"Of the conversation; waiting when left out"`
	Ahead       int       `json:"ahead,omitempty" minimum:"0" maximum:"1000" doc:"How many customers wait before this one"`
	At          int64     `json:"at,omitempty" doc:"When, in UTC milliseconds; now when left out"`
	Rule        *Rule     `json:"rule,omitempty" doc:"As it might be: in place of the one with its id, or after all others"`
}

// RuleTried is what the rules would do.
type RuleTried struct {
	Open bool        `json:"open" doc:"Within business hours"`
	Rows []TriedRule `json:"rows" nullable:"false" doc:"Every rule that is asked, in order"`
}

// TriedRule is what became of one rule.
type TriedRule struct {
	ID     int64     `json:"id"`
	Name   string    `json:"name"`
	Event  RuleEvent `json:"event"`
	Fits   bool      `json:"fits"`
	Acts   bool      `json:"acts" doc:"False for a rule that fits, when one before it ended the list"`
	Miss   string    `json:"miss,omitempty" enum:"event,text,session_from,unsigned,hours,while,ahead" doc:"Why it does not fit"`
	Found  string    `json:"found,omitempty" doc:"What of the message it found"`
	Say    string    `json:"say,omitempty" doc:"What the customer would read"`
	TeamID int64     `json:"team_id,omitempty"`
	BotID  int64     `json:"bot_id,omitempty" doc:"Who is asked; say is for when it does not answer"`
}

// TryRules says what would happen. How often a rule spoke before, and the reply window, are left out of it.
func (k *Desk) TryRules(ctx context.Context, who crm.Actor, t RuleTrial) (RuleTried, error) {
	account, err := k.Store.Account(ctx, t.AccountID)
	if err != nil {
		return RuleTried{}, err
	}
	list, err := k.Store.Rules(ctx)
	if err != nil {
		return RuleTried{}, err
	}
	if list, err = t.with(list); err != nil {
		return RuleTried{}, err
	}
	hours, err := settingOf(k.Store.DeskSettings(ctx), t.AccountID, SectionHours, defaultHours())
	if err != nil {
		return RuleTried{}, err
	}
	at := k.Clock()
	if t.At != 0 {
		at = time.UnixMilli(t.At)
	}
	words := &ruleWords{account: account, at: at, agent: who.Name, ahead: t.Ahead}
	o := t.occasion()
	o.sessionMark = MarkSession(k.Store.SessionKey(account.PlatformID), t.SessionFrom, at.UnixMilli())
	o.open, words.opens = hours.At(at, account.Location())
	return RuleTried{o.open, tryAll(ready(list), account.ID, o, words.values(t.Customer))}, nil
}

// with puts the rule as it might be among the others.
func (t RuleTrial) with(list []Rule) ([]Rule, error) {
	if t.Rule == nil {
		return list, nil
	}
	draft := t.Rule.clean()
	if err := draft.validate(); err != nil {
		return nil, err
	}
	draft.Enabled = true
	for i := range list {
		if list[i].ID == draft.ID {
			list[i] = draft
			return list, nil
		}
	}
	return append(list, draft), nil
}

func (t RuleTrial) occasion() occasion {
	o := occasion{events: []RuleEvent{t.Event}, text: t.Text, sessionFrom: t.SessionFrom, status: t.Status, queue: queue{ahead: t.Ahead}}
	switch {
	case t.Event == OnAccepted:
		o.status = Open
	case o.status == "":
		o.status = Waiting
	}
	if t.Event == OnMessage {
		o.events = messageEvents
	}
	return o
}

func tryAll(rules []readyRule, account int64, o occasion, values map[string]string) []TriedRule {
	rows := []TriedRule{}
	over, acting := false, 0
	for _, r := range rules {
		if !r.Enabled || !in(r.Event, o.events) || r.AccountID != 0 && r.AccountID != account {
			continue
		}
		row := TriedRule{ID: r.ID, Name: r.Name, Event: r.Event}
		row.Found, row.Miss = r.fits(o)
		if row.Fits = row.Miss == ""; row.Fits {
			row.Acts = !over && acting < maxRulesFit
			row.Say, row.TeamID, row.BotID = fillNames(r.Say, values), r.TeamID, r.BotID
			acting++
			over = over || !r.GoOn
		}
		rows = append(rows, row)
	}
	return rows
}
