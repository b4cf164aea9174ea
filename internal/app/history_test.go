package app

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/weapp/push"
	"github.com/menling/menling/wecom/callback"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// Whatever order pushes come in, how often, by the spool or not, and wherever the program dies while it applies them: what is known of
// the customers in the end is what a plain reading of their events says.
func TestAnyHistoryEndsAsItsModelDoes(t *testing.T) {
	most := 40 // each is some dozen transactions, waited for
	if testing.Short() {
		most = 10
	}
	storetest.EachDialect(t, func(t *testing.T, d store.Dialect) {
		h, done := newHistories(t, d), 0
		rapid.Check(t, func(t *rapid.T) {
			if done++; done <= most {
				h.check(t)
			}
		})
	})
}

// histories is a server without workers: each step of it is made by hand.
type histories struct {
	app     *App
	raw     *sql.DB
	wecom   *readyAccount
	weapp   *readyAccount
	scratch atomic.Int64 // makes the customers of each history new
}

func newHistories(t *testing.T, d store.Dialect) *histories {
	o := storetest.Options(t, d)
	a, err := New(t.Context(), Options{Addr: "127.0.0.1:0", Dir: o.Dir, DatabaseURL: o.DatabaseURL, MasterKey: o.MasterKey})
	if err != nil {
		t.Fatal(err)
	}
	driver, address := "pgx", o.DatabaseURL
	if address == "" {
		driver, address = "sqlite", "file:"+filepath.Join(o.Dir, "menling.db")+"?_pragma=busy_timeout(5000)"
	}
	raw, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(raw.Close(), a.Close()); err != nil {
			t.Error(err)
		}
	})
	h := &histories{app: a, raw: raw}
	h.wecom = h.account(t, crm.Account{Kind: crm.WeCom, Slug: "demo", PlatformID: "ww0000000000000001", Secret: "secret"})
	h.weapp = h.account(t, crm.Account{Kind: crm.Weapp, Slug: "demo", PlatformID: "wx0000000000000001", OriginalID: "gh_000000000001", Secret: "secret"})
	return h
}

func (h *histories) account(t *testing.T, a crm.Account) *readyAccount {
	a, err := h.app.Ground.AddAccount(t.Context(), crm.Operator(), a)
	if err != nil {
		t.Fatal(err)
	}
	ready, err := h.app.accounts.id(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	return ready
}

func (h *histories) check(t *rapid.T) {
	id := h.scratch.Add(1)
	day := drawDay(t)
	for _, a := range drawArrivals(t, len(day)) {
		h.arrive(t, id, day[a.event], a)
	}
	h.bringHome(t)
	for applied := int64(1); applied > 0; {
		var err error
		if applied, err = newApplier(h.app).batch(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if diff := gocmp.Diff(model(day), h.known(t, id), cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("facts (-model +kept):\n%s", diff)
	}
}

// arrive delivers a push as the intake takes it, or as it does while the database is away, and perhaps dies over it.
func (h *histories) arrive(t *rapid.T, id int64, e happened, a arrival) {
	account, p := h.push(t, id, e)
	if a.spooled {
		p.AccountID, p.Scope, p.ReceivedAt = account.ID, account.PlatformID, h.app.clock.Ms()
		if err := h.app.Store.Spool().Add(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	} else if _, err := h.app.intake.take(t.Context(), account, p); err != nil {
		t.Fatal(err)
	}
	if a.crash {
		h.die(t)
	}
}

var errDied = errors.New("died before the commit")

// die applies the oldest open push and everything that follows from it, and loses it all before the commit.
func (h *histories) die(t *rapid.T) {
	open, err := h.app.Store.OpenPushes(t.Context(), h.app.clock.Ms(), 1)
	if err != nil || len(open) == 0 {
		return
	}
	p, a := open[0], newApplier(h.app)
	err = a.apply(t.Context(), p.AccountID, p.Lane, func(tx *store.Tx, d *crm.Draw, account crm.Account) error {
		if _, err := tx.ApplyPush(p.ID, d.At); err != nil {
			return err
		}
		return errors.Join(a.applyPush(tx, d, account, p), errDied)
	})
	if !errors.Is(err, errDied) {
		t.Fatalf("not cut off: %v", err)
	}
}

func (h *histories) bringHome(t *rapid.T) {
	_, err := h.app.Store.Spool().Drain(t.Context(), func(batch []crm.Push) error {
		_, err := h.app.Store.AddPushes(t.Context(), batch)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func external(id int64) string { return fmt.Sprintf("wmHistory%023d", id) }
func openID(id int64) string   { return fmt.Sprintf("oHistory%020d", id) }

// push is the envelope's inside, read as the callbacks read it.
func (h *histories) push(t *rapid.T, id int64, e happened) (*readyAccount, crm.Push) {
	at := historyBegan + e.second
	if e.what == "said" {
		p, err := push.Decode(fmt.Appendf(nil, `{"ToUserName":"gh_000000000001","FromUserName":%q,"CreateTime":%d,"MsgType":"text","Content":"%d","MsgId":%d}`, openID(id), at, e.n, id*100+e.n))
		if err != nil {
			t.Fatal(err)
		}
		return h.weapp, row(p.Raw, p.CreateTime, p.Hash, p.Kind, crm.CustomerLane(crm.OpenID, h.weapp.PlatformID, p.Subject), nil)
	}
	change := map[string]string{"add": "add_external_contact", "lost": "del_follow_user", "deleted": "del_external_contact"}[e.what]
	p, err := callback.Decode(fmt.Appendf(nil, `<xml><ToUserName>%s</ToUserName><CreateTime>%d</CreateTime><MsgType>event</MsgType><Event>change_external_contact</Event>`+
		`<ChangeType>%s</ChangeType><UserID>zhangsan</UserID><ExternalUserID>%s</ExternalUserID></xml>`, h.wecom.PlatformID, at, change, external(id)))
	if err != nil {
		t.Fatal(err)
	}
	return h.wecom, row(p.Raw, p.CreateTime, p.Hash, p.Kind, crm.CustomerLane(crm.ExternalUserID, h.wecom.PlatformID, p.Subject), nil)
}

func (h *histories) known(t *rapid.T, id int64) (k known) {
	of := "(SELECT id FROM identities WHERE value = '" + external(id) + "' OR value = '" + openID(id) + "')"
	k.Messages = h.column(t, "SELECT text FROM messages WHERE identity_id IN "+of+" ORDER BY at, ord, id")
	k.Periods = h.column(t, "SELECT began_at || ' ' || ended_at || ' ' || end_reason FROM attributions WHERE identity_id IN "+of+" ORDER BY began_at")
	for _, lane := range []string{crm.CustomerLane(crm.OpenID, h.weapp.PlatformID, openID(id)), crm.CustomerLane(crm.ExternalUserID, h.wecom.PlatformID, external(id))} {
		k.Journal += len(h.column(t, "SELECT hash FROM pushes WHERE state = 1 AND lane = '"+lane+"'"))
	}
	return k
}

func (h *histories) column(t *rapid.T, query string) (list []string) {
	rows, err := h.raw.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}
