package store

import (
	"context"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
)

var bots = newTable("desk_bots", "id, name, url, secret, seconds, failed_at, problem, created_at, updated_at")

const botSecret = "desk_bots.secret" // what is sealed

func (s *Store) readBot(scan scan) (b desk.Bot, err error) {
	var sealed []byte
	if err = scan(&b.ID, &b.Name, &b.URL, &sealed, &b.Seconds, &b.FailedAt, &b.Problem, &b.CreatedAt, &b.UpdatedAt); err != nil {
		return b, err
	}
	plain, err := s.open(botSecret, b.ID, sealed)
	b.Secret = crm.Secret(plain)
	return b, err
}

func (s *Store) botArgs(b desk.Bot) ([]any, error) {
	sealed, err := s.seal(botSecret, b.ID, []byte(b.Secret.Reveal()))
	return []any{b.ID, b.Name, b.URL, sealed, b.Seconds, b.FailedAt, b.Problem, b.CreatedAt, b.UpdatedAt}, err
}

// Bots are all bots by name.
func (s *Store) Bots(ctx context.Context) ([]desk.Bot, error) {
	return all(s.ask(ctx), s.readBot, bots.list+" ORDER BY name, id")
}

// Bot is one bot.
func (tx *Tx) Bot(id int64) (desk.Bot, error) { return get(tx, tx.s.readBot, bots.get, id) }

// AddBot adds a bot.
func (tx *Tx) AddBot(b desk.Bot) error {
	args, err := tx.s.botArgs(b)
	if err != nil {
		return err
	}
	return only(tx.exec(bots.insert, args...))
}

// UpdateBot stores a bot as it now is.
func (tx *Tx) UpdateBot(b desk.Bot) error {
	args, err := tx.s.botArgs(b)
	if err != nil {
		return err
	}
	return must(tx.exec(bots.update, args...))
}

// RemoveBot takes one away.
func (tx *Tx) RemoveBot(id int64) error {
	return must(tx.exec("DELETE FROM desk_bots WHERE id = $1", id))
}

// CountBots counts them.
func (tx *Tx) CountBots() (int, error) { return one[int](tx.row("SELECT count(*) FROM desk_bots")) }
