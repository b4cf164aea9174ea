package store

import (
	"context"

	"github.com/menling/menling/internal/ledger"
)

var channels = newTable("channels", "id, name, note, created_at, updated_at")

func readChannel(scan scan) (c ledger.Channel, err error) {
	return c, scan(&c.ID, &c.Name, &c.Note, &c.CreatedAt, &c.UpdatedAt)
}

func channelArgs(c ledger.Channel) []any {
	return []any{c.ID, c.Name, c.Note, c.CreatedAt, c.UpdatedAt}
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
	return must(tx.exec(channels.update, channelArgs(c)...))
}

// A customer is lost to a channel when every period that began by it has ended.
const channelRow = `SELECT id, name, note, created_at,
	(SELECT count(*) FROM ways w WHERE w.channel_id = c.id),
	(SELECT count(DISTINCT a.identity_id) FROM attributions a WHERE a.channel_id = c.id),
	(SELECT count(DISTINCT a.identity_id) FROM attributions a WHERE a.channel_id = c.id AND a.began_at >= $1),
	(SELECT count(*) FROM (SELECT a.identity_id FROM attributions a WHERE a.channel_id = c.id GROUP BY a.identity_id HAVING min(CASE WHEN a.ended_at = 0 THEN 0 ELSE 1 END) = 1) lost)
	FROM channels c`

func readChannelRow(scan scan) (r ledger.ChannelRow, err error) {
	return r, scan(&r.ID, &r.Name, &r.Note, &r.CreatedAt, &r.Ways, &r.Customers, &r.CustomersToday, &r.Lost)
}

// ChannelRow is a channel with its numbers.
func (s *Store) ChannelRow(ctx context.Context, id int64, days ledger.Days) (ledger.ChannelRow, error) {
	r, err := get(s.ask(ctx), readChannelRow, channelRow+" WHERE c.id = $2", days[13], id)
	if err != nil {
		return r, err
	}
	r.Days, err = s.channelDays(ctx, id, days)
	return r, err
}

// ChannelRows are all channels with their numbers, oldest first.
func (s *Store) ChannelRows(ctx context.Context, days ledger.Days) ([]ledger.ChannelRow, error) {
	rows, err := all(s.ask(ctx), readChannelRow, channelRow+" ORDER BY c.id", days[13])
	for i := range rows {
		if err == nil {
			rows[i].Days, err = s.channelDays(ctx, rows[i].ID, days)
		}
	}
	return rows, err
}

// channelDays counts the periods that began on each day.
func (s *Store) channelDays(ctx context.Context, id int64, days ledger.Days) ([]int, error) {
	began, err := all(s.ask(ctx), readID, "SELECT began_at FROM attributions WHERE channel_id = $1 AND began_at >= $2 AND began_at < $3", id, days[0], days[14])
	counts := make([]int, len(days)-1)
	for _, at := range began {
		for i := len(counts) - 1; i >= 0; i-- {
			if at >= days[i] {
				counts[i]++
				break
			}
		}
	}
	return counts, err
}
