package e2e

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// poolOf makes eight groups that are full with 20 people, a pool of them, and gives both. The pool has read them all.
func (r *rig) poolOf(p *person, account int64) (pool ledger.PoolDetail, chats []string) {
	r.t.Helper()
	r.control("PUT", "/switches", map[string]any{"group_full_at": 20}, nil)
	for i := range 8 {
		var g struct {
			ChatID string `json:"chat_id"`
		}
		r.control("POST", "/groups/create", map[string]any{"name": fmt.Sprintf("门店福利 %d 群", i+1), "owner": "lisi"}, &g)
		chats = append(chats, g.ChatID)
	}
	live := p.watch("")
	p.post("/pools", map[string]any{"account_id": account, "name": "门店福利", "full_at": 20, "margin": 5, "chats": chats}, &pool)
	row(live, "pool", func(now ledger.PoolRow) bool { return now.ID == pool.ID && now.Healthy == 8 && now.Shown == 5 })
	p.get(fmt.Sprintf("/pools/%d", pool.ID), &pool)
	return pool, chats
}

func (r *rig) poolWay(p *person, account, pool int64, name string) ledger.WayRow {
	r.t.Helper()
	return row(r.askWay(p, account, name, map[string]any{"kind": "join", "pool_id": pool}), "way", named(name, ledger.PhaseConfirmed))
}

// shownBy are the groups that the platform has for a way.
func (r *rig) shownBy(configID string) []string {
	r.t.Helper()
	var ways []struct {
		ConfigID string   `json:"config_id"`
		Chats    []string `json:"chat_ids"`
	}
	r.control("GET", "/ways?limit=1000", nil, &ways)
	for _, w := range ways {
		if w.ConfigID == configID {
			return w.Chats
		}
	}
	r.t.Fatalf("the platform has no way %s", configID)
	return nil
}

// leaves has people come into a group until it is to be shown no more, and waits until no way shows it.
func (r *rig) leaves(live *stream, pool int64, chat string, count int, ways ...ledger.WayRow) {
	r.t.Helper()
	r.control("POST", "/groups/fill", map[string]any{"chat_id": chat, "count": count}, nil)
	row(live, "pool", func(now ledger.PoolRow) bool { return now.ID == pool && !slices.Contains(now.ShownChats, chat) })
	for _, w := range ways {
		eventually(r.t, "way "+w.Name+" to leave "+chat, func() bool { return !slices.Contains(r.shownBy(w.ConfigID), chat) })
	}
}

// A pool of eight groups: as one after the other fills, its ways turn to the next, no scan meets a full group, and when none is
// left the pool says so and the ways keep what they have.
func TestAPoolTurnsAsItsGroupsFill(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		pool, chats := r.poolOf(lin, account)
		if !slices.Equal(pool.ShownChats, chats[:5]) || pool.State != "ok" || pool.Room < 8*18 || pool.DaysLeft != -1 {
			t.Fatalf("the pool begins as %+v", pool.PoolRow)
		}
		ways := []ledger.WayRow{r.poolWay(lin, account, pool.ID, "海报"), r.poolWay(lin, account, pool.ID, "收银台")}
		if !slices.Equal(ways[0].Chats, chats[:5]) || !slices.Equal(r.shownBy(ways[1].ConfigID), chats[:5]) {
			t.Fatalf("the ways begin with %v", ways[0].Chats)
		}
		if code, _ := lin.refused("DELETE", fmt.Sprintf("/pools/%d", pool.ID), nil); code != "pool_used" {
			t.Errorf("removing it was refused with %s", code)
		}
		live := lin.watch("")
		for i, chat := range chats[:7] {
			r.leaves(live, pool.ID, chat, 14, ways...)
			var scanned struct {
				Result string `json:"result"`
				ChatID string `json:"chat_id"`
			}
			r.control("POST", "/scan", map[string]any{"customer": fmt.Sprintf("c%02d", i+1), "config_id": ways[i%2].ConfigID}, &scanned)
			if scanned.Result != "joined" || slices.Contains(chats[:i+1], scanned.ChatID) {
				t.Errorf("with %d groups full a scan is %+v", i+1, scanned)
			}
		}
		if got := r.shownBy(ways[0].ConfigID); !slices.Equal(got, chats[7:]) {
			t.Errorf("the last group left is %v", got)
		}

		r.control("POST", "/groups/dismiss", map[string]any{"chat_id": chats[7]}, nil)
		dry := row(live, "pool", func(now ledger.PoolRow) bool { return now.State == "dry" })
		if dry.Problem == nil || dry.Healthy != 0 || !slices.Equal(dry.ShownChats, chats[7:]) || !slices.Equal(r.shownBy(ways[0].ConfigID), chats[7:]) {
			t.Errorf("dry as %+v", dry)
		}

		var g struct {
			ChatID string `json:"chat_id"`
		}
		r.control("POST", "/groups/create", map[string]any{"name": "门店福利 9 群", "owner": "lisi"}, &g)
		lin.post(fmt.Sprintf("/pools/%d/chats", pool.ID), map[string]any{"chats": []string{g.ChatID}}, &pool)
		row(live, "pool", func(now ledger.PoolRow) bool {
			return now.DryAt == 0 && slices.Equal(now.ShownChats, []string{g.ChatID})
		})
		eventually(t, "the ways to turn to the new group", func() bool { return slices.Equal(r.shownBy(ways[1].ConfigID), []string{g.ChatID}) })
		lin.get(fmt.Sprintf("/pools/%d", pool.ID), &pool)
		if pool.JoinsADay < 7 || pool.Ways != 2 || len(pool.Chats) != 9 {
			t.Errorf("in the end the pool is %+v", pool.PoolRow)
		}
		for _, c := range pool.Chats {
			want := "full"
			switch c.ChatID {
			case g.ChatID:
				want = "ok"
			case chats[7]:
				want = "dismissed"
			}
			if c.Health != want || (want == "ok") != (c.Problem == nil) {
				t.Errorf("group %s is %s, want %s", c.Name, c.Health, want)
			}
		}
	})
}

