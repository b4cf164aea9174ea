package desk_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/match"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func (f *floor) rule(r desk.Rule) desk.Rule {
	f.Helper()
	r.Enabled = true
	if r.Name == "" {
		r.Name = string(r.Event) + " " + r.Say
	}
	made, err := f.desk.PutRule(f.Context(), f.boss, r.ID, r)
	if err != nil {
		f.Fatal(err)
	}
	return made
}

// said is what the desk said in a conversation, oldest first.
func (f *floor) said(id int64) (texts []string) {
	f.Helper()
	rows, err := f.desk.Store.MessageRows(f.Context(), id, desk.MessageCursor{}, 100)
	if err != nil {
		f.Fatal(err)
	}
	for _, m := range rows {
		if m.Direction == desk.Out {
			texts = append(texts, string(m.Source)+": "+m.Text)
		}
	}
	return texts
}

func (f *floor) wantSaid(id int64, want ...string) {
	f.Helper()
	if got := f.said(id); !slices.Equal(got, want) {
		f.Fatalf("it said %q, want %q", got, want)
	}
}

// did are the details of what rules did.
func (f *floor) did(id int64) (all []desk.RuleDid) {
	f.Helper()
	list, err := f.desk.Store.ActionRows(f.Context(), id)
	if err != nil {
		f.Fatal(err)
	}
	for _, a := range list {
		if a.Kind != desk.ActionRule {
			continue
		}
		var one desk.RuleDid
		if err := json.Unmarshal(a.Details.(json.RawMessage), &one); err != nil {
			f.Fatal(err)
		}
		all = append(all, one)
	}
	return all
}

func TestTheFirstRuleThatFitsAnswers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		refund := f.rule(desk.Rule{Event: desk.OnMessage, RuleBody: desk.RuleBody{How: match.Contains, Words: []string{"退款"}, Say: "{客户}，退款请发订单号"}})
		f.rule(desk.Rule{Event: desk.OnMessage, RuleBody: desk.RuleBody{How: match.Pattern, Pattern: `退.?款`, Say: "第二条"}})
		hi := f.rule(desk.Rule{Event: desk.OnMessage, RuleBody: desk.RuleBody{How: match.Equals, Words: []string{"你好"}, Say: "{小程序}您好", GoOn: true}})
		f.rule(desk.Rule{Event: desk.OnMessage, AccountID: f.account("wx2").ID, RuleBody: desk.RuleBody{Say: "别家的"}})
		c := f.says(f.weapp, "o1", "我要退款")
		f.wantSaid(c.ID, "rule: 退款请发订单号")
		did := f.did(c.ID)
		if len(did) != 1 || did[0].RuleID != refund.ID || did[0].Found != "退款" || did[0].MessageID == 0 || !slices.Equal(did[0].Did, []string{desk.DidSay}) {
			t.Fatalf("it did %+v", did)
		}
		if got := f.conversation(c.ID); got.AwaitingSince == 0 || got.Status != desk.Waiting {
			t.Fatalf("what a rule says is no answer: %+v", got)
		}
		f.says(f.weapp, "o1", "真的要退款")
		f.says(f.weapp, "o4", "退款")
		acts, err := f.desk.RuleActs(t.Context())
		if err != nil || len(acts) != 1 || acts[0] != (desk.RuleActs{RuleID: refund.ID, Conversations: 2, LastAt: f.now.Load()}) {
			t.Fatalf("acts %+v %v", acts, err)
		}
		f.pass(8 * 24 * time.Hour)
		if acts, err = f.desk.RuleActs(t.Context()); err != nil || len(acts) != 0 {
			t.Fatalf("acts of long ago: %+v %v", acts, err)
		}
		// The other order, and a rule that lets others follow.
		if _, err := f.desk.OrderRules(t.Context(), f.boss, []int64{hi.ID}); err != nil {
			t.Fatal(err)
		}
		c = f.says(f.weapp, "o2", "你好")
		f.wantSaid(c.ID, "rule: wx0000000000000001您好")
		if err := f.desk.RemoveRule(t.Context(), f.boss, hi.ID); err != nil {
			t.Fatal(err)
		}
		c = f.says(f.weapp, "o3", "你好")
		f.wantSaid(c.ID)
	})
}

