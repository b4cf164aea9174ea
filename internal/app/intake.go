package app

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/menling/menling/internal/bus"
	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/metrics"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/weapp/push"
	"github.com/menling/menling/wecom/callback"
)

// answerTime is how long the database has to take a push before the spool does: the platforms wait 5 seconds.
const answerTime = 1500 * time.Millisecond

// success is what a platform is told when its push is safe with us.
const success = "success"

// intake receives pushes and makes them durable before they are answered.
type intake struct {
	store    *store.Store
	accounts *accounts
	sharing  *sharing
	bus      bus.Bus
	clock    crm.Clock
	log      *slog.Logger
	count    func(platform, result string)
	stopped  atomic.Bool
	looked   atomic.Bool // into the spool, once
	ready    atomic.Bool // nothing waits in it
}

func newIntake(s *store.Store, a *accounts, sh *sharing, b bus.Bus, clock crm.Clock, log *slog.Logger, count func(platform, result string)) *intake {
	return &intake{store: s, accounts: a, sharing: sh, bus: b, clock: clock, log: log, count: count}
}

// stop has further pushes refused by cutting their connection: the platform will deliver them again.
func (in *intake) stop() { in.stopped.Store(true) }

var errStopping = errors.New("the server is stopping")

// account finds who a push is for.
func (in *intake) account(r *http.Request, kind crm.AccountKind, slug string) (*readyAccount, error) {
	if in.stopped.Load() {
		return nil, errStopping
	}
	a, err := in.accounts.slug(r.Context(), kind, slug)
	if errors.Is(err, crm.ErrNotFound) {
		return nil, callback.ErrUnknownReceiver
	}
	return a, err
}

// WeCom receives the pushes of a WeCom account.
func (in *intake) WeCom(slug string) http.Handler {
	var a *readyAccount
	return &callback.Handler{
		Keys: func(r *http.Request) (k callback.Keys, err error) {
			if a, err = in.account(r, crm.WeCom, slug); err != nil {
				return k, err
			}
			return a.wecom, nil
		},
		Accept: func(ctx context.Context, p *callback.Push) error {
			lane := crm.CustomerLane(crm.ExternalUserID, a.PlatformID, p.Subject)
			_, err := in.take(ctx, a, row(p.Raw, p.CreateTime, p.Hash, p.Kind, lane, p.Err))
			return err
		},
		Log: in.log,
	}
}

// Weapp receives the pushes of a mini program.
func (in *intake) Weapp(slug string) http.Handler {
	var a *readyAccount
	return &push.Handler{
		Config: func(r *http.Request) (c push.Config, err error) {
			if a, err = in.account(r, crm.Weapp, slug); err != nil {
				return c, err
			}
			return a.weapp, nil
		},
		Accept: in.acceptWeapp(&a),
		Log:    in.log,
		Now:    in.clock,
	}
}

// acceptWeapp takes the pushes of a mini program, by whichever way they come. Which account it is, is known by then.
func (in *intake) acceptWeapp(a **readyAccount) func(context.Context, *push.Push) (push.Reply, error) {
	return func(ctx context.Context, p *push.Push) (push.Reply, error) {
		lane := crm.CustomerLane(crm.OpenID, (*a).PlatformID, p.Subject)
		row := row(p.Raw, p.CreateTime, p.Hash, p.Kind, lane, p.Err)
		row.Answer = in.sharing.answer(ctx, (*a).Account, p)
		answer, err := in.take(ctx, *a, row)
		return replyOf(answer), err
	}
}

func row(raw []byte, createTime int64, hash [16]byte, kind, lane string, unreadable error) crm.Push {
	p := crm.Push{CreateTime: createTime, Hash: hash[:], Lane: lane, Kind: kind, Body: raw, Answer: success}
	if unreadable != nil {
		p.Error = unreadable.Error()
	}
	return p
}

// take makes a push durable, and gives the answer to it: that of the first delivery when there was one. It goes into the database, or in the spool when the database does not answer in time. When neither
// can, the error has the connection cut, and the platform delivers again.
func (in *intake) take(ctx context.Context, a *readyAccount, p crm.Push) (answer string, err error) {
	p.AccountID, p.Scope, p.ReceivedAt = a.ID, a.PlatformID, in.clock.Ms()
	quick, cancel := context.WithTimeout(context.WithoutCancel(ctx), answerTime)
	defer cancel()
	answer, duplicate, err := in.store.AddPush(quick, p)
	if err != nil {
		in.log.Error("push goes to the spool", "account", a.Slug, "kind", p.Kind, "err", err)
		defer in.ready.Store(false) // once it is there: who drains may be at its end just now
		if err = in.store.Spool().Add(context.WithoutCancel(ctx), p); err != nil {
			in.count(string(a.Kind), metrics.PushRefused)
			return p.Answer, err
		}
		in.count(string(a.Kind), metrics.PushSpooled)
		return p.Answer, nil
	}
	if duplicate {
		in.count(string(a.Kind), metrics.PushDuplicate)
		in.log.Debug("duplicate push", "account", a.Slug, "kind", p.Kind)
		return answer, nil
	}
	in.count(string(a.Kind), metrics.PushStored)
	if p.Error != "" {
		in.log.Warn("authentic push cannot be read and is parked", "account", a.Slug, "why", p.Error)
	}
	in.bus.Wake(crm.TopicJournal)
	return answer, nil
}
