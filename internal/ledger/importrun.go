package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// JobRunImport makes ways of rows, as many as its time allows, and then goes on in a job of its own again.
const JobRunImport = "import.run"

// How an import runs. The ways of one step are stored as `calling` in one transaction before the first byte of any goes out, and
// the next transaction settles them and takes the next: a crash leaves no more than these in doubt.
const (
	runTime     = 12 * time.Second
	runWidth    = 24 // calls under way at once
	runNarrow   = 4
	tellPause   = 500 * time.Millisecond
	lapTime     = 5 * time.Second
	stallFirst  = 5 * time.Second
	stallMost   = time.Minute
	stallsMost  = 6 // then a person decides
	limitedRest = time.Minute
	crowdedRest = time.Second
)

func importKey(id int64) string { return "import:" + itoa(id) }

func runJob(i Import, stalls int, at int64) crm.Job {
	return importJobOf(JobRunImport, i, "imports:"+itoa(i.CorpID), importJob{ImportID: i.ID, Stalls: stalls}, at) // a company's imports take turns
}

func importJobOf(kind string, i Import, lane string, p importJob, at int64) crm.Job {
	payload, _ := json.Marshal(p) // integers cannot fail
	return crm.Job{Queue: QueueBulk, Kind: kind, AccountID: i.AccountID, Lane: lane, Payload: payload, RunAt: at, CreatedAt: at}
}

// importRun is one job's part of a run.
type importRun struct {
	l      *Ledger
	app    *wecom.App
	id     int64
	zone   crm.Account
	stalls int
	width  int
	told   time.Time
	until  time.Time
}

// flight is a way whose call is under way.
type flight struct {
	n   int64
	way Way
	got made
	err error
}

// RunImport is the job.
func (l *Ledger) RunImport(ctx context.Context, job crm.Job) error {
	var p importJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	i, err := l.Store.Import(ctx, p.ImportID)
	if err != nil {
		return err
	}
	r := &importRun{l: l, id: i.ID, stalls: p.Stalls, width: runWidth, until: time.Now().Add(runTime)}
	if r.zone, err = l.Store.Account(ctx, i.AccountID); errors.Is(err, crm.ErrNotFound) {
		r.zone = crm.Account{TimeZone: crm.DefaultTimeZone}
	} else if err != nil {
		return err
	}
	if err := r.recover(ctx); err != nil {
		return err
	}
	if r.app, err = l.Clients.WeCom(ctx, i.AccountID); err != nil {
		return l.pauseImport(ctx, i.ID, problemOf(err))
	}
	defer l.Waker.Wake(TopicMedia) // those of channels may be needed first by ways of the import
	defer l.Waker.Wake(QueueBulk)
	return r.run(ctx)
}

// run sends and settles until nothing more is to be taken. What was sent is settled even when the job's time is over.
func (r *importRun) run(ctx context.Context) error {
	var flown []flight
	for {
		next, err := r.turn(context.WithoutCancel(ctx), flown)
		if err != nil || len(next) == 0 {
			return err
		}
		r.send(ctx, next)
		r.l.heedFlights(ctx, next)
		flown = next
	}
}

// recover puts down as unknown what an earlier run was cut off in the middle of: a company's imports run one after the other, so
// nobody else waits for these answers.
func (r *importRun) recover(ctx context.Context) error {
	at := r.l.Clock.Ms()
	return r.l.Store.Write(ctx, []string{importKey(r.id)}, func(tx Tx) error {
		rows, err := tx.TakenRows(r.id)
		for _, row := range rows {
			if err == nil {
				err = r.doubt(tx, row, at)
			}
		}
		return err
	})
}

func (r *importRun) doubt(tx Tx, row StoredRow, at int64) error {
	before, err := tx.Way(row.WayID)
	if err != nil || before.Phase != PhaseCalling {
		return err
	}
	w := before
	unknown(&w, at)
	return errors.Join(r.l.settle(tx, crm.Rule("way.unknown"), "way.unknown", &before, w, 0, at), r.l.look(tx, w, at), tx.PutRow(r.id, row.N, RowDone, row.WayID))
}