func TestRulesHeedHoursAndTheWaitingPlace(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		hours := desk.Hours{
			Weekly:  []desk.HoursShift{{Days: []int{1, 2, 3, 4, 5}, From: "09:00", To: "18:00"}},
			Special: []desk.HoursOnDate{{From: "2026-12-01", Note: "店休", Shifts: []desk.HoursShift{}}},
		}
		if _, err := f.desk.SetBusinessHours(t.Context(), f.boss, f.weapp.ID, &hours); err != nil {
			t.Fatal(err)
		}
		f.rule(desk.Rule{Event: desk.OnOutside, RuleBody: desk.RuleBody{Say: "{营业时间}上班后回复您", EveryMins: 60}})
		f.rule(desk.Rule{Event: desk.OnBusy, RuleBody: desk.RuleBody{Say: "您排在第{位置}位", Ahead: 1}})
		at := func(s string) {
			when, err := time.ParseInLocation("2006-01-02 15:04", s, f.weapp.Location())
			if err != nil {
				t.Fatal(err)
			}
			f.now.Store(when.UnixMilli())
		}
		at("2026-11-28 10:00") // Saturday
		c := f.says(f.weapp, "o1", "在吗")
		f.wantSaid(c.ID, "rule: 11月30日 09:00上班后回复您")
		f.says(f.weapp, "o1", "有人吗") // within the hour it is not said again
		f.wantSaid(c.ID, "rule: 11月30日 09:00上班后回复您")
		at("2026-11-30 10:00") // Monday
		c2 := f.says(f.weapp, "o2", "在吗")
		f.wantSaid(c2.ID, "rule: 您排在第2位")
		at("2026-12-01 10:00") // a Tuesday that is a holiday
		c3 := f.says(f.weapp, "o3", "在吗")
		f.wantSaid(c3.ID, "rule: 12月2日 09:00上班后回复您")
		got, err := f.desk.BusinessHours(t.Context(), f.weapp.ID)
		if err != nil || got.Open || !got.Own || time.UnixMilli(got.Changes).In(f.weapp.Location()).Format("01-02 15:04") != "12-02 09:00" {
			t.Fatalf("hours %+v %v", got, err)
		}
		if got, err = f.desk.SetBusinessHours(t.Context(), f.boss, f.weapp.ID, nil); err != nil || got.Own || !got.Open {
			t.Fatalf("hours of all: %+v %v", got, err)
		}
	})
}

func TestARuleLeavesTheLastPlaceAndOldMessagesToPeople(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		f.rule(desk.Rule{Event: desk.OnAccepted, RuleBody: desk.RuleBody{Say: "我是{客服}"}})
		who := f.there(f.agent("小王"), desk.AgentEdit{})
		c := f.says(f.weapp, "o1", "在吗")
		for range 3 { // the first accepts, and is greeted for
			f.answers(f.boss, c.ID, "稍等")
		}
		if _, err := f.desk.Return(t.Context(), f.boss, c.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := f.desk.Accept(t.Context(), who, c.ID); err != nil {
			t.Fatal(err)
		}
		if did := f.did(c.ID); len(did) != 2 || did[0].MessageID == 0 || did[1].Withheld != desk.CodeWindowLast || did[1].MessageID != 0 {
			t.Fatalf("it did %+v", did)
		}
		if got := f.said(c.ID); len(got) != 4 {
			t.Fatalf("it said %q", got)
		}
		c = f.says(f.weapp, "o2", "在吗")
		if _, err := f.desk.Accept(t.Context(), who, c.ID); err != nil {
			t.Fatal(err)
		}
		f.wantSaid(c.ID, "rule: 我是小王")
		if got := f.conversation(c.ID); got.Status != desk.Open || got.AgentID != who.ID || got.Outbound != 1 || got.AwaitingSince == 0 {
			t.Fatalf("conversation %+v", got)
		}
		// A push that waited out an outage is for people.
		f.rule(desk.Rule{Event: desk.OnMessage, RuleBody: desk.RuleBody{Say: "收到"}})
		stamp := crm.NewStamp(f.desk.Clock, f.desk.IDs)
		p := crm.Push{ID: 9000, AccountID: f.weapp.ID, CreateTime: stamp.At/1000 - 3600, Hash: []byte("late")}
		err := f.store.Write(t.Context(), nil, func(tx *store.Tx) error {
			return f.desk.ApplyInbound(tx, stamp.Draw(), f.weapp, p, desk.Inbound{Kind: desk.KindText, OpenID: "o3", MsgID: "7", Text: "在吗"})
		})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.desk.Store.ConversationRows(t.Context(), desk.ConversationQuery{List: "waiting", Limit: 9, Grant: desk.DefaultGrant, Now: stamp.At})
		if err != nil || len(rows) != 1 {
			t.Fatalf("%+v %v", rows, err)
		}
		f.wantSaid(rows[0].ID)
	})
}

