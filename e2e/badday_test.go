package e2e

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// A day on which everything goes wrong that the platforms document: pushes come twice, late, in another order or not
// at all, answers to them come too late, tokens die, the platform is busy and refuses for the rate, and two days pass.
// At its end every fact is there once, every customer got every message once, and what nobody can know is called unknown.
func TestABadDay(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		wecom, _ := r.accounts(lin)
		slow := r.slowly()
		day := &badDay{rig: r, lin: lin, live: lin.watch(""), conversations: map[string]desk.ConversationRow{}}
		way := day.wayInSpiteOfDeadTokens(wecom)
		day.customersCome(way)
		slow.Store(6)
		day.customersWrite()
		day.everythingIsThereOnce(way)
		day.answersInSpiteOf()
		day.twoDaysLater()
	})
}

type badDay struct {
	*rig
	lin           *person
	live          *stream
	conversations map[string]desk.ConversationRow // by customer
}

var badDayCustomers = []string{"c01", "c02", "c03", "c04"}

// slowly puts somebody before the server who keeps so many of its answers to pushes until the platform has given up on them.
func (r *rig) slowly() *atomic.Int32 {
	r.t.Helper()
	r.control("PUT", "/switches", map[string]any{"push_timeout_ms": 1000, "weapp_push_attempts": 10, "wecom_push_attempts": 10}, nil)
	server, err := url.Parse(r.app.URL())
	if err != nil {
		r.t.Fatal(err)
	}
	keep := new(atomic.Int32)
	through := httputil.NewSingleHostReverseProxy(server)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.Method != http.MethodPost || keep.Add(-1) < 0 {
			through.ServeHTTP(w, req)
			return
		}
		took := httptest.NewRecorder() // the server takes the push
		through.ServeHTTP(took, req)
		_, _ = io.Copy(io.Discard, took.Body)
		<-req.Context().Done()
	}))
	r.t.Cleanup(site.Close)
	for kind, path := range map[string]string{"wecom": "/callbacks/wecom/demo", "weapp": "/callbacks/weapp/demo"} {
		r.pushTo(kind, site.URL+path)
	}
	return keep
}

func (d *badDay) fault(path string, what map[string]any) {
	d.t.Helper()
	what["path"] = path
	d.control("POST", "/faults", what, nil)
}

// wayInSpiteOfDeadTokens creates ways while the token is dead, while the answer is lost and for too many calls.
func (d *badDay) wayInSpiteOfDeadTokens(wecom int64) ledger.WayRow {
	d.fault(addWay, map[string]any{"errcode": 42001})
	first := d.newWay(d.lin, wecom, "令牌过期", ledger.PhaseConfirmed)
	d.fault("/cgi-bin/externalcontact/list_contact_way", map[string]any{"errcode": -1})
	d.fault(addWay, map[string]any{"drop": "after"})
	d.newWay(d.lin, wecom, "答复丢失", ledger.PhaseConfirmed)
	d.fault(addWay, map[string]any{"errcode": 45009})
	d.lin.post("/ways", map[string]any{
		"client_key": "bad-day-1", "account_id": wecom, "channel_id": first.ChannelID, "name": "频率", "users": []string{"lisi"}, "skip_verify": true,
	}, nil)
	for _, phase := range []ledger.Phase{ledger.PhaseCalling, ledger.PhaseIntent} { // refused, it waits for its time
		row(d.live, "way", func(w ledger.WayRow) bool { return w.Name == "频率" && w.Phase == phase })
	}
	var ways []struct{ State string }
	d.control("GET", "/ways", nil, &ways)
	seen := map[string]bool{}
	for _, w := range ways {
		if seen[w.State] {
			d.t.Errorf("the platform has two ways with the state %s", w.State)
		}
		seen[w.State] = true
	}
	return first
}

// customersCome scan the way while pushes come twice and late and details cannot be asked for at once.
func (d *badDay) customersCome(way ledger.WayRow) {
	d.control("POST", "/pushes/faults", map[string]any{"duplicate": true, "times": 2}, nil)
	d.control("POST", "/pushes/faults", map[string]any{"delay_ms": 2000, "times": 2}, nil)
	d.fault(getCustomer, map[string]any{"errcode": -1, "times": 2})
	for _, c := range badDayCustomers {
		d.control("POST", "/scan", map[string]any{"customer": c, "config_id": way.ConfigID}, nil)
	}
	d.control("POST", "/clock", map[string]any{"advance": "2s"}, nil)
}

// customersWrite five texts each: the first comes twice, the second after the third, the fourth never, the last late;
// and the server's first answers come too late.
func (d *badDay) customersWrite() {
	for _, c := range badDayCustomers {
		for i, fault := range []map[string]any{{"duplicate": true}, {"reorder": true}, nil, {"drop": true}, {"delay_ms": 1500}} {
			if fault != nil {
				d.control("POST", "/pushes/faults", fault, nil)
			}
			d.control("POST", "/weapp/messages", map[string]any{"customer": c, "msgtype": "text", "content": fmt.Sprint(c, " ", i+1)}, nil)
		}
	}
	d.control("POST", "/clock", map[string]any{"advance": "10s"}, nil)
	eventually(d.t, "every push to be settled", func() bool {
		for _, p := range d.pushes() {
			if p.Status == "waiting" {
				return false
			}
		}
		return true
	})
	tooLate := 0
	for _, p := range d.pushes() {
		for _, a := range p.Attempts {
			if strings.Contains(a.Error, "no answer in time") {
				tooLate++
			}
		}
		if p.Status == "failed" {
			d.t.Errorf("a push was given up: %+v", p)
		}
	}
	if tooLate < 6 {
		d.t.Errorf("%d answers came too late, want at least 6", tooLate)
	}
	d.applied()
}

