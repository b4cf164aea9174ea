package e2e

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/sandbox"
	"github.com/menling/menling/wecom"
)

const (
	getWay     = "/cgi-bin/externalcontact/get_contact_way"
	delWay     = "/cgi-bin/externalcontact/del_contact_way"
	getJoin    = "/cgi-bin/externalcontact/groupchat/get_join_way"
	updateJoin = "/cgi-bin/externalcontact/groupchat/update_join_way"
)

// otherApp is somebody else who works on the same ways.
func (r *rig) otherApp() *wecom.App {
	r.t.Helper()
	f := sandbox.DefaultFixture()
	c, err := wecom.New(f.Corp.ID, wecom.WithBaseURL(r.platform))
	if err != nil {
		r.t.Fatal(err)
	}
	return c.App(f.Apps[0].Secret)
}

// raw is the platform's copy of a way, field by field.
func (r *rig) raw(w ledger.WayRow) map[string]any {
	r.t.Helper()
	app := r.otherApp()
	var text json.RawMessage
	if w.Kind == ledger.KindJoin {
		got, err := app.JoinWays.Get(r.t.Context(), w.ConfigID)
		if text = got.Raw; err != nil {
			r.t.Fatal(err)
		}
	} else {
		got, err := app.ContactWays.Get(r.t.Context(), w.ConfigID)
		if text = got.Raw; err != nil {
			r.t.Fatal(err)
		}
	}
	fields := map[string]any{}
	if err := json.Unmarshal(text, &fields); err != nil {
		r.t.Fatal(err)
	}
	return fields
}

func (p *person) patch(path string, body, answer any) {
	p.t.Helper()
	ask(p.t, p.http, "PATCH", p.base+path, body, answer)
}

func (p *person) delete(path string, answer any) {
	p.t.Helper()
	ask(p.t, p.http, "DELETE", p.base+path, nil, answer)
}

func wayPath(id int64) string { return fmt.Sprintf("/ways/%d", id) }

// settle waits until nothing of a way is under way.
func (p *person) settle(id int64) (w ledger.WayRow) {
	p.t.Helper()
	eventually(p.t, "the way to be settled", func() bool {
		p.get(wayPath(id), &w)
		return !w.Changing && w.Phase != ledger.PhaseDeleting && w.Phase != ledger.PhaseIntent && w.Phase != ledger.PhaseCalling
	})
	return w
}

// change makes a change and waits for its end.
func (p *person) change(id int64, fields map[string]any) ledger.WayRow {
	p.t.Helper()
	p.patch(wayPath(id), fields, nil)
	return p.settle(id)
}

// newest is the newest entry of a way's history.
func (p *person) newest(id int64) ledger.VersionRow {
	p.t.Helper()
	var page struct{ Items []ledger.VersionRow }
	p.get(wayPath(id)+"/versions?limit=1", &page)
	if len(page.Items) == 0 {
		p.t.Fatal("no history")
	}
	return page.Items[0]
}