// What cannot be told to the platform at once is told later, and a server that goes down in the middle goes on where it was.
func TestATurnIsCarriedOutAfterAFailureAndARestart(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		pool, chats := r.poolOf(lin, account)
		w := r.poolWay(lin, account, pool.ID, "门口")
		live := lin.watch("")

		// refused: the platform's way is looked at again two minutes later
		r.control("POST", "/faults", map[string]any{"path": updateJoin, "times": 1, "errcode": 60011}, nil)
		r.control("POST", "/groups/dismiss", map[string]any{"chat_id": chats[0]}, nil)
		row(live, "way", func(now ledger.WayRow) bool { return now.ID == w.ID && now.ChangeProblem != nil })
		if got := r.shownBy(w.ConfigID); !slices.Equal(got, chats[:5]) {
			t.Errorf("although it was refused the way shows %v", got)
		}
		r.control("POST", "/clock", map[string]any{"advance": "3m"}, nil)
		row(live, "way", func(now ledger.WayRow) bool {
			return now.ID == w.ID && slices.Equal(now.Chats, chats[1:6]) && now.ChangeProblem == nil
		})

		// stopped between the push and the platform
		r.control("POST", "/faults", map[string]any{"path": updateJoin, "times": 100, "delay_ms": 3000}, nil)
		r.control("POST", "/groups/fill", map[string]any{"chat_id": chats[1], "count": 15}, nil)
		row(live, "pool", func(now ledger.PoolRow) bool { return slices.Equal(now.ShownChats, chats[2:7]) })
		r.stop()
		r.control("DELETE", "/faults", nil, nil)
		r.start()
		eventually(t, "the way to turn after the restart", func() bool { return slices.Equal(r.shownBy(w.ConfigID), chats[2:7]) })
	})
}

// Killed again and again while a pool turns, in the end every way shows what the pool shows, and the ledger knows it.
func TestATurnSurvivesBeingKilled(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		pool, chats := r.poolOf(lin, account)
		var ways []ledger.WayRow
		for i := range 6 {
			ways = append(ways, r.poolWay(lin, account, pool.ID, fmt.Sprintf("第%d台", i)))
		}
		live := lin.watch("")
		r.control("POST", "/faults", map[string]any{"path": updateJoin, "times": 1000, "delay_ms": 150}, nil)
		r.control("POST", "/groups/dismiss", map[string]any{"chat_id": chats[0]}, nil)
		row(live, "pool", func(now ledger.PoolRow) bool { return slices.Equal(now.ShownChats, chats[1:6]) })
		r.stop()
		for i := range 4 {
			victim, _ := r.mortalServer()
			time.Sleep(time.Duration(40+i*60) * time.Millisecond)
			victim.Process.Kill()
			victim.Wait()
			r.endLeases()
		}
		r.control("DELETE", "/faults", nil, nil)
		r.start()
		lin.base = r.app.URL() + "/api/v1"
		for _, w := range ways {
			eventually(t, w.Name+" to turn", func() bool {
				lin.get(fmt.Sprintf("/ways/%d", w.ID), &w)
				return slices.Equal(w.Chats, chats[1:6]) && slices.Equal(r.shownBy(w.ConfigID), chats[1:6])
			})
		}
	})
}
