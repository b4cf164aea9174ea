package e2e

import (
	"fmt"
	"sync"
	"testing"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

const (
	closeTemp   = "/cgi-bin/externalcontact/close_temp_chat"
	getCustomer = "/cgi-bin/externalcontact/get"
)

// visit asks for a visit and gives the stream on which it comes about.
func (r *rig) visit(p *person, account int64, name string, more map[string]any) *stream {
	r.t.Helper()
	var c ledger.ChannelRow
	p.post("/channels", map[string]any{"name": "渠道" + name}, &c)
	body := map[string]any{"client_key": "visit-" + name, "account_id": account, "channel_id": c.ID, "userid": "zhangyisheng", "name": name}
	for k, v := range more {
		body[k] = v
	}
	live := p.watch("")
	p.post("/temp-chats", body, nil)
	return live
}

func visitIn(name string, state ledger.TempState) func(ledger.TempChatRow) bool {
	return func(c ledger.TempChatRow) bool { return c.Name == name && c.State == state }
}

// ready is a visit whose code can be scanned.
func (r *rig) ready(p *person, account int64, name string, more map[string]any) ledger.TempChatRow {
	r.t.Helper()
	return row(r.visit(p, account, name, more), "temp_chat", func(c ledger.TempChatRow) bool {
		return c.Name == name && c.State == ledger.TempWaiting && c.QR
	})
}

func (r *rig) scan(customer, configID string) (result string) {
	r.t.Helper()
	var answer struct{ Result string }
	r.control("POST", "/scan", map[string]any{"customer": customer, "config_id": configID}, &answer)
	return answer.Result
}

// A visit from its code to its conclusions on the phone: bound to one customer, closed by the staff, made once more.
func TestAVisitFromItsCodeToItsConclusions(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		c := r.ready(lin, account, "复诊", map[string]any{
			"unionid": r.sandboxCustomer("c02").UnionID, "expires_in": 3600, "chat_expires_in": 7200,
			"conclusions": map[string]any{"text": "祝您早日康复", "link": map[string]any{"kind": "link", "title": "复诊须知", "url": "https://example.com/after"}},
		})
		if now := r.sandbox.Now().UnixMilli(); c.QRUntil < now || c.QRUntil > now+3600_000 || c.CreatedName != "林晓" {
			t.Errorf("the code lives until %d, now %d; %+v", c.QRUntil, now, c)
		}
		if got := r.scan("c01", c.ConfigID); got != "not_for_you" {
			t.Errorf("another customer is %s", got)
		}
		live := lin.watch("")
		name := r.sandboxCustomer("c02").Name
		r.control("POST", "/faults", map[string]any{"path": getCustomer, "delay_ms": 1000}, nil)
		if got := r.scan("c02", c.ConfigID); got != "added" {
			t.Fatalf("the customer is %s", got)
		}
		chatting := func(now ledger.TempChatRow) bool {
			return now.ID == c.ID && now.State == ledger.TempChatting && now.Customer != nil
		}
		came := row(live, "temp_chat", chatting) // there at once, and named as soon as the platform says who it is
		if came.Customer.Name != name {
			came = row(live, "temp_chat", func(now ledger.TempChatRow) bool { return chatting(now) && now.Customer.Name == name })
		}
		if came.EndsAt-came.UsedAt != 7200_000 {
			t.Errorf("the chat lasts %d ms", came.EndsAt-came.UsedAt)
		}
		path := fmt.Sprintf("/temp-chats/%d", c.ID)
		if code, _ := lin.refused("POST", path+"/reissue", map[string]any{"client_key": "one more visit"}); code != "temp_chat_running" {
			t.Errorf("making it again was refused with %s", code)
		}
		if code, _ := lin.refused("PATCH", fmt.Sprintf("/ways/%d", c.ID), map[string]any{"remark": "改"}); code != "temp_chat_over" {
			t.Errorf("a change of a used code was refused with %s", code)
		}

		lin.post(path+"/close", nil, nil)
		over := row(live, "temp_chat", func(now ledger.TempChatRow) bool { return now.ID == c.ID && now.State == ledger.TempEnded })
		if over.CloseState != ledger.CloseDone || over.ClosedBy != "林晓" || over.EndReason != ledger.EndedByUs || over.CloseProblem != nil {
			t.Errorf("closed as %+v", over)
		}
		var said []struct{ By, MsgType, Content, Title string }
		r.control("GET", "/wecom/messages?customer=c02", nil, &said)
		if n := len(said); n < 2 || said[n-2].Content != "祝您早日康复" || said[n-1].Title != "复诊须知" || said[n-1].By != "conclusion" {
			t.Errorf("the phone shows %+v", said)
		}
		lin.post(path+"/close", nil, nil)
		if n := len(r.calls(closeTemp)); n != 1 {
			t.Errorf("%d calls to close", n)
		}

		lin.post(path+"/reissue", map[string]any{"client_key": "one more visit"}, nil)
		again := row(live, "temp_chat", func(now ledger.TempChatRow) bool { return now.ReissuedFrom == c.ID && now.QR })
		lin.get(path, &over)
		if over.ReissuedAs != again.ID || again.UnionID != c.UnionID || again.ExpiresIn != 3600 || again.ConfigID == c.ConfigID {
			t.Errorf("made again as %+v", again)
		}
		if got := r.scan("c02", again.ConfigID); got != "added" {
			t.Errorf("on the second visit the customer is %s", got)
		}
		row(live, "temp_chat", func(now ledger.TempChatRow) bool { return now.ID == again.ID && now.State == ledger.TempChatting })
	})
}

