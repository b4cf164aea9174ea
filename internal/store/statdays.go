package store

import (
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
)

// came is who came by each of some ways or channels, by day.
type came map[[2]int64]int

// cameOn reads them for all rows of a page at once. Who was added, has asked, or joined a group has come.
func (s *Store) cameOn(q asker, key string, ids []int64, since int) (came, error) {
	return readCame(q, "SELECT "+key+", day, sum(added + pending + joined) FROM day_stats WHERE "+s.dialect.in(key, "$1")+" AND day >= $2 GROUP BY "+key+", day", s.dialect.list(ids), since)
}

// channelsCameOn are those of all channels, read in the order in which the days lie: half a million ways have very many cells.
func (s *Store) channelsCameOn(q asker, since int) (came, error) {
	return readCame(q, `SELECT channel_id, day, CAST(sum(n) AS BIGINT) FROM (SELECT day, corp_id, channel_id, sum(added + pending + joined) AS n
		FROM day_stats WHERE day >= $1 GROUP BY day, corp_id, channel_id) d GROUP BY channel_id, day`, since)
}

func readCame(q asker, query string, args ...any) (came, error) {
	c := came{}
	_, err := all(q, func(scan scan) (n int, err error) {
		var id, day int64
		err = scan(&id, &day, &n)
		c[[2]int64{id, day}] = n
		return n, err
	}, query, args...)
	return c, err
}

func (c came) on(id int64, dates []int) []int {
	days := make([]int, len(dates))
	for i, d := range dates {
		days[i] = c[[2]int64{id, int64(d)}]
	}
	return days
}

// addDays gives ways their last 14 days, each where its company is.
func (s *Store) addDays(q asker, rows []rowOfWay) error {
	if len(rows) == 0 {
		return nil
	}
	zones, err := s.zones(q)
	if err != nil {
		return err
	}
	now, ids, dates, since := s.now(), make([]int64, len(rows)), make([][]int, len(rows)), 99991231
	for i, r := range rows {
		ids[i] = r.ID
		if i > 0 && r.corp == rows[i-1].corp {
			dates[i] = dates[i-1]
			continue
		}
		zone := zones[r.corp]
		if zone == nil {
			zone = crm.Account{TimeZone: crm.DefaultTimeZone}.Location()
		}
		dates[i] = ledger.DatesUntil(now, zone)
		since = min(since, dates[i][0])
	}
	came, err := s.cameOn(q, "way_id", ids, since)
	for i := range rows {
		rows[i].Days = came.on(rows[i].ID, dates[i])
		rows[i].CustomersToday = rows[i].Days[len(dates[i])-1]
	}
	return err
}

// zones are the time zones that companies' days are counted in.
func (s *Store) zones(q asker) (map[int64]*time.Location, error) {
	zones := map[int64]*time.Location{}
	_, err := all(q, func(scan scan) (c ledger.Counting, err error) {
		c, err = readCounting(scan)
		zones[c.CorpID] = crm.Account{TimeZone: c.Zone}.Location()
		return c, err
	}, "SELECT id, corp_id, zone, current FROM countings WHERE current = 1")
	return zones, err
}
