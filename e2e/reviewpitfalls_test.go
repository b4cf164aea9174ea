package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/menling/menling/internal/ledger"
)

// G1: a config_id that never arrived. A contact way is found again by its state, after a restart too, and none is made twice. A join
// way cannot be found: it stays in doubt, is counted, and becomes known when somebody comes through it.
func TestG1ALostConfigIDIsFoundOrNotForgotten(t *testing.T) {
	r := review(t)
	r.control("POST", "/faults", map[string]any{"path": addWay, "times": 1, "drop": "after"}, nil)
	r.control("POST", "/faults", map[string]any{"path": joinWay, "times": 1, "drop": "after"}, nil)
	r.control("POST", "/faults", map[string]any{"path": listWays, "times": 1, "errcode": -1}, nil) // not found at once
	contact := r.make("名片", ledger.PhaseUnknown, nil)
	join := r.make("进群", ledger.PhaseUnknown, map[string]any{"kind": "join", "chats": []string{chat1}})
	r.again()
	eventually(t, "the contact way to be adopted", func() bool {
		r.lin.get(wayPath(contact.ID), &contact)
		return contact.Phase == ledger.PhaseConfirmed
	})
	for _, there := range r.platformWays() {
		if there.Kind == "contact" && there.ConfigID != contact.ConfigID {
			t.Errorf("adopted %s, the platform has %+v", contact.ConfigID, there)
		}
		if there.Kind == "join" {
			r.scan("c02", there.ConfigID)
		}
	}
	r.control("POST", "/clock", map[string]any{"advance": "5s"}, nil)
	row(r.live, "way", func(w ledger.WayRow) bool { return w.ID == join.ID && w.Customers == 1 && w.Problem.Code == 1000008 })
	if len(r.platformWays()) != 2 || len(r.calls(addWay)) != 1 || len(r.calls(joinWay)) != 1 || r.quota().Unknown != 1 {
		t.Errorf("the platform has %+v, quota %+v", r.platformWays(), r.quota())
	}
}

// G2: on a platform that clears what an update leaves out, a change of the remark leaves members, groups and all else alone.
func TestG2AChangeOfOneFieldEmptiesNoOther(t *testing.T) {
	r := review(t)
	r.control("PUT", "/switches", map[string]any{"update_absent": "clear", "join_update_absent": "reset"}, nil)
	for name, more := range map[string]map[string]any{
		"名片": {"users": []string{"zhangsan", "lisi"}, "parties": []int{3}, "skip_verify": false, "remark": "前"},
		"进群": {"kind": "join", "users": nil, "chats": []string{chat1, chat2}, "auto_create_room": true, "room_base_name": "门铃群", "room_base_id": 7, "remark": "前"},
	} {
		w := r.make(name, ledger.PhaseConfirmed, more)
		before := r.raw(w)
		change := map[string]any{"remark": "后"}
		r.lin.change(w.ID, change)
		r.onlyChanged(before, r.raw(w), change)
	}
}

// G3: what listings do not show is read by its config_id: a way from before 2021-07-10, a join way and a temporary one. None of
// them counts as missing, and what another app changed of them is seen.
func TestG3WhatIsNotListedIsReadOneByOne(t *testing.T) {
	r := reviewAt(t, "2021-07-08 10:00:00")
	unlisted := map[string]ledger.WayRow{
		"旧的": r.make("旧的", ledger.PhaseConfirmed, nil),
		"进群": r.make("进群", ledger.PhaseConfirmed, map[string]any{"kind": "join", "users": nil, "chats": []string{chat1}}),
		"问诊": r.make("问诊", ledger.PhaseConfirmed, map[string]any{"kind": "temp", "users": []string{"zhangyisheng"}, "expires_in": 14 * 86400}),
	}
	r.clock("2021-07-12 10:00:00")
	r.make("新的", ledger.PhaseConfirmed, nil)
	for _, w := range unlisted {
		r.remarkElsewhere(w, "改过")
	}
	var run ledger.ReconciliationRow
	r.lin.post("/reconciliations", map[string]any{"account": r.account}, &run)
	eventually(t, "the comparison", func() bool { return r.lin.reconciliation(run.ID).State == ledger.ReconcileDone })
	if run = r.lin.reconciliation(run.ID); run.Listed != 1 || run.Done != 4 || run.OnlyHere != 0 {
		t.Errorf("compared %+v", run)
	}
	var page struct{ Items []ledger.DriftRow }
	r.lin.get(fmt.Sprintf("/drifts?account=%d", r.account), &page)
	for _, d := range page.Items {
		if w, ok := unlisted[d.WayName]; !ok || d.Kind != "differs" || d.ConfigID != w.ConfigID || len(d.Fields) != 1 || d.Fields[0].Field != "remark" {
			t.Errorf("found %+v", d)
		}
	}
	if len(page.Items) != len(unlisted) {
		t.Errorf("%d drifts", len(page.Items))
	}
}

// G4: a temporary way's code serves one customer.
func TestG4ATemporaryCodeServesOneCustomer(t *testing.T) {
	r := review(t)
	w := r.make("一次", ledger.PhaseConfirmed, map[string]any{"kind": "temp"})
	scan := func(customer string) string {
		var got struct {
			Result string `json:"result"`
		}
		r.control("POST", "/scan", map[string]any{"customer": customer, "config_id": w.ConfigID}, &got)
		return got.Result
	}
	if first, second := scan("c01"), scan("c02"); first != "added" || second != "used" {
		t.Errorf("first %s, second %s", first, second)
	}
}

