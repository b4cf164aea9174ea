package desk

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/match"
)

// RuleEvent is what a rule waits for.
type RuleEvent string

// The events. The last three of a customer's message are asked in one list, by position.
const (
	OnEntered  RuleEvent = "entered"       // the customer opened the chat
	OnAccepted RuleEvent = "accepted"      // an agent took the conversation
	OnMessage  RuleEvent = "message"       // the customer wrote
	OnOutside  RuleEvent = "outside_hours" // they wrote outside business hours
	OnBusy     RuleEvent = "all_busy"      // they wrote and have to wait: nobody who is there has room for them
)

// Rule is something the desk does by itself.
type Rule struct {
	ID        int64     `json:"id"`
	AccountID int64     `json:"account_id" doc:"0: of all accounts"`
	Name      string    `json:"name"`
	Enabled   bool      `json:"enabled"`
	Position  int       `json:"position" doc:"The smaller is asked first"`
	Event     RuleEvent `json:"event" enum:"entered,accepted,message,outside_hours,all_busy"`
	RuleBody
	Revision  int64 `json:"-"`
	CreatedAt int64 `json:"created_at"`
	UpdatedAt int64 `json:"updated_at"`
}

// RuleBody is when a rule fits, beside its event, and what it does.
type RuleBody struct {
	How         match.How `json:"how" enum:",contains,equals,begins,pattern" doc:"How a message is compared; empty: any message"`
	Words       []string  `json:"words" nullable:"false"`
	Pattern     string    `json:"pattern,omitempty" doc:"RE2"`
	SessionFrom string    `json:"session_from,omitempty" maxLength:"100" doc:"What the session-from must hold; empty: anything"`
	Signed      bool      `json:"session_signed,omitempty" doc:"Only when our server made the session-from, at most a day before"`
	Hours       string    `json:"hours,omitempty" enum:",inside,outside"`
	While       Status    `json:"while,omitempty" enum:",waiting,open" doc:"Only while the conversation is so; empty: either"`
	Ahead       int       `json:"ahead,omitempty" minimum:"0" maximum:"1000" doc:"Of all_busy: how many customers at least wait before this one, for the same agents. Where conversations are accepted by hand, so many are enough although agents have room"`
	EveryMins   int       `json:"every_minutes,omitempty" minimum:"0" maximum:"43200" doc:"Says it to the same customer once in so many minutes; 0: each time, of all_busy once for as long as they wait"`

	Say    string `json:"say,omitempty" doc:"The text; {客户} {客服} {小程序} {位置} {营业时间} stand for what they name"`
	TeamID int64  `json:"team_id,omitempty" doc:"Leads a waiting conversation to this team"`
	BotID  int64  `json:"bot_id,omitempty" doc:"Asks this bot, of messages of waiting conversations; the text is said when it does not answer"`
	GoOn   bool   `json:"go_on,omitempty" doc:"The rules after it are asked too"`
}

// RuleTx keeps rules.
type RuleTx interface {
	Rule(id int64) (Rule, error)
	AddRule(Rule) error
	UpdateRule(Rule) error
	RemoveRule(id int64) error
	RuleState() (RuleState, error)
	Rules() ([]Rule, error)
	// SaidSince says whether a rule said something to a customer after a time.
	SaidSince(account, identity, rule, since int64) (bool, error)
	// WaitingBefore is how many conversations of an account wait for everybody or the same team, and have waited longer, whose
	// customer wrote after a time.
	WaitingBefore(c Conversation, wrote int64) (int, error)
}

// RuleState changes whenever a rule does.
type RuleState struct {
	Revision int64 // the newest
	Sum      int64 // of the ids
	Count    int
}

// ruleLocked is the key under which rules change: their revisions grow one by one.
const ruleLocked = "desk_rules"

const maxRules = 300

func (r Rule) validate() error {
	if n := utf8.RuneCountInString(r.Name); n == 0 || n > 50 {
		return crm.Invalid("name", "请填写规则名称，最多 50 个字", "a name of 1 to 50 characters is needed")
	}
	switch r.Event {
	case OnEntered, OnAccepted, OnMessage, OnOutside, OnBusy:
	default:
		return crm.Invalid("event", "请选择触发时机", "choose when the rule is asked")
	}
	if _, err := r.matcher(); err != nil {
		return matchWords(err)
	}
	if len(r.Say) > maxText {
		return crm.Invalid("say", "回复最多 2048 字节（约 680 个汉字）", "the text may have at most 2048 bytes")
	}
	if r.does() == 0 {
		return crm.Invalid("say", "请填写回复内容，或选择要做的事", "say something, or choose what else to do")
	}
	return nil
}

// does counts what a rule does.
func (r Rule) does() int {
	n := 0
	for _, is := range []bool{strings.TrimSpace(r.Say) != "", r.TeamID != 0, r.BotID != 0} {
		if is {
			n++
		}
	}
	return n
}