// Time ends codes and chats, and boards hear of it.
func TestCodesRunOutAndChatsEndByThemselves(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	unused := r.ready(lin, account, "没来", map[string]any{"expires_in": 3600})
	used := r.ready(lin, account, "来了", nil)
	if used.ExpiresIn != 7*24*3600 || used.ChatExpiresIn != 24*3600 {
		t.Errorf("the defaults are %d and %d", used.ExpiresIn, used.ChatExpiresIn)
	}
	live := lin.watch("")
	r.scan("c03", used.ConfigID)
	row(live, "temp_chat", visitIn("来了", ledger.TempChatting))
	r.control("POST", "/clock", map[string]any{"advance": "61m"}, nil)
	row(live, "temp_chat", visitIn("没来", ledger.TempExpired))
	if got := r.scan("c04", unused.ConfigID); got != "expired" {
		t.Errorf("the platform says %s", got)
	}
	r.control("POST", "/clock", map[string]any{"advance": "24h"}, nil)
	if over := row(live, "temp_chat", visitIn("来了", ledger.TempEnded)); over.EndReason != ledger.EndedByTime || over.EndedAt != over.EndsAt {
		t.Errorf("ended as %+v", over)
	}
	var board ledger.TempBoard
	lin.get("/temp-chats?state=expired", &board)
	if len(board.Items) != 1 || board.Items[0].ID != unused.ID || board.Counts[ledger.TempEnded] != 1 || board.Counts[ledger.TempWaiting] != 0 {
		t.Errorf("the board is %+v", board)
	}
	if code, _ := lin.refused("POST", fmt.Sprintf("/temp-chats/%d/close", unused.ID), nil); code != "temp_chat_not_open" {
		t.Errorf("closing was refused with %s", code)
	}
}

// A closing whose answer was lost is unknown: nobody asks again but a person, and then the platform says that it was done.
func TestAClosingOfUnknownOutcomeIsNotRepeatedByItself(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	c := r.ready(lin, account, "断线", map[string]any{"conclusions": map[string]any{"text": "再见"}})
	live := lin.watch("")
	r.scan("c05", c.ConfigID)
	row(live, "temp_chat", visitIn("断线", ledger.TempChatting))
	r.control("POST", "/faults", map[string]any{"path": closeTemp, "times": 1, "drop": "after"}, nil)
	path := fmt.Sprintf("/temp-chats/%d/close", c.ID)
	lin.post(path, nil, nil)
	lost := row(live, "temp_chat", func(now ledger.TempChatRow) bool { return now.ID == c.ID && now.CloseState == ledger.CloseUnknown })
	if lost.CloseProblem == nil || lost.State != ledger.TempChatting || len(r.calls(closeTemp)) != 1 {
		t.Errorf("unknown as %+v after %d calls", lost, len(r.calls(closeTemp)))
	}
	lin.post(path, nil, nil)
	row(live, "temp_chat", func(now ledger.TempChatRow) bool {
		return now.ID == c.ID && now.State == ledger.TempEnded && now.CloseState == ledger.CloseDone
	})
	var said []struct{ By string }
	r.control("GET", "/wecom/messages?customer=c05", nil, &said)
	if len(said) != 1 {
		t.Errorf("the phone shows %+v", said)
	}
}

