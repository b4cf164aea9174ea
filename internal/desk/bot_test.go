package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// wire hands questions to a function, as the network would.
type wire func(url string, header map[string]string, body []byte) ([]byte, error)

func (w wire) CallBot(_ context.Context, url string, header map[string]string, body []byte) ([]byte, error) {
	return w(url, header, body)
}

// ask does the jobs that ask bots.
func (f *floor) ask() {
	f.Helper()
	f.does(desk.QueueBot, func(ctx context.Context, job crm.Job) error {
		return errors.Join(f.desk.AskBot(ctx, job), f.desk.AskBot(ctx, job)) // a job may be done twice
	})
}

func TestABotAnswersHandsOverAndFails(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		secret := crm.Secret("0123456789abcdef")
		bot, err := f.desk.PutBot(t.Context(), f.boss, 0, desk.BotEdit{Name: "小智", URL: "https://bot.example.com/", Secret: secret, Seconds: 5})
		if err != nil {
			t.Fatal(err)
		}
		f.rule(desk.Rule{Event: desk.OnMessage, RuleBody: desk.RuleBody{BotID: bot.ID, Say: "稍等，客服马上来"}})
		answers := map[string]desk.BotAnswer{"几点开门": {Replies: []string{"九点", " "}}, "转人工": {Replies: []string{"为您转接"}, HandOver: true}}
		f.desk.Bots = wire(func(url string, header map[string]string, body []byte) ([]byte, error) {
			var q desk.BotQuestion
			if err := json.Unmarshal(body, &q); err != nil {
				t.Error(err)
			}
			if want := desk.SignBot(secret, f.now.Load()/1000, body); header[desk.BotSignature] != want[desk.BotSignature] || url != bot.URL {
				t.Errorf("%s was sent %v", url, header)
			}
			a, known := answers[q.Text]
			if !known {
				return nil, errors.New("timeout")
			}
			return json.Marshal(a)
		})
		c := f.says(f.weapp, "o1", "几点开门")
		f.ask()
		f.wantSaid(c.ID, "bot: 九点")
		if got := f.conversation(c.ID); got.AwaitingSince != 0 || got.FirstAnswerAt == 0 || got.Status != desk.Waiting {
			t.Fatalf("a bot's answer is one: %+v", got)
		}
		f.says(f.weapp, "o1", "？？")
		f.ask()
		f.wantSaid(c.ID, "bot: 九点", "rule: 稍等，客服马上来")
		if rows, err := f.desk.BotRows(t.Context()); err != nil || rows[0].FailedAt == 0 || rows[0].Problem != "timeout" {
			t.Fatalf("%+v %v", rows, err)
		}
		f.says(f.weapp, "o1", "转人工")
		f.ask()
		f.says(f.weapp, "o1", "几点开门") // it is not asked again
		f.ask()
		f.wantSaid(c.ID, "bot: 九点", "rule: 稍等，客服马上来", "rule: 为您转接")
		if got := f.conversation(c.ID); got.AwaitingSince == 0 {
			t.Fatalf("handed over, the customer waits: %+v", got)
		}
		tried, err := f.desk.TryBot(t.Context(), bot.ID, "转人工")
		if err != nil || !tried.Answered || !tried.HandOver || tried.Replies[0] != "为您转接" {
			t.Fatalf("tried %+v %v", tried, err)
		}
		tried, err = f.desk.TryBot(t.Context(), bot.ID, "？？")
		if err != nil || tried.Answered || tried.Late || tried.Problem != "timeout" || len(tried.Replies) != 0 {
			t.Fatalf("tried %+v %v", tried, err)
		}
		// A person who takes the conversation while the bot thinks answers alone.
		c = f.says(f.weapp, "o2", "几点开门")
		if _, err := f.desk.Accept(t.Context(), f.there(f.agent("小王"), desk.AgentEdit{}), c.ID); err != nil {
			t.Fatal(err)
		}
		f.ask()
		f.wantSaid(c.ID)
	})
}
