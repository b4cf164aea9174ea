package e2e

import (
	"fmt"
	"slices"
	"sync"
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
	i := e.lin.upload(account, "ways of one edge", shops(0, ways))
	e.lin.imported(i.ID, "ready", in(ledger.ImportReady))
	e.lin.post(fmt.Sprintf("/imports/%d/start", i.ID), map[string]any{}, nil)
	e.lin.imported(i.ID, "done", in(ledger.ImportDone))
	plan := map[string]any{"shifts": []any{shift("08:00", "09:00", "zhangsan", "lisi"), shift("09:00", "18:00", "wangwu"), shift("18:00", "20:00", "lisi")}}
	var all sync.WaitGroup
	list := e.lin.everyWay()
	for part := range slices.Chunk(list, (ways+7)/8) {
		all.Go(func() {
			for _, w := range part {
				ask(t, e.lin.http, "PUT", e.lin.base+wayPath(w.ID)+"/plan", map[string]any{"plan": plan}, nil)
			}
		})
	}
	all.Wait()
	e.control("PUT", "/switches", map[string]any{"max_concurrency": 16}, nil)
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

// Many ways change at the same moment. The changes are spread over time, the platform never says that they are too many, each way is
// written once and in the end right, on both sides. MENLING_EDGE_WAYS=500 has that many.
func TestManyWaysChangeAtOneEdge(t *testing.T) {
	e := newEdge(t, number(t, "MENLING_EDGE_WAYS", 100))
	_, before := e.updates()
	begin := time.Now()
	e.clock("2026-11-30 09:00:00")
	eventually(t, "all changes", func() bool { return e.leadTo("wangwu") == e.ways })
	e.idle()
	writes, tooMany := e.updates()
	if writes != e.ways || tooMany != before {
		t.Errorf("%d writes of %d ways, %d calls too many", writes, e.ways, tooMany-before)
	}
	for _, w := range e.lin.everyWay() {
		if !slices.Equal(w.Users, []string{"wangwu"}) || w.Problem != nil {
			t.Errorf("in the ledger %s leads to %v: %v", w.Name, w.Users, w.Problem)
		}
	}
	t.Logf("%d ways in %v", e.ways, time.Since(begin))
}

// The server is killed in the middle of an edge, and again. It catches up, and what was written already is not written again, but
// for what was under way.
func TestAnEdgeIsCaughtUpAfterBeingKilled(t *testing.T) {
	e := newEdge(t, 60)
	_, before := e.updates()
	e.stop()
	e.clock("2026-11-30 09:00:00")
	kills := 0
	for done := 0; done < e.ways*3/4 && kills < 8; kills++ {
		victim, _ := e.mortalServer()
		eventually(t, "some changes", func() bool { now := e.leadTo("wangwu"); return now >= done+8 || now == e.ways })
		victim.Process.Kill()
		victim.Wait()
		done = e.leadTo("wangwu")
	}
	e.start()
	eventually(t, "all changes", func() bool { return e.leadTo("wangwu") == e.ways })
	e.idle()
	writes, tooMany := e.updates()
	const atOnce = 8 // jobs of ways that run side by side
	if writes < e.ways || writes > e.ways+kills*atOnce || tooMany != before {
		t.Errorf("%d writes of %d ways after %d kills, %d calls too many", writes, e.ways, kills, tooMany-before)
	}
	t.Logf("%d writes of %d ways, killed %d times", writes, e.ways, kills)
}
