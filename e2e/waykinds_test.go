package e2e

import (
	"slices"
	"strconv"
	"testing"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

const (
	joinWay = "/cgi-bin/externalcontact/groupchat/add_join_way"
	chat1   = "wrSandboxGroup00000000000000001"
	chat2   = "wrSandboxGroup00000000000000002"
)

// askWay asks for a way with these settings, over what all ways of these tests have.
func (r *rig) askWay(p *person, account int64, name string, more map[string]any) *stream {
	r.t.Helper()
	var c ledger.ChannelRow
	p.post("/channels", map[string]any{"name": "渠道" + name}, &c)
	body := map[string]any{"client_key": "kind-of-way-" + name, "account_id": account, "channel_id": c.ID, "name": name, "skip_verify": true}
	for k, v := range more {
		body[k] = v
	}
	live := p.watch("")
	p.post("/ways", body, nil)
	return live
}

func named(name string, phase ledger.Phase) func(ledger.WayRow) bool {
	return func(w ledger.WayRow) bool { return w.Name == name && w.Phase == phase }
}

// platformWay is a way as the sandbox keeps it.
type platformWay struct {
	ConfigID string   `json:"config_id"`
	Kind     string   `json:"kind"`
	Scene    int      `json:"scene"`
	State    string   `json:"state"`
	QRCode   string   `json:"qr_code"`
	Users    []string `json:"users"`
}

func (r *rig) platformWays() (ways []platformWay) {
	r.t.Helper()
	r.control("GET", "/ways", nil, &ways)
	return ways
}

// Every kind of way is made as it was asked for, and found on the platform under the state the ledger gave it.
func TestEveryKindOfWayIsMade(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		for _, k := range []struct {
			name, kind string
			scene      int
			more       map[string]any
		}{
			{"单人二维码", "contact", 2, map[string]any{"type": 1, "users": []string{"zhangsan"}}},
			{"多人带部门", "contact", 2, map[string]any{"users": []string{"lisi"}, "parties": []int{3}, "is_exclusive": true}},
			{"小程序按钮", "contact", 1, map[string]any{"type": 1, "scene": 1, "style": 2, "users": []string{"lisi"}}},
			{"进群码", "join", 2, map[string]any{"kind": "join", "chats": []string{chat1, chat2}, "auto_create_room": true, "room_base_name": "门铃群", "room_base_id": 7}},
			{"进群按钮", "join", 1, map[string]any{"kind": "join", "scene": 1, "chats": []string{chat1}}},
			{"问诊", "temp", 2, map[string]any{"kind": "temp", "users": []string{"zhangyisheng"}, "expires_in": 3600, "chat_expires_in": 7200, "conclusions": map[string]any{"text": "祝您早日康复"}}},
		} {
			live := r.askWay(lin, account, k.name, k.more)
			w := row(live, "way", func(w ledger.WayRow) bool {
				return w.Name == k.name && w.Phase == ledger.PhaseConfirmed && (w.QR || k.scene == 1)
			})
			i := slices.IndexFunc(r.platformWays(), func(p platformWay) bool { return p.State == w.State })
			if i < 0 {
				t.Fatalf("%s: the platform has no way of state %s", k.name, w.State)
			}
			p := r.platformWays()[i]
			if p.ConfigID != w.ConfigID || p.Kind != k.kind || p.Scene != k.scene || w.Kind != k.kind {
				t.Errorf("%s: the platform has %+v, the ledger %+v", k.name, p, w)
			}
		}
	})
}

// A join way cannot be listed: one whose creation was not answered stays unknown, is never asked for again, and is shown.
func TestAJoinWayOfUnknownOutcomeStaysUnknown(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	r.control("POST", "/faults", map[string]any{"path": joinWay, "times": 1, "drop": "after"}, nil)
	live := r.askWay(lin, account, "没有答复的进群码", map[string]any{"kind": "join", "chats": []string{chat1}})
	w := row(live, "way", named("没有答复的进群码", ledger.PhaseUnknown))
	r.control("POST", "/clock", map[string]any{"advance": "30m"}, nil)
	for _, name := range []string{"之后的", "再之后的"} {
		row(r.askWay(lin, account, name, map[string]any{"kind": "join", "chats": []string{chat1}}), "way", named(name, ledger.PhaseConfirmed))
	}
	var now ledger.WayRow
	lin.get("/ways/"+strconv.FormatInt(w.ID, 10), &now)
	if now.Phase != ledger.PhaseUnknown || now.Problem == nil || len(r.calls(joinWay)) != 3 {
		t.Errorf("phase %s, problem %v, %d calls", now.Phase, now.Problem, len(r.calls(joinWay)))
	}
}

// A temporary way of unknown outcome is recognised when somebody comes through it, and its doubt ends after its longest life.
func TestATemporaryWayOfUnknownOutcomeIsRecognisedAndLapses(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	r.control("POST", "/faults", map[string]any{"path": addWay, "times": 2, "drop": "after"}, nil)
	visit := map[string]any{"kind": "temp", "users": []string{"zhangyisheng"}}
	used := row(r.askWay(lin, account, "有人来", visit), "way", named("有人来", ledger.PhaseUnknown))
	unused := row(r.askWay(lin, account, "没人来", visit), "way", named("没人来", ledger.PhaseUnknown))
	live := lin.watch("")
	ways := r.platformWays()
	at := slices.IndexFunc(ways, func(p platformWay) bool { return p.State == used.State })
	r.control("POST", "/scan", map[string]any{"customer": "c01", "config_id": ways[at].ConfigID}, nil)
	row(live, "way", func(w ledger.WayRow) bool { return w.ID == used.ID && w.Problem != nil && w.Problem.Code != 1000002 })
	r.control("POST", "/clock", map[string]any{"advance": "337h"}, nil)
	row(live, "way", func(w ledger.WayRow) bool { return w.ID == unused.ID && w.Phase == ledger.PhaseFailed })
}
