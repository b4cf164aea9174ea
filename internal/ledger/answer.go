package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/schedule"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// Who answers: a way with a plan leads to whoever its plan names now. The platform is called only when that changes.

// TopicAnswers is woken when a way's answer may have changed for another reason than the time.
const TopicAnswers = "answers"

// JobAnswer brings the platform's copy of a way to what its plan says now.
const JobAnswer = "way.answer"

// AnswerTx changes when a way's answer is looked at again.
type AnswerTx interface {
	// PlanNext moves the time of the next look, unless it was changed since it was read.
	PlanNext(way, was, next int64) error
	// PlanAgain has an answer looked at again at a time; turns are who had the last customers.
	PlanAgain(way, at int64, turns []string) error
	// PlanMember does so for all ways of a member that have a plan.
	PlanMember(corp int64, userID string, at int64) error
	SetMemberOff(corp int64, userID string, until int64) error
}

// AnswerFacts are what an answer depends on besides the plan and the time.
type AnswerFacts struct {
	Off      map[string]int64  // until when members are off
	Added    map[string]int    // customers each got by the way since a time
	Unusable map[string]string // why members cannot be shown
}

// How many ways one transaction looks at, and how far apart the changes of one edge are: a change costs three calls, each
// operation allows 10,000 a minute, and everyday calls want their share.
const (
	answerBatch   = 50
	answerSpacing = 15 * time.Millisecond
)

// AnswerDue looks at the ways whose answer may have changed by now, and says how many it looked at. What was missed while nothing
// ran is not caught up edge by edge: the answer of now counts.
func (l *Ledger) AnswerDue(ctx context.Context) (int, error) {
	now := l.Clock.Ms()
	due, err := l.Store.PlansDue(ctx, now, answerBatch)
	if err != nil || len(due) == 0 {
		return 0, err
	}
	type found struct {
		way    Way
		next   int64
		change bool
	}
	var all []found
	for _, w := range due {
		if w.Phase != PhaseConfirmed {
			all = append(all, found{way: w}) // looked at again once the platform has it
			continue
		}
		a, err := l.answerAt(ctx, w, l.Clock())
		if err != nil {
			return 0, err
		}
		all = append(all, found{w, nextOf(a), !w.shows(a)})
	}
	asked := 0
	err = l.Store.Write(ctx, nil, func(tx Tx) error {
		asked = 0
		for _, f := range all {
			if err := tx.PlanNext(f.way.ID, f.way.PlanAt, f.next); err != nil {
				return err
			}
			if !f.change {
				continue
			}
			job := wayJobOf(JobAnswer, f.way, now+l.spaced(asked))
			job.Queue, job.OnceKey = QueueBulk, JobAnswer+":"+itoa(f.way.ID)+":"+itoa(f.way.PlanAt)
			if err := tx.AddJob(job); err != nil {
				return err
			}
			asked++
		}
		return nil
	})
	l.pace.asked(asked, now)
	l.Waker.Wake(QueueBulk)
	return len(due), err
}

// nextTurn has the plan of the way that just brought a customer looked at again, where it counts customers.
func nextTurn(tx Tx, e ContactEvent, periods []Attribution, at int64) error {
	i := slices.IndexFunc(periods, func(p Attribution) bool { return p.WayID != 0 && p.AddedAt == e.At })
	if i < 0 || e.Kind != Added {
		return nil
	}
	w, err := tx.WayByState(e.CorpID, periods[i].State)
	if err != nil || w.Plan == nil || !w.Plan.Counts() {
		return err
	}
	if w, err = tx.Way(w.ID); err != nil || w.Plan == nil { // as it is, and stays
		return err
	}
	return tx.PlanAgain(w.ID, at, w.turnsAfter(e.UserID))
}

// turnsAfter are those of the way's plan who had the last customers, after one more.
func (w Way) turnsAfter(userID string) []string {
	turns, everybody := []string{}, w.Plan.Everybody()
	for _, who := range append([]string{userID}, w.Turns...) {
		if slices.Contains(everybody, who) && !slices.Contains(turns, who) {
			turns = append(turns, who)
		}
	}
	return turns
}

// spaced is how long the nth change of a batch waits, so that those of many batches of one edge follow each other.
func (l *Ledger) spaced(n int) int64 {
	return max(0, l.pace.until.Load()-l.Clock.Ms()) + int64(n)*answerSpacing.Milliseconds()
}

func nextOf(a schedule.Answer) int64 {
	if a.Next.IsZero() {
		return 0
	}
	return a.Next.UnixMilli()
}

// shows says whether the way leads to exactly those the answer names. Nobody is no reason to change it.
func (w Way) shows(a schedule.Answer) bool {
	if w.Type == TypeSingle && len(a.People) != 1 { // a department alone cannot answer a way for one member
		return true
	}
	return a.Nobody || sameMembers(w.Users, a.People) && sameSet(w.Parties, a.Parties)
}

