package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/internal/api"
	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

const (
	sendWelcome = "/cgi-bin/externalcontact/send_welcome_msg"
	uploadMedia = "/cgi-bin/media/upload"
	markTag     = "/cgi-bin/externalcontact/mark_tag"
	setRemark   = "/cgi-bin/externalcontact/remark"
)

// chatted is a message between a customer and a member, as the phone shows it.
type chatted struct {
	By       string `json:"by"`
	MsgType  string `json:"msgtype"`
	Content  string `json:"content"`
	Title    string `json:"title"`
	URL      string `json:"url"`
	PicURL   string `json:"pic_url"`
	AppID    string `json:"appid"`
	PagePath string `json:"pagepath"`
}

// welcomesOf are the welcome messages on a customer's phone.
func (r *rig) welcomesOf(customer string) []chatted {
	r.t.Helper()
	var all []chatted
	r.control("GET", "/wecom/messages?customer="+customer, nil, &all)
	return slices.DeleteFunc(all, func(m chatted) bool { return m.By != "welcome" })
}

// keep uploads something for a welcome and gives its hash.
func (p *person) keep(as string, data []byte) string {
	p.t.Helper()
	var m desk.MediaRow
	p.post("/media?as="+as, data, &m)
	return m.ID
}

func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// video is the head of an MP4 file.
func video() []byte {
	return append([]byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"), make([]byte, 64)...)
}

// wayWith makes a way with these settings, in a channel of these.
func (r *rig) wayWith(p *person, account int64, name string, channel, way map[string]any) ledger.WayRow {
	r.t.Helper()
	var c ledger.ChannelRow
	channel["name"] = "渠道" + name
	p.post("/channels", channel, &c)
	body := map[string]any{"client_key": "welcome-" + name, "account_id": account, "channel_id": c.ID, "name": name, "skip_verify": true, "users": []string{"zhangsan"}}
	for k, v := range way {
		body[k] = v
	}
	live := p.watch("")
	p.post("/ways", body, nil)
	return row(live, "way", named(name, ledger.PhaseConfirmed))
}

func (r *rig) scanned(customer string, way ledger.WayRow) {
	r.t.Helper()
	r.control("POST", "/scan", map[string]any{"customer": customer, "config_id": way.ConfigID}, nil)
}

// welcome waits for a way's only welcome to have an outcome.
func (p *person) welcome(way ledger.WayRow, outcome string) (w ledger.WelcomeRow) {
	p.t.Helper()
	eventually(p.t, "a welcome that is "+outcome, func() bool {
		var all struct{ Items []ledger.WelcomeRow }
		p.get(fmt.Sprintf("/welcomes?way=%d", way.ID), &all)
		if len(all.Items) != 1 {
			return false
		}
		w = all.Items[0]
		if w.Outcome != outcome && w.Outcome != "sending" {
			p.t.Fatalf("the welcome is %+v of problem %+v, want %s", w, w.Problem, outcome)
		}
		return w.Outcome == outcome
	})
	return w
}

// happened waits until something of a kind stands in the history of a way's only customer.
func (p *person) happened(way ledger.WayRow, kind string) (h ledger.HistoryRow) {
	p.t.Helper()
	eventually(p.t, kind, func() bool {
		var customers struct{ Items []ledger.CustomerRow }
		p.get(fmt.Sprintf("/customers?way=%d", way.ID), &customers)
		if len(customers.Items) != 1 {
			return false
		}
		var d api.CustomerDetail
		p.get(fmt.Sprintf("/customers/%d", customers.Items[0].ID), &d)
		i := slices.IndexFunc(d.History, func(h ledger.HistoryRow) bool { return h.Kind == kind })
		if i >= 0 {
			h = d.History[i]
		}
		return i >= 0
	})
	return h
}

// restart ends the server, after which the platform finds it again; hold says whether it only takes what it is told.
func (r *rig) restart(p *person, hold bool) {
	r.t.Helper()
	r.stop()
	r.options.HoldApplying = hold
	r.start()
	p.base = r.app.URL() + "/api/v1"
	r.pushTo("wecom", r.app.URL()+"/callbacks/wecom/demo")
}

// received waits until everything the platform has to tell was taken.
func (r *rig) received() {
	r.t.Helper()
	eventually(r.t, "the pushes to be taken", func() bool {
		return !slices.ContainsFunc(r.pushes(), func(p sandboxPush) bool { return p.Status != "delivered" })
	})
}

// A customer scans and gets what the way says, with the variables filled in, and the tags and the remark of way and channel.
func TestAWelcomeWithEverythingOnThePhone(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		var members api.MemberList
		lin.get(fmt.Sprintf("/accounts/%d/members", account), &members)
		hash := lin.keep("image", picture(t))
		attachments := []map[string]any{
			{"kind": "image", "media": hash},
			{"kind": "link", "title": "门店地图", "url": "https://example.com/map", "desc": "怎么走"},
			{"kind": "miniprogram", "title": "预约挂号", "media": hash, "appid": "wx1a2b3c4d5e6f7081", "page": "pages/book?from=welcome"},
			{"kind": "video", "media": lin.keep("video", video())},
			{"kind": "file", "media": lin.keep("file", []byte("价目表：……")), "name": "价目表.pdf"},
		}
		way := r.wayWith(lin, account, "海报", map[string]any{"tags": []string{"etTag0002", "etTag0001"}, "remark_rule": "{channel}-{customer}"}, map[string]any{
			"welcome": map[string]any{"text": "{customer|朋友}，{greeting}！我是{member}，您从{way}来", "attachments": attachments},
			"tags":    []string{"etTag0001", "etGoneLongAgo"},
		})
		eventually(t, "the media to be uploaded ahead of time", func() bool { return len(r.calls(uploadMedia)) == 3 })
		r.scanned("c01", way)
		w := lin.welcome(way, "sent")
		got := r.welcomesOf("c01")
		kinds := []string{}
		for _, m := range got {
			kinds = append(kinds, m.MsgType)
		}
		if want := []string{"text", "image", "link", "miniprogram", "video", "file"}; !slices.Equal(kinds, want) {
			t.Fatalf("the phone shows %v, want %v", kinds, want)
		}
		if ok := regexp.MustCompile(`^陈晨，[早中下晚][上午]好！我是张三，您从海报来$`).MatchString(got[0].Content); !ok {
			t.Errorf("the text is %q", got[0].Content)
		}
		if got[2].URL != "https://example.com/map" || got[3].AppID != "wx1a2b3c4d5e6f7081" || got[3].PicURL == "" || got[1].PicURL == "" {
			t.Errorf("the phone shows %+v", got)
		}
		if w.TookMS <= 0 || w.TookMS > 20_000 || w.TookOurs <= 0 || w.TookOurs > w.TookMS+1000 || w.Text != got[0].Content || len(r.calls(uploadMedia)) != 3 {
			t.Errorf("the welcome is %+v, after %d uploads", w, len(r.calls(uploadMedia)))
		}
		if h := lin.happened(way, "welcome_sent"); h.TookMS != w.TookMS || h.Text != w.Text {
			t.Errorf("the history says %+v", h)
		}
		tagged := lin.happened(way, "tagged")
		if !slices.Equal(tagged.Tags, []string{"etTag0001", "etTag0002"}) || !slices.Equal(tagged.GoneTags, []string{"etGoneLongAgo"}) || tagged.Problem == nil || tagged.Problem.Code != 40068 {
			t.Errorf("tagged %+v of problem %+v", tagged, tagged.Problem)
		}
		if h := lin.happened(way, "remarked"); h.Text != "渠道海报-陈晨" {
			t.Errorf("remarked %+v", h)
		}
		var days struct{ Items []ledger.WelcomeDay }
		lin.get(fmt.Sprintf("/welcomes/days?way=%d", way.ID), &days)
		if len(days.Items) != 14 || days.Items[13].Sent != 1 || days.Items[13].P50 != w.TookMS || days.Items[13].P95 != w.TookMS {
			t.Errorf("the days are %+v", days.Items)
		}
		lin.get("/welcomes/days?way=1", &days)
		if days.Items[13].Sent != 0 {
			t.Errorf("the days of another way are %+v", days.Items[13])
		}
	})
}

