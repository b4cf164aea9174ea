package desk_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/internal/thumb"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// floor is a desk on a real store, with agents, customers who write, and a clock that tests set.
type floor struct {
	testing.TB
	store  *store.Store
	ground *crm.Ground
	desk   *desk.Desk
	weapp  crm.Account
	boss   crm.Actor
	now    atomic.Int64
	pushes int64
}

type asleep struct{}

func (asleep) Wake(string) {}

func newFloor(t testing.TB, s *store.Store) *floor {
	t.Helper()
	f := &floor{TB: t, store: s}
	f.now.Store(time.Date(2026, 11, 28, 10, 0, 0, 0, time.UTC).UnixMilli())
	clock := crm.Clock(func() time.Time { return time.UnixMilli(f.now.Load()) })
	ids, log := crm.NewIDs(time.Now), slog.New(slog.NewTextHandler(t.Output(), nil))
	f.ground = crm.NewGround(crm.Ground{Store: s.Ground(), Clock: clock, IDs: ids, Random: rand.Reader, Waker: asleep{}, Log: log})
	f.desk = &desk.Desk{Store: s.Desk(), Clock: clock, IDs: ids, Waker: asleep{}, Log: log, Shrink: thumb.Of}
	f.weapp = f.account("wx0000000000000001")
	f.boss = f.agent("boss")
	f.must(f.desk.EditAgent(t.Context(), crm.Operator(), f.boss.ID, desk.AgentEdit{Role: new(crm.RoleAdmin)}))
	f.boss.Role = crm.RoleAdmin
	return f
}

func (f *floor) account(appid string) crm.Account {
	f.Helper()
	a, err := f.ground.AddAccount(f.Context(), crm.Operator(), crm.Account{Kind: crm.Weapp, Slug: appid, PlatformID: appid, Secret: "0123456789abcdef0123456789abcdef", Name: appid})
	if err != nil {
		f.Fatal(err)
	}
	return a
}

func (f *floor) must(row desk.AgentRow, err error) desk.AgentRow {
	f.Helper()
	if err != nil {
		f.Fatal(err)
	}
	return row
}

// does the jobs of a queue that are due.
func (f *floor) does(queue string, do func(context.Context, crm.Job) error) {
	f.Helper()
	for {
		job, err := f.store.ClaimJob(f.Context(), queue, f.now.Load(), time.Minute)
		if crm.CodeOf(err) == crm.CodeNotFound {
			return
		}
		if err == nil {
			err = do(f.Context(), job)
		}
		if err == nil {
			err = f.store.Write(f.Context(), nil, func(tx *store.Tx) error { return tx.FinishJob(job, f.now.Load()) })
		}
		if err != nil {
			f.Fatal(err)
		}
	}
}

// agent adds a person who is offline and nowhere.
func (f *floor) agent(name string) crm.Actor {
	f.Helper()
	n := crm.NewAgent{Email: name + "@example.com", Name: name, Role: crm.RoleAgent, Password: "correct horse battery"}
	a, _, err := f.ground.AddAgent(f.Context(), crm.Operator(), n)
	if err != nil {
		f.Fatal(err)
	}
	return crm.Actor{Kind: "agent", ID: a.ID, Name: a.Name, Role: a.Role}
}

// there has an agent be online with a console open.
func (f *floor) there(who crm.Actor, edit desk.AgentEdit) crm.Actor {
	f.Helper()
	edit.Status = new(desk.Online)
	f.must(f.desk.EditAgent(f.Context(), f.boss, who.ID, edit))
	if err := f.desk.Seen(f.Context(), who.ID); err != nil {
		f.Fatal(err)
	}
	return who
}

// pass lets time go by; who is at a console stays there.
func (f *floor) pass(d time.Duration, staying ...crm.Actor) {
	f.Helper()
	f.now.Add(d.Milliseconds())
	for _, who := range staying {
		if err := f.desk.Seen(f.Context(), who.ID); err != nil {
			f.Fatal(err)
		}
	}
}

