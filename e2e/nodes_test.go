package e2e

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/menling/menling/internal/app"
	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
)

// Three nodes on one PostgreSQL are one desk: what is done at one is seen at the others, everything is done once and in order, and
// where one stops the others go on. It is so with what carries wake-ups being there or not.
func TestSeveralNodesAreOneDesk(t *testing.T) {
	t.Run("notifications", func(t *testing.T) { oneDesk(t, "", func() {}) })
	t.Run("nats, which goes away", func(t *testing.T) {
		if testing.Short() {
			t.Skip("the same with another carrier")
		}
		s := startNATS(t)
		oneDesk(t, s.ClientURL(), s.Shutdown)
	})
}

// startNATS runs a NATS server in this process until the test ends.
func startNATS(t *testing.T) *server.Server {
	t.Helper()
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, NoSigs: true, NoLog: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(s.Shutdown)
	if !s.ReadyForConnections(patience) {
		t.Fatal("NATS does not answer")
	}
	return s
}

func oneDesk(t *testing.T, nats string, lose func()) {
	a := newRig(t, store.Postgres, func(o *app.Options) { o.NatsURL, o.NodeLease = nats, 4*time.Second })
	b, c := a.beside(), a.beside()
	lin := a.admin()
	a.accounts(lin)
	there, third := lin.at(b), lin.at(c) // the session is everybody's
	live := there.watch("")
	he := a.colleague(lin, "何静", "hejing@example.com")

	a.control("POST", "/weapp/messages", map[string]any{"customer": "c01", "msgtype": "text", "content": "在吗"}, nil)
	first := row(live, "conversation", func(c desk.ConversationRow) bool { return c.Unread == 1 })
	presence(t, he, live, first.ID)
	lose()
	appliedInOrder(t, a, []*rig{a, b, c})

	place := live.last
	lin.post(fmt.Sprintf("/conversations/%d/accept", first.ID), map[string]any{}, nil)
	for i, p := range []*person{lin, there, third} {
		p.post(fmt.Sprintf("/conversations/%d/messages", first.ID), map[string]any{"client_key": fmt.Sprint("answer-", i), "kind": "text", "text": fmt.Sprint("答 ", i)}, nil)
	}
	resumed := third.watch(place)
	seen := map[string]bool{}
	resumed.await("change", func(data json.RawMessage) bool {
		var change struct {
			Kind string
			Row  desk.MessageRow
		}
		if json.Unmarshal(data, &change) == nil && change.Kind == "message" && change.Row.State == desk.Sent {
			seen[change.Row.Text] = true
		}
		return len(seen) == 3
	})
	if calls := a.calls(customSend); len(calls) != 3 {
		t.Errorf("the platform was asked to send %d messages, want 3", len(calls))
	}
}

// beside is another node of the same installation.
func (r *rig) beside(change ...func(*app.Options)) *rig {
	o := *r
	o.options.Dir = r.t.TempDir()
	for _, c := range change {
		c(&o.options)
	}
	o.start()
	r.t.Cleanup(func() { o.stop() })
	return &o
}

// at is the same person with the same cookies at another node.
func (p *person) at(r *rig) *person {
	o := *p
	o.base = r.app.URL() + "/api/v1"
	return &o
}

// presence has somebody look at a conversation at one node; who watches another is told, and told when they go.
func presence(t *testing.T, p *person, live *stream, conversation int64) {
	t.Helper()
	say := func(state string) {
		p.post(fmt.Sprintf("/conversations/%d/presence", conversation), map[string]any{"state": state, "tab": "one"}, nil)
		live.await("presence", func(data json.RawMessage) bool {
			var now struct {
				Agents []struct {
					Name   string
					Typing bool
				}
			}
			if err := json.Unmarshal(data, &now); err != nil {
				t.Fatal(err)
			}
			if state == "gone" {
				return len(now.Agents) == 0
			}
			return len(now.Agents) == 1 && now.Agents[0].Name == "何静" && now.Agents[0].Typing == (state == "typing")
		})
	}
	say("typing")
	say("gone")
}