// The server was down while the code lived: the welcome is late, and the platform is not bothered with it.
func TestAWelcomeAfterDowntimeIsLate(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	way := r.wayWith(lin, account, "停机", map[string]any{"welcome": map[string]any{"text": "您好"}}, nil)
	r.restart(lin, true)
	r.scanned("c01", way)
	r.received()
	r.stop()
	r.control("POST", "/clock", map[string]any{"advance": "21s"}, nil)
	r.restart(lin, false)
	w := lin.welcome(way, "late")
	if w.Problem == nil || w.Problem.Code != crm.ProblemLate || w.TookMS != 0 || len(r.calls(sendWelcome)) != 0 || len(r.welcomesOf("c01")) != 0 {
		t.Errorf("the welcome is %+v of problem %+v", w, w.Problem)
	}
	var days struct{ Items []ledger.WelcomeDay }
	if lin.get("/welcomes/days", &days); days.Items[13].Late != 1 {
		t.Errorf("the day is %+v", days.Items[13])
	}
}

// Whoever greets the customer in our place is named.
func TestWelcomesThatOthersTake(t *testing.T) {
	for _, c := range []struct {
		name     string
		switches map[string]any
		held     func(t *testing.T, r *rig, code string) // while our server does not look
		later    string                                  // how much, once we know that another app sends
		fault    map[string]any
		outcome  string
		by       string
		problem  int
	}{
		{name: "the admin console's own welcome", switches: map[string]any{"admin_welcome": true}, outcome: "taken", by: "console", problem: crm.ProblemNoCode},
		{name: "the code is dead within its time", fault: map[string]any{"errcode": 41050}, outcome: "failed", problem: crm.ProblemCodeDead},
		{name: "the answer is lost", fault: map[string]any{"drop": "after"}, outcome: "unknown", problem: crm.ProblemUnknown},
		{name: "no consent to archiving", switches: map[string]any{"archiving_consent": true}, outcome: "failed", problem: 41053},
		{name: "another app is quicker", switches: map[string]any{"welcome_send_ms": 8000}, held: otherAppGreets, later: "8s", outcome: "taken", by: "app", problem: crm.ProblemRivalSent},
		{name: "another app sends all the while", switches: map[string]any{"welcome_send_ms": 60000}, held: otherAppGreets, later: "20s", outcome: "taken", by: "app", problem: crm.ProblemRivalSends},
		{name: "the chat has begun", held: func(t *testing.T, r *rig, _ string) {
			r.control("POST", "/wecom/messages", map[string]any{"customer": "c01", "userid": "zhangsan", "by": "customer", "content": "在吗"}, nil)
		}, outcome: "taken", by: "chat", problem: crm.ProblemChatBegan},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, store.SQLite)
			lin := r.admin()
			account, _ := r.accounts(lin)
			way := r.wayWith(lin, account, "别处", map[string]any{}, map[string]any{"welcome": map[string]any{"text": "您好"}})
			if c.switches != nil {
				r.control("PUT", "/switches", c.switches, nil)
			}
			if c.fault != nil {
				c.fault["path"] = sendWelcome
				r.control("POST", "/faults", c.fault, nil)
			}
			if c.held != nil {
				r.restart(lin, true)
			}
			r.scanned("c01", way)
			if c.held != nil {
				r.received()
				c.held(t, r, r.welcomeCode())
				r.restart(lin, false)
			}
			if c.later != "" {
				eventually(t, "a try while the other app sends", func() bool {
					return slices.ContainsFunc(r.calls(sendWelcome), func(p platformCall) bool { return p.ErrCode == 41096 })
				})
				eventually(t, "the try to be noted", func() bool {
					var rival int
					err := r.database().QueryRow("SELECT rival FROM welcomes").Scan(&rival)
					return err == nil && rival == 1
				})
				r.control("POST", "/clock", map[string]any{"advance": c.later}, nil)
			}
			w := lin.welcome(way, c.outcome)
			if w.TakenBy != c.by || w.Problem == nil || w.Problem.Code != c.problem || w.Problem.ZH == "" {
				t.Errorf("taken by %q, problem %+v; want %q, %d", w.TakenBy, w.Problem, c.by, c.problem)
			}
			kind := "welcome_failed"
			if c.by == "console" {
				kind = "welcome_skipped"
			} else if c.outcome == "unknown" {
				kind = "welcome_unknown"
			}
			if h := lin.happened(way, kind); h.TakenBy != c.by || h.Problem == nil || h.Problem.Code != c.problem {
				t.Errorf("the history says %+v", h)
			}
		})
	}
}

