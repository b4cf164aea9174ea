package ledger_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/wecom"
)

// meddling is what another program does to one field of a way.
type meddling struct {
	field   string
	kind    string
	s       ledger.Settings
	contact func(*wecom.ContactWayUpdate)
	join    func(*wecom.JoinWayUpdate)
}

func meddlings() []meddling {
	two := ledger.Settings{Users: []string{"zhangsan", "lisi"}, Remark: "前台", SkipVerify: true}
	party := ledger.Settings{Users: []string{"zhangsan"}, Parties: []int64{2}}
	button := ledger.Settings{Type: 1, Scene: 1, Style: 1, Users: []string{"lisi"}}
	rooms := ledger.Settings{Chats: []string{group1}, AutoCreateRoom: true, RoomBaseName: "门铃群", RoomBaseID: 7, Remark: "进群"}
	visit := ledger.Settings{Users: []string{"zhangyisheng"}, ExpiresIn: 86400, ChatExpiresIn: 7200, Conclusions: &ledger.Conclusions{Text: "祝您早日康复"}}
	yes, no := true, false
	return []meddling{
		{field: "remark", kind: "contact", s: two, contact: func(u *wecom.ContactWayUpdate) { u.Remark = new("被改过") }},
		{field: "skip_verify", kind: "contact", s: two, contact: func(u *wecom.ContactWayUpdate) { u.SkipVerify = &no }},
		{field: "style", kind: "contact", s: button, contact: func(u *wecom.ContactWayUpdate) { u.Style = new(3) }},
		{field: "state", kind: "contact", s: two, contact: func(u *wecom.ContactWayUpdate) { u.State = new("another-state") }},
		{field: "users", kind: "contact", s: two, contact: func(u *wecom.ContactWayUpdate) { u.User = []string{"lisi"} }},
		{field: "parties", kind: "contact", s: party, contact: func(u *wecom.ContactWayUpdate) { u.Party = []int64{2, 3} }},
		{field: "remark", kind: "join", s: rooms, join: func(u *wecom.JoinWayUpdate) { u.Remark = new("被改过") }},
		{field: "state", kind: "join", s: rooms, join: func(u *wecom.JoinWayUpdate) { u.State = new("another-join-state") }},
		{field: "chats", kind: "join", s: rooms, join: func(u *wecom.JoinWayUpdate) { u.ChatIDList = []string{group2} }},
		{field: "room_base_name", kind: "join", s: rooms, join: func(u *wecom.JoinWayUpdate) { u.RoomBaseName = new("别的群") }},
		{field: "room_base_id", kind: "join", s: rooms, join: func(u *wecom.JoinWayUpdate) { u.RoomBaseID = new(int64(9)) }},
		{field: "auto_create_room", kind: "join", s: ledger.Settings{Chats: []string{group1}}, join: func(u *wecom.JoinWayUpdate) { u.AutoCreateRoom = new(wecom.Yes) }},
		{field: "expires_in", kind: "temp", s: visit, contact: func(u *wecom.ContactWayUpdate) { u.ExpiresIn = new(int64(90000)) }},
		{field: "chat_expires_in", kind: "temp", s: visit, contact: func(u *wecom.ContactWayUpdate) { u.ChatExpiresIn = new(int64(3600)) }},
		{field: "conclusions", kind: "temp", s: visit, contact: func(u *wecom.ContactWayUpdate) {
			u.Conclusions = &wecom.Conclusions{Text: &wecom.ConclusionText{Content: "再见"}}
		}},
		{field: "skip_verify", kind: "contact", s: party, contact: func(u *wecom.ContactWayUpdate) { u.SkipVerify = &yes }},
	}
}

func (y *yard) meddle(m meddling, configID string) {
	y.Helper()
	var err error
	if m.join != nil {
		_, err = y.they.JoinWays.Modify(y.Context(), configID, m.join)
	} else {
		_, err = y.they.ContactWays.Modify(y.Context(), configID, m.contact)
	}
	if err != nil {
		y.Fatal(m.field, err)
	}
}

// Every field that another program changes shows as a drift of just this field; pushed, the platform has ours again, adopted, the
// ledger has theirs, with a version in its history, and then neither differs.
func TestEveryFieldThatDrifts(t *testing.T) {
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		for _, decision := range []string{ledger.DriftPush, ledger.DriftAdopt} {
			t.Run(decision, func(t *testing.T) {
				y := newYard(t, storetest.Open(t, d), contactApp)
				all := meddlings()
				ways := make([]ledger.Way, len(all))
				for i, m := range all {
					ways[i] = y.made(fmt.Sprint(m.kind, " ", m.field, " ", i), m.kind, m.s)
				}
				if r := y.compared(); r.State != ledger.ReconcileDone || r.Done != int64(len(ways)) || len(y.drifts("")) != 0 {
					t.Fatalf("before anybody meddles: %+v, %+v", r, y.drifts(""))
				}
				for i, m := range all {
					y.meddle(m, ways[i].ConfigID)
				}
				if r := y.compared(); r.Differs != int64(len(ways)) || r.Problem != nil {
					t.Errorf("%+v", r)
				}
				open := y.drifts("open")
				var ids []int64
				for i, m := range all {
					d := open[ways[i].ConfigID]
					if fields(d) != m.field || d.Kind != ledger.DriftDiffers || d.WayID != ways[i].ID || y.way(ways[i].ID).Drift != "differs" {
						t.Errorf("%s %s: drift %+v", m.kind, m.field, d)
					}
					ids = append(ids, d.ID)
				}
				if out := y.decide(decision, 0, ids...); len(out.Done) != len(ids) {
					t.Errorf("%+v", out)
				}
				if left := y.drifts("open"); len(left) != 0 {
					t.Errorf("still open: %+v", left)
				}
				if r := y.compared(); r.Differs != 0 {
					t.Errorf("afterwards %+v: %+v", r, y.drifts("open"))
				}
				for i, m := range all {
					y.wantDecided(decision, m, ways[i])
				}
			})
		}
	})
}

func (y *yard) wantDecided(decision string, m meddling, before ledger.Way) {
	y.Helper()
	w := y.way(before.ID)
	same := w.State == before.State && sameSettings(w.Settings, before.Settings)
	if w.Drift != "" || same != (decision == ledger.DriftPush) {
		y.Errorf("%s %s after %s: drift %q, the ledger's settings are the same: %v", m.kind, m.field, decision, w.Drift, same)
	}
	versions, err := y.ledger.Store.Versions(y.Context(), ledger.VersionQuery{Way: w.ID, Limit: 10})
	if err != nil {
		y.Fatal(err)
	}
	kind := map[string]string{ledger.DriftPush: ledger.VersionPushed, ledger.DriftAdopt: ledger.VersionAdopted}[decision]
	if m.field == "state" { // it is no setting
		return
	}
	if len(versions) != 2 || versions[0].Kind != kind || versions[0].State != ledger.VersionDone {
		y.Errorf("%s %s: history %+v", m.kind, m.field, versions)
	}
}

func sameSettings(a, b ledger.Settings) bool {
	a.Users, b.Users = slices.Sorted(slices.Values(a.Users)), slices.Sorted(slices.Values(b.Users)) // they have no order
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}
