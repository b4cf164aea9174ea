package e2e

import (
	"fmt"
	"testing"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

const (
	addWay     = "/cgi-bin/externalcontact/add_contact_way"
	listWays   = "/cgi-bin/externalcontact/list_contact_way"
	customSend = "/cgi-bin/message/custom/send"
)

// newWay creates a way and waits until it is settled.
func (r *rig) newWay(p *person, account int64, name string, phase ledger.Phase) ledger.WayRow {
	r.t.Helper()
	var c ledger.ChannelRow
	p.post("/channels", map[string]any{"name": "渠道" + name}, &c)
	live := p.watch("")
	p.post("/ways", map[string]any{
		"client_key": "unknown-" + name, "account_id": account, "channel_id": c.ID, "name": name, "users": []string{"zhangsan"}, "skip_verify": true, "welcome": map[string]any{"text": "您好"},
	}, nil)
	return row(live, "way", func(w ledger.WayRow) bool { return w.Name == name && w.Phase == phase })
}

// The platform made the way and its answer was lost: the ledger finds it again by its state, and makes no second one.
func TestAWayWhoseAnswerWasLostIsAdopted(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		wecom, _ := r.accounts(lin)
		r.control("POST", "/faults", map[string]any{"path": addWay, "times": 1, "drop": "after"}, nil)
		w := r.newWay(lin, wecom, "丢失的答复", ledger.PhaseConfirmed)
		if w.ConfigID == "" {
			t.Errorf("adopted without a config_id: %+v", w)
		}
		var ways []struct {
			ConfigID string `json:"config_id"`
			State    string `json:"state"`
		}
		r.control("GET", "/ways", nil, &ways)
		if len(ways) != 1 || ways[0].ConfigID != w.ConfigID || ways[0].State != w.State {
			t.Errorf("the platform has %+v, the ledger %s", ways, w.ConfigID)
		}
	})
}

// The call never arrived: the way is absent from two listings ten minutes apart, fails, and a retry takes a new state.
func TestAWayThatWasNeverMadeFailsAndTakesANewState(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	wecom, _ := r.accounts(lin)
	r.control("POST", "/faults", map[string]any{"path": addWay, "times": 1, "drop": "before"}, nil)
	w := r.newWay(lin, wecom, "没有送达", ledger.PhaseUnknown)
	live := lin.watch("")
	eventually(t, "the first listing", func() bool { return len(r.calls(listWays)) > 0 })
	r.idle() // and what it found is written down: the next is ten minutes after that
	r.control("POST", "/clock", map[string]any{"advance": "11m"}, nil)
	failed := row(live, "way", func(x ledger.WayRow) bool { return x.ID == w.ID && x.Phase == ledger.PhaseFailed })
	if failed.Problem == nil || failed.Problem.ZH == "" {
		t.Errorf("failed without a reason: %+v", failed)
	}
	lin.post(fmt.Sprintf("/ways/%d/retry", w.ID), nil, nil)
	again := row(live, "way", func(x ledger.WayRow) bool { return x.ID == w.ID && x.Phase == ledger.PhaseConfirmed })
	if again.State == w.State {
		t.Error("the retry took the old state, which may still turn up")
	}
}

// The platform refused: the reason is shown in words.
func TestARefusedWaySaysWhy(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	wecom, _ := r.accounts(lin)
	r.control("POST", "/faults", map[string]any{"path": addWay, "times": 1, "errcode": 41045}, nil)
	if w := r.newWay(lin, wecom, "额度用完", ledger.PhaseFailed); w.Problem == nil || w.Problem.Code != 41045 || w.Problem.DoEN == "" {
		t.Errorf("the reason is %+v", w.Problem)
	}
}

// A message whose answer was lost is shown as unknown, holds its place in the window, and is never sent again by itself or
// by hand.
func TestAMessageOfUnknownOutcomeIsNotSentAgain(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		r.accounts(lin)
		c := r.waiting(lin, "c04")
		path := fmt.Sprintf("/conversations/%d", c.ID)
		lin.post(path+"/accept", nil, nil)
		live := lin.watch("")
		for i, fault := range []map[string]any{{"drop": "after"}, {"errcode": -1}, {"errcode": 45015}} {
			fault["path"], fault["times"] = customSend, 1
			r.control("POST", "/faults", fault, nil)
			lin.post(path+"/messages", map[string]any{"client_key": fmt.Sprintf("unknown-%d", i), "kind": "text", "text": fmt.Sprint(i)}, nil)
			want := []desk.MessageState{desk.Unknown, desk.Unknown, desk.Failed}[i]
			m := row(live, "message", func(m desk.MessageRow) bool { return m.Text == fmt.Sprint(i) && m.State == want })
			if m.Problem == nil || m.Problem.ZH == "" || m.Problem.EN == "" {
				t.Errorf("%s without a reason", want)
			}
			if want == desk.Unknown {
				if code, _ := lin.refused("POST", fmt.Sprintf("/messages/%d/retry", m.ID), nil); code != "message_not_failed" {
					t.Errorf("a retry of an unknown one was refused with %q", code)
				}
				continue
			}
			lin.post(fmt.Sprintf("/messages/%d/retry", m.ID), nil, nil)
			row(live, "message", func(m desk.MessageRow) bool { return m.Text == "2" && m.State == desk.Sent })
		}
		var now desk.ConversationRow
		lin.get(path, &now)
		if now.Window.Used != 3 {
			t.Errorf("%d places are used, want 3: two unknown, one sent after a retry", now.Window.Used)
		}
		if said := r.fromAPI("c04"); len(said) != 2 || said[0].Content != "0" || said[1].Content != "2" {
			t.Errorf("the phone shows %+v", said)
		}
	})
}