// welcomeCode is the one that the platform has given last.
func (r *rig) welcomeCode() string {
	r.t.Helper()
	var pushes []struct {
		Plaintext string `json:"plaintext"`
	}
	r.control("GET", "/pushes?limit=100", nil, &pushes)
	code := ""
	for _, p := range pushes {
		if m := regexp.MustCompile(`<WelcomeCode><!\[CDATA\[(.+?)\]\]>`).FindStringSubmatch(p.Plaintext); m != nil {
			code = m[1]
		}
	}
	if code == "" {
		r.t.Fatalf("no code in %d pushes", len(pushes))
	}
	return code
}

func otherAppGreets(t *testing.T, r *rig, code string) {
	t.Helper()
	var token struct {
		AccessToken string `json:"access_token"`
	}
	_, text := send(t, visitorOf(t), "GET", r.platform+"/cgi-bin/gettoken?corpid=ww1a2b3c4d5e6f7081&corpsecret=sandbox-permanent-code", nil)
	if err := json.Unmarshal(text, &token); err != nil {
		t.Fatal(err)
	}
	_, text = send(t, visitorOf(t), "POST", r.platform+sendWelcome+"?access_token="+token.AccessToken, map[string]any{"welcome_code": code, "text": map[string]any{"content": "我是别的应用"}})
	if !strings.Contains(string(text), `"errcode":0`) {
		t.Fatalf("the other app is told %s", text)
	}
}

