package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wx"
)

// Jobs of a way's life. The lane of those that write on the platform is the way: its writes never overtake each other.
const (
	JobCreateWay = "way.create"
	JobFindWay   = "way.find"
	JobFetchQR   = "way.qr"
)

type wayJob struct {
	WayID int64 `json:"way_id"`
}

// CreateWay stores the intent and has the platform called by a job. The same client key gives the same way.
func (l *Ledger) CreateWay(ctx context.Context, who crm.Actor, n NewWay) (WayRow, error) {
	n = n.normal()
	account, err := l.Store.Account(ctx, n.AccountID)
	if err != nil || account.Kind != crm.WeCom {
		return WayRow{}, crm.Invalid("account_id", "请选择一个企业微信账号", "choose a WeCom account")
	}
	if n.Settings, err = l.planned(ctx, n.Settings, account); err != nil {
		return WayRow{}, err
	}
	if n.Settings, err = l.pooled(ctx, n.Settings, n.Kind, account); err != nil {
		return WayRow{}, err
	}
	if err := n.validate(); err != nil {
		return WayRow{}, err
	}
	if err := l.mediaKept(ctx, "welcome", n.Welcome); err != nil {
		return WayRow{}, err
	}
	state, err := newState(n.StatePrefix, l.Random)
	if err != nil {
		return WayRow{}, err
	}
	stamp, today := l.stamp(), l.Today(account)
	var row WayRow
	var channel Channel
	err = l.Store.Write(ctx, []string{"client_key:" + n.ClientKey}, func(tx Tx) error {
		d := stamp.Draw()
		if w, err := tx.WayByClientKey(n.ClientKey); !errors.Is(err, crm.ErrNotFound) {
			if err != nil {
				return err
			}
			if w.RestoredFrom != n.restores || n.restores == 0 && (w.AccountID != n.AccountID || w.Kind != n.Kind || !sameWish(w.Settings, n.Settings)) {
				return crm.Refuse(crm.CodeTaken, "field", "client_key", "name", n.ClientKey)
			}
			row, err = tx.WayRow(w.ID, today)
			return err
		}
		if channel, err = tx.Channel(n.ChannelID); err != nil {
			return crm.Invalid("channel_id", "请选择一个渠道", "choose a channel")
		}
		if err := n.mayTemp(account); err != nil {
			return err
		}
		w := n.intent(account, state, who, d)
		if err := tx.AddWay(w); err != nil {
			return err
		}
		if err := l.settle(tx, who, "way.create", nil, w, today, d.At); err != nil {
			return err
		}
		row, err = tx.WayRow(w.ID, today)
		if err != nil {
			return err
		}
		if err := l.askMembers(tx, account, d.At); err != nil {
			return err
		}
		return tx.AddJob(wayJobOf(JobCreateWay, w, d.At))
	})
	l.Waker.Wake(QueueWays)
	l.Waker.Wake(QueueAsk)
	l.wakeMedia(n.Welcome, channel.Welcome)
	return row, err
}

func (n NewWay) intent(a crm.Account, state string, who crm.Actor, d *crm.Draw) Way {
	return Way{
		ID: d.ID(), Kind: n.Kind, CorpID: a.CorpID, AccountID: a.ID, State: state, Settings: n.Settings,
		Phase: PhaseIntent, ClientKey: n.ClientKey, Origin: OriginMade, RestoredFrom: n.restores, CreatedBy: who.ID, CreatedAt: d.At, UpdatedAt: d.At,
	}
}

// patientJobs may wait for long, and look at the way's phase when they act: no change of a way waits for them.
var patientJobs = []string{JobFetchQR, JobFindWay, JobFindCancelled, JobLapseWay}

func wayJobOf(kind string, w Way, runAt int64) crm.Job {
	payload, _ := json.Marshal(wayJob{WayID: w.ID}) // two integers cannot fail
	queue := QueueWays
	if w.ImportID != 0 {
		queue = QueueBulk
	}
	lane := wayLane(w.ID)
	if slices.Contains(patientJobs, kind) {
		lane = ""
	}
	return crm.Job{
		Queue: queue, Kind: kind, AccountID: w.AccountID, Lane: lane, Payload: payload,
		RunAt: runAt, AtMostOnce: kind == JobCreateWay, CreatedAt: runAt,
	}
}

