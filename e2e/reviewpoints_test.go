package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/menling/menling/internal/ledger"
)

// R1: the token is that of an app with customer contact; another's is told apart by the account's test.
func TestR1TheTokenIsOfAnAppWithCustomerContact(t *testing.T) {
	r := review(t)
	w := r.make("对的应用", ledger.PhaseConfirmed, nil)
	for _, c := range r.calls(addWay) {
		if c.ErrCode != 0 {
			t.Errorf("%d for %s", c.ErrCode, w.Name)
		}
	}
	var saved struct {
		Account struct {
			ID int64 `json:"id"`
		} `json:"account"`
	}
	r.lin.post("/accounts", map[string]any{
		"kind": "wecom", "slug": "other", "name": "没有权限的应用", "platform_id": "ww1a2b3c4d5e6f7081", "secret": "sandbox-other-secret", "agent_id": "1000003", "api_base_url": r.platform,
	}, &saved)
	var tried struct {
		OK    bool `json:"ok"`
		Steps []struct {
			Name string `json:"name"`
			OK   bool   `json:"ok"`
		} `json:"steps"`
	}
	r.lin.post(fmt.Sprintf("/accounts/%d/test", saved.Account.ID), nil, &tried)
	if tried.OK || !tried.Steps[0].OK || tried.Steps[1].OK {
		t.Errorf("an app without the right passes: %+v", tried)
	}
}

// R2: the config_id is kept, so that the way can always be worked on.
func TestR2TheConfigIDIsKept(t *testing.T) {
	r := review(t)
	w := r.make("留住", ledger.PhaseConfirmed, nil)
	r.stop()
	r.start()
	var again ledger.WayRow
	r.lin.base = r.app.URL() + "/api/v1"
	r.lin.get(fmt.Sprintf("/ways/%d", w.ID), &again)
	if again.ConfigID == "" || again.ConfigID != w.ConfigID || again.ConfigID != r.platformWays()[0].ConfigID {
		t.Errorf("kept %q, made %q", again.ConfigID, w.ConfigID)
	}
}

// R3: a way for one member has exactly one.
func TestR3AWayForOneMemberHasExactlyOne(t *testing.T) {
	r := review(t)
	r.invalid("users", map[string]any{"type": 1, "users": []string{"zhangsan", "lisi"}})
	r.invalid("users", map[string]any{"type": 1, "users": []string{}, "parties": []int{2}})
	r.invalid("users", map[string]any{"type": 1, "parties": []int{2}})
	r.make("单人", ledger.PhaseConfirmed, map[string]any{"type": 1})
}

// R4: an update carries every field that can be changed, whatever the change is about: what is left out may be cleared.
func TestR4AnUpdateCarriesEveryField(t *testing.T) {
	r := review(t)
	for _, k := range []struct {
		name, path string
		fields     []string
		more       map[string]any
	}{
		{"多人", updateWay, []string{"config_id", "remark", "skip_verify", "state", "user", "party"}, map[string]any{"parties": []int{3}, "remark": "前台"}},
		{"按钮", updateWay, []string{"config_id", "remark", "skip_verify", "style", "state", "user"}, map[string]any{"type": 1, "scene": 1, "style": 2}},
		{
			"问诊", updateWay, []string{"config_id", "remark", "skip_verify", "state", "user", "expires_in", "chat_expires_in", "conclusions"},
			map[string]any{"kind": "temp", "users": []string{"zhangyisheng"}, "expires_in": 3600, "chat_expires_in": 7200, "conclusions": map[string]any{"text": "再见"}},
		},
		{
			"进群", updateJoin, []string{"config_id", "scene", "remark", "auto_create_room", "room_base_name", "room_base_id", "chat_id_list", "state"},
			map[string]any{"kind": "join", "users": nil, "chats": []string{chat1}, "auto_create_room": true, "room_base_name": "门铃群", "room_base_id": 7},
		},
	} {
		w := r.make(k.name, ledger.PhaseConfirmed, k.more)
		r.lin.change(w.ID, map[string]any{"remark": k.name + "改"})
		sent := map[string]any{}
		for _, c := range r.calls(k.path) { // the newest first
			if json.Unmarshal(c.Request, &sent); sent["config_id"] == w.ConfigID {
				break
			}
		}
		for _, field := range k.fields {
			if _, there := sent[field]; !there {
				t.Errorf("%s: %s was left out of %v", k.name, field, sent)
			}
		}
	}
}