// send makes the calls side by side, no faster than imports may.
func (r *importRun) send(ctx context.Context, flights []flight) {
	began := time.Now()
	var all sync.WaitGroup
	for k := range flights {
		f := &flights[k]
		all.Go(func() {
			f.got, f.err = r.ask(ctx, f.way)
		})
	}
	all.Wait()
	if r.l.BulkPerMinute > 0 {
		pace := time.Duration(len(flights)) * time.Minute / time.Duration(r.l.BulkPerMinute)
		select {
		case <-time.After(pace - time.Since(began)):
		case <-crm.Stop(ctx):
		case <-ctx.Done():
		}
	}
}

// ask makes one call.
func (r *importRun) ask(ctx context.Context, w Way) (made, error) {
	call, err := r.l.prepare(ctx, r.app, w)
	if err == nil && r.l.Bulk != nil {
		err = r.l.Bulk.Wait(ctx, itoa(w.CorpID), w.Kind)
	}
	if err != nil {
		return made{}, err
	}
	return call()
}

// turn settles what came back and takes the next rows, in one transaction.
func (r *importRun) turn(ctx context.Context, flown []flight) (next []flight, err error) {
	v := r.verdict(flown)
	var draws []crm.Stamp
	var states []string
	for range r.width {
		state, err := newState("", r.l.Random)
		if err != nil {
			return nil, err
		}
		draws, states = append(draws, r.l.stamp()), append(states, state)
	}
	at, today, tell := r.l.Clock.Ms(), r.l.Today(r.zone), time.Since(r.told) >= tellPause
	over := time.Now().After(r.until) || crm.Stopping(ctx)
	err = r.l.Store.Write(ctx, []string{importKey(r.id), "channels"}, func(tx Tx) error {
		next = nil
		i, err := tx.Import(r.id)
		if err != nil {
			return err
		}
		before := i
		for _, f := range flown {
			settled, err := r.land(tx, f, today, at)
			if err != nil {
				return err
			}
			if settled {
				i.Settled++
			}
		}
		i.lap(at)
		if v.problem != 0 && i.State == ImportRunning {
			i.State, i.Problem = ImportPaused, v.problem
			return r.l.saveImport(tx, crm.Rule("import.pause"), "import.pause", &before, i, at)
		}
		if i.State == ImportRunning && (over || v.wait > 0) {
			return errors.Join(r.keep(tx, i, tell, at), tx.AddJob(runJob(i, r.stalls, at+v.wait.Milliseconds())))
		}
		if i.State != ImportRunning {
			return r.keep(tx, i, tell, at)
		}
		t := taking{run: r, tx: tx, i: &i, draws: draws, states: states, today: today, at: at}
		if err := t.take(); err != nil {
			return err
		}
		if next = t.flights; len(next) > 0 {
			return r.keep(tx, i, tell, at)
		}
		i.State, i.FinishedAt = ImportDone, at
		return errors.Join(r.l.saveImport(tx, crm.Rule("import.done"), "import.done", &before, i, at), tx.AddJob(picturesJob(i, 0, at)))
	})
	if tell && err == nil {
		r.told = time.Now()
	}
	return next, err
}

// keep stores the checkpoint.
func (r *importRun) keep(tx Tx, i Import, tell bool, at int64) error {
	i.UpdatedAt = at
	if tell {
		if err := tx.AddChange(crm.Stale("import", i.ID, at)); err != nil {
			return err
		}
	}
	return tx.UpdateImport(i)
}

// lap measures the rate.
func (i *Import) lap(at int64) {
	if d := at - i.LapAt; d >= lapTime.Milliseconds() || d < 0 {
		i.Rate = max(0, (i.Settled-i.LapSettled)*60_000/max(d, 1))
		i.LapAt, i.LapSettled = at, i.Settled
	}
}

