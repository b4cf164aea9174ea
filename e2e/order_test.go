package e2e

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

const (
	someCustomer = "wmSomebody0000000000000000000001"
	someOpenID   = "oSomebody000000000000000001"
	dayBegan     = 1_790_000_000
)

// A customer's day, pushed in any order and some of it twice, leaves the same facts.
func TestOneCustomersDayIsTheSameInAnyOrder(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		rounds := 5
		if testing.Short() {
			rounds = 1
		}
		random := rand.New(rand.NewPCG(7, 11))
		same := cmp.Options{cmpopts.EquateEmpty(), cmpopts.IgnoreFields(desk.ConversationRow{}, "Reminded")} // a slow day sees a reminder
		want := day(t, d, func(int, func(i, j int)) {})
		if len(want.Customer.History) < 7 || len(want.Messages) != 6 {
			t.Fatalf("the day is not what it should be: %+v", want)
		}
		for range rounds {
			if diff := cmp.Diff(want, day(t, d, random.Shuffle), same); diff != "" {
				t.Fatalf("another order of arrival, other facts (-in order +shuffled):\n%s", diff)
			}
		}
	})
}

// facts are what the console shows of the day, without the numbers we gave the rows.
type facts struct {
	Customer      customerFacts
	Conversations []desk.ConversationRow
	Messages      []desk.MessageRow
	Channels      []ledger.ChannelRow
}

type customerFacts struct {
	FirstSeenAt int64                  `json:"first_seen_at"`
	Attribution *ledger.AttributionRow `json:"attribution"`
	History     []ledger.HistoryRow    `json:"history"`
}

func day(t *testing.T, d store.Dialect, shuffle func(int, func(i, j int))) facts {
	r := newRig(t, d)
	defer r.stop()
	lin := r.admin()
	wecom, _ := r.accounts(lin)
	live := lin.watch("")
	states := map[string]string{}
	for _, name := range []string{"海报", "传单"} {
		var c ledger.ChannelRow
		lin.post("/channels", map[string]any{"name": name}, &c)
		lin.post("/ways", map[string]any{
			"client_key": "way-of-day-" + name, "account_id": wecom, "channel_id": c.ID, "name": name, "users": []string{"zhangsan"}, "skip_verify": true,
		}, nil)
		states[name] = row(live, "way", func(w ledger.WayRow) bool { return w.Name == name && w.Phase == ledger.PhaseConfirmed }).State
	}
	state := func(name string) string { return "<State><![CDATA[" + states[name] + "]]></State>" }
	add := func(change string, second int64, more string) func() {
		return func() { r.wecomPlatform().must(contact(change, "ZhangSan", someCustomer, dayBegan+second, more)) }
	}
	say := func(plain string) func() { return func() { r.weappPlatform().must(plain) } }
	events := []func(){
		add("add_half_external_contact", 0, state("海报")),
		add("add_external_contact", 60, ""),
		add("edit_external_contact", 90, ""),
		add("del_follow_user", 120, ""),
		add("add_external_contact", 300, state("传单")),
		add("del_external_contact", 300, ""), // within the same second
		add("add_external_contact", 600, state("海报")),
		add("add_external_contact", 60, ""), // delivered twice
		say(entered(someOpenID, "page=1", dayBegan+10)),
		say(text(someOpenID, "在吗", dayBegan+20, 24500000000000001)),
		say(text(someOpenID, "你好", dayBegan+20, 24500000000000002)), // within the same second
		say(entered(someOpenID, "page=2", dayBegan+30)),
		say(text(someOpenID, "还在吗", dayBegan+40, 24500000000000003)),
		say(text(someOpenID, "再见", dayBegan+50, 24500000000000004)),
		say(text(someOpenID, "在吗", dayBegan+20, 24500000000000001)), // delivered twice
	}
	shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
	for _, push := range events {
		push()
	}
	r.applied()
	return r.facts(lin)
}

func (r *rig) facts(p *person) (f facts) {
	r.t.Helper()
	var customers struct {
		Items []ledger.CustomerRow `json:"items"`
	}
	p.get("/customers", &customers)
	if len(customers.Items) != 2 {
		r.t.Fatalf("there are %d customers, want one by each platform", len(customers.Items))
	}
	for _, c := range customers.Items {
		if c.Attribution != nil {
			p.get(fmt.Sprintf("/customers/%d", c.ID), &f.Customer)
			f.Customer.Attribution.WayID, f.Customer.Attribution.ChannelID = 0, 0
		}
	}
	var list struct {
		Items []desk.ConversationRow `json:"items"`
	}
	p.get("/conversations?list=all", &list)
	for _, c := range list.Items {
		var m struct {
			Items []desk.MessageRow `json:"items"`
		}
		p.get(fmt.Sprintf("/conversations/%d/messages", c.ID), &m)
		for _, m := range m.Items {
			m.ID, m.ConversationID = 0, 0
			f.Messages = append(f.Messages, m)
		}
		c.ID, c.AccountID, c.Customer.ID = 0, 0, 0
		f.Conversations = append(f.Conversations, c)
	}
	var channels struct {
		Items []ledger.ChannelRow `json:"items"`
	}
	p.get("/channels", &channels)
	for _, c := range channels.Items {
		c.ID, c.CreatedAt = 0, 0
		f.Channels = append(f.Channels, c)
	}
	return f
}
