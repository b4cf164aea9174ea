package api

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// documented are the operations of the document: id → method and path.
func documented(a *API) map[string][2]string {
	found := map[string][2]string{}
	for path, item := range a.doc.Paths {
		for _, op := range []struct {
			method string
			id     string
		}{
			{get, idOf(item.Get)}, {post, idOf(item.Post)}, {patch, idOf(item.Patch)}, {remove, idOf(item.Delete)}, {"PUT", idOf(item.Put)},
		} {
			if op.id != "" {
				found[op.id] = [2]string{op.method, base + path}
			}
		}
	}
	return found
}

// TestAccess walks every operation and every other route: each is in the table, and nobody gets further than it says.
func TestAccess(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite))
	ops := documented(w.api)
	for id, needed := range access {
		_, isOperation := ops[id]
		if isRoute := strings.Contains(id, "/"); isOperation == isRoute {
			t.Errorf("%s is in the table of access, but no such operation is in the document", id)
		} else if isRoute && needed != public {
			t.Errorf("route %s needs %s, but only operations are checked", id, needed)
		}
	}
	nobody, agentCaller := w.anybody(), w.agent()
	for id, op := range ops {
		needed, ok := access[id]
		if !ok {
			t.Errorf("%s is not in the table of access", id)
			continue
		}
		if needed == public || id == "events" || id == "sign-out" { // tried at the end
			continue
		}
		path := regexp.MustCompile(`\{source\}`).ReplaceAllString(op[1], "push")
		path = regexp.MustCompile(`\{\w+\}`).ReplaceAllString(path, "1")
		nobody.do(op[0], path, nil).refused(t, 401, crm.CodeNotSignedIn)
		r := agentCaller.do(op[0], path, nil)
		if needed == admin || id == "get-wall" { // the wall is for leads too, and this agent leads nobody
			r.refused(t, 403, crm.CodeNotAllowed)
		} else if r.StatusCode == 401 || r.StatusCode == 403 {
			t.Errorf("%s: an agent gets %d", id, r.StatusCode)
		}
	}
	nobody.do(get, base+"/events", nil).refused(t, 401, crm.CodeNotSignedIn)
	nobody.do(remove, base+"/session", nil).refused(t, 401, crm.CodeNotSignedIn)
}

// TestOperator has the machine's operator do what an admin may, but nothing in a person's name.
func TestOperator(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite))
	c := w.anybody()
	c.base = serve(t, w.api.Operator())
	var s Session
	c.do(get, base+"/session", nil).want(t, 200, &s)
	if s.Agent.ID != 0 || s.Agent.Role != crm.RoleAdmin || s.Agent.Name != "command line" {
		t.Errorf("session %+v", s)
	}
	in := AccountInput{Kind: "wecom", Slug: "a", PlatformID: "ww1", Secret: "s"}
	c.do(post, base+"/accounts", in).want(t, 200, nil)
	c.do(get, base+"/parked", nil).want(t, 200, nil)
	c.do(post, base+"/conversations/1/accept", nil).refused(t, 403, crm.CodeNotAllowed)
}

func TestNeed(t *testing.T) {
	who := map[string]crm.Actor{
		"operator": crm.Operator(), "admin": {Kind: "agent", Role: crm.RoleAdmin}, "agent": {Kind: "agent", Role: crm.RoleAgent},
	}
	for _, row := range []struct {
		needed need
		may    string
	}{
		{public, "operator admin agent nobody"}, {agent, "operator admin agent"}, {person, "admin agent"}, {admin, "operator admin"}, {"", ""},
	} {
		for _, name := range []string{"operator", "admin", "agent", "nobody"} {
			a, somebody := who[name]
			if got := row.needed.allows(a, somebody) == nil; got != strings.Contains(row.may, name) {
				t.Errorf("%q allows %s: %v", row.needed, name, got)
			}
		}
	}
}

func TestPanicAndAbort(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite), func(o *Options) {
		o.TestAccount = func(context.Context, crm.Account) []TestStep { panic("secret words") }
		o.Callbacks.WeCom = func(slug string) http.Handler {
			return http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
				if slug == "a" {
					panic(http.ErrAbortHandler)
				}
				panic("a fault")
			})
		}
	})
	a, err := w.ground.AddAccount(t.Context(), crm.Operator(), crm.Account{Kind: crm.WeCom, Slug: "a", PlatformID: "ww1", Secret: "s"})
	if err != nil {
		t.Fatal(err)
	}
	r := w.admin().do(post, base+"/accounts/"+itoa(a.ID)+"/test", nil)
	p := r.refused(t, 500, codeInternal)
	id, _ := p.Params["id"].(string)
	if id == "" || strings.Contains(string(r.body), "secret words") || !strings.Contains(w.log.String(), id) {
		t.Errorf("problem %s, log %s", r.body, w.log)
	}
	for _, slug := range []string{"a", "b"} {
		if answer, err := http.Get(w.url + "/callbacks/wecom/" + slug); err == nil {
			t.Errorf("a cut connection gave %v", answer.Status)
		}
	}
}