// What the platform keeps for three days is there again before they are over, and a refused copy is replaced while the code lives.
func TestMediaAreRenewedBeforeTheyExpire(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		welcome := map[string]any{"text": "您好", "attachments": []map[string]any{{"kind": "image", "media": lin.keep("image", picture(t))}}}
		way := r.wayWith(lin, account, "图片", map[string]any{"welcome": welcome}, nil)
		uploads := func(n int) func() bool { return func() bool { return len(r.calls(uploadMedia)) == n } }
		eventually(t, "the first upload", uploads(1))
		r.idle()
		r.control("POST", "/clock", map[string]any{"advance": "61h"}, nil)
		eventually(t, "the second", uploads(2))
		r.idle()
		r.control("POST", "/clock", map[string]any{"advance": "61h"}, nil)
		eventually(t, "the third", uploads(3))
		r.idle()
		r.restart(lin, false) // what was uploaded is known after a restart
		r.control("POST", "/faults", map[string]any{"path": sendWelcome, "errcode": 40007}, nil)
		r.scanned("c01", way)
		if w := lin.welcome(way, "sent"); w.Problem != nil || w.ChannelName != "渠道图片" {
			t.Errorf("the welcome is %+v", w)
		}
		if !uploads(4)() || len(r.calls(sendWelcome)) != 2 || len(r.welcomesOf("c01")) != 2 {
			t.Errorf("%d uploads, %d calls, the phone shows %+v", len(r.calls(uploadMedia)), len(r.calls(sendWelcome)), r.welcomesOf("c01"))
		}
	})
}

// The platform does not yet say who the customer is: nobody waits for it, and the plan's word stands for the name.
func TestAWelcomeWithoutAName(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	r.control("PUT", "/switches", map[string]any{"detail_lag_ms": 60000}, nil)
	way := r.wayWith(lin, account, "无名", map[string]any{}, map[string]any{"welcome": map[string]any{"text": "{customer|朋友}好，{customer}请稍等"}})
	r.scanned("c01", way)
	if w := lin.welcome(way, "sent"); w.Text != "朋友好，您请稍等" || w.TookOurs > 5000 {
		t.Errorf("the welcome is %+v", w)
	}
}

