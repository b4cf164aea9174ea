package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/menling/menling/internal/crm"
)

// BotCaller reaches bots. It refuses machines of our own network where the settings do not allow them, and answers of more than a
// few kilobytes.
type BotCaller interface {
	CallBot(ctx context.Context, url string, header map[string]string, body []byte) ([]byte, error)
}

// JobAskBot asks a bot what to answer.
const JobAskBot = "bot.ask"

type botJob struct {
	RuleID    int64 `json:"rule_id"`
	MessageID int64 `json:"message_id"`
}

// A question may stand in line for botLine besides the bot's own time. The customer is nobody else's for botHold longer, in which
// the answer is written down.
const (
	botLine = 2 * time.Second
	botHold = 3 * time.Second
)

// askBot makes the job, and keeps the conversation from being given to somebody while the question is open.
func askBot(tx Tx, d *crm.Draw, mark Mark, c Conversation, r Rule, message int64) error {
	payload, err := json.Marshal(botJob{r.ID, message})
	if err != nil {
		return err
	}
	bot, err := tx.Bot(r.BotID)
	if err != nil && !errors.Is(err, crm.ErrNotFound) {
		return err
	}
	until := d.At + int64(bot.Seconds)*second + botLine.Milliseconds()
	mark.BotAsked, mark.BotUntil = message, until+botHold.Milliseconds()
	if err := tx.PutConversationMark(mark); err != nil {
		return err
	}
	return tx.AddJob(crm.Job{
		Queue: QueueBot, Kind: JobAskBot, AccountID: c.AccountID, Lane: "bot:" + itoa(c.ID), OnceKey: botKey(message),
		Payload: payload, RunAt: d.At, NotAfter: until, CreatedAt: d.At,
	})
}

func botKey(message int64) string { return JobAskBot + ":" + itoa(message) }

// BotQuestion is what a bot is sent.
type BotQuestion struct {
	ID             int64     `json:"id"` // of the message: the same question may come twice
	AccountID      int64     `json:"account_id"`
	AppID          string    `json:"appid"`
	ConversationID int64     `json:"conversation_id"`
	CustomerID     int64     `json:"customer_id"`
	CustomerName   string    `json:"customer_name"`
	SessionFrom    string    `json:"session_from"`
	Kind           string    `json:"kind"`
	Text           string    `json:"text"`
	At             int64     `json:"at"`
	History        []BotLine `json:"history"` // the messages before, oldest first
}

// BotLine is a message before the one that is asked about.
type BotLine struct {
	From string `json:"from"` // customer, agent, rule, bot
	Text string `json:"text"`
	At   int64  `json:"at"`
}

// BotAnswer is what a bot may answer. With neither reply nor hand-over it has no answer.
type BotAnswer struct {
	Replies  []string `json:"replies"` // texts, at most three
	HandOver bool     `json:"hand_over"`
}

const (
	maxBotReplies = 3
	botHistory    = 10
)

// AskBot is the job that asks a bot. What goes wrong with the bot is no failure of the job: the rule's own text is said instead.
func (k *Desk) AskBot(ctx context.Context, job crm.Job) error {
	var p botJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	m, err := k.Store.Message(ctx, p.MessageID)
	if err != nil {
		return err
	}
	rule, bot, err := k.ruleAndBot(ctx, p.RuleID)
	if errors.Is(err, crm.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	c, err := k.Store.Conversation(ctx, m.ConversationID)
	if err != nil {
		return err
	}
	a, asked := BotAnswer{}, errNoBot
	if bot.ID != 0 && c.Status == Waiting {
		a, asked = k.askInTime(ctx, bot, c, m, job.NotAfter)
	}
	err = k.answered(ctx, rule, bot, m, a, asked)
	k.Waker.Wake(QueueSend)
	return err
}

var (
	errNoBot = errors.New("the bot was removed")
	errLine  = errors.New("it was not asked in time: questions before this one took too long")
)

// askInTime asks a bot when its time is not over by then.
func (k *Desk) askInTime(ctx context.Context, bot Bot, c Conversation, m Message, until int64) (BotAnswer, error) {
	left := time.Duration(until-k.Clock.Ms()) * time.Millisecond
	if left <= 0 {
		return BotAnswer{}, errLine
	}
	q, err := k.question(ctx, c, m)
	if err != nil {
		return BotAnswer{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, left)
	defer cancel()
	return k.callBot(ctx, bot, q)
}

// ruleAndBot are the rule and its bot; the bot is zero when it was removed.
func (k *Desk) ruleAndBot(ctx context.Context, id int64) (Rule, Bot, error) {
	rules, err := k.Store.Rules(ctx)
	if err != nil {
		return Rule{}, Bot{}, err
	}
	i := slices.IndexFunc(rules, func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return Rule{}, Bot{}, crm.ErrNotFound
	}
	bots, err := k.Store.Bots(ctx)
	if n := slices.IndexFunc(bots, func(b Bot) bool { return b.ID == rules[i].BotID }); n >= 0 {
		return rules[i], bots[n], err
	}
	return rules[i], Bot{}, err
}

// callBot asks within the bot's time.
func (k *Desk) callBot(ctx context.Context, bot Bot, q BotQuestion) (a BotAnswer, err error) {
	body, err := json.Marshal(q)
	if err != nil {
		return a, err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Duration(bot.Seconds)*time.Second)
	defer cancel()
	raw, err := k.Bots.CallBot(ctx, bot.URL, SignBot(bot.Secret, k.Clock.Ms()/second, body), body)
	if err != nil {
		return a, err
	}
	if err := json.Unmarshal(raw, &a); err != nil {
		return a, fmt.Errorf("its answer is no JSON as expected: %w", err)
	}
	a.Replies = slices.DeleteFunc(a.Replies, func(s string) bool { return strings.TrimSpace(s) == "" })
	a.Replies = a.Replies[:min(len(a.Replies), maxBotReplies)]
	if len(a.Replies) == 0 && !a.HandOver {
		return a, errors.New("it had no answer")
	}
	return a, nil
}

func (k *Desk) question(ctx context.Context, c Conversation, m Message) (BotQuestion, error) {
	row, err := k.Store.ConversationRow(ctx, c.ID, DefaultGrant, k.Clock.Ms())
	if err != nil {
		return BotQuestion{}, err
	}
	account, err := k.Store.Account(ctx, c.AccountID)
	if err != nil {
		return BotQuestion{}, err
	}
	before, err := k.Store.MessageRows(ctx, c.ID, MessageCursor{At: m.At, ID: m.ID}, botHistory)
	q := BotQuestion{
		ID: m.ID, AccountID: c.AccountID, AppID: account.PlatformID, ConversationID: c.ID, CustomerID: row.Customer.ID, CustomerName: row.Customer.Name,
		SessionFrom: c.SessionFrom, Kind: string(m.Kind), Text: m.said(), At: m.At, History: []BotLine{},
	}
	for _, b := range before {
		if b.Kind != KindEntered {
			q.History = append(q.History, BotLine{From: lineFrom(b), Text: b.Text, At: b.At})
		}
	}
	return q, err
}

func lineFrom(m MessageRow) string {
	if m.Direction == In {
		return "customer"
	}
	return string(m.Source)
}