// Whatever is changed of a way, all else stays as it was, although the platform clears what an update leaves out.
func TestAChangeLosesNothing(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		r.control("PUT", "/switches", map[string]any{"update_absent": "clear", "join_update_absent": "reset"}, nil)
		conclusions := map[string]any{"text": "祝您早日康复"}
		for _, k := range []struct {
			name    string
			more    map[string]any
			changes []map[string]any
		}{
			{
				"二维码", map[string]any{"users": []string{"zhangsan", "lisi"}, "parties": []int{3}, "remark": "前台", "skip_verify": false},
				[]map[string]any{{"remark": "后台"}, {"remark": ""}, {"skip_verify": true}, {"users": []string{"lisi", "wangwu"}}, {"parties": []int{}}},
			},
			{
				"按钮", map[string]any{"type": 1, "scene": 1, "style": 2, "users": []string{"lisi"}, "remark": "小程序", "skip_verify": false},
				[]map[string]any{{"style": 3}, {"users": []string{"zhangsan"}}, {"remark": "换了"}},
			},
			{
				"进群", map[string]any{"kind": "join", "chats": []string{chat1}, "remark": "群", "auto_create_room": true, "room_base_name": "门铃群", "room_base_id": 7},
				[]map[string]any{{"remark": "新群"}, {"chats": []string{chat1, chat2}}, {"room_base_id": 9}, {"auto_create_room": false}},
			},
			{
				"问诊", map[string]any{"kind": "temp", "users": []string{"zhangyisheng"}, "expires_in": 3600, "chat_expires_in": 7200, "remark": "门诊", "conclusions": conclusions},
				[]map[string]any{{"remark": "急诊"}, {"expires_in": 5400}, {"conclusions": map[string]any{"text": "再见"}}},
			},
		} {
			w := row(r.askWay(lin, account, k.name, k.more), "way", named(k.name, ledger.PhaseConfirmed))
			for _, change := range k.changes {
				before := r.raw(w)
				now := lin.change(w.ID, change)
				r.onlyChanged(before, r.raw(w), change)
				if v := lin.newest(w.ID); v.State != ledger.VersionDone || now.Version != v.N || now.State != w.State {
					t.Errorf("%s %v: %+v", k.name, change, v)
				}
			}
			for n := int64(1); n <= 2; n++ { // back to how it was made, and forth again
				lin.post(wayPath(w.ID)+"/undo", map[string]any{"to": n}, nil)
				lin.settle(w.ID)
			}
			lin.post(wayPath(w.ID)+"/undo", map[string]any{"to": 1}, nil)
			back := lin.settle(w.ID)
			slices.Sort(w.Users)
			slices.Sort(back.Users)
			if !reflect.DeepEqual(back.Settings, w.Settings) {
				t.Errorf("%s: undone to %+v, it was made as %+v", k.name, back.Settings, w.Settings)
			}
		}
	})
}

// platformNames are the platform's names of settings where they differ from ours.
var platformNames = map[string][]string{"users": {"user"}, "parties": {"party"}, "chats": {"chat_id_list"}, "auto_create_room": {"auto_create_room", "room_base_name", "room_base_id"}}

func (r *rig) onlyChanged(before, after map[string]any, change map[string]any) {
	r.t.Helper()
	var touched []string
	for name := range change {
		if theirs := platformNames[name]; theirs != nil {
			touched = append(touched, theirs...)
		} else {
			touched = append(touched, name)
		}
	}
	for name, was := range before {
		if !slices.Contains(touched, name) && fmt.Sprint(was) != fmt.Sprint(after[name]) {
			r.t.Errorf("changing %v changed %s from %v to %v", change, name, was, after[name])
		}
	}
	if fmt.Sprint(before[touched[0]]) == fmt.Sprint(after[touched[0]]) {
		r.t.Errorf("%v was not changed: %v", change, after[touched[0]])
	}
}

// Another app works on the same way: what it changed stays, its members stand beside ours, and the preview says so before.
func TestWhatAnotherAppChangedStays(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	w := row(r.askWay(lin, account, "共用", map[string]any{"users": []string{"zhangsan"}, "remark": "我们的"}), "way", named("共用", ledger.PhaseConfirmed))
	_, err := r.otherApp().ContactWays.Modify(t.Context(), w.ConfigID, func(u *wecom.ContactWayUpdate) {
		u.User, u.Remark = []string{"zhangsan", "wangwu"}, new("他们的")
	})
	if err != nil {
		t.Fatal(err)
	}
	change := map[string]any{"users": []string{"zhangsan", "lisi"}}
	var p ledger.WayPreview
	lin.post(wayPath(w.ID)+"/preview", change, &p)
	if len(p.Added) != 1 || p.Added[0].UserID != "lisi" || len(p.Removed) != 0 || len(p.Drift) != 2 || p.People != 3 {
		t.Errorf("the preview says %+v", p)
	}
	now := lin.change(w.ID, change)
	after := r.raw(w)
	if fmt.Sprint(after["user"]) != "[zhangsan wangwu lisi]" || after["remark"] != "他们的" {
		t.Errorf("the platform has %v", after)
	}
	if len(now.Users) != 3 || now.Remark != "我们的" {
		t.Errorf("the ledger has %+v", now.Settings)
	}
}