// Many who close one chat at once close it once.
func TestOneChatIsClosedOnce(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		c := r.ready(lin, account, "抢着关", nil)
		live := lin.watch("")
		r.scan("c06", c.ConfigID)
		row(live, "temp_chat", visitIn("抢着关", ledger.TempChatting))
		var all sync.WaitGroup
		for range 32 {
			all.Go(func() { lin.post(fmt.Sprintf("/temp-chats/%d/close", c.ID), nil, nil) })
		}
		all.Wait()
		row(live, "temp_chat", visitIn("抢着关", ledger.TempEnded))
		if n := len(r.calls(closeTemp)); n != 1 {
			t.Errorf("%d calls", n)
		}
	})
}

// A company that is not medical is told so once, and not again until it asks to.
func TestACompanyWithoutTemporaryChatsIsToldWhy(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	r.control("PUT", "/switches", map[string]any{"industry": "retail"}, nil)
	refused := row(r.visit(lin, account, "第一次", nil), "temp_chat", visitIn("第一次", ledger.TempFailed))
	if refused.Problem == nil || refused.Problem.Code != 48002 {
		t.Errorf("refused with %+v", refused.Problem)
	}
	refusedAt := func() int64 {
		var list struct {
			Items []struct {
				ID            int64 `json:"id"`
				TempRefusedAt int64 `json:"temp_refused_at"`
			} `json:"items"`
		}
		lin.get("/accounts", &list)
		for _, a := range list.Items {
			if a.ID == account {
				return a.TempRefusedAt
			}
		}
		return -1
	}
	if refusedAt() <= 0 {
		t.Errorf("the account was refused at %d", refusedAt())
	}
	body := map[string]any{"client_key": "second visit", "account_id": account, "channel_id": refused.ChannelID, "userid": "zhangyisheng", "name": "第二次"}
	if code, _ := lin.refused("POST", "/temp-chats", body); code != "temp_chats_refused" || len(r.calls(addWay)) != 1 {
		t.Errorf("refused with %s after %d calls", code, len(r.calls(addWay)))
	}
	r.control("PUT", "/switches", map[string]any{"industry": "medical"}, nil)
	body["retry"] = true
	visits, ways := lin.watch(""), lin.watch("")
	lin.post("/temp-chats", body, nil)
	row(visits, "temp_chat", visitIn("第二次", ledger.TempWaiting))
	row(ways, "way", named("第二次", ledger.PhaseConfirmed))
	if refusedAt() != 0 {
		t.Errorf("the account is still refused at %d", refusedAt())
	}
}

// Nobody knows whether the platform made the code: the visit says so, becomes a chat when somebody comes through it, and else
// runs out.
func TestAVisitOfUnknownOutcomeIsRecognisedOrRunsOut(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	r.control("POST", "/faults", map[string]any{"path": addWay, "times": 2, "drop": "after"}, nil)
	came := row(r.visit(lin, account, "有人来", nil), "temp_chat", visitIn("有人来", ledger.TempUnknown))
	row(r.visit(lin, account, "没人来", map[string]any{"expires_in": 600}), "temp_chat", visitIn("没人来", ledger.TempUnknown))
	live := lin.watch("")
	var way ledger.WayRow
	lin.get(fmt.Sprintf("/ways/%d", came.ID), &way)
	for _, p := range r.platformWays() {
		if p.State == way.State {
			r.scan("c07", p.ConfigID)
		}
	}
	row(live, "temp_chat", visitIn("有人来", ledger.TempChatting))
	r.control("POST", "/clock", map[string]any{"advance": "11m"}, nil)
	row(live, "temp_chat", visitIn("没人来", ledger.TempExpired))
	if n := len(r.calls(addWay)); n != 2 {
		t.Errorf("%d calls", n)
	}
	r.control("POST", "/clock", map[string]any{"advance": "337h"}, nil)
	row(live, "way", func(w ledger.WayRow) bool { return w.Name == "没人来" && w.Phase == ledger.PhaseFailed })
	var now ledger.TempChatRow
	lin.get(fmt.Sprintf("/temp-chats/%d", came.ID), &now)
	if now.State != ledger.TempEnded {
		t.Errorf("the chat is %s", now.State)
	}
}
