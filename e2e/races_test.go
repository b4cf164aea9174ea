package e2e

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/weapp"
)

// Agents accept conversations while their customers write on: neither undoes the other.
func TestAcceptingAndWritingAtOnceLoseNothing(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		r.accounts(lin)
		weapp := r.weappPlatform()
		const customers = 32
		openID := func(i int) string { return fmt.Sprintf("oRacing%021d", i) }
		for i := range customers {
			weapp.must(text(openID(i), "在吗", dayBegan, 24500000000000000+int64(i)))
		}
		r.applied()
		var list struct {
			Items []desk.ConversationRow `json:"items"`
		}
		lin.get("/conversations?list=waiting&limit=200", &list)
		if len(list.Items) != customers {
			t.Fatalf("%d conversations wait, want %d", len(list.Items), customers)
		}
		atOnce(2*customers, func(i int) {
			if i < customers {
				weapp.must(text(openID(i), "还在吗", dayBegan+1, 24500000000001000+int64(i)))
				return
			}
			lin.post(fmt.Sprintf("/conversations/%d/accept", list.Items[i-customers].ID), nil, nil)
		})
		r.applied()
		for _, c := range list.Items {
			var now desk.ConversationRow
			lin.get(fmt.Sprintf("/conversations/%d", c.ID), &now)
			if now.Status != desk.Open || now.Agent == nil || now.Unread != 2 || now.LastInboundAt != (dayBegan+1)*1000 {
				t.Errorf("after accepting and writing at once: %+v", now)
			}
		}
	})
}

// paused stops a worker where it has prepared a message and not yet called.
type paused struct {
	desk.Clients
	meanwhile func()
}

func (p paused) Weapp(ctx context.Context, id int64) (*weapp.Client, error) {
	c, err := p.Clients.Weapp(ctx, id)
	p.meanwhile()
	return c, err
}

// A worker is suspended before its call until its lease has lapsed, and another does the work: the customer gets one message.
func TestAWorkerThatWasSuspendedSendsNothingTwice(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		r.accounts(lin)
		c := r.waiting(lin, "c02")
		conversation, err := r.app.Store.Conversation(t.Context(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		m := desk.Message{
			ID: r.app.Desk.IDs.Next(), ConversationID: c.ID, AccountID: conversation.AccountID, IdentityID: conversation.IdentityID,
			Direction: desk.Out, Kind: desk.KindText, Text: "一次", State: desk.Sending, At: r.sandbox.Now().UnixMilli(),
		}
		if err := r.app.Store.Write(t.Context(), nil, func(tx *store.Tx) error { return tx.AddMessage(m) }); err != nil {
			t.Fatal(err)
		}
		job := crm.Job{Payload: fmt.Appendf(nil, `{"message_id":%d}`, m.ID)}
		k := r.app.Desk
		clients := paused{k.Clients, sync.OnceFunc(func() {
			if err := k.SendMessage(t.Context(), job); err != nil {
				t.Error(err)
			}
		})}
		suspended := desk.Desk{Store: k.Store, Clients: clients, Clock: k.Clock, IDs: k.IDs, Waker: k.Waker, Log: k.Log}
		if err := suspended.SendMessage(t.Context(), job); err != nil {
			t.Error(err)
		}
		if said := r.fromAPI("c02"); len(said) != 1 {
			t.Errorf("the phone shows %d copies", len(said))
		}
	})
}

// A customer who adds and deletes a member for ever is still followed.
func TestAPairMayHaveAnyNumberOfPeriods(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	r.accounts(lin)
	const rounds = 40
	for i := range int64(rounds) {
		r.wecomPlatform().must(contact("add_external_contact", "zhangsan", someCustomer, dayBegan+2*i, ""))
		r.wecomPlatform().must(contact("del_follow_user", "zhangsan", someCustomer, dayBegan+2*i+1, ""))
	}
	r.applied()
	var parked struct {
		Items []json.RawMessage `json:"items"`
	}
	lin.get("/parked", &parked)
	if len(parked.Items) != 0 {
		t.Errorf("%d pushes are parked: %s", len(parked.Items), parked.Items[0])
	}
	var customers struct {
		Items []ledger.CustomerRow `json:"items"`
	}
	lin.get("/customers", &customers)
	if len(customers.Items) != 1 || customers.Items[0].Attribution.Status != "lost" {
		t.Errorf("the customer is %+v", customers.Items)
	}
}