// says has a customer write, as a push would, and gives their conversation.
func (f *floor) says(a crm.Account, openid, text string) desk.ConversationRow {
	f.Helper()
	return f.pushed(a, desk.Inbound{Kind: desk.KindText, OpenID: openid, Text: text})
}

func (f *floor) pushed(a crm.Account, in desk.Inbound) desk.ConversationRow {
	f.Helper()
	f.now.Add(1000)
	return f.arrives(a, f.now.Load()/1000, in)
}

// arrives has a push come that says it is of a second.
func (f *floor) arrives(a crm.Account, second int64, in desk.Inbound) desk.ConversationRow {
	f.Helper()
	return f.comes(a, crm.Push{CreateTime: second}, in)
}

// transfers has a customer write, whose message is handed to the platform's own tool.
func (f *floor) transfers(a crm.Account, openid, text string) desk.ConversationRow {
	f.Helper()
	f.now.Add(1000)
	p := crm.Push{CreateTime: f.now.Load() / 1000, Answer: desk.AnswerTransfer}
	return f.comes(a, p, desk.Inbound{Kind: desk.KindText, OpenID: openid, Text: text})
}

func (f *floor) comes(a crm.Account, p crm.Push, in desk.Inbound) desk.ConversationRow {
	f.Helper()
	f.pushes++
	stamp := crm.NewStamp(f.desk.Clock, f.desk.IDs)
	p.ID, p.AccountID, p.Hash = f.pushes, a.ID, fmt.Append(nil, f.pushes)
	var id int64
	err := f.store.Write(f.Context(), nil, func(tx *store.Tx) error {
		if err := f.desk.ApplyInbound(tx, stamp.Draw(), a, p, in); err != nil || in.Kind == desk.KindEntered {
			return err
		}
		identity, err := tx.Identity(crm.OpenID, a.PlatformID, in.OpenID)
		if err != nil {
			return err
		}
		c, err := tx.LatestConversation(a.ID, identity.ID)
		id = c.ID
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	if id == 0 {
		return desk.ConversationRow{}
	}
	return f.row(id)
}

func (f *floor) row(id int64) desk.ConversationRow {
	f.Helper()
	row, err := f.desk.Store.ConversationRow(f.Context(), id, desk.DefaultGrant, f.now.Load())
	if err != nil {
		f.Fatal(err)
	}
	return row
}

func (f *floor) conversation(id int64) desk.Conversation {
	f.Helper()
	c, err := f.desk.Store.Conversation(f.Context(), id)
	if err != nil {
		f.Fatal(err)
	}
	return c
}

func (f *floor) seat(who crm.Actor) desk.AgentRow {
	f.Helper()
	return f.must(f.desk.Store.AgentRow(f.Context(), who.ID, f.now.Load()))
}

// kinds are what was done with a conversation, in order.
func (f *floor) kinds(id int64) (kinds []desk.ActionKind) {
	f.Helper()
	list, err := f.desk.Store.ActionRows(f.Context(), id)
	if err != nil {
		f.Fatal(err)
	}
	for _, a := range list {
		kinds = append(kinds, a.Kind)
	}
	return kinds
}

// atOnce is together for a test whose name says so: by it the race detector's stage finds those where callers meet.
func (f *floor) atOnce(n int, code crm.Code, do func(ctx context.Context, i int) error) (done int) {
	f.Helper()
	if !strings.Contains(f.Name(), "AtOnce") {
		f.Fatal("name this test …AtOnce…, or it runs without the race detector (scripts/test.sh)")
	}
	return f.together(n, code, do)
}

// together runs n callers at the same time and counts who was not refused; refusals must carry the code.
func (f *floor) together(n int, code crm.Code, do func(ctx context.Context, i int) error) (done int) {
	f.Helper()
	var all sync.WaitGroup
	var won atomic.Int64
	start := make(chan struct{})
	for i := range n {
		all.Go(func() {
			<-start
			switch err := do(f.Context(), i); crm.CodeOf(err) {
			case "":
				if err != nil {
					f.Error(err)
					return
				}
				won.Add(1)
			case code:
			default:
				f.Error(err)
			}
		})
	}
	close(start)
	all.Wait()
	return int(won.Load())
}
