package desk

import (
	"context"
	"errors"

	"github.com/menling/menling/internal/crm"
)

// ReminderSetting is when people are told that a customer awaits an answer.
type ReminderSetting struct {
	Minutes     int `json:"minutes" minimum:"0" maximum:"2880" doc:"The agent, after the customer waited so long; 0: never"`
	LeadMinutes int `json:"lead_minutes" minimum:"0" maximum:"2880" doc:"The leads of the team too, after so long; 0: never"`
}

// SectionReminders is when people are reminded.
const SectionReminders Section = "reminders"

// DefaultReminders reminds of what waited five minutes.
var DefaultReminders = ReminderSetting{Minutes: 5}

// The levels of a reminder.
const (
	RemindAgent = 1
	RemindLead  = 2
)

func (s ReminderSetting) validate() error {
	switch {
	case s.Minutes < 0 || s.Minutes > 2880 || s.LeadMinutes < 0 || s.LeadMinutes > 2880:
		return crm.Invalid("minutes", "时间为 0 到 2880 分钟（48 小时）", "0 to 2880 minutes, which are 48 hours")
	case s.LeadMinutes != 0 && s.LeadMinutes <= s.Minutes:
		return crm.Invalid("lead_minutes", "通知负责人的时间应晚于提醒客服的时间", "leads are told later than the agent")
	}
	return nil
}

// Reminders is the setting of an account; that of account 0 is for all.
func (k *Desk) Reminders(ctx context.Context, account int64) (Setting[ReminderSetting], error) {
	return settingFor(k.Store.DeskSettings(ctx), account, SectionReminders, DefaultReminders)
}

// SetReminders stores it; nil has the account follow what is set for all.
func (k *Desk) SetReminders(ctx context.Context, who crm.Actor, account int64, s *ReminderSetting) (Setting[ReminderSetting], error) {
	if err := setSection(ctx, k, who, account, SectionReminders, s); err != nil {
		return Setting[ReminderSetting]{}, err
	}
	return k.Reminders(ctx, account)
}

// Reminder tells whoever it is for that a customer awaits an answer: a change of kind reminder, under the conversation's id.
type Reminder struct {
	ConversationID int64        `json:"conversation_id"`
	AccountID      int64        `json:"account_id"`
	Customer       CustomerName `json:"customer"`
	AgentID        int64        `json:"agent_id" doc:"Whose turn it is; 0: nobody has accepted it"`
	TeamID         int64        `json:"team_id"`
	Leads          []int64      `json:"leads" nullable:"false" doc:"Of the team, when it is for them too"`
	AwaitingSince  int64        `json:"awaiting_since"`
	Minutes        int          `json:"minutes"`
	Level          int          `json:"level" doc:"1: for the agent, 2: for the leads too"`
}

// MarkTx keeps what was done by itself with a conversation as it is now.
type MarkTx interface {
	ConversationMark(conversation int64) (Mark, error)
	PutConversationMark(Mark) error
}

// Mark says what was done by itself, so that it is done once. A conversation without one has the zero Mark.
type Mark struct {
	ConversationID int64
	RemindedSince  int64
	RemindedLevel  int   // below zero: of who had it then, and others have it now
	BotDone        int64 // when the bot handed it to people
	BotAsked       int64 // the newest message that a bot was asked about
	BotUntil       int64 // until when nobody is given it, because a bot is asked; 0: none is
}

// reminded says whether people were told of this wait at a level. Who was given it since has the same time for it as others had.
func (m Mark) reminded(c Conversation, level int, before int64) bool {
	return m.RemindedSince == c.AwaitingSince && (m.RemindedLevel >= level || m.RemindedLevel <= -level && c.AcceptedAt > before)
}

// remindAnew has whoever gets a conversation be reminded too of a wait that others were reminded of.
func remindAnew(tx Tx, c Conversation) error {
	mark, err := tx.ConversationMark(c.ID)
	if err != nil || mark.RemindedLevel <= 0 || mark.RemindedSince != c.AwaitingSince {
		return err
	}
	mark.RemindedLevel = -mark.RemindedLevel
	return tx.PutConversationMark(mark)
}

