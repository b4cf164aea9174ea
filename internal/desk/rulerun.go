package desk

import (
	"errors"
	"time"

	"github.com/menling/menling/internal/crm"
)

// ruleFresh is how old a message may be that rules still answer: what was kept through an outage is for people.
const ruleFresh = 10 * time.Minute

// maxRulesFit is how many rules act on one message.
const maxRulesFit = 3

// messageEvents are asked together when a customer wrote.
var messageEvents = []RuleEvent{OnMessage, OnOutside, OnBusy}

// react asks the rules about a message or an entry that was just taken.
func (k *Desk) react(tx Tx, d *crm.Draw, a crm.Account, c Conversation, m Message) error {
	events := messageEvents
	if m.Kind == KindEntered {
		events = []RuleEvent{OnEntered}
	}
	if d.At-m.At > ruleFresh.Milliseconds() || c.Status == Official || c.Status == Closed {
		return nil
	}
	o := occasion{events: events, message: m.ID, text: m.said()}
	if m.Kind == KindEntered {
		o.sessionFrom, o.sessionAt = m.Text, m.At
	}
	return k.ask(tx, d, a, c, o)
}

// ask has the rules act that fit.
func (k *Desk) ask(tx Tx, d *crm.Draw, a crm.Account, c Conversation, o occasion) error {
	rules, err := k.rulesFor(tx, a.ID, o.events...)
	if err != nil || len(rules) == 0 {
		return err
	}
	if c.ID != 0 { // as it is by now
		if c, err = tx.Conversation(c.ID); err != nil {
			return err
		}
	}
	if !in(OnEntered, o.events) { // what came with the last entry
		o.sessionFrom, o.sessionAt = c.SessionFrom, c.SessionFromAt
	}
	o.status, o.sessionMark = c.Status, MarkSession(tx.SessionKey(a.PlatformID), o.sessionFrom, o.sessionAt)
	words, err := lookUp(tx, a, c, rules, d.At, &o)
	if err != nil {
		return err
	}
	for n := 0; len(rules) > 0 && n < maxRulesFit; rules = rules[1:] {
		r := rules[0]
		found, miss := r.fits(o)
		if miss != "" {
			continue
		}
		team := c.TeamID
		acted, err := k.obey(tx, d, &c, r.Rule, found, words)
		if err == nil && c.TeamID != team { // it waits among others now
			words, err = lookUp(tx, a, c, rules, d.At, &o)
		}
		if err != nil {
			return err
		}
		if !acted {
			continue
		}
		if n++; !r.GoOn {
			return nil
		}
	}
	return nil
}

// lookUp learns what the rules look at beyond the message, and what their texts may name.
func lookUp(tx Tx, a crm.Account, c Conversation, rules []readyRule, at int64, o *occasion) (*ruleWords, error) {
	words := &ruleWords{account: a, message: o.message, at: time.UnixMilli(at)}
	if asksHours(rules) {
		hours, err := settingOf(tx, a.ID, SectionHours, defaultHours())
		if err != nil {
			return nil, err
		}
		o.open, words.opens = hours.At(words.at, a.Location())
	}
	if c.ID != 0 && c.Status == Waiting && asksAhead(rules) {
		var err error
		if o.queue, err = queueOf(tx, c, at); err != nil {
			return nil, err
		}
		words.ahead = o.queue.ahead
	}
	return words, nil
}

// greetAccepted asks the rules about a conversation that an agent just got. c is as it will be stored, and is brought up to date.
func (k *Desk) greetAccepted(tx Tx, d *crm.Draw, c *Conversation) error {
	rules, err := k.rulesFor(tx, c.AccountID, OnAccepted)
	if err != nil || len(rules) == 0 {
		return err
	}
	a, err := tx.Account(c.AccountID)
	if err != nil {
		return err
	}
	if err := put(tx, *c, d.At); err != nil {
		return err
	}
	if err := k.ask(tx, d, a, *c, occasion{events: []RuleEvent{OnAccepted}}); err != nil {
		return err
	}
	*c, err = tx.Conversation(c.ID)
	return err
}

// greet asks the rules about an entry before any conversation. What they say joins the one that the customer's first message opens.
func (k *Desk) greet(tx Tx, d *crm.Draw, a crm.Account, m Message) error {
	if d.At-m.At > ruleFresh.Milliseconds() {
		return nil
	}
	rules, err := k.rulesFor(tx, a.ID, OnEntered)
	if err != nil || len(rules) == 0 {
		return err
	}
	c := Conversation{AccountID: a.ID, IdentityID: m.IdentityID, EnteredAt: m.At}
	last, err := tx.LatestConversation(a.ID, m.IdentityID)
	if err != nil && !errors.Is(err, crm.ErrNotFound) {
		return err
	}
	c.LastInboundAt = last.LastInboundAt // what is left of its window counts
	return k.ask(tx, d, a, c, occasion{events: []RuleEvent{OnEntered}, sessionFrom: m.Text, sessionAt: m.At})
}