// everythingIsThereOnce: each customer once, attributed to the way, with the messages that arrived, in the order of their writing.
func (d *badDay) everythingIsThereOnce(way ledger.WayRow) {
	eventually(d.t, "four customers of the channel", func() bool {
		var channels struct {
			Items []ledger.ChannelRow `json:"items"`
		}
		d.lin.get("/channels", &channels)
		for _, c := range channels.Items {
			if c.ID == way.ChannelID {
				return c.Customers == len(badDayCustomers)
			}
		}
		return false
	})
	for _, customer := range badDayCustomers {
		d.welcomedOnce(customer)
	}
	var waiting struct {
		Items []desk.ConversationRow `json:"items"`
	}
	d.lin.get("/conversations?list=waiting", &waiting)
	if len(waiting.Items) != len(badDayCustomers) {
		d.t.Fatalf("%d conversations wait, want %d", len(waiting.Items), len(badDayCustomers))
	}
	for _, c := range waiting.Items {
		var list struct {
			Items []desk.MessageRow `json:"items"`
		}
		d.lin.get(fmt.Sprintf("/conversations/%d/messages", c.ID), &list)
		var said []string
		for _, m := range list.Items {
			said = append(said, m.Text)
		}
		customer, _, _ := strings.Cut(said[0], " ")
		d.conversations[customer] = c
		if diff := cmp.Diff([]string{customer + " 1", customer + " 2", customer + " 3", customer + " 5"}, said); diff != "" {
			d.t.Errorf("messages of %s (the platform dropped the fourth): %s", customer, diff)
		}
	}
}

func (d *badDay) welcomedOnce(customer string) {
	welcomes := 0
	var chat []struct{ Content string }
	eventually(d.t, "the welcome of "+customer, func() bool {
		d.control("GET", "/wecom/messages?customer="+customer, nil, &chat)
		return len(chat) > 0
	})
	for _, m := range chat {
		if m.Content == "您好" {
			welcomes++
		}
	}
	if welcomes != 1 {
		d.t.Errorf("%s was welcomed %d times", customer, welcomes)
	}
}

// answersInSpiteOf what may happen to a call: a dead token is renewed and the message sent; an answer that is lost, and
// a busy platform, leave it unknown; the rate refuses it.
func (d *badDay) answersInSpiteOf() {
	for _, row := range []struct {
		customer string
		fault    map[string]any
		state    desk.MessageState
		arrives  int
	}{
		{"c01", map[string]any{"errcode": 40001}, desk.Sent, 1},
		{"c02", map[string]any{"drop": "after"}, desk.Unknown, 1},
		{"c03", map[string]any{"errcode": -1}, desk.Unknown, 0},
		{"c04", map[string]any{"errcode": 45009}, desk.Failed, 0},
	} {
		d.fault(customSend, row.fault)
		if m := d.answer(row.customer, "您好 "+row.customer); m.State != row.state {
			d.t.Errorf("%v left the message %s, want %s", row.fault, m.State, row.state)
		}
		if got := len(d.fromAPI(row.customer)); got != row.arrives {
			d.t.Errorf("%v: %d messages arrived, want %d", row.fault, got, row.arrives)
		}
	}
}

// answer accepts if need be, writes, and waits until the message's state is known.
func (d *badDay) answer(customer, text string) desk.MessageRow {
	path := fmt.Sprintf("/conversations/%d", d.conversations[customer].ID)
	d.lin.post(path+"/accept", nil, nil)
	d.lin.post(path+"/messages", map[string]any{"client_key": "bad-day-" + customer, "kind": "text", "text": text}, nil)
	return row(d.live, "message", func(m desk.MessageRow) bool { return m.Text == text && m.State != desk.Sending })
}

// twoDaysLater nobody may be written to any more, no unknown message was sent again, and the dropped text comes by a replay.
func (d *badDay) twoDaysLater() {
	d.control("POST", "/clock", map[string]any{"advance": "48h"}, nil)
	row(d.live, "way", func(w ledger.WayRow) bool { return w.Name == "频率" && w.Phase == ledger.PhaseConfirmed })
	for customer, c := range d.conversations {
		code, _ := d.lin.refused("POST", fmt.Sprintf("/conversations/%d/messages", c.ID), map[string]any{"client_key": "too-late-" + customer, "kind": "text", "text": "还在吗"})
		if code != "window_closed" {
			d.t.Errorf("after 48 hours a message to %s was refused with %q", customer, code)
		}
		if sent := len(d.fromAPI(customer)); sent > 1 {
			d.t.Errorf("%s got %d messages, was written one", customer, sent)
		}
	}
	var all []struct {
		ID        string `json:"id"`
		Status    string `json:"status"`
		Plaintext string `json:"plaintext"`
	}
	d.control("GET", "/pushes", nil, &all)
	for _, p := range all {
		if p.Status == "dropped" {
			d.control("POST", "/pushes/replay", map[string]any{"id": p.ID}, nil)
		}
	}
	for range badDayCustomers {
		row(d.live, "message", func(m desk.MessageRow) bool { return strings.HasSuffix(m.Text, " 4") })
	}
}
