package ledger_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/crm"
)

// compare counts all periods from scratch, in the plainest way there is, and compares that with the numbers kept.
func (w *world) compare(when string) {
	w.Helper()
	type period struct{ identity, userID, chat, way, channel, began, added, ended, reason, again string }
	rows := w.strings(`SELECT identity_id || '|' || userid || '|' || chat_id || '|' || way_id || '|' || channel_id || '|' || began_at || '|' || added_at
		|| '|' || ended_at || '|' || end_reason || '|' || again FROM attributions`)
	days, ways, channels := map[string]int{}, map[string]map[string]bool{}, map[string]map[string]bool{}
	for _, row := range rows {
		f := strings.Split(row, "|")
		p := period{f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8], f[9]}
		count := func(at, what string) {
			days[strings.Join([]string{w.date(at), p.way, p.channel, p.userID, p.chat, what}, "|")]++
		}
		switch {
		case p.added != "0" && p.chat != "":
			count(p.added, "joined")
		case p.added != "0":
			count(p.added, "added")
			if p.again == "1" {
				count(p.added, "readded")
			}
		case p.ended == "0":
			count(p.began, "pending")
		}
		if what := map[string]string{"removed": "quit", "gone": "quit", "quit": "quit", "lost": "lost", "deleted": "deleted", "transferred": "transferred"}[p.reason]; what != "" {
			count(p.ended, what)
		}
		came(ways, p.way, p.identity, p.ended == "0")
		came(channels, p.channel, p.identity, p.ended == "0")
	}
	w.same(when+": days", days, w.keptDays())
	w.same(when+": ways", people(ways), w.keptPeople("way"))
	w.same(when+": channels", people(channels), w.keptPeople("channel"))
}

func (w *world) same(what string, want, got any) {
	w.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		w.Fatalf("%s (-reference +kept):\n%s", what, diff)
	}
}

func (w *world) date(ms string) string {
	var at int64
	fmt.Sscan(ms, &at)
	return time.UnixMilli(at).In(w.zone()).Format("20060102")
}

func (w *world) zone() *time.Location { return crm.Account{TimeZone: w.account.TimeZone}.Location() }

func came(by map[string]map[string]bool, id, identity string, open bool) {
	if id == "0" {
		return
	}
	if by[id] == nil {
		by[id] = map[string]bool{}
	}
	by[id][identity] = by[id][identity] || open
}

// people are how many came, and how many of them are gone.
func people(by map[string]map[string]bool) map[string]string {
	out := map[string]string{}
	for id, list := range by {
		gone := 0
		for _, open := range list {
			if !open {
				gone++
			}
		}
		out[id] = fmt.Sprint(len(list), " ", gone)
	}
	return out
}

func (w *world) keptDays() map[string]int {
	w.Helper()
	out := map[string]int{}
	for _, what := range []string{"pending", "added", "readded", "lost", "deleted", "transferred", "joined", "quit"} {
		rows := w.strings(`SELECT day || '|' || way_id || '|' || channel_id || '|' || userid || '|' || chat_id || '|` + what + `|' || sum(` + what + `) FROM day_stats
			GROUP BY day, way_id, channel_id, userid, chat_id HAVING sum(` + what + `) <> 0`)
		for _, row := range rows {
			i := strings.LastIndexByte(row, '|')
			var n int
			fmt.Sscan(row[i+1:], &n)
			out[row[:i]] = n
		}
	}
	return out
}

func (w *world) keptPeople(what string) map[string]string {
	w.Helper()
	rows := w.strings(`SELECT ` + what + `_id || '|' || sum(customers) || ' ' || sum(gone) FROM ` + what + `_totals GROUP BY ` + what + `_id HAVING sum(customers) <> 0`)
	out := map[string]string{}
	for _, row := range rows {
		id, n, _ := strings.Cut(row, "|")
		out[id] = n
	}
	return out
}