// Another app writes between our write and its reading back: the change is merged again, until it holds.
func TestAChangeThatIsOverwrittenAtOnceIsMadeAgain(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	w := row(r.askWay(lin, account, "抢着改", oneMember()), "way", named("抢着改", ledger.PhaseConfirmed))
	other := r.otherApp()
	if _, err := other.Token(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, ms := range []int{1, 30_000} { // the reading before the write, and the one after it, until the clock is put on
		r.control("POST", "/faults", map[string]any{"path": getWay, "times": 1, "delay_ms": ms}, nil)
	}
	lin.patch(wayPath(w.ID), map[string]any{"remark": "我们的"}, nil)
	eventually(t, "our write", func() bool { return len(r.calls(updateWay)) == 1 })
	if err := other.ContactWays.Update(t.Context(), wecom.ContactWayUpdate{ConfigID: w.ConfigID, Remark: new("他们的")}); err != nil {
		t.Fatal(err)
	}
	r.control("POST", "/clock", map[string]any{"advance": "1m"}, nil)
	if now := lin.settle(w.ID); now.Remark != "我们的" || r.raw(w)["remark"] != "我们的" || lin.newest(w.ID).State != ledger.VersionDone {
		t.Errorf("in the end %+v, the platform %v", now.Settings, r.raw(w))
	}
}

func oneMember() map[string]any { return map[string]any{"users": []string{"zhangsan"}} }

// Answers get lost, the platform is busy or too much asked: the change comes to hold, once, and nothing else changes.
func TestAChangeComesToHoldWhateverGetsLost(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		r.control("PUT", "/switches", map[string]any{"update_absent": "clear"}, nil)
		w := row(r.askWay(lin, account, "风雨", map[string]any{"users": []string{"zhangsan"}, "remark": "甲"}), "way", named("风雨", ledger.PhaseConfirmed))
		for i, fault := range []map[string]any{
			{"drop": "before"}, {"drop": "after"}, {"errcode": -1}, {"status": 502}, {"errcode": 45033}, {"errcode": 6000}, {"delay_ms": 20},
			{"path": getWay, "errcode": -1}, {"path": getWay, "drop": "after"},
		} {
			if fault["path"] == nil {
				fault["path"] = updateWay
			}
			fault["times"] = 1
			r.control("POST", "/faults", fault, nil)
			before := r.rawUndisturbed(w, fault)
			change := map[string]any{"remark": fmt.Sprint("第", i)}
			now := lin.change(w.ID, change)
			r.control("DELETE", "/faults", nil, nil)
			r.onlyChanged(before, r.raw(w), change)
			if v := lin.newest(w.ID); now.Remark != change["remark"] || v.State != ledger.VersionDone || now.ChangeProblem != nil {
				t.Errorf("%v: %+v", fault, v)
			}
		}
	})
}

// rawUndisturbed reads the platform's copy without using a fault up.
func (r *rig) rawUndisturbed(w ledger.WayRow, fault map[string]any) map[string]any {
	r.control("DELETE", "/faults", nil, nil)
	defer r.control("POST", "/faults", fault, nil)
	return r.raw(w)
}

