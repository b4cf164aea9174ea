package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

const updateWay = "/cgi-bin/externalcontact/update_contact_way"

// clock sets the platform's and the server's clock to a time in Shanghai.
func (r *rig) clock(at string) {
	r.t.Helper()
	t, err := time.ParseInLocation("2006-01-02 15:04:05", at, time.FixedZone("", 8*3600))
	if err != nil {
		r.t.Fatal(err)
	}
	r.control("POST", "/clock", map[string]any{"set": t.Unix()}, nil)
}

func shift(from, to string, people ...string) map[string]any {
	return map[string]any{"days": []int{1, 2, 3, 4, 5, 6, 7}, "from": from, "to": to, "people": people}
}

// who says whom a way leads to on the platform.
func (r *rig) who(state string) string {
	r.t.Helper()
	for _, w := range r.platformWays() {
		if w.State == state {
			slices.Sort(w.Users)
			return strings.Join(w.Users, " ")
		}
	}
	return "no way of state " + state
}

func (r *rig) awaitWho(state, want string) {
	r.t.Helper()
	eventually(r.t, "the way leads to "+want, func() bool { return r.who(state) == want })
}

// changes counts how often the platform was told of a change, once it was told so often and nothing is left to do. A change shows
// before its call stands in the log.
func (r *rig) changes(least int) (n int) {
	r.t.Helper()
	told := func() bool { n = len(r.calls(updateWay)); return n >= least }
	eventually(r.t, fmt.Sprint(least, " changes"), told)
	r.idle()
	told()
	return n
}

// A way follows its plan: at the edges of shifts the platform is told once, in between not at all; what was missed while the
// server was down is caught up at once, and only the answer of now counts.
func TestAWayFollowsItsPlan(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		r.clock("2026-11-30 08:00:00")
		plan := map[string]any{"shifts": []any{shift("09:00", "12:00", "zhangsan"), shift("12:00", "18:00", "lisi", "wangwu")}, "backup": []string{"zhangyisheng"}}
		w := row(r.askWay(lin, account, "排班", map[string]any{"plan": plan}), "way", named("排班", ledger.PhaseConfirmed))
		r.awaitWho(w.State, "zhangyisheng") // before the first shift
		if n := r.changes(0); n != 0 {
			t.Errorf("%d changes of a way that was made right", n)
		}
		r.clock("2026-11-30 09:00:00")
		r.awaitWho(w.State, "zhangsan")
		r.clock("2026-11-30 12:00:01")
		r.awaitWho(w.State, "lisi wangwu")
		r.clock("2026-11-30 13:00:00")
		if n := r.changes(2); n != 2 {
			t.Errorf("%d changes at two edges", n)
		}
		r.stop()
		r.clock("2026-12-02 10:00:00") // the edges of two days are missed
		r.start()
		r.awaitWho(w.State, "zhangsan")
		if n := r.changes(3); n != 3 {
			t.Errorf("%d changes after a downtime, want one more", n)
		}
		var m ledger.Moment
		lin.base = r.app.URL() + "/api/v1"
		lin.get(fmt.Sprintf("/ways/%d/answer", w.ID), &m)
		if strings.Join(m.Answer.People, " ") != "zhangsan" || len(m.Week) < 15 {
			t.Errorf("the simulator says %+v, week of %d parts", m.Answer, len(m.Week))
		}
	})
}

// Members take turns by every customer, those who had their share are left out, and one who is off too.
func TestTurnsSharesAndOff(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	r.clock("2026-11-30 10:00:00")
	lin.get(fmt.Sprintf("/accounts/%d/members", account), nil) // known, so that they can be off
	plan := map[string]any{"mode": "in_turn", "cap": 2, "backup": []string{"zhangyisheng"}, "shifts": []any{shift("00:00", "24:00", "zhangsan", "lisi", "wangwu")}}
	w := row(r.askWay(lin, account, "轮流", map[string]any{"plan": plan}), "way", named("轮流", ledger.PhaseConfirmed))
	off := func(until int) {
		ask(t, lin.http, "PUT", fmt.Sprintf("%s/accounts/%d/members/wangwu/off", lin.base, account), map[string]any{"until": until}, nil)
	}
	off(-1)
	for i, want := range []string{"zhangsan", "lisi", "zhangsan", "lisi", "zhangyisheng"} {
		r.awaitWho(w.State, want)
		r.control("POST", "/scan", map[string]any{"customer": fmt.Sprintf("c%02d", i+1), "config_id": w.ConfigID}, nil)
	}
	off(0)
	r.awaitWho(w.State, "wangwu")
	r.clock("2026-12-01 00:00:00") // a new day, new shares; who stood in has not put the turn back to its beginning
	eventually(t, "the plan to be looked at", func() bool {
		due, err := r.app.Store.PlansDue(t.Context(), r.sandbox.Now().UnixMilli(), 1)
		return err == nil && len(due) == 0
	})
	r.idle()
	r.awaitWho(w.State, "wangwu")
	r.control("POST", "/scan", map[string]any{"customer": "c10", "config_id": w.ConfigID}, nil)
	r.awaitWho(w.State, "zhangsan")
	if n := r.changes(6); n != 6 {
		t.Errorf("the platform was told %d times, and it was six times somebody else's turn", n)
	}
}

// An update whose answer was lost is read again, and not left in doubt.
func TestAnAnswerThatWasLostIsReadAgain(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	r.clock("2026-11-30 08:59:00")
	plan := map[string]any{"shifts": []any{shift("08:00", "09:00", "lisi"), shift("09:00", "12:00", "zhangsan")}}
	live := r.askWay(lin, account, "丢失", map[string]any{"plan": plan})
	w := row(live, "way", named("丢失", ledger.PhaseConfirmed))
	r.control("POST", "/faults", map[string]any{"path": updateWay, "times": 1, "drop": "after"}, nil)
	r.clock("2026-11-30 09:00:00")
	row(live, "way", func(x ledger.WayRow) bool { return x.ID == w.ID && slices.Equal(x.Users, []string{"zhangsan"}) })
	r.awaitWho(w.State, "zhangsan")
}

// An edge comes while a way is being deleted, which the platform then refuses: the way goes on following its plan.
func TestAWayThatCouldNotBeDeletedFollowsItsPlan(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	r.clock("2026-11-30 08:00:00")
	plan := map[string]any{"shifts": []any{shift("08:00", "09:00", "lisi"), shift("09:00", "12:00", "zhangsan")}}
	live := r.askWay(lin, account, "留下", map[string]any{"plan": plan})
	w := row(live, "way", named("留下", ledger.PhaseConfirmed))
	r.control("POST", "/faults", map[string]any{"path": delWay, "times": 1, "errcode": 48002, "delay_ms": 3000}, nil)
	lin.delete(wayPath(w.ID), nil)
	r.clock("2026-11-30 09:00:00")
	row(live, "way", func(x ledger.WayRow) bool {
		return x.ID == w.ID && x.Phase == ledger.PhaseConfirmed && x.ChangeProblem != nil
	})
	r.awaitWho(w.State, "zhangsan")
}