// settle stores the way as it now is and leaves the rows that others learn from. before is nil for a new way.
func (l *Ledger) settle(tx Tx, who crm.Actor, operation string, before *Way, w Way, today, at int64) error {
	w.UpdatedAt = at
	if before != nil {
		update := tx.UpdateWay
		if before.differsInProgress(w) {
			update = tx.MoveWay
		}
		if err := update(w); err != nil {
			return err
		}
	}
	if err := l.followPool(tx, before, w, operation, at); err != nil {
		return err
	}
	if err := tellTwin(tx, before, w, at); err != nil {
		return err
	}
	if w.Kind == KindTemp {
		if err := l.followTemp(tx, before, w, today, at); err != nil {
			return err
		}
	}
	if w.ImportID != 0 && (before == nil || before.Phase != PhaseConfirmed) {
		return recordBulk(tx, who, operation, before, w, at)
	}
	row, err := tx.WayRow(w.ID, today)
	if err != nil {
		return err
	}
	if w.Kind != KindTwin { // no list shows it
		if err := tx.AddChange(crm.Change{Kind: "way", SubjectID: w.ID, Row: row, At: at}); err != nil {
			return err
		}
	}
	audit := crm.Audit{At: at, Actor: who, Operation: operation, Subject: "way", SubjectID: w.ID, After: w}
	if before != nil {
		audit.Before = *before
	}
	return tx.AddAudit(audit)
}

// CallCreate is the job that asks the platform for the way. It runs at most once per intent: a second start means that the
// first was interrupted, and then nobody knows whether the platform did it.
func (l *Ledger) CallCreate(ctx context.Context, job crm.Job) error {
	w, err := l.jobWay(ctx, job)
	if err != nil {
		return err
	}
	switch w.Phase {
	case PhaseIntent:
	case PhaseCalling: // an earlier run was cut off in the middle
		_, err := l.move(ctx, w.ID, PhaseCalling, "way.unknown", l.look, unknown)
		return err
	default:
		return nil
	}
	app, err := l.Clients.WeCom(ctx, w.AccountID)
	if err != nil {
		return err
	}
	send, err := l.prepare(ctx, app, w)
	if refused := (*wx.Error)(nil); errors.As(err, &refused) {
		_, err := l.move(ctx, w.ID, PhaseIntent, "way.refused", nil, failed(refused.Code))
		return err
	}
	if err != nil {
		return err
	}
	mine, err := l.move(ctx, w.ID, PhaseIntent, "way.call", nil, func(w *Way, at int64) { w.Phase, w.CalledAt = PhaseCalling, at })
	if err != nil || !mine {
		return err // another worker has it
	}
	got, err := send()
	if e := l.heedQuota(ctx, w, err); e != nil {
		l.Log.Warn("what the platform said of the quota is not noted", "err", e)
	}
	return l.answered(ctx, w.ID, got, err)
}

func unknown(w *Way, _ int64) { w.Phase, w.Problem = PhaseUnknown, crm.ProblemUnknown }

func failed(problem int) func(*Way, int64) {
	return func(w *Way, _ int64) { w.Phase, w.Problem = PhaseFailed, problem }
}

// answered puts the platform's answer to a creation into the ledger.
func (l *Ledger) answered(ctx context.Context, id int64, got made, err error) error {
	if err == nil {
		return l.confirm(ctx, id, PhaseCalling, "way.confirm", got)
	}
	again := errors.Is(err, wx.ErrRateLimited) || errors.Is(err, wx.ErrConcurrency)
	operation, then, change := "way.unreachable", next(nil), failed(crm.ProblemUnreachable) // nothing was sent
	var refused *wx.Error
	switch {
	case again: // tried again later: the platform did nothing
		operation, change = "way.wait", func(w *Way, _ int64) { w.Phase = PhaseIntent }
	case wx.IsUnknown(err) || errors.Is(err, wx.ErrBusy):
		operation, then, change = "way.unknown", l.look, unknown
	case errors.As(err, &refused):
		operation, change = "way.refused", failed(refused.Code)
		then = func(tx Tx, w Way, at int64) error { return l.blame(tx, w, w.Users, refused.Code, at) }
	}
	if _, e := l.move(ctx, id, PhaseCalling, operation, then, change); e != nil || !again {
		return e
	}
	return err
}