// R5: temporary ways are for the medical industry; another company is told so.
func TestR5TemporaryWaysAreForTheMedicalIndustry(t *testing.T) {
	r := review(t)
	r.control("PUT", "/switches", map[string]any{"industry": "retail"}, nil)
	w := r.make("问诊", ledger.PhaseFailed, map[string]any{"kind": "temp"})
	if w.Problem == nil || w.Problem.Code != 48002 || w.Problem.DoZH == "" {
		t.Errorf("the reason is %+v", w.Problem)
	}
}

// R6: nothing temporary lives longer than 14 days.
func TestR6NothingTemporaryLivesLongerThan14Days(t *testing.T) {
	r := review(t)
	r.invalid("expires_in", map[string]any{"kind": "temp", "expires_in": 14*86400 + 1})
	r.invalid("chat_expires_in", map[string]any{"kind": "temp", "chat_expires_in": 14*86400 + 1})
	r.make("十四天", ledger.PhaseConfirmed, map[string]any{"kind": "temp", "expires_in": 14 * 86400, "chat_expires_in": 14 * 86400})
}

// R7: conclusions are a text and one of picture, link and card, and not nothing.
func TestR7ConclusionsAreCombinedByTheRules(t *testing.T) {
	r := review(t)
	link := map[string]any{"kind": "link", "title": "门铃", "url": "https://example.com"}
	card := map[string]any{"kind": "miniprogram", "title": "门铃", "appid": "wx1a2b3c4d5e6f7081", "page": "pages/index", "media": strings.Repeat("0", 64)}
	r.invalid("conclusions", map[string]any{"kind": "temp", "conclusions": map[string]any{}})
	r.invalid("conclusions", map[string]any{"kind": "temp", "conclusions": map[string]any{"link": link, "miniprogram": card}})
	r.invalid("conclusions.text", map[string]any{"kind": "temp", "conclusions": map[string]any{"text": strings.Repeat("长", 1334)}})
	r.make("结束语", ledger.PhaseConfirmed, map[string]any{"kind": "temp", "conclusions": map[string]any{"text": "再见", "link": link}})
}

// R8: a join way has at most five groups.
func TestR8AJoinWayHasAtMostFiveGroups(t *testing.T) {
	r := review(t)
	chats := make([]string, 6)
	for i := range chats {
		chats[i] = fmt.Sprintf("wrSandboxGroup%017d", i+1)
	}
	r.invalid("chats", map[string]any{"kind": "join", "chats": chats})
	r.invalid("chats", map[string]any{"kind": "join", "chats": []string{}})
	r.make("五个群", ledger.PhaseConfirmed, map[string]any{"kind": "join", "chats": chats[:5]})
}

// R9: a state has at most 30 characters, so a prefix has at most 18.
func TestR9AStateHasAtMost30Characters(t *testing.T) {
	r := review(t)
	r.invalid("state_prefix", map[string]any{"state_prefix": strings.Repeat("店", 19)})
	w := r.make("最长", ledger.PhaseConfirmed, map[string]any{"state_prefix": strings.Repeat("店", 18)})
	if n := len([]rune(w.State)); n != 30 {
		t.Errorf("the state has %d characters", n)
	}
}

// R10: a button has no QR, and nothing depends on one.
func TestR10AButtonHasNoQR(t *testing.T) {
	r := review(t)
	w := r.make("按钮", ledger.PhaseConfirmed, map[string]any{"type": 1, "scene": 1})
	if w.QR || w.ConfigID == "" {
		t.Errorf("QR %v, config_id %q", w.QR, w.ConfigID)
	}
	if code, _ := r.lin.refused("GET", fmt.Sprintf("/ways/%d/qr.png", w.ID), nil); code == "" || code == "internal" {
		t.Errorf("its picture is refused as %q", code)
	}
}