// appliedInOrder pushes a customer's messages to one node after the other, each to a second one, too. They are applied in that order,
// each once, whoever does it.
func appliedInOrder(t *testing.T, r *rig, at []*rig) {
	t.Helper()
	const messages = 30
	for i := range int64(messages) {
		said := text(someOpenID, fmt.Sprint("第 ", i), dayBegan+i, 100+i)
		at[i%3].weappPlatform().must(said)
		at[(i+1)%3].weappPlatform().must(said)
	}
	r.applied()
	var said []int64
	r.ask(func(scan func(...any) error) error {
		var at int64
		defer func() { said = append(said, at) }()
		return scan(&at)
	}, `SELECT m.at FROM changes c JOIN messages m ON m.id = c.subject_id WHERE c.kind = 'message' AND m.text LIKE '第 %' GROUP BY m.id, m.at ORDER BY min(c.id)`)
	if len(said) != messages || !slices.IsSorted(said) {
		t.Errorf("%d messages were applied in the order %v", len(said), said)
	}
}

// ask reads rows that no operation shows.
func (r *rig) ask(read func(scan func(...any) error) error, query string) {
	r.t.Helper()
	db, err := sql.Open("pgx", r.options.DatabaseURL)
	if err != nil {
		r.t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(query)
	if err != nil {
		r.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := read(rows.Scan); err != nil {
			r.t.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		r.t.Fatal(err)
	}
}

// A node that stops says first that it is not ready, and goes on serving; what one node does at a time is another's by then.
func TestANodeThatStopsHandsOver(t *testing.T) {
	t.Parallel() // it mostly waits
	a := newRig(t, store.Postgres, func(o *app.Options) { o.Drain = 8 * time.Second })
	b := a.beside(func(o *app.Options) { o.Drain = 0 })
	eventually(t, "both nodes to be ready", func() bool { return status(a, "/readyz") == 200 && status(b, "/readyz") == 200 })
	owner := func() (nodes []string) {
		b.ask(func(scan func(...any) error) error {
			var node string
			defer func() { nodes = append(nodes, node) }()
			return scan(&node)
		}, "SELECT DISTINCT node FROM duties WHERE until > 0")
		return nodes
	}
	eventually(t, "one node to do it all", func() bool { return len(owner()) == 1 })
	first := owner()
	stopped := make(chan struct{})
	go func() { a.stop(); close(stopped) }()
	eventually(t, "the node to be not ready", func() bool { return status(a, "/readyz") == 503 })
	if got := status(a, "/healthz"); got != 200 {
		t.Errorf("a node that is about to stop answers %d", got)
	}
	eventually(t, "the other node to take over", func() bool { now := owner(); return len(now) == 1 && now[0] != first[0] })
	<-stopped
}

func status(r *rig, path string) int {
	resp, err := http.Get(r.app.URL() + path)
	if err != nil {
		return 0
	}
	resp.Body.Close()
	return resp.StatusCode
}

// Nodes that start together on an empty database each print a link: whichever is opened makes the first admin, and then no other does.
func TestEachNodesLinkMakesTheFirstAdmin(t *testing.T) {
	r := newRig(t, store.SQLite)
	var tokens []string
	for range 3 {
		token, err := r.app.Ground.InviteFirstAdmin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		tokens = append(tokens, token)
	}
	p := r.visitor()
	p.post("/invitation", map[string]any{"token": tokens[0], "name": "林晓", "email": "lin@example.com", "password": "correct horse"}, nil)
	for _, token := range tokens {
		if code, _ := p.refused("GET", "/invitation?token="+token, nil); code != string(crm.CodeNotFound) {
			t.Errorf("a link answers %q though there is an admin", code)
		}
	}
}
