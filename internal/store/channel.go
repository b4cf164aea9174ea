package store

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

var channels = newTable("channels", "id, name, note, welcome, tags, remark_rule, created_at, updated_at")

func readChannel(scan scan) (c ledger.Channel, err error) {
	var welcome, tags string
	if err := scan(&c.ID, &c.Name, &c.Note, &welcome, &tags, &c.RemarkRule, &c.CreatedAt, &c.UpdatedAt); err != nil {
		return c, err
	}
	return c, fromTexts(textInto{welcome, &c.Welcome}, textInto{tags, &c.Tags})
}

func channelArgs(c ledger.Channel) []any {
	welcome := ""
	if !c.Welcome.IsZero() {
		welcome = mustText(c.Welcome)
	}
	return []any{c.ID, c.Name, c.Note, welcome, mustText(some(c.Tags)), c.RemarkRule, c.CreatedAt, c.UpdatedAt}
}

// Channel is one channel.
func (tx *Tx) Channel(id int64) (ledger.Channel, error) {
	return get(tx, readChannel, channels.get, id)
}

// ChannelByName finds a channel by its name.
func (tx *Tx) ChannelByName(name string) (ledger.Channel, error) {
	return get(tx, readChannel, channels.list+" WHERE name = $1", name)
}

// AddChannel adds a channel.
func (tx *Tx) AddChannel(c ledger.Channel) error {
	return only(tx.exec(channels.insert, channelArgs(c)...))
}

// UpdateChannel stores a channel as it now is.
func (tx *Tx) UpdateChannel(c ledger.Channel) error {
	if err := tx.renamed("channel", "channels", c.ID, c.Name); err != nil {
		return err
	}
	return must(tx.exec(channels.update, channelArgs(c)...))
}

// A customer is lost to a channel when every period that began by it has ended.
const channelRow = `SELECT id, name, note, welcome, tags, remark_rule, created_at, (SELECT count(*) FROM ways w WHERE w.channel_id = c.id AND w.kind <> 'twin'),
	(SELECT COALESCE(sum(t.customers), 0) FROM channel_totals t WHERE t.channel_id = c.id),
	(SELECT COALESCE(sum(t.gone), 0) FROM channel_totals t WHERE t.channel_id = c.id) FROM channels c`

func readChannelRow(scan scan) (r ledger.ChannelRow, err error) {
	var welcome, tags string
	if err := scan(&r.ID, &r.Name, &r.Note, &welcome, &tags, &r.RemarkRule, &r.CreatedAt, &r.Ways, &r.Customers, &r.Lost); err != nil {
		return r, err
	}
	err = fromTexts(textInto{welcome, &r.Welcome}, textInto{tags, &r.Tags})
	r.Tags = some(r.Tags)
	return r, err
}

// ChannelRow is a channel with its numbers.
func (s *Store) ChannelRow(ctx context.Context, id int64, days ledger.Days) (ledger.ChannelRow, error) {
	came, err := s.cameOn(s.ask(ctx), "channel_id", []int64{id}, days.Dates()[0])
	if err != nil {
		return ledger.ChannelRow{}, err
	}
	return first(s.channelRows(ctx, days, came, channelRow+" WHERE c.id = $1", id))
}

// ChannelRows are all channels with their numbers, oldest first.
func (s *Store) ChannelRows(ctx context.Context, days ledger.Days) ([]ledger.ChannelRow, error) {
	came, err := s.channelsCameOn(s.ask(ctx), days.Dates()[0])
	if err != nil {
		return nil, err
	}
	return s.channelRows(ctx, days, came, channelRow+" ORDER BY c.id")
}

// ChannelNames are all channels, oldest first, without numbers: their ways are not counted for who only chooses one.
func (s *Store) ChannelNames(ctx context.Context) ([]ledger.ChannelName, error) {
	return all(s.ask(ctx), func(scan scan) (c ledger.ChannelName, err error) { return c, scan(&c.ID, &c.Name) }, "SELECT id, name FROM channels ORDER BY id")
}

func (s *Store) channelRows(ctx context.Context, days ledger.Days, came came, query string, args ...any) ([]ledger.ChannelRow, error) {
	rows, err := all(s.ask(ctx), readChannelRow, query, args...)
	dates := days.Dates()
	for i := range rows {
		rows[i].Days = came.on(rows[i].ID, dates)
		rows[i].CustomersToday = rows[i].Days[len(dates)-1]
	}
	return rows, err
}
