package desk_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// withBot has a bot asked of every message, with a text for when it does not answer, and conversations given to who is there.
func (f *floor) withBot(seconds int, answer func(desk.BotQuestion) (desk.BotAnswer, error)) {
	f.Helper()
	bot, err := f.desk.PutBot(f.Context(), f.boss, 0, desk.BotEdit{Name: "小智", URL: "https://bot.example.com/", Secret: "0123456789abcdef", Seconds: seconds})
	if err != nil {
		f.Fatal(err)
	}
	f.rule(desk.Rule{Event: desk.OnMessage, RuleBody: desk.RuleBody{BotID: bot.ID, Say: "稍等"}})
	f.plan(func(a *desk.Assignment) { a.Mode = desk.LeastBusy })
	f.desk.Bots = wire(func(_ string, _ map[string]string, body []byte) ([]byte, error) {
		var q desk.BotQuestion
		if err := json.Unmarshal(body, &q); err != nil {
			f.Error(err)
		}
		a, err := answer(q)
		if err != nil {
			return nil, err
		}
		return json.Marshal(a)
	})
}

func (f *floor) wantDid(id int64, want ...string) {
	f.Helper()
	var got []string
	for _, one := range f.did(id) {
		got = append(got, one.Did...)
	}
	if !slices.Equal(got, want) {
		f.Fatalf("on record are %q, want %q", got, want)
	}
}

func TestABotIsHeardBeforeSomebodyIsGivenTheCustomer(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		f.withBot(5, func(q desk.BotQuestion) (desk.BotAnswer, error) {
			f.assign() // while it thinks
			return desk.BotAnswer{Replies: []string{"九点"}, HandOver: q.Text == "转人工"}, nil
		})
		f.there(f.agent("小王"), desk.AgentEdit{})
		c := f.says(f.weapp, "o1", "几点开门")
		f.ask()
		f.assign()
		f.wantSaid(c.ID, "bot: 九点")
		if got := f.holder(c.ID); got != "" {
			t.Fatalf("the bot answered, nobody waits, and %s was given the customer", got)
		}
		f.says(f.weapp, "o1", "转人工")
		f.ask()
		f.wantSaid(c.ID, "bot: 九点", "rule: 九点")
		f.assign()
		if got := f.holder(c.ID); got != "小王" {
			t.Fatalf("handed to people, it is with %q", got)
		}
		f.wantDid(c.ID, desk.DidAsk, desk.DidBot, desk.DidAsk, desk.DidBot, desk.DidHandOver)
	})
}

func TestAQuestionHoldsACustomerNoLongerThanItsTime(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		f.withBot(5, func(desk.BotQuestion) (desk.BotAnswer, error) {
			t.Error("asked of a customer who is with somebody")
			return desk.BotAnswer{}, nil
		})
		who := f.there(f.agent("小王"), desk.AgentEdit{})
		c := f.says(f.weapp, "o1", "几点开门")
		f.assign()
		if got := f.holder(c.ID); got != "" {
			t.Fatalf("%s was given a customer of whom the bot is being asked", got)
		}
		f.pass(11*time.Second, who)
		f.assign()
		if got := f.holder(c.ID); got != "小王" {
			t.Fatalf("its time is over, and the customer is with %q", got)
		}
		f.ask()
		f.wantSaid(c.ID)
		f.wantDid(c.ID, desk.DidAsk, desk.DidDropped)
	})
}

func TestAPersonWhoIsQuickerIsOnRecord(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		who := f.there(f.agent("小王"), desk.AgentEdit{})
		f.withBot(5, func(q desk.BotQuestion) (desk.BotAnswer, error) {
			_, err := f.desk.Accept(t.Context(), who, q.ConversationID)
			return desk.BotAnswer{Replies: []string{"九点"}}, err
		})
		c := f.says(f.weapp, "o1", "几点开门")
		f.ask()
		f.wantSaid(c.ID)
		f.wantDid(c.ID, desk.DidAsk, desk.DidDropped)
	})
}

// One bot that hangs takes its own time from the customers behind it, and no more.
func TestABotThatHangsIsNotWaitedForByTurns(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		asked := 0
		f.withBot(15, func(desk.BotQuestion) (desk.BotAnswer, error) {
			asked++
			f.pass(17 * time.Second) // its own, and what a question may stand in line
			return desk.BotAnswer{}, errors.New("timeout")
		})
		ids := f.waiting(5)
		f.ask()
		for _, id := range ids {
			f.wantSaid(id, "rule: 稍等")
			f.wantDid(id, desk.DidAsk, desk.DidFallback)
		}
		if asked != 1 {
			t.Fatalf("it was asked %d times, one after the other, by customers whose time was over", asked)
		}
		old := f.says(f.weapp, "before an outage", "几点开门").ID
		f.pass(11 * time.Minute)
		f.ask()
		f.wantSaid(old)
		f.wantDid(old, desk.DidAsk, desk.DidDropped)
	})
}