func (l *Ledger) confirm(ctx context.Context, id int64, from Phase, operation string, got made) error {
	fetch := func(tx Tx, w Way, at int64) error {
		if err := acquit(tx, w); err != nil {
			return err
		}
		return tx.AddJob(wayJobOf(JobFetchQR, w, at))
	}
	_, err := l.move(ctx, id, from, operation, fetch, func(w *Way, at int64) {
		w.Phase, w.Problem, w.ConfigID, w.QRURL, w.ConfirmedAt = PhaseConfirmed, 0, got.configID, got.qrURL, at
		if w.Plan != nil {
			w.PlanAt = at
		}
	})
	return err
}

// next is what follows from a change of a way, in the same transaction.
type next func(tx Tx, w Way, at int64) error

// move changes a way by a rule of ours, in its lane, with what follows from it. It is false, and nothing is done, when the
// way is in another phase by now.
func (l *Ledger) move(ctx context.Context, id int64, from Phase, operation string, then next, change func(w *Way, at int64)) (mine bool, err error) {
	way, err := l.Store.Way(ctx, id)
	if err != nil {
		return false, err
	}
	account, err := l.Store.Account(ctx, way.AccountID)
	if errors.Is(err, crm.ErrNotFound) { // removed meanwhile; the way is kept all the same
		account = crm.Account{TimeZone: crm.DefaultTimeZone}
	} else if err != nil {
		return false, err
	}
	stamp, today := l.stamp(), l.Today(account)
	err = l.Store.Write(ctx, []string{wayLane(id)}, func(tx Tx) error {
		before, err := tx.Way(id)
		if mine = err == nil && before.Phase == from; !mine {
			return err
		}
		w := before
		change(&w, stamp.At)
		if err := l.settle(tx, crm.Rule(operation), operation, &before, w, today, stamp.At); err != nil || then == nil {
			return err
		}
		return then(tx, w, stamp.At)
	})
	l.Waker.Wake(QueueWays)
	return mine, err
}

// RetryWay asks again for a way that the platform refused. It takes a new state, since the old one may still turn up.
func (l *Ledger) RetryWay(ctx context.Context, who crm.Actor, id int64) (WayRow, error) {
	w, err := l.Store.Way(ctx, id)
	if err == nil {
		err = w.own()
	}
	if err != nil {
		return WayRow{}, err
	}
	return l.retry(ctx, who, w)
}

func (l *Ledger) retry(ctx context.Context, who crm.Actor, w Way) (WayRow, error) {
	id := w.ID
	account, err := l.Store.Account(ctx, w.AccountID)
	if err != nil {
		return WayRow{}, err
	}
	suffix, err := newState("", l.Random)
	if err != nil {
		return WayRow{}, err
	}
	stamp, today := l.stamp(), l.Today(account)
	var row WayRow
	err = l.Store.Write(ctx, []string{wayLane(id)}, func(tx Tx) error {
		before, err := tx.Way(id)
		if err != nil {
			return err
		}
		if before.Phase != PhaseFailed {
			return crm.Refuse(CodeNotFailed, "phase", before.Phase)
		}
		w := before
		w.Phase, w.Problem, w.AbsentAt = PhaseIntent, 0, 0
		w.State = prefixOf(before.State) + suffix
		if err := tx.KeepFormerState(before); err != nil { // the first one may still turn up on a poster
			return err
		}
		if err := l.settle(tx, who, "way.retry", &before, w, today, stamp.At); err != nil {
			return err
		}
		if row, err = tx.WayRow(id, today); err != nil {
			return err
		}
		return tx.AddJob(wayJobOf(JobCreateWay, w, stamp.At))
	})
	l.Waker.Wake(QueueWays)
	return row, err
}

// CodeNotFailed: only a way that failed can be asked for again.
const CodeNotFailed crm.Code = "way_not_failed"

func prefixOf(state string) string {
	r := []rune(state)
	return string(r[:max(0, len(r)-suffixLength)])
}

func (l *Ledger) jobWay(ctx context.Context, job crm.Job) (Way, error) {
	var p wayJob
	if err := job.Decode(&p); err != nil {
		return Way{}, err
	}
	return l.Store.Way(ctx, p.WayID)
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