// clean drops what a rule's event has no use for.
func (r Rule) clean() Rule {
	r.Name = strings.TrimSpace(r.Name)
	if r.Event != OnMessage {
		r.How, r.Words, r.Pattern = match.Any, nil, ""
	}
	if r.How == match.Pattern || r.How == match.Any {
		r.Words = nil
	} else {
		r.Pattern = ""
	}
	if r.Event != OnBusy {
		r.Ahead = 0
	}
	if r.Event == OnEntered || r.Event == OnAccepted {
		r.BotID = 0
	}
	if r.BotID != 0 {
		r.While = Waiting
	}
	if r.Event == OnOutside || r.Event == OnBusy {
		r.Hours = ""
	}
	if r.Event == OnEntered || r.Event == OnAccepted {
		r.While = ""
	}
	if r.Words == nil {
		r.Words = []string{}
	}
	return r
}

// PutRule adds a rule (id 0) at the end, or changes one.
func (k *Desk) PutRule(ctx context.Context, who crm.Actor, id int64, in Rule) (Rule, error) {
	in = in.clean()
	if err := in.validate(); err != nil {
		return Rule{}, err
	}
	if in.AccountID != 0 {
		if _, err := k.Store.Account(ctx, in.AccountID); err != nil {
			return Rule{}, err
		}
	}
	stamp := k.stamp()
	var r Rule
	err := k.Store.Write(ctx, []string{ruleLocked}, func(tx Tx) error {
		state, err := tx.RuleState()
		if err != nil {
			return err
		}
		if err := errors.Join(knowsTeam(tx, in.TeamID), knowsBot(tx, in.BotID)); err != nil {
			return err
		}
		audit := crm.Audit{At: stamp.At, Actor: who, Operation: "rule.create", Subject: "rule"}
		r = in
		r.ID, r.CreatedAt, r.Position = stamp.Draw().ID(), stamp.At, int(state.Revision)+1
		store := tx.AddRule
		if id != 0 {
			before, err := tx.Rule(id)
			if err != nil {
				return err
			}
			r.ID, r.CreatedAt, r.Position = id, before.CreatedAt, before.Position
			audit.Operation, audit.Before, store = "rule.edit", before, tx.UpdateRule
		} else if state.Count >= maxRules {
			return crm.Invalid("rule", "规则太多：最多 300 条", "there are too many rules: 300 at most")
		}
		r.Revision, r.UpdatedAt = state.Revision+1, stamp.At
		if err := store(r); err != nil {
			return err
		}
		audit.SubjectID, audit.After = r.ID, r
		return noteRule(tx, audit, r)
	})
	return r, err
}

func knowsTeam(tx Tx, id int64) error {
	if id == 0 {
		return nil
	}
	_, err := tx.Team(id)
	if errors.Is(err, crm.ErrNotFound) {
		return crm.Invalid("team_id", "找不到这个团队", "this team is not known")
	}
	return err
}

func knowsBot(tx Tx, id int64) error {
	if id == 0 {
		return nil
	}
	_, err := tx.Bot(id)
	if errors.Is(err, crm.ErrNotFound) {
		return crm.Invalid("bot_id", "找不到这个机器人", "this bot is not known")
	}
	return err
}

func noteRule(tx Tx, audit crm.Audit, row any) error {
	if err := tx.AddAudit(audit); err != nil {
		return err
	}
	return tx.AddChange(crm.Change{Kind: "rule", SubjectID: audit.SubjectID, Row: row, At: audit.At})
}

// RemoveRule takes a rule away; what it did stays on record.
func (k *Desk) RemoveRule(ctx context.Context, who crm.Actor, id int64) error {
	stamp := k.stamp()
	return k.Store.Write(ctx, []string{ruleLocked}, func(tx Tx) error {
		r, err := tx.Rule(id)
		if err != nil {
			return err
		}
		if err := tx.RemoveRule(id); err != nil {
			return err
		}
		return noteRule(tx, crm.Audit{At: stamp.At, Actor: who, Operation: "rule.remove", Subject: "rule", SubjectID: id, Before: r}, nil)
	})
}

// OrderRules puts the rules into an order; those that are not named come after, as they were.
func (k *Desk) OrderRules(ctx context.Context, who crm.Actor, ids []int64) ([]Rule, error) {
	stamp := k.stamp()
	var list []Rule
	err := k.Store.Write(ctx, []string{ruleLocked}, func(tx Tx) error {
		state, err := tx.RuleState()
		if err != nil {
			return err
		}
		if list, err = tx.Rules(); err != nil {
			return err
		}
		list = ordered(list, ids)
		for i := range list {
			if list[i].Position == i+1 {
				continue
			}
			state.Revision++
			list[i].Position, list[i].Revision = i+1, state.Revision
			if err := tx.UpdateRule(list[i]); err != nil {
				return err
			}
		}
		audit := crm.Audit{At: stamp.At, Actor: who, Operation: "rule.order", Subject: "rule", After: ids}
		if err := tx.AddAudit(audit); err != nil {
			return err
		}
		return tx.AddChange(crm.Stale("rule", 0, stamp.At))
	})
	return list, err
}

func ordered(list []Rule, ids []int64) []Rule {
	byID := make(map[int64]Rule, len(list))
	for _, r := range list {
		byID[r.ID] = r
	}
	out := make([]Rule, 0, len(list))
	for _, id := range ids {
		if r, is := byID[id]; is {
			out = append(out, r)
			delete(byID, id)
		}
	}
	for _, r := range list {
		if _, left := byID[r.ID]; left {
			out = append(out, r)
		}
	}
	return out
}
