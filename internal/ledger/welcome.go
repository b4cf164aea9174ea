package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// welcomeTime is how long the platform takes a welcome after the event.
const welcomeTime = 20 * time.Second

// JobWelcome sends a welcome.
const JobWelcome = "welcome.send"

// States of a welcome.
const (
	WelcomeSending = "sending"
	WelcomeCalling = "calling" // committed before the first byte goes out
	WelcomeSent    = "sent"
	WelcomeFailed  = "failed"
	WelcomeUnknown = "unknown"
	WelcomeSkipped = "skipped" // the platform gave no code
)

// Welcome is the greeting a new customer gets through a way.
type Welcome struct {
	ID         int64
	PushID     int64
	IdentityID int64
	UserID     string
	WayID      int64
	Text       string
	State      string
	Problem    int
	At         int64
	SentAt     int64
}

// WelcomeTx changes welcomes.
type WelcomeTx interface {
	Welcome(id int64) (Welcome, error)
	AddWelcome(Welcome) error
	UpdateWelcome(Welcome) error
}

type welcomeJob struct {
	WelcomeID int64  `json:"welcome_id"`
	Code      string `json:"code"`
}

// planWelcome decides whether this event deserves a welcome and makes the job that sends it in time.
func (l *Ledger) planWelcome(tx Tx, d *crm.Draw, a crm.Account, p crm.Push, e ContactEvent, c Contact) error {
	if e.State == "" {
		return nil
	}
	way, err := tx.WayByState(a.CorpID, e.State)
	if errors.Is(err, crm.ErrNotFound) || (err == nil && way.Welcome.IsZero()) {
		return nil
	}
	if err != nil {
		return err
	}
	w := Welcome{ID: d.ID(), PushID: p.ID, IdentityID: e.IdentityID, UserID: e.UserID, WayID: way.ID, Text: way.Welcome.Text, State: WelcomeSending, At: e.At}
	if c.WelcomeCode == "" {
		w.State, w.Problem = WelcomeSkipped, crm.ProblemNoCode
		return tx.AddWelcome(w)
	}
	if err := tx.AddWelcome(w); err != nil {
		return err
	}
	payload, err := json.Marshal(welcomeJob{WelcomeID: w.ID, Code: c.WelcomeCode})
	if err != nil {
		return err
	}
	return tx.AddJob(crm.Job{
		Queue: QueueWelcome, Kind: JobWelcome, AccountID: a.ID, OnceKey: JobWelcome + ":" + itoa(p.ID), Payload: payload,
		RunAt: d.At, NotAfter: e.At + welcomeTime.Milliseconds(), AtMostOnce: true, CreatedAt: d.At,
	})
}

// SendWelcome is the job that sends a welcome, once, while its code lives.
func (l *Ledger) SendWelcome(ctx context.Context, job crm.Job) error {
	var p welcomeJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	w, err := l.Store.Welcome(ctx, p.WelcomeID)
	if err != nil {
		return err
	}
	switch {
	case w.State == WelcomeCalling: // an earlier run was cut off in the middle
		return l.settleWelcome(ctx, w.ID, WelcomeUnknown, crm.ProblemUnknown)
	case w.State != WelcomeSending:
		return nil
	case l.Clock.Ms() > job.NotAfter:
		_, err := l.stepWelcome(ctx, w.ID, WelcomeSending, WelcomeFailed, crm.ProblemLate)
		return err
	}
	app, err := l.Clients.WeCom(ctx, job.AccountID)
	if err != nil {
		return err
	}
	if mine, err := l.stepWelcome(ctx, w.ID, WelcomeSending, WelcomeCalling, 0); err != nil || !mine {
		return err // another worker has it
	}
	err = app.Welcome.Send(ctx, wecom.Welcome{Code: p.Code, Text: w.Text})
	return l.welcomed(ctx, w.ID, err)
}

func (l *Ledger) welcomed(ctx context.Context, id int64, err error) error {
	var refused *wx.Error
	switch {
	case err == nil:
		return l.settleWelcome(ctx, id, WelcomeSent, 0)
	case errors.Is(err, wx.ErrBeingDistributed), errors.Is(err, wx.ErrRateLimited), errors.Is(err, wx.ErrConcurrency):
		if e := l.settleWelcome(ctx, id, WelcomeSending, 0); e != nil {
			return e
		}
		return crm.Again(500*time.Millisecond, err)
	case wx.IsUnknown(err), errors.Is(err, wx.ErrBusy):
		return l.settleWelcome(ctx, id, WelcomeUnknown, crm.ProblemUnknown)
	case errors.As(err, &refused):
		return l.settleWelcome(ctx, id, WelcomeFailed, refused.Code)
	default:
		return l.settleWelcome(ctx, id, WelcomeFailed, crm.ProblemUnreachable)
	}
}

// settleWelcome ends a call.
func (l *Ledger) settleWelcome(ctx context.Context, id int64, state string, problem int) error {
	_, err := l.stepWelcome(ctx, id, WelcomeCalling, state, problem)
	return err
}

// stepWelcome moves a welcome from one state to the next; false when it is in another by now.
func (l *Ledger) stepWelcome(ctx context.Context, id int64, from, to string, problem int) (mine bool, err error) {
	stamp := l.stamp()
	err = l.Store.Write(ctx, nil, func(tx Tx) error {
		w, err := tx.Welcome(id)
		if mine = err == nil && w.State == from; !mine {
			return err
		}
		w.State, w.Problem = to, problem
		if to == WelcomeSent {
			w.SentAt = stamp.At
		}
		if err := tx.UpdateWelcome(w); err != nil || to == WelcomeCalling {
			return err
		}
		identity, err := tx.IdentityByID(w.IdentityID)
		if err != nil {
			return err
		}
		return crm.AnnounceIdentity(tx, identity, stamp.At)
	})
	return mine, err
}
