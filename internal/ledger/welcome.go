package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/menling/menling/internal/crm"
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

// Who greeted the customer in our place.
const (
	TakenByApp     = "app"     // another app of the company, while ours was waiting
	TakenByChat    = "chat"    // the chat had begun
	TakenByConsole = "console" // no code: the admin console's own welcome, or a chat that had begun before
)

// Welcome is the greeting a new customer gets through a way.
type Welcome struct {
	ID          int64
	PushID      int64
	IdentityID  int64
	UserID      string
	WayID       int64
	ChannelID   int64
	Text        string // as it is planned, until it was filled in for the call
	Attachments []Attachment
	Hours       string // the part of the day it is for
	State       string
	Problem     int
	TakenBy     string
	Rival       bool // another app was sending its own
	Renewed     bool // its media were uploaded anew after a refusal
	At          int64
	ReceivedAt  int64
	SentAt      int64
}

// TookMS is the time from the event to the platform's answer.
func (w Welcome) TookMS() int64 {
	if w.SentAt == 0 {
		return 0
	}
	return w.SentAt - w.At
}

// Outcome is what became of it: sending, sent, late, taken, failed, unknown.
func (w Welcome) Outcome() string {
	switch {
	case w.State == WelcomeCalling:
		return WelcomeSending
	case w.TakenBy != "":
		return "taken"
	case w.State == WelcomeFailed && w.Problem == crm.ProblemLate:
		return "late"
	}
	return w.State
}

// WelcomeTx changes welcomes.
type WelcomeTx interface {
	Welcome(id int64) (Welcome, error)
	// AddWelcome is false when the push has one already.
	AddWelcome(Welcome) (bool, error)
	UpdateWelcome(Welcome) error
}

// WelcomeReader answers outside a transaction.
type WelcomeReader interface {
	Welcome(ctx context.Context, id int64) (Welcome, error)
	WelcomeRows(ctx context.Context, q WelcomeQuery) ([]WelcomeRow, error)
	WelcomeDay(ctx context.Context, q WelcomeQuery, from, until int64) (WelcomeDay, error)
	// FillingOf is what a text about a customer of a way is filled with, and the customer's external_userid.
	FillingOf(ctx context.Context, identity int64, userID string, way, channel int64) (Filling, string, error)
}

type welcomeJob struct {
	WelcomeID int64  `json:"welcome_id"`
	Code      string `json:"code"`
}

// afterScan plans what follows when somebody came by a way: the way's welcome, tags and remark, or else its channel's.
func (l *Ledger) afterScan(tx Tx, d *crm.Draw, a crm.Account, p crm.Push, e ContactEvent, c Contact, touched []Attribution) error {
	if e.State == "" {
		return nil
	}
	way, err := tx.WayByState(a.CorpID, e.State)
	if errors.Is(err, crm.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	channel, err := tx.Channel(way.ChannelID)
	if err != nil && !errors.Is(err, crm.ErrNotFound) {
		return err
	}
	if c.WelcomeCode != "" || beginsWith(touched, p.ID) {
		if err := l.planWelcome(tx, d, a, p, e, c.WelcomeCode, way, channel); err != nil {
			return err
		}
	}
	if c.Kind != Added {
		return nil
	}
	return l.planMark(tx, d, a, p, e, way, channel)
}

// planWelcome decides whether this event deserves a welcome and makes the job that sends it in time.
func (l *Ledger) planWelcome(tx Tx, d *crm.Draw, a crm.Account, p crm.Push, e ContactEvent, code string, way Way, channel Channel) error {
	plan := way.Welcome
	if plan.IsZero() {
		plan = channel.Welcome
	}
	g, hours := plan.At(time.UnixMilli(e.At).In(a.Location()))
	if g.IsZero() {
		return nil
	}
	w := Welcome{
		ID: d.ID(), PushID: p.ID, IdentityID: e.IdentityID, UserID: e.UserID, WayID: way.ID, ChannelID: way.ChannelID,
		Text: g.Text, Attachments: g.Attachments, Hours: hours, State: WelcomeSending, At: e.At, ReceivedAt: p.ReceivedAt,
	}
	if code == "" {
		w.State, w.Problem, w.TakenBy = WelcomeSkipped, crm.ProblemNoCode, TakenByConsole
		_, err := tx.AddWelcome(w)
		return err
	}
	if added, err := tx.AddWelcome(w); err != nil || !added {
		return err
	}
	payload, err := json.Marshal(welcomeJob{WelcomeID: w.ID, Code: code})
	if err != nil {
		return err
	}
	return tx.AddJob(crm.Job{
		Queue: QueueWelcome, Kind: JobWelcome, AccountID: a.ID, OnceKey: JobWelcome + ":" + itoa(p.ID), Payload: payload,
		RunAt: d.At, NotAfter: e.At + welcomeTime.Milliseconds(), AtMostOnce: true, CreatedAt: d.At,
	})
}