// AwaitingQuery finds conversations whose customer awaits an answer since a time, and of which nobody was reminded at a level.
type AwaitingQuery struct {
	AccountID int64
	Before    int64
	Level     int
}

// tendReminders reminds people of an account's customers, in its business hours.
func (k *Desk) tendReminders(ctx context.Context, a crm.Account) error {
	q := k.Store.DeskSettings(ctx)
	s, err := settingOf(q, a.ID, SectionReminders, DefaultReminders)
	if err != nil || s == (ReminderSetting{}) {
		return err
	}
	hours, err := settingOf(q, a.ID, SectionHours, defaultHours())
	if err != nil {
		return err
	}
	if open, _ := hours.At(k.Clock(), a.Location()); !open {
		return nil
	}
	if s.LeadMinutes > 0 {
		err = k.remindEach(ctx, a.ID, s.LeadMinutes, RemindLead)
	}
	if s.Minutes > 0 {
		err = errors.Join(err, k.remindEach(ctx, a.ID, s.Minutes, RemindAgent))
	}
	return err
}

func (k *Desk) remindEach(ctx context.Context, account int64, minutes, level int) error {
	before := k.Clock.Ms() - int64(minutes)*60*second
	ids, err := k.Store.AwaitingConversations(ctx, AwaitingQuery{AccountID: account, Before: before, Level: level}, tendAtOnce)
	for _, id := range ids {
		stamp := k.stamp()
		err = errors.Join(err, k.Store.Write(ctx, []string{conversationKey(id)}, func(tx Tx) error {
			c, err := tx.Conversation(id)
			if err != nil || c.AwaitingSince == 0 || c.AwaitingSince > before || c.Status != Open && c.Status != Waiting {
				return err
			}
			mark, err := tx.ConversationMark(id)
			if err != nil || mark.reminded(c, level, before) {
				return err
			}
			mark.ConversationID, mark.RemindedSince, mark.RemindedLevel = id, c.AwaitingSince, level
			if err := tx.PutConversationMark(mark); err != nil {
				return err
			}
			return remind(tx, stamp.Draw(), c, minutes, level)
		}))
	}
	return err
}

func remind(tx Tx, d *crm.Draw, c Conversation, minutes, level int) error {
	row, err := rowOf(tx, c.ID, d.At)
	if err != nil {
		return err
	}
	if err := tx.AddChange(crm.Change{Kind: "conversation", SubjectID: c.ID, Row: row, At: d.At, AccountID: c.AccountID}); err != nil {
		return err
	}
	r := Reminder{
		ConversationID: c.ID, AccountID: c.AccountID, Customer: row.Customer, AgentID: c.AgentID, TeamID: c.TeamID, Leads: []int64{},
		AwaitingSince: c.AwaitingSince, Minutes: minutes, Level: level,
	}
	if level == RemindLead {
		if r.Leads, err = leadsOf(tx, c.TeamID); err != nil {
			return err
		}
	}
	details := map[string]any{"did": []string{"reminded"}, "level": level, "minutes": minutes}
	if err := act(tx, d, c, crm.Rule("reminder"), Action{Kind: ActionRule, AgentID: c.AgentID, TeamID: c.TeamID, Details: details}); err != nil {
		return err
	}
	return tx.AddChange(crm.Change{Kind: "reminder", SubjectID: c.ID, Row: r, At: d.At, AccountID: c.AccountID})
}

func leadsOf(tx Tx, team int64) ([]int64, error) {
	leads := []int64{}
	if team == 0 {
		return leads, nil
	}
	t, err := tx.Team(team)
	if errors.Is(err, crm.ErrNotFound) {
		return leads, nil
	}
	for _, m := range t.Members {
		if m.Lead {
			leads = append(leads, m.AgentID)
		}
	}
	return leads, err
}