// R11: what a listing cannot show is looked for in another way: windows from 2021-07-10 on for a lost answer, and no listing for
// join and temporary ways.
func TestR11ListsKnowWhatTheyCannotShow(t *testing.T) {
	r := review(t)
	r.control("POST", "/faults", map[string]any{"path": addWay, "times": 1, "drop": "after"}, nil)
	w := r.make("丢失的", ledger.PhaseConfirmed, nil)
	lists := r.calls(listWays)
	if w.ConfigID == "" || len(lists) == 0 {
		t.Fatalf("adopted %q after %d lists", w.ConfigID, len(lists))
	}
	var asked struct {
		StartTime int64 `json:"start_time"`
	}
	if err := json.Unmarshal(lists[0].Request, &asked); err != nil || asked.StartTime == 0 {
		t.Errorf("asked for %s (%v)", lists[0].Request, err)
	}
}

// R12: the quota is watched: contact and join ways count, temporary ones by the day, those in doubt too, and who looks is told when
// the platform has no room.
func TestR12TheQuotaIsWatched(t *testing.T) {
	r := review(t)
	r.make("门店", ledger.PhaseConfirmed, nil)
	r.make("进群", ledger.PhaseConfirmed, map[string]any{"kind": "join", "chats": []string{chat1}})
	r.make("问诊", ledger.PhaseConfirmed, map[string]any{"kind": "temp", "users": []string{"zhangyisheng"}})
	r.control("POST", "/faults", map[string]any{"path": joinWay, "times": 1, "drop": "after"}, nil)
	r.make("没有答复", ledger.PhaseUnknown, map[string]any{"kind": "join", "chats": []string{chat1}})
	q := r.quota()
	if q.Limit != 500_000 || q.Contact != 1 || q.Join != 1 || q.Unknown != 1 || q.Free != q.Limit-3 || q.TempToday != 1 || q.Level != "ok" || q.Full != nil {
		t.Errorf("with room: %+v", q)
	}
	r.control("PUT", "/switches", map[string]any{"contact_way_quota": 3}, nil)
	r.lin.post("/ways", r.body("再来一个", nil), nil)
	r.live.await("change", func(data json.RawMessage) bool { return strings.Contains(string(data), `"kind":"quota"`) })
	if q = r.quota(); q.Level != "full" || q.Free != 0 || q.Full == nil || len(q.Explanations) == 0 {
		t.Errorf("without room: %+v", q)
	}
}

// R13: only the chats of temporary ways are closed; for all others the platform is not even asked.
func TestR13OnlyTemporaryChatsAreClosed(t *testing.T) {
	r := review(t)
	plain := r.make("门店", ledger.PhaseConfirmed, nil)
	r.scan("c01", plain.ConfigID)
	visit := r.make("问诊", ledger.PhaseConfirmed, map[string]any{"kind": "temp", "users": []string{"zhangyisheng"}})
	closing := func(id int64) string { return fmt.Sprintf("/temp-chats/%d/close", id) }
	if code, _ := r.lin.refused("POST", closing(plain.ID), nil); code != "not_a_temp_chat" {
		t.Errorf("a contact way: %s", code)
	}
	if code, _ := r.lin.refused("POST", closing(visit.ID), nil); code != "temp_chat_not_open" {
		t.Errorf("a visit that nobody came to: %s", code)
	}
	if n := len(r.calls(closeTemp)); n != 0 {
		t.Errorf("the platform was asked %d times", n)
	}
	r.scan("c02", visit.ConfigID)
	row(r.live, "temp_chat", visitIn("问诊", ledger.TempChatting))
	r.lin.post(closing(visit.ID), nil, nil)
	row(r.live, "temp_chat", func(c ledger.TempChatRow) bool { return c.State == ledger.TempEnded })
	if calls := r.calls(closeTemp); len(calls) != 1 || calls[0].ErrCode != 0 {
		t.Errorf("a chat that ran: %+v", calls)
	}
}