func newKey(f *floor) string { return fmt.Sprintf("key-%d", f.desk.IDs.Next()) }

func TestTryingRulesSaysWhyAndSendsNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		a := f.rule(desk.Rule{Event: desk.OnMessage, RuleBody: desk.RuleBody{How: match.Contains, Words: []string{"退款"}, Say: "退款"}})
		b := f.rule(desk.Rule{Event: desk.OnMessage, RuleBody: desk.RuleBody{How: match.Contains, Words: []string{"价"}, SessionFrom: "price", Say: "价格"}})
		draft := desk.Rule{Name: "新", Event: desk.OnMessage, RuleBody: desk.RuleBody{How: match.Pattern, Pattern: `多少钱`, Say: "{客户}您好，{客服}马上来"}}
		got, err := f.desk.TryRules(t.Context(), f.boss, desk.RuleTrial{AccountID: f.weapp.ID, Event: desk.OnMessage, Text: "什么价，多少钱", Customer: "小明", Rule: &draft})
		if err != nil {
			t.Fatal(err)
		}
		want := []desk.TriedRule{
			{ID: a.ID, Name: a.Name, Event: desk.OnMessage, Miss: desk.MissText},
			{ID: b.ID, Name: b.Name, Event: desk.OnMessage, Miss: desk.MissSessionFrom},
			{Name: "新", Event: desk.OnMessage, Fits: true, Acts: true, Found: "多少钱", Say: "小明您好，boss马上来"},
		}
		if !slices.Equal(got.Rows, want) {
			t.Fatalf("%+v, want %+v", got.Rows, want)
		}
		draft.Pattern = "("
		if _, err := f.desk.TryRules(t.Context(), f.boss, desk.RuleTrial{AccountID: f.weapp.ID, Event: desk.OnMessage, Rule: &draft}); crm.CodeOf(err) != crm.CodeInvalid {
			t.Fatalf("a bad pattern: %v", err)
		}
	})
}

// A greeting counts whether the customer writes then or only looks, and once for each.
func TestGreetingsCountAsWhatARuleDid(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		hello := f.rule(desk.Rule{Event: desk.OnEntered, RuleBody: desk.RuleBody{Say: "您好"}})
		enters := func(openid string) { f.pushed(f.weapp, desk.Inbound{Kind: desk.KindEntered, OpenID: openid}) }
		want := func(n int, at int64) {
			t.Helper()
			acts, err := f.desk.RuleActs(t.Context())
			if err != nil || len(acts) != 1 || acts[0] != (desk.RuleActs{RuleID: hello.ID, Conversations: n, LastAt: at}) {
				t.Fatalf("acts %+v %v", acts, err)
			}
		}
		enters("o1")
		enters("o2")
		enters("o1")
		want(2, f.now.Load())
		last := f.now.Load()
		c := f.says(f.weapp, "o1", "在吗")
		f.wantSaid(c.ID, "rule: 您好", "rule: 您好")
		want(2, last)
		enters("o1") // in the conversation
		want(2, f.now.Load())
	})
}
