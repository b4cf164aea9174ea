package api

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func TestColleaguesAreShown(t *testing.T) {
	p, now := newPresent(), time.Now()
	a, b := crm.Actor{ID: 1, Name: "a"}, crm.Actor{ID: 2, Name: "b"}
	shown := func(p Present, news bool) string {
		var s []string
		for _, c := range p.Agents {
			s = append(s, fmt.Sprint(c.Name, c.Typing))
		}
		return fmt.Sprint(strings.Join(s, " "), " ", news)
	}
	for i, step := range []struct {
		who   crm.Actor
		state string
		after time.Duration
		want  string
	}{
		{a, "viewing", 0, "afalse true"},
		{a, "viewing", time.Second, "afalse false"},
		{b, "typing", 2 * time.Second, "afalse btrue true"},
		{b, "typing", 5 * time.Second, "afalse btrue false"},
		{a, "viewing", 20 * time.Second, "afalse bfalse false"}, // that b stopped was told when it lapsed
		{b, "gone", 21 * time.Second, "afalse true"},
		{b, "gone", 22 * time.Second, "afalse false"},
	} {
		if got := shown(p.note(7, 3, step.who, PresenceInput{State: step.state}, now.Add(step.after))); got != step.want {
			t.Errorf("step %d: %s, want %s", i, got, step.want)
		}
	}
	if e := p.lapse(now.Add(60*time.Second), now.Add(70*time.Second)); len(e) != 1 || e[0].account != 3 || string(e[0].data) != `{"conversation_id":7,"agents":[]}` {
		t.Errorf("after a while without a word: %v", e)
	}
	if len(p.in) != 0 || p.n != 0 {
		t.Errorf("kept: %v", p.in)
	}
}

func TestWhoLeavesOnePageIsStillSeenInAnother(t *testing.T) {
	p, now, who := newPresent(), time.Now(), crm.Actor{ID: 1, Name: "a"}
	for i, step := range []struct {
		in   PresenceInput
		want []Colleague
	}{
		{PresenceInput{"viewing", "one"}, []Colleague{{desk.AgentName{ID: 1, Name: "a"}, false}}},
		{PresenceInput{"typing", "two"}, []Colleague{{desk.AgentName{ID: 1, Name: "a"}, true}}},
		{PresenceInput{"gone", "two"}, []Colleague{{desk.AgentName{ID: 1, Name: "a"}, false}}},
		{PresenceInput{"gone", "one"}, []Colleague{}},
	} {
		if got, _ := p.note(7, 3, who, step.in, now); !slices.Equal(got.Agents, step.want) {
			t.Errorf("step %d: %v, want %v", i, got.Agents, step.want)
		}
	}
	if p.n != 0 || len(p.in) != 0 {
		t.Errorf("%d kept: %v", p.n, p.in)
	}
}

func TestWhoLeavesForAMomentIsNotGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told []string
		tell := func(what string) func(context.Context, int64) error {
			return func(context.Context, int64) error { told = append(told, what); return nil }
		}
		h := newThere(tell("seen"), tell("gone"), make(chan struct{}))
		h.came(t.Context(), 1)
		h.came(t.Context(), 1)
		h.left(1)
		h.stays(t.Context(), 1)
		time.Sleep(time.Minute)
		h.stays(t.Context(), 1)
		h.left(1) // the page is loaded again
		time.Sleep(thereGrace / 2)
		h.came(t.Context(), 1)
		time.Sleep(2 * thereGrace)
		h.left(1)
		time.Sleep(2 * thereGrace)
		if got := strings.Join(told, " "); got != "seen seen gone" {
			t.Errorf("told %q, want seen seen gone", got)
		}
	})
}

func TestStreamsTellWhatSomebodyMaySee(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s).withPlatforms()
		defer w.running()()
		agent, admin := w.agent(), w.admin()
		var me Session
		agent.do(get, base+"/session", nil).want(t, 200, &me)
		seat := fmt.Sprintf("%s/agents/%d", base, me.Agent.ID)
		holds := func(part string) func(sse) bool { return func(e sse) bool { return strings.Contains(e.data, part) } }

		own := agent.listen("")
		own.named("counts")
		all := admin.listen("")
		all.until(holds(`"there":true`)) // a console is open
		w.says("openid-seen", "看得到")
		own.until(holds("看得到"))
		var p ConversationPage
		agent.do(get, base+"/conversations", nil).want(t, 200, &p)
		path := fmt.Sprintf("%s/conversations/%d", base, p.Items[0].ID)
		admin.do(post, path+"/presence", PresenceInput{State: "typing"}).want(t, 200, nil)
		own.until(holds(`"name":"管理员","typing":true`))

		admin.do(patch, seat, desk.AgentEdit{Accounts: &[]int64{w.weapp.ID + 1}}).want(t, 200, nil)
		own.named("reset")
		agent.do(post, path+"/presence", PresenceInput{State: "viewing"}).refused(t, 404, crm.CodeNotFound)
		w.says("openid-unseen", "看不到")
		all.until(holds("看不到"))
		admin.do(patch, seat, desk.AgentEdit{Accounts: &[]int64{}}).want(t, 200, nil)
		own.until(func(e sse) bool {
			if strings.Contains(e.data, "看不到") {
				t.Error("an agent is told of a customer of an account that is not theirs")
			}
			return e.name == "reset"
		})
	})
}

// A screen on the wall is followed by nobody who works there.
func TestWhoOnlyWatchesIsNotThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s).withPlatforms()
		defer w.running()()
		agent := w.agent()
		var me Session
		agent.do(get, base+"/session", nil).want(t, 200, &me)
		there := func() bool {
			var list List[desk.AgentRow]
			agent.do(get, base+"/agents", nil).want(t, 200, &list)
			i := slices.IndexFunc(list.Items, func(a desk.AgentRow) bool { return a.ID == me.Agent.ID })
			return list.Items[i].There
		}
		agent.listenTo("/events?watching=true", "").named("counts")
		if there() {
			t.Error("who watches is at the desk")
		}
		agent.listen("").named("counts")
		if !there() {
			t.Error("who has a console open is not there")
		}
	})
}
