package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
)

// What a review of an integration looks for, point by point (R), and what integrations fall into (G). Each test is named by its
// number.

// reviewed is a rig with an admin, an account and a channel.
type reviewed struct {
	*rig
	lin     *person
	account int64
	channel int64
	live    *stream
}

func review(t *testing.T) *reviewed {
	t.Helper()
	r := &reviewed{rig: newRig(t, store.SQLite)}
	r.lin = r.admin()
	r.account, _ = r.accounts(r.lin)
	var c ledger.ChannelRow
	r.lin.post("/channels", map[string]any{"name": "门店"}, &c)
	r.channel = c.ID
	r.live = r.lin.watch("")
	return r
}

func (r *reviewed) body(name string, more map[string]any) map[string]any {
	b := map[string]any{"client_key": "review-" + name, "account_id": r.account, "channel_id": r.channel, "name": name, "users": []string{"zhangsan"}, "skip_verify": true}
	for k, v := range more {
		b[k] = v
	}
	return b
}

// make creates a way and waits until it is settled.
func (r *reviewed) make(name string, phase ledger.Phase, more map[string]any) ledger.WayRow {
	r.t.Helper()
	r.lin.post("/ways", r.body(name, more), nil)
	return row(r.live, "way", named(name, phase))
}

// invalid says that a creation is refused before anything is stored or sent, for this field.
func (r *reviewed) invalid(field string, more map[string]any) {
	r.t.Helper()
	before := len(r.calls(addWay)) + len(r.calls(joinWay))
	code, params := r.lin.refused("POST", "/ways", r.body("refused", more))
	if code != "invalid" || params["field"] != field {
		r.t.Errorf("%v: refused as %s for %v, want %s", more, code, params["field"], field)
	}
	if now := len(r.calls(addWay)) + len(r.calls(joinWay)); now != before {
		r.t.Errorf("%v: the platform was called", more)
	}
}

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
	lists := r.calls("/cgi-bin/externalcontact/list_contact_way")
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