func sameMembers(a, b []string) bool {
	return sameSet(foldAll(a), foldAll(b))
}

func sameSet[T int64 | string](a, b []T) bool {
	x, y := slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(x, y)
}

// answerAt is who a way's plan names at a moment, by what is known of the people now.
func (l *Ledger) answerAt(ctx context.Context, w Way, at time.Time) (schedule.Answer, error) {
	zone, err := l.zoneOf(ctx, w.AccountID)
	if err != nil {
		return schedule.Answer{}, err
	}
	s, err := l.planState(ctx, w, at, zone)
	return schedule.At(*w.Plan, zone, at, s), err
}

func (l *Ledger) planState(ctx context.Context, w Way, at time.Time, zone *time.Location) (schedule.State, error) {
	midnight := DaysUntil(at, zone)[13]
	f, err := l.Store.AnswerFacts(ctx, w.CorpID, w.ID, midnight)
	return schedule.State{Off: f.Off, Added: f.Added, Unusable: f.Unusable, Turns: w.Turns}, err
}

func (l *Ledger) zoneOf(ctx context.Context, account int64) (*time.Location, error) {
	a, err := l.Store.Account(ctx, account)
	if errors.Is(err, crm.ErrNotFound) {
		return crm.Account{TimeZone: crm.DefaultTimeZone}.Location(), nil
	}
	return a.Location(), err
}

// Answer is the job: it asks the plan again, since time has passed, and changes the platform's copy when that differs.
func (l *Ledger) Answer(ctx context.Context, job crm.Job) error {
	w, err := l.jobWay(ctx, job)
	if err != nil || w.Plan == nil || w.Phase != PhaseConfirmed {
		return err
	}
	a, err := l.answerAt(ctx, w, l.Clock())
	if err != nil || w.shows(a) {
		return err
	}
	app, err := l.Clients.WeCom(ctx, w.AccountID)
	if err != nil {
		return err
	}
	_, err = app.ContactWays.Modify(ctx, w.ConfigID, func(u *wecom.ContactWayUpdate) {
		u.User, u.Party = a.People, nil
		if w.Type == TypeMulti {
			u.Party = a.Parties
		}
	})
	var refused *wx.Error
	if errors.As(err, &refused) && !errors.Is(err, wx.ErrRateLimited) && !errors.Is(err, wx.ErrConcurrency) && !errors.Is(err, wx.ErrBusy) {
		blame := func(tx Tx, w Way, at int64) error {
			return l.blame(tx, w, missing(Settings{Users: a.People}.folded(), w.folded()), refused.Code, at)
		}
		_, err := l.move(ctx, w.ID, PhaseConfirmed, "way.answer_refused", blame, func(w *Way, _ int64) { w.Problem = refused.Code })
		return err // the next edge tries again
	}
	if err != nil {
		return err // what became of it is read again
	}
	taken := func(tx Tx, w Way, _ int64) error { return acquit(tx, w) }
	_, err = l.move(ctx, w.ID, PhaseConfirmed, "way.answer", taken, func(w *Way, _ int64) {
		w.Users, w.Parties, w.Problem = a.People, a.Parties, 0
	})
	return err
}

// SetPlan gives a way a plan, or takes it away; then it leads on to those it leads to now.
func (l *Ledger) SetPlan(ctx context.Context, who crm.Actor, id int64, plan *schedule.Plan) (WayRow, error) {
	plan = foldPlan(plan)
	return l.ask(ctx, who, id, func(Way) (wish, error) {
		return wish{kind: VersionChanged, make: func(s Settings) (Settings, error) {
			s.Plan = plan
			return s, nil
		}}, nil
	})
}

// planned fills in who a new way with a plan leads to now.
func (l *Ledger) planned(ctx context.Context, s Settings, a crm.Account) (Settings, error) {
	if s.Plan == nil {
		return s, nil
	}
	s.Plan = foldPlan(s.Plan)
	if err := validatePlan(s.Plan); err != nil {
		return s, err
	}
	answer, err := l.answerAt(ctx, Way{CorpID: a.CorpID, AccountID: a.ID, Settings: s}, l.Clock())
	if err != nil {
		return s, err
	}
	s.Users, s.Parties = answer.People, answer.Parties
	if answer.Nobody { // a way must lead to somebody from the start
		s.Users = s.Plan.Everybody()
		s.Users = s.Users[:min(len(s.Users), maxMembers)]
		if s.Type == TypeSingle {
			s.Users = s.Users[:min(len(s.Users), 1)]
		}
	}
	return s, nil
}

// sameWish says whether two settings ask for the same way. Who a plan names differs from hour to hour.
func sameWish(a, b Settings) bool {
	if a.Plan != nil && b.Plan != nil {
		a.Users, b.Users, a.Parties, b.Parties = nil, nil, nil, nil
	}
	if a.PoolID != 0 && a.PoolID == b.PoolID { // and what a pool shows changes, too
		a.Chats, b.Chats = nil, nil
	}
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}
