package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/menling/menling/internal/crm"
)

// Rebuild is one making anew, from the journal, of who came when by which way, and of the numbers. Everything goes on meanwhile:
// it takes customer after customer from the counting before into its own.
type Rebuild struct {
	ID         int64
	CorpID     int64
	AccountID  int64 // whose time zone its days are of
	Counting   int64
	State      string
	Reason     string
	Phase      string
	Place      int64 // in the phase: the last id that is done
	Step       int64 // goes up with each transaction, so that two workers never do the same one
	Done       int64
	Total      int64
	StartedAt  int64
	UpdatedAt  int64
	FinishedAt int64
}

// States and reasons of a rebuild.
const (
	RebuildRunning = "running"
	RebuildDone    = "done"

	RebuildAsked     = "asked"      // by a person
	RebuildZone      = "zone"       // the account's time zone has changed
	RebuildUncounted = "first_time" // there are periods from before numbers were kept
)

// The phases, in their order. Only the last three are needed when the facts are not in doubt.
const (
	phasePushes    = "pushes"
	phaseAnswers   = "answers"
	phaseCustomers = "customers"
	phaseDays      = "days"
	phaseWays      = "ways"
	phaseChannels  = "channels"
)

var phaseAfter = map[string]string{
	phasePushes: phaseAnswers, phaseAnswers: phaseCustomers, phaseCustomers: phaseDays, phaseDays: phaseWays, phaseWays: phaseChannels, phaseChannels: "",
}

// RebuildTx changes rebuilds, and what they make anew.
type RebuildTx interface {
	// AddRebuild is false when one of the company is running.
	AddRebuild(Rebuild) (bool, error)
	Rebuild(id int64) (Rebuild, error)
	UpdateRebuild(Rebuild) error
	// NextCounting makes a counting the current one, once nobody counts in the one before.
	NextCounting(Counting) error
	// DropStrayEvents forgets events of pushes that do not exist.
	DropStrayEvents(corp, after, to int64) error
	// DropOldNumbers forgets the numbers of countings that are over, for the keys after one and up to another.
	DropOldNumbers(what string, corp, after, to int64) error
	DropOldCountings(corp int64) error
}

// RebuildReader answers about rebuilds outside a transaction.
type RebuildReader interface {
	Rebuild(ctx context.Context, id int64) (Rebuild, error)
	Rebuilds(ctx context.Context) ([]Rebuild, error)
	UncountedCorps(ctx context.Context) ([]int64, error)
	CountingOf(ctx context.Context, corp int64) (Counting, error)
	JournalSize(ctx context.Context, scope string, corp int64) (pushes, answers, customers int64, err error)
	AppliedPushes(ctx context.Context, scope string, after int64, limit int) ([]crm.Push, error)
	AppliedObservations(ctx context.Context, corp int64, kind string, after int64, limit int) ([]crm.Observation, error)
	IdentitiesAfter(ctx context.Context, scope string, after int64, limit int) ([]crm.Identity, error)
	PairsOf(ctx context.Context, corp int64, identities []int64) ([]Pair, error)
	// LastOldNumber is the last key of a table's next part; 0: there is none.
	LastOldNumber(ctx context.Context, what string, after int64) (int64, error)
}

// Pair is a customer with a member, or with a group.
type Pair struct {
	IdentityID     int64
	UserID, ChatID string
}

// JobRebuild carries a rebuild on.
const JobRebuild = "rebuild"

type rebuildJob struct {
	RebuildID int64 `json:"rebuild_id"`
}

// StartRebuilds begins to make everything anew from the journal, for every company; one that is under way goes on.
func (l *Ledger) StartRebuilds(ctx context.Context, who crm.Actor) error {
	accounts, err := l.corpAccounts(ctx)
	if err != nil {
		return err
	}
	for _, a := range accounts {
		if err := l.startRebuild(ctx, who, a, RebuildAsked, phasePushes); err != nil {
			return err
		}
	}
	return nil
}

// KeepCounting begins a rebuild where the numbers are not what they should be: where there are periods from before numbers were
// kept, and where an account has moved to another time zone.
func (l *Ledger) KeepCounting(ctx context.Context) error {
	accounts, err := l.corpAccounts(ctx)
	if err != nil {
		return err
	}
	uncounted, err := l.Store.UncountedCorps(ctx)
	if err != nil {
		return err
	}
	for _, corp := range uncounted {
		if a, known := accounts[corp]; known {
			if err := l.startRebuild(ctx, crm.Rule("rebuild"), a, RebuildUncounted, phaseCustomers); err != nil {
				return err
			}
		}
	}
	for corp, a := range accounts {
		c, err := l.Store.CountingOf(ctx, corp)
		if errors.Is(err, crm.ErrNotFound) || (err == nil && c.Zone == a.TimeZone) {
			continue
		}
		if err != nil {
			return err
		}
		if err := l.startRebuild(ctx, crm.Rule("rebuild"), a, RebuildZone, phaseCustomers); err != nil {
			return err
		}
	}
	return nil
}

// corpAccounts are the oldest account of each company: its time zone is the company's.
func (l *Ledger) corpAccounts(ctx context.Context) (map[int64]crm.Account, error) {
	list, err := l.Store.Accounts(ctx)
	oldest := map[int64]crm.Account{}
	for _, a := range list {
		if o, known := oldest[a.CorpID]; a.Kind == crm.WeCom && (!known || a.ID < o.ID) {
			oldest[a.CorpID] = a
		}
	}
	return oldest, err
}

