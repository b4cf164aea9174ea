package ledger

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/menling/menling/internal/crm"
)

// Counting is one making of a company's numbers, and the time zone its days are of. A rebuild begins a new one; until it is
// through, a customer's periods are counted in the one or in the other.
type Counting struct {
	ID      int64
	CorpID  int64
	Zone    string
	Current bool
}

// Numbers count periods. Added holds those added again, too.
type Numbers struct {
	Pending     int `json:"pending" doc:"Asked, and not confirmed yet"`
	Added       int `json:"added"`
	Readded     int `json:"readded" doc:"Of those added: had followed this member before"`
	Lost        int `json:"lost" doc:"The customer deleted the member"`
	Deleted     int `json:"deleted" doc:"The member deleted the customer"`
	Transferred int `json:"transferred" doc:"Handed over to another member"`
	Joined      int `json:"joined" doc:"Came into a group"`
	Quit        int `json:"quit" doc:"Left a group, or were removed"`
	Pressed     int `json:"pressed" doc:"Presses of buttons; they are counted by themselves, not by member or group"`
}

func (n *Numbers) add(o Numbers, times int) {
	n.Pending += times * o.Pending
	n.Added += times * o.Added
	n.Readded += times * o.Readded
	n.Lost += times * o.Lost
	n.Deleted += times * o.Deleted
	n.Transferred += times * o.Transferred
	n.Joined += times * o.Joined
	n.Quit += times * o.Quit
	n.Pressed += times * o.Pressed
}

// Cell is a day of one way, channel, member and group.
type Cell struct {
	Day       int // yyyymmdd, where the company's account is
	CorpID    int64
	WayID     int64
	ChannelID int64
	UserID    string
	ChatID    string
	Counting  int64
}

// DayStats is how much the numbers of a cell change.
type DayStats struct {
	Cell
	Numbers
}

// Totals are the numbers of a way or a channel over all days. Customers are people, not periods.
type Totals struct {
	ID        int64
	Counting  int64
	Customers int
	Gone      int // of the customers: all periods they have by it are over
	Numbers
}

// CountTx changes numbers.
type CountTx interface {
	// Countings are those of a company whose numbers stand.
	Countings(corp int64) ([]Counting, error)
	// AddCounting adds the current one, unless there is one.
	AddCounting(Counting) error
	AddDayStats(DayStats) error
	AddWayTotals(Totals) error
	AddChannelTotals(Totals) error
}

type totalKey struct{ id, counting int64 }

// counter gathers how numbers change in one transaction, and writes them in one order so that no two wait for each other.
type counter struct {
	current  int64
	zones    map[int64]*time.Location
	days     map[Cell]*Numbers
	ways     map[totalKey]*Totals
	channels map[totalKey]*Totals
}