// The platform's limit of calls: the change waits until the block ends, however often it is refused, and is never given up.
func TestAChangeWaitsForTheLimitOfCalls(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	w := row(r.askWay(lin, account, "限频", oneMember()), "way", named("限频", ledger.PhaseConfirmed))
	const refusals = 15 // more than the attempts after which work is parked
	r.control("POST", "/faults", map[string]any{"path": updateWay, "times": refusals, "errcode": 45009}, nil)
	lin.patch(wayPath(w.ID), map[string]any{"remark": "等到了"}, nil)
	for n := range refusals {
		eventually(t, "the next refusal", func() bool { return len(r.calls(updateWay)) > n })
		r.idle()
		if got := len(r.calls(updateWay)); got != n+1 {
			t.Fatalf("%d calls after %d blocks: it did not wait", got, n)
		}
		r.control("POST", "/clock", map[string]any{"advance": "61m"}, nil)
	}
	if now := lin.settle(w.ID); now.Remark != "等到了" {
		t.Errorf("in the end %+v", now.Settings)
	}
	var parked struct{ Items []json.RawMessage }
	if lin.get("/parked", &parked); len(parked.Items) != 0 {
		t.Errorf("parked: %s", parked.Items)
	}
}

// The platform refuses a change: nothing changes here, the reason is shown, and with the member it was about.
func TestARefusedChangeSaysWhyAndAboutWhom(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	// The members are read only after the first refusal: what it said of one is kept all the same.
	r.control("POST", "/faults", map[string]any{"path": "/cgi-bin/externalcontact/get_follow_user_list", "times": 1, "errcode": 48002}, nil)
	w := row(r.askWay(lin, account, "未实名", oneMember()), "way", named("未实名", ledger.PhaseConfirmed))
	members := func() map[string]*int {
		var list struct {
			Items []struct {
				UserID             string `json:"userid"`
				Problem, Suspected *struct{ Code int }
			}
		}
		lin.get(fmt.Sprintf("/accounts/%d/members", account), &list)
		out := map[string]*int{}
		for _, m := range list.Items {
			switch {
			case m.Problem != nil:
				out[m.UserID] = new(m.Problem.Code)
			case m.Suspected != nil:
				out[m.UserID] = new(-m.Suspected.Code)
			}
		}
		return out
	}
	now := lin.change(w.ID, map[string]any{"users": []string{"zhangsan", "zhaoliu"}})
	v := lin.newest(w.ID)
	if len(now.Users) != 1 || now.ChangeProblem == nil || now.ChangeProblem.Code != 40098 || v.State != ledger.VersionFailed || v.N != 0 || v.Problem.Code != 40098 {
		t.Errorf("refused: %+v, %+v", now, v)
	}
	if m := members(); len(m) != 1 || m["zhaoliu"] == nil || *m["zhaoliu"] != 40098 {
		t.Errorf("the members are shown as %v", m)
	}
	lin.change(w.ID, map[string]any{"users": []string{"zhangsan", "zhouba", "lisi"}}) // one of two is not activated: the directory tells which
	eventually(t, "the member to be found", func() bool { m := members(); return m["zhouba"] != nil && *m["zhouba"] == 41054 && m["lisi"] == nil })
	if now := lin.change(w.ID, map[string]any{"remark": "照常"}); now.ChangeProblem != nil || now.Remark != "照常" {
		t.Errorf("after it: %+v", now)
	}
	r.control("POST", "/faults", map[string]any{"path": updateWay, "times": 1, "errcode": 40098}, nil)
	lin.change(w.ID, map[string]any{"users": []string{"zhangsan", "lisi"}})
	if m := members(); m["lisi"] == nil {
		t.Errorf("refused, and shown as %v", m)
	}
	lin.change(w.ID, map[string]any{"users": []string{"zhangsan", "lisi"}})
	if m := members(); m["lisi"] != nil {
		t.Errorf("taken, and still shown as %v", *m["lisi"])
	}
}