func (l *Ledger) startRebuild(ctx context.Context, who crm.Actor, a crm.Account, reason, phase string) error {
	pushes, answers, customers, err := l.Store.JournalSize(ctx, a.PlatformID, a.CorpID)
	if err != nil {
		return err
	}
	if phase == phaseCustomers {
		pushes, answers = 0, 0
	}
	stamp := l.stamp()
	err = l.Store.Write(ctx, []string{"rebuild:" + itoa(a.CorpID)}, func(tx Tx) error {
		d := stamp.Draw()
		r := Rebuild{
			ID: d.ID(), CorpID: a.CorpID, AccountID: a.ID, State: RebuildRunning, Reason: reason, Phase: phase, Total: pushes + answers + customers,
			StartedAt: d.At, UpdatedAt: d.At,
		}
		r.Counting = r.ID
		if added, err := tx.AddRebuild(r); err != nil || !added {
			return err
		}
		if err := tx.NextCounting(Counting{ID: r.Counting, CorpID: a.CorpID, Zone: a.TimeZone, Current: true}); err != nil {
			return err
		}
		audit := crm.Audit{At: d.At, Actor: who, Operation: "rebuild.start", Subject: "rebuild", SubjectID: r.ID, After: r}
		return errors.Join(tx.AddAudit(audit), l.goOn(tx, r, d.At))
	})
	l.Waker.Wake(QueueBulk)
	return err
}

// goOn has the next piece of a rebuild done.
func (l *Ledger) goOn(tx Tx, r Rebuild, at int64) error {
	payload, err := json.Marshal(rebuildJob{r.ID})
	if err != nil {
		return err
	}
	return tx.AddJob(crm.Job{
		Queue: QueueBulk, Kind: JobRebuild, AccountID: r.AccountID, OnceKey: JobRebuild + ":" + itoa(r.ID) + ":" + itoa(r.Step), Payload: payload, RunAt: at, CreatedAt: at,
	})
}

// tellEvery is how often listeners are told how far a rebuild has come.
const tellEvery = 500 * time.Millisecond

// rebuildTime is how long one job goes on before it makes room for others.
const rebuildTime = 10 * time.Second

// CarryOn is the job that carries a rebuild on. What it did is kept with each step, so that after a crash it goes on there.
func (l *Ledger) CarryOn(ctx context.Context, job crm.Job) error {
	var p rebuildJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	r, err := l.Store.Rebuild(ctx, p.RebuildID)
	if err != nil {
		return err
	}
	a, err := l.Store.Account(ctx, r.AccountID)
	if err != nil {
		return err
	}
	until := time.Now().Add(rebuildTime)
	for r.State == RebuildRunning {
		if r, err = l.step(ctx, a, r, time.Now().After(until)); err != nil || time.Now().After(until) {
			return err
		}
	}
	return nil
}

// piece is what one step does in its transaction.
type piece struct {
	keys  []string
	last  int64 // the place it comes to; 0: the phase is over
	done  int64
	ids   int64 // how many it may draw
	write func(tx Tx, d *crm.Draw) error
}

// step does the next piece of a rebuild and keeps how far it came.
func (l *Ledger) step(ctx context.Context, a crm.Account, r Rebuild, makeRoom bool) (Rebuild, error) {
	p, err := l.pieces()[r.Phase](ctx, a, r)
	if err != nil {
		return r, err
	}
	stamp := crm.NewWideStamp(l.Clock, l.IDs, p.ids)
	err = l.Store.Write(ctx, append(p.keys, "rebuild:"+itoa(r.CorpID)), func(tx Tx) error {
		d := stamp.Draw()
		now, err := tx.Rebuild(r.ID)
		if err != nil {
			return err
		}
		if now.Step != r.Step || now.State != RebuildRunning {
			return errOvertaken
		}
		if p.write != nil {
			if err := p.write(tx, d); err != nil {
				return err
			}
		}
		told := now.UpdatedAt / tellEvery.Milliseconds()
		now.move(p, d.At)
		if now.State == RebuildDone || d.At/tellEvery.Milliseconds() != told {
			if err := tx.AddChange(crm.Change{Kind: "rebuild", SubjectID: now.ID, Row: now.row(), At: d.At}); err != nil {
				return err
			}
		}
		if err := l.settleRebuild(tx, now, makeRoom, d.At); err != nil {
			return err
		}
		return tx.UpdateRebuild(now)
	})
	if err != nil && !errors.Is(err, errOvertaken) {
		return r, err
	}
	return l.Store.Rebuild(ctx, r.ID)
}

var errOvertaken = errors.New("another worker has done this step")

func (r *Rebuild) move(p piece, at int64) {
	r.Step, r.Done, r.UpdatedAt, r.Place = r.Step+1, r.Done+p.done, at, p.last
	if p.last != 0 {
		return
	}
	if r.Phase = phaseAfter[r.Phase]; r.Phase == "" {
		r.State, r.FinishedAt, r.Done = RebuildDone, at, max(r.Done, r.Total)
		r.Total = r.Done
	}
}

func (l *Ledger) settleRebuild(tx Tx, r Rebuild, makeRoom bool, at int64) error {
	if r.State == RebuildDone {
		return tx.DropOldCountings(r.CorpID)
	}
	if makeRoom {
		return l.goOn(tx, r, at)
	}
	return nil
}
