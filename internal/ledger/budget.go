package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wx"
)

// ReconcileSettings say how often the ledger is compared by itself, and how much of the vendor's limits that may use. Everyday
// calls count too: the busier the company is, the less is left for comparing.
type ReconcileSettings struct {
	EveryHours int `json:"every_hours" minimum:"0" maximum:"8760" doc:"How old the last comparison may be before there is another; 0: never by itself"`
	PerMinute  int `json:"per_minute" minimum:"0" maximum:"10000" doc:"Calls of one operation per minute up to which it goes on, everybody's counted; 0: no limit but the vendor's"`
	PerHour    int `json:"per_hour" minimum:"0" maximum:"150000" doc:"The same per hour"`
	AtOnce     int `json:"at_once" minimum:"1" maximum:"32" doc:"Calls side by side"`
	UnusedDays int `json:"unused_days" minimum:"1" maximum:"3650" doc:"After how many days without a new customer a way is offered for cleaning up"`
}

// defaultReconcile is half of what the vendor allows.
var defaultReconcile = ReconcileSettings{EveryHours: 24, PerMinute: wx.WeComLimits.PerMinute / 2, PerHour: wx.WeComLimits.PerHour / 2, AtOnce: 8, UnusedDays: 180}

const reconcileSetting = "reconcile"

// ReconcileSettings are those of this installation.
func (l *Ledger) ReconcileSettings(ctx context.Context) (ReconcileSettings, error) {
	s := defaultReconcile
	text, err := l.Store.Setting(ctx, reconcileSetting)
	if errors.Is(err, crm.ErrNotFound) {
		return s, nil
	}
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal([]byte(text), &s)
}

// SetReconcileSettings changes them; a run that goes on heeds them from its next step on.
func (l *Ledger) SetReconcileSettings(ctx context.Context, who crm.Actor, s ReconcileSettings) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	before, err := l.ReconcileSettings(ctx)
	if err != nil {
		return err
	}
	at := l.Clock.Ms()
	return l.Store.Write(ctx, []string{"settings:" + reconcileSetting}, func(tx Tx) error {
		audit := crm.Audit{At: at, Actor: who, Operation: "reconcile.settings", Subject: "settings", Before: before, After: s}
		return errors.Join(tx.PutSetting(reconcileSetting, string(text), at), tx.AddAudit(audit))
	})
}

// Operations of the platform that a comparison calls.
const (
	opList    = "list_contact_way"
	opGet     = "get_contact_way"
	opGetJoin = "get_join_way"
)

// room is how many calls of an operation may be made now, at most n of them, and, when that is none, when there may be one.
func (r *reconciler) room(op string, n int) (int, time.Time) {
	if r.meter == nil {
		return n, time.Time{}
	}
	calls, next := r.meter.Room(r.who, op, wx.Limits{PerMinute: r.settings.PerMinute, PerHour: r.settings.PerHour})
	return min(calls, n), next
}

// rest lets as much time pass as n calls may take, so that they do not all go out in the first second of a minute.
func (r *reconciler) rest(ctx context.Context, began time.Time, n int) {
	if r.settings.PerMinute <= 0 {
		return
	}
	timer := time.NewTimer(time.Duration(n)*time.Minute/time.Duration(r.settings.PerMinute) - time.Since(began))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-crm.Stop(ctx):
	case <-ctx.Done():
	}
}

// crowded says that everyday work waits: welcomes, questions, single changes.
func (r *reconciler) crowded(ctx context.Context) (bool, error) {
	return r.l.Store.WorkDue(ctx, r.l.Clock.Ms(), QueueWelcome, QueueAsk, QueueWays)
}

// Meter tells what is used of the vendor's limits.
type Meter interface {
	// Meter is the limiter of an account's company, and its name for the company; nil where nothing is counted.
	Meter(ctx context.Context, account int64) (meter wx.Meter, who string, err error)
}