// A picture that the platform does not take is left out: the text goes all the same, and the row says so.
func TestAWelcomeWithoutWhatCannotBeUploaded(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	r.control("POST", "/faults", map[string]any{"path": uploadMedia, "times": 100, "errcode": 40004}, nil)
	way := r.wayWith(lin, account, "坏图", map[string]any{}, map[string]any{
		"welcome": map[string]any{"text": "您好", "attachments": []map[string]any{{"kind": "image", "media": lin.keep("image", picture(t))}}},
	})
	r.scanned("c01", way)
	if w := lin.welcome(way, "sent"); w.Problem == nil || w.Problem.Code != crm.ProblemAttachment || len(r.welcomesOf("c01")) != 1 {
		t.Errorf("the welcome is %+v of problem %+v, the phone shows %+v", w, w.Problem, r.welcomesOf("c01"))
	}
}

// The hour where the account is decides, and a way's own plan goes before its channel's.
func TestWelcomesByTheHour(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	account, _ := r.accounts(lin)
	channel := map[string]any{"welcome": map[string]any{"text": "白天好", "hours": []map[string]any{{"from": "22:00", "to": "06:00", "text": "夜里好"}}}}
	for i, at := range []struct{ local, text, hours string }{
		{"2026-12-01T23:30:00+08:00", "夜里好", "22:00–06:00"}, {"2026-12-02T05:59:00+08:00", "夜里好", "22:00–06:00"}, {"2026-12-02T06:00:00+08:00", "白天好", ""},
	} {
		moment, err := time.Parse(time.RFC3339, at.local)
		if err != nil {
			t.Fatal(err)
		}
		r.control("POST", "/clock", map[string]any{"set": moment.Unix()}, nil)
		lin.post("/session", map[string]any{"email": "lin@example.com", "password": "correct horse"}, nil)
		way := r.wayWith(lin, account, fmt.Sprint("夜", i), channel, nil)
		var p ledger.WelcomePreview
		lin.post(fmt.Sprintf("/ways/%d/welcome/preview", way.ID), map[string]any{"at": moment.UnixMilli()}, &p)
		if p.Text != at.text || p.Hours != at.hours || p.From != "channel" || p.LocalTime != at.local[11:16] {
			t.Errorf("%s: the preview is %+v", at.local, p)
		}
		r.scanned(fmt.Sprintf("c%02d", i+1), way)
		if w := lin.welcome(way, "sent"); w.Text != at.text || w.Hours != at.hours {
			t.Errorf("%s: the welcome is %+v", at.local, w)
		}
	}
}

// A server that is killed in the middle of the call does not know what became of it, says so, and never calls again.
func TestAWelcomeIsNeverSentTwice(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		account, _ := r.accounts(lin)
		way := r.wayWith(lin, account, "被杀", map[string]any{}, map[string]any{"welcome": map[string]any{"text": "您好"}})
		r.idle()
		r.stop()
		victim, base := r.mortalServer()
		r.pushTo("wecom", base+"/callbacks/wecom/demo")
		r.control("POST", "/faults", map[string]any{"path": sendWelcome, "delay_ms": 15_000}, nil)
		r.scanned("c01", way)
		eventually(t, "the call to be under way", func() bool {
			var left []json.RawMessage
			r.control("GET", "/faults", nil, &left)
			return len(left) == 0
		})
		if err := victim.Process.Kill(); err != nil { // SIGKILL
			t.Fatal(err)
		}
		victim.Wait()
		r.endLeases()
		r.restart(lin, false)
		if w := lin.welcome(way, "unknown"); w.Problem == nil || w.Problem.Code != crm.ProblemUnknown {
			t.Errorf("the welcome is %+v", w)
		}
		r.idle()
		r.control("POST", "/clock", map[string]any{"advance": "15s"}, nil)
		eventually(t, "the platform to have done the call", func() bool { return len(r.calls(sendWelcome)) == 1 })
		if n := len(r.welcomesOf("c01")); n > 1 {
			t.Errorf("the phone shows %d", n)
		}
	})
}
