package desk

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/match"
)

// RatingSetting is how customers are asked for a rating when their conversation ends.
type RatingSetting struct {
	On     bool   `json:"on"`
	Ask    string `json:"ask" doc:"The question; the customer answers by a digit from 1 to 5"`
	Thanks string `json:"thanks" doc:"Said when they did; empty: nothing"`
	Hours  int    `json:"hours" minimum:"1" maximum:"48" doc:"How long an answer counts"`
}

// SectionRating is how ratings are asked.
const SectionRating Section = "rating"

// DefaultRating asks nobody.
var DefaultRating = RatingSetting{Ask: "感谢您的咨询！请为本次服务打分，回复数字 1（很不满意）到 5（非常满意）", Thanks: "谢谢您的评价！", Hours: 24}

func (s RatingSetting) validate() error {
	switch {
	case strings.TrimSpace(s.Ask) == "" || len(s.Ask) > maxText:
		return crm.Invalid("ask", "请填写评价邀请，最多 2048 字节", "a question of at most 2048 bytes is needed")
	case len(s.Thanks) > maxText:
		return crm.Invalid("thanks", "致谢最多 2048 字节", "the thanks may have at most 2048 bytes")
	case s.Hours < 1 || s.Hours > 48:
		return crm.Invalid("hours", "有效时间为 1 到 48 小时", "an answer may count for 1 to 48 hours")
	}
	return nil
}

// Rating is the setting of an account; that of account 0 is for all.
func (k *Desk) Rating(ctx context.Context, account int64) (Setting[RatingSetting], error) {
	return settingFor(k.Store.DeskSettings(ctx), account, SectionRating, DefaultRating)
}

// SetRating stores it; nil has the account follow what is set for all.
func (k *Desk) SetRating(ctx context.Context, who crm.Actor, account int64, s *RatingSetting) (Setting[RatingSetting], error) {
	if err := setSection(ctx, k, who, account, SectionRating, s); err != nil {
		return Setting[RatingSetting]{}, err
	}
	return k.Rating(ctx, account)
}

// askRating asks for one when a conversation is about to end that somebody answered in, if the reply window has a place besides the
// last. It brings c up to date.
func (k *Desk) askRating(tx Tx, d *crm.Draw, c *Conversation) error {
	if c.AgentID == 0 || c.LastAnswerAt == 0 || c.RatingAskedAt != 0 {
		return nil
	}
	s, err := settingOf(tx, c.AccountID, SectionRating, DefaultRating)
	if err != nil || !s.On {
		return err
	}
	text, err := k.wordsOf(tx, *c, s.Ask, d.At)
	if err != nil {
		return err
	}
	_, refused, err := k.sayText(tx, d, c, Message{Text: text, Source: ByRule, ClientKey: ratingKey(c.ID, d.At)})
	if err != nil || refused != "" {
		return err
	}
	c.RatingAskedAt = d.At
	return act(tx, d, *c, crm.Rule("rating"), Action{Kind: ActionRatingAsked, AgentID: c.AgentID, TeamID: c.TeamID, Details: s.Hours})
}

// ratingKey tells the question that was asked at a time from all other messages.
func ratingKey(conversation, at int64) string { return "rating:" + itoa(conversation) + ":" + itoa(at) }

// unasked is a conversation after a message of it failed: who never read the question does not answer it.
func (c Conversation) unasked(m Message) Conversation {
	if c.RatingAskedAt != 0 && m.ClientKey == ratingKey(c.ID, c.RatingAskedAt) {
		c.RatingAskedAt = 0
	}
	return c
}

// wordsOf fills a text that is no rule's.
func (k *Desk) wordsOf(tx Tx, c Conversation, text string, at int64) (string, error) {
	if len(match.Places(text)) == 0 {
		return text, nil
	}
	a, err := tx.Account(c.AccountID)
	if err != nil {
		return "", err
	}
	words := &ruleWords{account: a, at: time.UnixMilli(at)}
	return words.fill(tx, c, text)
}

// rates says whether a message answers the question for a rating: a digit, in time, after the conversation ended. It opens no other
// conversation.
func (c Conversation) rates(tx Tx, m Message) (bool, error) {
	if c.RatingAskedAt == 0 || c.Rating != 0 || !c.afterwards(m) || ratingOf(m) == 0 {
		return false, nil
	}
	s, err := settingOf(tx, c.AccountID, SectionRating, DefaultRating)
	return m.At < c.RatingAskedAt+int64(s.Hours)*3600*second, err
}

// afterwards is a message after the end: only a rating stays in a conversation that is closed, and nobody has to answer it.
func (c Conversation) afterwards(m Message) bool {
	return c.Status == Closed && c.RatingAskedAt != 0 && m.At >= c.ClosedAt/second*second
}

// ratingOf is the digit a text is, with 分 or 星 after it or not; 0: it is none.
func ratingOf(m Message) int {
	if m.Kind != KindText {
		return 0
	}
	text := strings.TrimRight(match.Fold(m.Text), "分星。.!！ ")
	if utf8.RuneCountInString(text) != 1 || text[0] < '1' || text[0] > '5' {
		return 0
	}
	return int(text[0] - '0')
}

// rated takes the rating into its conversation.
func (k *Desk) rated(tx Tx, d *crm.Draw, c *Conversation, m Message) error {
	c.Rating = ratingOf(m)
	a := Action{Kind: ActionRated, AgentID: c.AgentID, TeamID: c.TeamID, Details: map[string]int{"rating": c.Rating}}
	return act(tx, d, *c, crm.Rule("rating"), a)
}

// thank says thanks for a rating.
func (k *Desk) thank(tx Tx, d *crm.Draw, a crm.Account, c Conversation) error {
	s, err := settingOf(tx, a.ID, SectionRating, DefaultRating)
	if err != nil || s.Thanks == "" {
		return err
	}
	if c, err = tx.Conversation(c.ID); err != nil {
		return err
	}
	_, _, err = k.sayText(tx, d, &c, Message{Text: s.Thanks, Source: ByRule})
	return err
}
