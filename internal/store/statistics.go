package store

import (
	"strings"

	"github.com/menling/menling/internal/ledger"
)

func readCounting(scan scan) (c ledger.Counting, err error) {
	var current int64
	err = scan(&c.ID, &c.CorpID, &c.Zone, &current)
	c.Current = current != 0
	return c, err
}

// Countings are those of a company whose numbers stand. None of them ends before this transaction has.
func (tx *Tx) Countings(corp int64) ([]ledger.Counting, error) {
	return all(tx, readCounting, "SELECT id, corp_id, zone, current FROM countings WHERE corp_id = $1"+tx.s.dialect.shareRows(), corp)
}

// AddCounting adds the current one, unless there is one.
func (tx *Tx) AddCounting(c ledger.Counting) error {
	return only(tx.exec("INSERT INTO countings (id, corp_id, zone, current) VALUES ($1, $2, $3, $4) ON CONFLICT (corp_id) WHERE current = 1 DO NOTHING",
		c.ID, c.CorpID, c.Zone, flag(c.Current)))
}

// numberColumns are the columns of ledger.Numbers, in every table that holds them.
const numberColumns = "pending, added, readded, lost, deleted, transferred, joined, quit"

// numbersOf adds to each column what is to be added.
func numbersOf(table string) string {
	columns := strings.Split(numberColumns, ", ")
	for i, c := range columns {
		columns[i] = c + " = " + table + "." + c + " + excluded." + c
	}
	return strings.Join(columns, ", ")
}

var (
	addDayStats = `INSERT INTO day_stats (day, corp_id, way_id, channel_id, userid, chat_id, counting, ` + numberColumns + `)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		ON CONFLICT (day, corp_id, channel_id, way_id, userid, chat_id, counting) DO UPDATE SET ` + numbersOf("day_stats")
	addWayTotals     = addTotals("way_totals", "way_id")
	addChannelTotals = addTotals("channel_totals", "channel_id")
)

func addTotals(name, key string) string {
	return `INSERT INTO ` + name + ` (` + key + `, counting, customers, gone, ` + numberColumns + `)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (` + key + `, counting) DO UPDATE SET
		customers = ` + name + `.customers + excluded.customers, gone = ` + name + `.gone + excluded.gone, ` + numbersOf(name)
}

func numbersArgs(n ledger.Numbers) []any {
	return []any{n.Pending, n.Added, n.Readded, n.Lost, n.Deleted, n.Transferred, n.Joined, n.Quit}
}

// AddDayStats changes the numbers of a cell.
func (tx *Tx) AddDayStats(s ledger.DayStats) error {
	return only(tx.exec(addDayStats, append([]any{s.Day, s.CorpID, s.WayID, s.ChannelID, s.UserID, s.ChatID, s.Counting}, numbersArgs(s.Numbers)...)...))
}

// AddWayTotals changes the numbers of a way.
func (tx *Tx) AddWayTotals(t ledger.Totals) error {
	return only(tx.exec(addWayTotals, append([]any{t.ID, t.Counting, t.Customers, t.Gone}, numbersArgs(t.Numbers)...)...))
}

// AddChannelTotals changes the numbers of a channel.
func (tx *Tx) AddChannelTotals(t ledger.Totals) error {
	return only(tx.exec(addChannelTotals, append([]any{t.ID, t.Counting, t.Customers, t.Gone}, numbersArgs(t.Numbers)...)...))
}