// G5: of several attachments the platform sends one; so one may be chosen.
func TestG5OneAttachmentOfConclusionsCounts(t *testing.T) {
	r := review(t)
	r.invalid("conclusions", map[string]any{"kind": "temp", "conclusions": map[string]any{
		"image": strings.Repeat("0", 64), "link": map[string]any{"kind": "link", "title": "门铃", "url": "https://example.com"},
	}})
}

// G6: scene 1 gives no QR; scene 2 does.
func TestG6SceneOneGivesNoQR(t *testing.T) {
	r := review(t)
	button := r.make("按钮", ledger.PhaseConfirmed, map[string]any{"type": 1, "scene": 1})
	r.lin.post("/ways", r.body("二维码", nil), nil)
	code := row(r.live, "way", func(w ledger.WayRow) bool { return w.Name == "二维码" && w.QR })
	if button.QR || !code.QR {
		t.Errorf("button %v, code %v", button.QR, code.QR)
	}
}

// G7: contact and join ways share one quota. When it is used up, either is refused with the reason; what is deleted is given back
// late, and then there is room again.
func TestG7ContactAndJoinWaysShareTheQuota(t *testing.T) {
	r := review(t)
	r.control("PUT", "/switches", map[string]any{"contact_way_quota": 2, "quota_freed_after_ms": 60_000}, nil)
	join := map[string]any{"kind": "join", "users": nil, "chats": []string{chat1}}
	first := r.make("名片", ledger.PhaseConfirmed, nil)
	r.make("进群", ledger.PhaseConfirmed, join)
	for name, more := range map[string]map[string]any{"再一张": nil, "再一群": join} {
		if w := r.make(name, ledger.PhaseFailed, more); w.Problem == nil || w.Problem.Code != 41045 || w.Problem.DoZH == "" {
			t.Errorf("%s: the reason is %+v", name, w.Problem)
		}
	}
	r.lin.delete(wayPath(first.ID), nil)
	r.lin.settle(first.ID)
	if q := r.quota(); q.Deleted != 1 || q.Contact != 0 || q.Level != "full" {
		t.Errorf("just after the deletion: %+v", q)
	}
	r.make("太早", ledger.PhaseFailed, join)
	r.control("POST", "/clock", map[string]any{"advance": "61s"}, nil)
	r.make("之后", ledger.PhaseConfirmed, join)
	if q := r.quota(); q.Level != "ok" || q.Full != nil || q.Join != 2 {
		t.Errorf("with room again: %+v", q)
	}
}

// G8: a contact way's state comes with the event of the add, a join way's only when the group's details are read. Both are
// attributed, each with its own evidence.
func TestG8StateComesBackInTwoWays(t *testing.T) {
	r := review(t)
	contact := r.make("名片", ledger.PhaseConfirmed, nil)
	join := r.make("进群", ledger.PhaseConfirmed, map[string]any{"kind": "join", "users": nil, "chats": []string{chat1}})
	const groupGet = "/cgi-bin/externalcontact/groupchat/get"
	r.scan("c01", contact.ConfigID)
	row(r.live, "way", func(w ledger.WayRow) bool { return w.ID == contact.ID && w.Customers == 1 })
	if n := len(r.calls(groupGet)); n != 0 {
		t.Errorf("groups were read %d times for an add", n)
	}
	r.scan("c02", join.ConfigID)
	r.control("POST", "/clock", map[string]any{"advance": "5s"}, nil)
	row(r.live, "way", func(w ledger.WayRow) bool { return w.ID == join.ID && w.Customers == 1 })
	if len(r.calls(groupGet)) == 0 {
		t.Error("a join was attributed without reading the group")
	}
	for way, kind := range map[int64]string{contact.ID: "added", join.ID: "joined"} {
		var page customerPage
		r.lin.get(fmt.Sprintf("/customers?event=%s&way=%d", kind, way), &page)
		if len(page.Items) != 1 {
			t.Fatalf("%s: %+v", kind, page)
		}
		var detail customerDetail
		r.lin.get(fmt.Sprint("/customers/", page.Items[0].ID), &detail)
		if f := detail.FirstTouch; f == nil || f.Kind != kind || f.WayID != way || f.Evidence.ZH == "" {
			t.Errorf("%s: first touch %+v", kind, f)
		}
	}
}

// G9: a member who is not qualified is refused with the reason in words.
func TestG9UnqualifiedMembersAreTold(t *testing.T) {
	for member, want := range map[string]int{"zhaoliu": 40098, "sunqi": 84074, "zhouba": 41054, "wujiu": 60011, "nobody": 60111} {
		t.Run(member, func(t *testing.T) {
			r := review(t)
			w := r.make("不合格", ledger.PhaseFailed, map[string]any{"users": []string{member}})
			if w.Problem == nil || w.Problem.Code != want || w.Problem.ZH == "" || w.Problem.DoZH == "" {
				t.Errorf("the reason is %+v, want %d", w.Problem, want)
			}
		})
	}
}
