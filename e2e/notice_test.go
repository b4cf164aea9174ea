package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// noticed are the app messages that a member got.
func (r *rig) noticed(userid string) (urls []string) {
	r.t.Helper()
	var list []struct {
		MsgType string `json:"msgtype"`
		URL     string `json:"url"`
	}
	r.control("GET", "/wecom/app-messages?userid="+userid, nil, &list)
	for _, m := range list {
		urls = append(urls, m.MsgType+" "+m.URL)
	}
	return urls
}

// awaitNotices waits until a member got so many messages, and gives how long that took by the machine's clock.
func (r *rig) awaitNotices(userid string, n int) time.Duration {
	r.t.Helper()
	began := time.Now()
	eventually(r.t, fmt.Sprintf("%d messages to %s", n, userid), func() bool { return len(r.noticed(userid)) >= n })
	return time.Since(began)
}

// passes has the clock go on.
func (r *rig) passes(d time.Duration) {
	r.t.Helper()
	r.control("POST", "/clock", map[string]any{"advance": d.String()}, nil)
}

// Who is online by their word but has no console open is told through the company's app, soon and once a minute; nobody else is.
func TestAgentsWithoutAConsoleAreToldThroughTheApp(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		wecom, _ := r.accounts(lin)
		people := map[string]*person{}
		for _, userid := range []string{"zhangsan", "lisi", "wangwu"} {
			people[userid] = r.colleague(lin, userid, userid+"@example.com")
			linked(lin, people[userid], wecom, userid)
		}
		away := func(userid string, status desk.Presence) {
			ask(t, people[userid].http, "PUT", people[userid].base+"/me/status", map[string]any{"status": status}, nil)
		}
		away("zhangsan", desk.Online)
		away("lisi", desk.Offline)
		away("wangwu", desk.Online)
		people["wangwu"].watch("") // a console of theirs is open

		r.writes("c01", "在吗")
		if took := r.awaitNotices("zhangsan", 1); took > 30*time.Second { // 10 where nothing else runs
			t.Errorf("the notice took %v", took)
		}
		if got := r.noticed("zhangsan"); len(got) != 1 || !strings.HasPrefix(got[0], "textcard ") || !strings.HasSuffix(got[0], "/inbox") {
			t.Errorf("they got %v, want one card with the way to the inbox", got)
		}

		// Another customer within the minute is told of when it is over: with both waiting, one message more.
		r.writes("c02", "你好")
		r.passes(61 * time.Second)
		r.awaitNotices("zhangsan", 2)
		away("zhangsan", desk.Offline)
		away("lisi", desk.Online) // who comes now is told of who waits: by then the worker has looked at all before
		r.writes("c03", "您好")
		r.passes(61 * time.Second)
		r.awaitNotices("lisi", 1)
		if a, b := len(r.noticed("zhangsan")), len(r.noticed("wangwu")); a != 2 || b != 0 {
			t.Errorf("who is offline has %d messages, want the 2 of before; who has a console open %d, want 0", a, b)
		}
	})
}

// Who cannot be told is shown to admins with the reason, until they could be told.
func TestAdminsSeeWhoCannotBeTold(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	corp, _ := r.accounts(lin)
	wang := r.colleague(lin, "王芳", "wang@example.com")
	linked(lin, wang, corp, "nobody")
	ask(t, wang.http, "PUT", wang.base+"/me/status", map[string]any{"status": desk.Online}, nil)
	live := lin.watch("")
	r.writes("c01", "在吗")
	row(live, "agent", func(a desk.AgentRow) bool {
		return a.NoticeProblem != nil && a.NoticeProblem.Code == 81013 && a.NoticeProblem.ZH != ""
	})
	linked(lin, wang, corp, "wangwu")
	r.writes("c02", "你好")
	r.passes(61 * time.Second)
	row(live, "agent", func(a desk.AgentRow) bool { return a.UserID == "wangwu" && a.NoticeProblem == nil })
	if got := r.noticed("wangwu"); len(got) != 1 {
		t.Errorf("the right member got %v", got)
	}
}

// linked says which member a person is.
func linked(admin, p *person, corp int64, userid string) {
	admin.t.Helper()
	var me struct {
		Agent struct {
			ID int64 `json:"id"`
		} `json:"agent"`
	}
	p.get("/session", &me)
	ask(admin.t, admin.http, "PUT", fmt.Sprintf("%s/agents/%d/member", admin.base, me.Agent.ID), map[string]any{"account_id": corp, "userid": userid}, nil)
}
