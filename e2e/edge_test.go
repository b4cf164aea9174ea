package e2e

import (
	"fmt"
	"testing"
	"time"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
)

// edge is a rig with many ways that change at the same moment.
type edge struct {
	*rig
	lin  *person
	ways int
}

func newEdge(t *testing.T, ways int) *edge {
	t.Helper()
	e := &edge{rig: newRig(t, store.SQLite), ways: ways}
	e.lin = e.admin()
	account, _ := e.accounts(e.lin)
	e.clock("2026-11-30 08:30:00")
	e.control("PUT", "/switches", map[string]any{"max_concurrency": 16}, nil)
	var c ledger.ChannelRow
	e.lin.post("/channels", map[string]any{"name": "门店"}, &c)
	plan := map[string]any{"shifts": []any{shift("08:00", "09:00", "lisi"), shift("09:00", "18:00", "zhangsan"), shift("18:00", "20:00", "wangwu")}}
	for i := range ways {
		e.lin.post("/ways", map[string]any{"client_key": fmt.Sprint("edge-way-", i), "account_id": account, "channel_id": c.ID, "name": fmt.Sprint("门店", i), "skip_verify": true, "plan": plan}, nil)
	}
	eventually(t, "the ways", func() bool { return e.leadTo("lisi") == ways })
	e.idle()
	return e
}

// leadTo is how many ways lead to just one member.
func (e *edge) leadTo(member string) (n int) {
	e.t.Helper()
	for _, w := range e.platformWays() {
		if len(w.Users) == 1 && w.Users[0] == member {
			n++
		}
	}
	return n
}

// updates is how many writes the platform got, and how many calls of any kind it refused for being too many.
func (e *edge) updates() (writes, tooMany int) {
	e.t.Helper()
	var all []platformCall
	e.control("GET", "/calls?limit=10000", nil, &all)
	for _, c := range all {
		if c.Path == updateWay && c.ErrCode == 0 {
			writes++
		}
		if c.ErrCode == 45009 || c.ErrCode == 45033 {
			tooMany++
		}
	}
	return writes, tooMany
}

// 500 ways change at the same moment. The changes are spread over time, the platform never says that they are too many, each way is
// written once and in the end right, on both sides.
func TestManyWaysChangeAtOneEdge(t *testing.T) {
	e := newEdge(t, 500)
	begin := time.Now()
	e.clock("2026-11-30 09:00:00")
	eventually(t, "all changes", func() bool { return e.leadTo("zhangsan") == e.ways })
	e.idle()
	writes, tooMany := e.updates()
	if writes != e.ways || tooMany != 0 {
		t.Errorf("%d writes of %d ways, %d calls too many", writes, e.ways, tooMany)
	}
	var page struct{ Items []ledger.WayRow }
	if e.lin.get("/ways?member=zhangsan&limit=200", &page); len(page.Items) != 200 {
		t.Errorf("the ledger has %d ways of the new shift", len(page.Items))
	}
	t.Logf("%d ways in %v", e.ways, time.Since(begin))
}

// The server is killed in the middle of an edge, and again. It catches up, and what was written already is not written again, but
// for what was under way.
func TestAnEdgeIsCaughtUpAfterBeingKilled(t *testing.T) {
	e := newEdge(t, 120)
	e.stop()
	e.clock("2026-11-30 09:00:00")
	kills := 0
	for done := 0; done < e.ways*3/4 && kills < 8; kills++ {
		victim, _ := e.mortalServer()
		eventually(t, "some changes", func() bool { now := e.leadTo("zhangsan"); return now >= done+15 || now == e.ways })
		victim.Process.Kill()
		victim.Wait()
		done = e.leadTo("zhangsan")
	}
	e.start()
	eventually(t, "all changes", func() bool { return e.leadTo("zhangsan") == e.ways })
	e.idle()
	writes, tooMany := e.updates()
	const atOnce = 8 // jobs of ways that run side by side
	if writes < e.ways || writes > e.ways+kills*atOnce || tooMany != 0 {
		t.Errorf("%d writes of %d ways after %d kills, %d calls too many", writes, e.ways, kills, tooMany)
	}
	t.Logf("%d writes of %d ways, killed %d times", writes, e.ways, kills)
}
