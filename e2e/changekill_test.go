package e2e

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// A server is killed again and again while ways are changed and deleted. In the end every way is as it was wanted, nothing else of
// it has changed, and what was deleted is gone, although the platform clears what an update leaves out.
func TestChangesAndDeletionsSurviveBeingKilled(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		r.control("PUT", "/switches", map[string]any{"update_absent": "clear"}, nil)
		rounds, ways := 12, 8
		if d == store.Postgres {
			rounds, ways = 3, 4
		}
		seed := uint64(time.Now().UnixNano())
		t.Logf("seed %d", seed)
		dice := rand.New(rand.NewPCG(seed, 0))
		slow := func(path string, after int, more map[string]any) func() {
			return func() { // the call after so many others of its path takes long enough to be killed in it
				if after > 0 {
					r.control("POST", "/faults", map[string]any{"path": path, "times": after, "delay_ms": 1}, nil)
				}
				fault := map[string]any{"path": path, "times": 2, "delay_ms": 60}
				maps.Copy(fault, more)
				r.control("POST", "/faults", fault, nil)
			}
		}
		steps := []func(){
			slow(getWay, 0, nil), slow(updateWay, 0, nil), slow(delWay, 0, nil), slow(getWay, 1, nil), slow(updateWay, 1, map[string]any{"drop": "after"}),
			slow(delWay, 0, map[string]any{"drop": "after"}), slow(getWay, 2, nil), slow(updateWay, 1, map[string]any{"errcode": -1}), slow(delWay, 0, map[string]any{"drop": "before"}),
		}
		var list []ledger.WayRow
		for i := range 2 * ways { // the second half is to be deleted
			name := fmt.Sprint("店", i)
			list = append(list, row(r.askWay(lin, account, name, map[string]any{"users": []string{"zhangsan", "lisi"}, "remark": name, "skip_verify": false}), "way", named(name, ledger.PhaseConfirmed)))
		}
		for round := range rounds {
			for _, w := range list[:ways] {
				lin.patch(wayPath(w.ID), map[string]any{"remark": fmt.Sprint(w.Name, "第", round)}, nil)
			}
			if round%3 == 2 && len(list) > ways {
				lin.delete(wayPath(list[len(list)-1].ID), nil)
			}
			r.control("DELETE", "/faults", nil, nil)
			steps[round%len(steps)]()
			r.stop()
			victim, _ := r.mortalServer()
			time.Sleep(time.Duration(dice.IntN(80)) * time.Millisecond)
			victim.Process.Kill()
			victim.Wait()
			r.endLeases()
			r.start()
			lin.base = r.app.URL() + "/api/v1"
			if round%3 == 2 {
				gone := list[len(list)-1]
				list = list[:len(list)-1]
				if now := lin.settle(gone.ID); now.Phase != ledger.PhaseDeleted {
					t.Errorf("not deleted: %+v", now)
				}
			}
		}
		r.control("DELETE", "/faults", nil, nil)
		for i, w := range list {
			now, copied := lin.settle(w.ID), r.raw(w)
			want := w.Name
			if i < ways {
				want = fmt.Sprint(w.Name, "第", rounds-1)
			}
			if copied["remark"] != want || now.Remark != want || copied["skip_verify"] != false || fmt.Sprint(copied["user"]) != "[zhangsan lisi]" || copied["state"] != w.State {
				t.Errorf("the ledger has %+v, the platform %v, want %s", now.Settings, copied, want)
			}
		}
		if left := r.platformWays(); len(left) != len(list) {
			t.Errorf("the platform has %d ways, the ledger %d", len(left), len(list))
		}
	})
}
