package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// Three nodes on one PostgreSQL, behind a balancer, are killed with SIGKILL in turn while customers write and agents answer, the first of
// them the one that gives conversations out; then PostgreSQL crashes. The consoles go on by themselves, and nothing is missing or doubled.
func TestNodesKilledInTurnInABrowser(t *testing.T) {
	t.Parallel()
	chromium := browserTools(t)
	s := newSiege(t)
	tellBrowser(t, chromium, "nodes.mjs", "MENLING_CONSOLE="+s.front.url, "MENLING_SANDBOX="+s.platform,
		"MENLING_PASSWORD=battery staple", "MENLING_CONTROL="+serveFor(t, s.told))
	if len(s.alive) > 0 {
		t.Errorf("%d nodes were never killed", len(s.alive))
	}
}

// siege is three nodes, and who is killed next.
type siege struct {
	*rig
	postgres *frail
	front    *balancer
	alive    []*victim // those that were never killed
	victim   *victim
}

func newSiege(t *testing.T) *siege {
	pg := newFrail(t)
	s := &siege{postgres: pg, rig: newRigOn(t, store.Options{Dir: t.TempDir(), DatabaseURL: pg.url, MasterKey: storetest.MasterKey})}
	lin := s.admin()
	s.accounts(lin)
	s.colleague(lin, "何静", "hejing@example.com")
	s.colleague(lin, "孙杰", "sunjie@example.com")
	s.routes(lin)
	s.stop()
	nats := startNATS(t)
	for range 3 {
		s.alive = append(s.alive, newVictim(s.rig, t.TempDir(), "--nats-url", nats.ClientURL(), "--proxies", "127.0.0.1"))
	}
	s.front = newBalancer(t, slices.Clone(s.alive))
	for _, v := range s.alive {
		v.env = append(v.env, "MENLING_PUBLIC_URL="+s.front.url)
		v.start()
	}
	lin.base = s.front.url + "/api/v1"
	s.callbacks(lin)
	return s
}

// routes has customers go to the agents by themselves: two to the first, two to the second.
func (s *siege) routes(lin *person) {
	s.t.Helper()
	var agents struct {
		Items []struct {
			ID   int64  `json:"id"`
			Name string `json:"name"`
		} `json:"items"`
	}
	lin.get("/agents", &agents)
	plan := desk.DefaultAssignment()
	for _, a := range agents.Items {
		for _, customer := range map[string][]string{"何静": {"c01", "c02"}, "孙杰": {"c03", "c04"}}[a.Name] {
			plan.Routes = append(plan.Routes, desk.Route{Match: desk.RouteIs, Value: "from=" + customer, AgentID: a.ID})
		}
	}
	ask(s.t, lin.http, "PUT", lin.base+"/assignment", plan, nil)
}

// told does what the story says to the nodes and to their database.
func (s *siege) told(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/callback/kill":
		s.killNext()
	case "/callback/start":
		s.victim.start()
	case "/callback/crash":
		s.postgres.crash()
	case "/callback/heal":
		s.postgres.start()
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// killNext kills the node that gives conversations out, or another one when that has died before.
func (s *siege) killNext() {
	at := max(0, slices.IndexFunc(s.alive, s.gives))
	s.victim = s.alive[at]
	s.alive = slices.Delete(s.alive, at, at+1)
	s.victim.kill()
}

// gives says whether conversations are given out by this node, for as long as its lease lasts.
func (s *siege) gives(v *victim) bool {
	id, err := os.ReadFile(filepath.Join(v.dir, "node"))
	if err != nil {
		s.t.Fatal(err)
	}
	gives := false
	s.ask(func(scan func(...any) error) error {
		var node string
		defer func() { gives = node == strings.TrimSpace(string(id)) }()
		return scan(&node)
	}, "SELECT node FROM duties WHERE name = 'assign' AND until > 0")
	return gives
}