// A push that cannot be applied is tried again, keeps its reason, and costs no more than that.
func TestAPushThatCannotBeAppliedIsDelayedWithItsReason(t *testing.T) {
	r := newRig(t, store.SQLite)
	lin := r.admin()
	r.accounts(lin)
	db := r.database()
	if _, err := db.Exec("CREATE TRIGGER broken BEFORE INSERT ON messages BEGIN SELECT RAISE(ABORT, 'out of order'); END"); err != nil {
		t.Fatal(err)
	}
	r.weappPlatform().must(text(someOpenID, "在吗", dayBegan, 24500000000000001))
	r.weappPlatform().must(text(someOpenID, "你好", dayBegan+1, 24500000000000002))
	var attempts int
	var why string
	eventually(t, "the push to be delayed", func() bool {
		err := db.QueryRow("SELECT attempts, last_error FROM pushes ORDER BY id LIMIT 1").Scan(&attempts, &why)
		return err == nil && attempts > 0
	})
	if !strings.Contains(why, "out of order") {
		t.Errorf("its reason is %q", why)
	}
	if _, err := db.Exec("DROP TRIGGER broken"); err != nil {
		t.Fatal(err)
	}
	r.applied()
	var list struct {
		Items []desk.ConversationRow `json:"items"`
	}
	lin.get("/conversations?list=waiting", &list)
	if len(list.Items) != 1 || list.Items[0].Unread != 2 || list.Items[0].Preview.Text != "你好" {
		t.Errorf("after the mending: %+v", list.Items)
	}
}

func (r *rig) database() *sql.DB {
	r.t.Helper()
	driver, name := "sqlite", filepath.Join(r.options.Dir, "menling.db")+"?_pragma=busy_timeout(10000)"
	if r.options.DatabaseURL != "" {
		driver, name = "pgx", r.options.DatabaseURL
	}
	db, err := sql.Open(driver, name)
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() { db.Close() })
	return db
}

// The database hangs: a push is answered from the spool while the platform still waits, and comes home by itself.
func TestPushesAreTakenWhileTheDatabaseHangs(t *testing.T) {
	for _, table := range []string{"pushes", "accounts"} {
		t.Run(table, func(t *testing.T) {
			r := newRig(t, store.Postgres)
			lin := r.admin()
			r.accounts(lin)
			r.waiting(lin, "c02")
			hanging, err := r.database().Begin()
			if err != nil {
				t.Fatal(err)
			}
			defer hanging.Rollback()
			if _, err := hanging.Exec("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE"); err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			r.weappPlatform().must(text(someOpenID, "在吗", dayBegan, 24500000000000001))
			t.Logf("answered after %v", time.Since(began))
			if err := hanging.Rollback(); err != nil {
				t.Fatal(err)
			}
			eventually(t, "the push to come home", func() bool {
				var list struct {
					Items []desk.ConversationRow `json:"items"`
				}
				lin.get("/conversations?list=waiting", &list)
				return len(list.Items) == 2
			})
		})
	}
}

// The details of a customer arrive while their mini-program sign-in joins the two records: one person is left.
func TestDetailsAndSignInAtOnceLeaveOnePerson(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		wecom, _ := r.accounts(lin)
		way := r.newWay(lin, wecom, "同时", ledger.PhaseConfirmed)
		people := []string{"c07", "c08", "c09", "c10", "c11", "c12", "c13", "c14"}
		atOnce(2*len(people), func(i int) {
			who := people[i/2]
			if i%2 == 0 {
				r.control("POST", "/scan", map[string]any{"customer": who, "config_id": way.ConfigID}, nil)
				return
			}
			var login struct {
				Code string `json:"code"`
			}
			r.control("POST", "/weapp/login", map[string]any{"customer": who}, &login)
			lin.post("/weapp/demo/sign-in", login, nil)
		})
		var customers struct {
			Items []ledger.CustomerRow `json:"items"`
		}
		eventually(t, "eight people with three ids each", func() bool {
			lin.get("/customers?limit=200", &customers)
			for _, c := range customers.Items {
				if len(c.Identities) != 3 || c.Name == "" {
					return false
				}
			}
			return len(customers.Items) == len(people)
		})
	})
}
