package desk

import (
	"context"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// Bot is a program that answers customers when a rule asks it.
type Bot struct {
	ID        int64
	Name      string
	URL       string
	Secret    crm.Secret // signs what it is sent
	Seconds   int        // within which it answers
	FailedAt  int64
	Problem   string // of the last time it failed
	CreatedAt int64
	UpdatedAt int64
}

// BotRow is a bot as lists show it; its secret is never shown.
type BotRow struct {
	ID       int64  `json:"id"`
	Name     string `json:"name"`
	URL      string `json:"url"`
	Seconds  int    `json:"seconds" doc:"It answers within so many, or the rule's own text is said"`
	FailedAt int64  `json:"failed_at" doc:"When it last failed; 0: never, or it has answered since"`
	Problem  string `json:"problem,omitempty"`
}

// Row is the bot without its secret.
func (b Bot) Row() BotRow { return BotRow{b.ID, b.Name, b.URL, b.Seconds, b.FailedAt, b.Problem} }

// BotEdit is a bot as a person wants it; an empty secret keeps the one it has.
type BotEdit struct {
	Name    string
	URL     string
	Secret  crm.Secret
	Seconds int
}

// BotTx keeps bots.
type BotTx interface {
	Bot(id int64) (Bot, error)
	AddBot(Bot) error
	UpdateBot(Bot) error
	RemoveBot(id int64) error
	CountBots() (int, error)
}

const maxBots = 20

func (b Bot) validate() error {
	if n := utf8.RuneCountInString(b.Name); n == 0 || n > 30 {
		return crm.Invalid("name", "请填写机器人名称，最多 30 个字", "a name of 1 to 30 characters is needed")
	}
	u, err := url.Parse(b.URL)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		return crm.Invalid("url", "请填写 https:// 开头的地址", "an address like https://bot.example.com/menling is needed")
	}
	if n := len(b.Secret.Reveal()); n < 16 || n > 200 {
		return crm.Invalid("secret", "签名密钥须为 16 到 200 个字符", "a secret takes 16 to 200 characters")
	}
	if b.Seconds < 1 || b.Seconds > 15 {
		return crm.Invalid("seconds", "等待时间为 1 到 15 秒", "a bot is waited for 1 to 15 seconds")
	}
	return nil
}

// PutBot adds a bot (id 0) or changes one.
func (k *Desk) PutBot(ctx context.Context, who crm.Actor, id int64, e BotEdit) (BotRow, error) {
	stamp := k.stamp()
	var b Bot
	err := k.Store.Write(ctx, []string{"bots"}, func(tx Tx) error {
		audit := crm.Audit{At: stamp.At, Actor: who, Operation: "bot.create", Subject: "bot"}
		b = Bot{ID: stamp.Draw().ID(), CreatedAt: stamp.At}
		store := tx.AddBot
		if id != 0 {
			var err error
			if b, err = tx.Bot(id); err != nil {
				return err
			}
			audit.Operation, audit.Before, store = "bot.edit", b.Row(), tx.UpdateBot
		} else if all, err := tx.CountBots(); err != nil {
			return err
		} else if all >= maxBots {
			return crm.Invalid("name", "机器人太多：最多 20 个", "there are too many bots: 20 at most")
		}
		b.Name, b.URL, b.Seconds, b.UpdatedAt = strings.TrimSpace(e.Name), strings.TrimSpace(e.URL), e.Seconds, stamp.At
		if e.Secret != "" {
			b.Secret = e.Secret
		}
		if err := b.validate(); err != nil {
			return err
		}
		if err := store(b); err != nil {
			return err
		}
		audit.SubjectID, audit.After = b.ID, b.Row()
		return noteBot(tx, audit)
	})
	return b.Row(), err
}

func noteBot(tx Tx, audit crm.Audit) error {
	if err := tx.AddAudit(audit); err != nil {
		return err
	}
	return tx.AddChange(crm.Stale("bot", audit.SubjectID, audit.At))
}

// RemoveBot takes a bot away; rules that asked it say their own text.
func (k *Desk) RemoveBot(ctx context.Context, who crm.Actor, id int64) error {
	stamp := k.stamp()
	return k.Store.Write(ctx, []string{"bots"}, func(tx Tx) error {
		b, err := tx.Bot(id)
		if err != nil {
			return err
		}
		if err := tx.RemoveBot(id); err != nil {
			return err
		}
		return noteBot(tx, crm.Audit{At: stamp.At, Actor: who, Operation: "bot.remove", Subject: "bot", SubjectID: id, Before: b.Row()})
	})
}

// BotRows are all bots by name.
func (k *Desk) BotRows(ctx context.Context) ([]BotRow, error) {
	list, err := k.Store.Bots(ctx)
	rows := make([]BotRow, len(list))
	for i, b := range list {
		rows[i] = b.Row()
	}
	return rows, err
}