// Thirty-two people change one way at the same moment: nothing any of them did is lost.
func TestManyPeopleChangeOneWayAtOnce(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		r.control("PUT", "/switches", map[string]any{"update_absent": "clear"}, nil)
		w := row(r.askWay(lin, account, "众人", oneMember()), "way", named("众人", ledger.PhaseConfirmed))
		var mu sync.Mutex
		codes := map[int]int{}
		atOnce(32, func(i int) {
			change := map[string]any{"version": 0, "tags": []string{fmt.Sprintf("et%02d", i)}}
			switch i % 4 {
			case 1:
				change = map[string]any{"version": 0, "users": []string{"zhangsan", []string{"lisi", "wangwu", "zhangyisheng"}[i/4%3]}}
			case 2:
				change = map[string]any{"version": 0, "remark": fmt.Sprint("备注", i)}
			case 3:
				change = map[string]any{"version": 0, "skip_verify": false}
			}
			status, _ := send(t, lin.http, "PATCH", lin.base+wayPath(w.ID), change)
			mu.Lock()
			codes[status]++
			mu.Unlock()
		})
		now := lin.settle(w.ID)
		if codes[202] != 25 || codes[409] != 7 { // of eight remarks one holds; all else goes together
			t.Errorf("answered with %v", codes)
		}
		after := r.raw(w)
		if len(now.Tags) != 8 || len(now.Users) != 4 || now.SkipVerify || after["skip_verify"] != false || len(after["user"].([]any)) != 4 || after["remark"] != now.Remark || now.Remark == "" {
			t.Errorf("in the end %+v, the platform %v", now.Settings, after)
		}
		var page struct{ Items []ledger.VersionRow }
		lin.get(wayPath(w.ID)+"/versions?limit=200", &page)
		seen := map[int64]bool{}
		for _, v := range page.Items {
			if v.State != ledger.VersionDone || seen[v.N] {
				t.Errorf("version %+v", v)
			}
			seen[v.N] = true
		}
	})
}

// A rule's change, such as a pool's turn, goes the same way and leaves no entry in the history; the lane keeps it in order.
func TestARulesChangeLeavesTheHistoryAlone(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		r.control("PUT", "/switches", map[string]any{"join_update_absent": "reset"}, nil)
		w := row(r.askWay(lin, account, "轮换", map[string]any{"kind": "join", "chats": []string{chat1}, "remark": "群"}), "way", named("轮换", ledger.PhaseConfirmed))
		turn := func(chats ...string) {
			err := r.app.Store.Write(t.Context(), nil, func(tx *store.Tx) error {
				way, err := tx.Way(w.ID)
				if err != nil {
					return err
				}
				return r.app.Ledger.PlanChange(tx, way, ledger.VersionPool, ledger.Patch{Chats: &chats}, r.sandbox.Now().UnixMilli())
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		turn(chat2)
		turn(chat2, "wrSandboxGroup00000000000000003")
		lin.patch(wayPath(w.ID), map[string]any{"remark": "新群"}, nil)
		now := lin.settle(w.ID)
		copied := r.raw(w)
		if len(now.Chats) != 2 || now.Chats[0] != chat2 || now.Remark != "新群" || fmt.Sprint(copied["chat_id_list"]) != "[wrSandboxGroup00000000000000002 wrSandboxGroup00000000000000003]" || copied["remark"] != "新群" {
			t.Errorf("the ledger has %+v, the platform %v", now.Settings, copied)
		}
		if v := lin.newest(w.ID); v.N != 2 || v.Kind != ledger.VersionChanged {
			t.Errorf("the history ends with %+v", v)
		}
	})
}

// The picture of a way's code cannot be fetched, which is tried again and again: meanwhile the way is changed all the same.
func TestAPictureThatCannotBeFetchedHoldsNoChangeUp(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	r.sandbox.SetBaseURL("http://127.0.0.1:1")
	w := row(r.askWay(lin, account, "没有图片", map[string]any{"users": []string{"zhangsan"}}), "way", named("没有图片", ledger.PhaseConfirmed))
	if now := lin.change(w.ID, map[string]any{"remark": "改了"}); now.Remark != "改了" || now.QR {
		t.Errorf("after the change %+v", now)
	}
}