// counter starts to count in the company's current counting; the first one begins here.
func (l *Ledger) counter(tx Tx, d *crm.Draw, a crm.Account) (*counter, error) {
	c := &counter{zones: map[int64]*time.Location{}, days: map[Cell]*Numbers{}, ways: map[totalKey]*Totals{}, channels: map[totalKey]*Totals{}}
	for range 2 {
		list, err := tx.Countings(a.CorpID)
		if err != nil {
			return nil, err
		}
		for _, g := range list {
			c.zones[g.ID] = crm.Account{TimeZone: g.Zone}.Location()
			if g.Current {
				c.current = g.ID
			}
		}
		if c.current != 0 {
			return c, nil
		}
		if err := tx.AddCounting(Counting{ID: d.ID(), CorpID: a.CorpID, Zone: a.TimeZone, Current: true}); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// replace takes a customer's periods as they were out of the numbers and counts them as they are now.
func (c *counter) replace(old, now []Attribution) {
	if slices.Equal(old, now) {
		return
	}
	c.count(old, -1)
	c.count(now, 1)
}

// count adds or takes away all periods of one customer. Some were never counted, and some in a counting that is gone.
func (c *counter) count(periods []Attribution, times int) {
	ways, channels := standings{}, standings{}
	for _, p := range periods {
		zone := c.zones[p.Counted]
		if zone == nil {
			continue
		}
		way, channel := totalKey{p.WayID, p.Counted}, totalKey{p.ChannelID, p.Counted}
		for day, n := range p.numbers(zone) {
			c.cell(Cell{day, p.CorpID, p.WayID, p.ChannelID, p.UserID, p.ChatID, p.Counted}).add(n, times)
			total(c.ways, way).add(n, times)
			total(c.channels, channel).add(n, times)
		}
		ways[way] = ways[way] || p.EndedAt == 0
		channels[channel] = channels[channel] || p.EndedAt == 0
	}
	ways.count(c.ways, times)
	channels.count(c.channels, times)
}

// standings say whether one customer still has a period by each way or channel that they came by.
type standings map[totalKey]bool

func (s standings) count(totals map[totalKey]*Totals, times int) {
	for key, open := range s {
		t := total(totals, key)
		t.Customers += times
		if !open {
			t.Gone += times
		}
	}
}

func (c *counter) cell(key Cell) *Numbers {
	if c.days[key] == nil {
		c.days[key] = &Numbers{}
	}
	return c.days[key]
}

func total(list map[totalKey]*Totals, key totalKey) *Totals {
	if list[key] == nil {
		list[key] = &Totals{ID: key.id, Counting: key.counting}
	}
	return list[key]
}

// write stores what changed. Who came by no way is in no totals.
func (c *counter) write(tx CountTx) error {
	days := slices.SortedFunc(maps.Keys(c.days), func(a, b Cell) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.CorpID, b.CorpID), cmp.Compare(a.ChannelID, b.ChannelID), cmp.Compare(a.WayID, b.WayID),
			cmp.Compare(a.UserID, b.UserID), cmp.Compare(a.ChatID, b.ChatID), cmp.Compare(a.Counting, b.Counting))
	})
	for _, key := range days {
		if n := *c.days[key]; n != (Numbers{}) {
			if err := tx.AddDayStats(DayStats{key, n}); err != nil {
				return err
			}
		}
	}
	if err := writeTotals(c.ways, tx.AddWayTotals); err != nil {
		return err
	}
	return writeTotals(c.channels, tx.AddChannelTotals)
}

func writeTotals(list map[totalKey]*Totals, put func(Totals) error) error {
	keys := slices.SortedFunc(maps.Keys(list), func(a, b totalKey) int {
		return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.counting, b.counting))
	})
	for _, key := range keys {
		if t := *list[key]; key.id != 0 && t != (Totals{ID: key.id, Counting: key.counting}) {
			if err := put(t); err != nil {
				return err
			}
		}
	}
	return nil
}

// numbers are what one period counts for on which days.
func (p Attribution) numbers(zone *time.Location) map[int]Numbers {
	out := map[int]Numbers{}
	at := func(ms int64, n Numbers) {
		day := DayOf(ms, zone)
		sum := out[day]
		sum.add(n, 1)
		out[day] = sum
	}
	switch {
	case p.ChatID != "" && p.AddedAt != 0:
		at(p.AddedAt, Numbers{Joined: 1})
	case p.ChatID == "" && p.AddedAt != 0 && p.Again:
		at(p.AddedAt, Numbers{Added: 1, Readded: 1})
	case p.ChatID == "" && p.AddedAt != 0:
		at(p.AddedAt, Numbers{Added: 1})
	case p.EndedAt == 0:
		at(p.BeganAt, Numbers{Pending: 1})
	}
	if p.EndedAt == 0 {
		return out
	}
	switch p.EndReason {
	case Lost:
		at(p.EndedAt, Numbers{Lost: 1})
	case Deleted:
		at(p.EndedAt, Numbers{Deleted: 1})
	case Transferred:
		at(p.EndedAt, Numbers{Transferred: 1})
	case Quit, Removed, Gone:
		at(p.EndedAt, Numbers{Quit: 1})
	}
	return out
}

// DayOf is the date of a moment as a number, yyyymmdd.
func DayOf(ms int64, zone *time.Location) int {
	y, m, d := time.UnixMilli(ms).In(zone).Date()
	return y*10000 + int(m)*100 + d
}