// land settles one call; false: its row is still to be asked for.
func (r *importRun) land(tx Tx, f flight, today, at int64) (settled bool, err error) {
	before, err := tx.Way(f.way.ID)
	if err != nil {
		return false, err
	}
	l, kind := r.l, outcomeOf(f.err)
	if before.Phase != PhaseCalling && (before.Phase != PhaseUnknown || kind != landed) { // it was settled without us
		return true, tx.PutRow(r.id, f.n, RowDone, f.way.ID)
	}
	w, operation, then := before, "way.confirm", next(func(tx Tx, w Way, _ int64) error { return acquit(tx, w) })
	switch kind {
	case landed:
		w.Phase, w.Problem, w.ConfigID, w.QRURL, w.ConfirmedAt = PhaseConfirmed, 0, f.got.configID, f.got.qrURL, at
	case turnedBack, stopped, lost: // the platform did nothing
		w.Phase = PhaseIntent
		return false, r.l.settle(tx, crm.Rule("way.wait"), "way.wait", &before, w, today, at)
	case doubtful, overloaded:
		operation, then = "way.unknown", l.look
		unknown(&w, at)
	default:
		operation = "way.refused"
		failed(problemOf(f.err))(&w, at)
		then = func(tx Tx, w Way, at int64) error { return l.blame(tx, w, w.Users, w.Problem, at) }
	}
	if err := r.l.settle(tx, crm.Rule(operation), operation, &before, w, today, at); err != nil {
		return true, err
	}
	if err := then(tx, w, at); err != nil {
		return true, err
	}
	return true, tx.PutRow(r.id, f.n, RowDone, w.ID)
}

// outcome is what became of a call.
type outcome int

const (
	landed     outcome = iota
	refused            // for a reason of its own: only this row is concerned
	turnedBack         // too fast: later
	stopped            // for a reason that holds for every row: a person decides
	lost               // nothing was sent, or the token is dead though it was renewed: that passes
	doubtful           // nobody knows
	overloaded         // the platform is busy, and nobody knows
)

// everyRow are refusals that the next row would get as well.
var everyRow = []error{wx.ErrQuotaUsedUp, wx.ErrBadCredential, wx.ErrUntrustedIP, wx.ErrUnlicensed}

// forbidden are codes that say that the app may not do this at all, whoever the way leads to.
var forbidden = []int{48002, 48006, 48011, 50002, 301002, 660003, 660004}

func outcomeOf(err error) outcome {
	var e *wx.Error
	switch {
	case err == nil:
		return landed
	case errors.Is(err, wx.ErrRateLimited), errors.Is(err, wx.ErrConcurrency):
		return turnedBack
	case errors.Is(err, wx.ErrBusy):
		return overloaded
	case wx.IsUnknown(err):
		return doubtful
	case !errors.As(err, &e), errors.Is(err, wx.ErrTokenDead):
		return lost
	case slices.Contains(forbidden, e.Code) || slices.ContainsFunc(everyRow, func(c error) bool { return errors.Is(err, c) }):
		return stopped
	}
	return refused
}

// problemOf is the code that says why in words.
func problemOf(err error) int {
	if e := (*wx.Error)(nil); errors.As(err, &e) {
		return e.Code
	}
	return crm.ProblemUnreachable
}

// verdict is what the answers of one step mean for the next.
type verdict struct {
	wait    time.Duration // before the next step; 0: none
	problem int           // why the import pauses; 0: it goes on
}

func (r *importRun) verdict(flown []flight) (v verdict) {
	fine, stall := 0, 0
	for _, f := range flown {
		switch kind := outcomeOf(f.err); {
		case kind == stopped:
			v.problem = problemOf(f.err)
		case errors.Is(f.err, wx.ErrConcurrency):
			r.width = max(runNarrow, r.width/2)
			v.wait = max(v.wait, crowdedRest)
		case kind == turnedBack:
			v.wait = max(v.wait, r.rest(f.err))
		case kind == lost, kind == overloaded, kind == doubtful:
			stall = problemOf(f.err)
		default:
			fine++
		}
	}
	if fine > 0 || stall == 0 {
		if len(flown) > 0 && v.wait == 0 {
			r.stalls = 0
		}
		return v
	}
	if r.stalls++; r.stalls > stallsMost && v.problem == 0 {
		v.problem = stall
	}
	v.wait = max(v.wait, min(stallFirst<<(r.stalls-1), stallMost))
	return v
}

// rest is how long the platform wants no more calls.
func (r *importRun) rest(err error) time.Duration {
	if e := (*wx.LimitError)(nil); errors.As(err, &e) {
		return max(crowdedRest, e.Until.Sub(r.l.Clock()))
	}
	return limitedRest
}
