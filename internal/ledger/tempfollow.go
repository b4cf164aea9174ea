package ledger

import (
	"context"
	"errors"
	"fmt"

	"github.com/menling/menling/internal/crm"
)

// CodeTempDaily: the platform makes no more temporary ways today.
const CodeTempDaily crm.Code = "temp_chats_used_up"

// followTemp has a visit go along with its way. today is when the day began.
func (l *Ledger) followTemp(tx Tx, before *Way, w Way, today, at int64) error {
	c, err := tempChatOf(tx, w)
	if err != nil {
		return err
	}
	was := c
	if w.CalledAt != 0 {
		qr, _ := w.lives()
		c.QRUntil = w.CalledAt + qr*1000
	}
	if c.UsedAt == 0 {
		c.State = stateOf(w)
	}
	if err := countTemp(tx, &c, before, w, today); err != nil {
		return err
	}
	if c = c.at(at); c == was {
		return tx.AddChange(crm.Stale("temp_chat", w.ID, at))
	}
	return l.putTemp(tx, was, c, w.AccountID, at)
}

// stateOf is the state of a visit that nobody came to.
func stateOf(w Way) TempState {
	switch {
	case w.Phase == PhaseUnknown:
		return TempUnknown
	case w.Phase == PhaseFailed && w.Problem != crm.ProblemLapsed:
		return TempFailed
	case w.Phase == PhaseIntent, w.Phase == PhaseCalling, w.Phase == PhaseConfirmed:
		return TempWaiting
	}
	return TempExpired
}

// countTemp counts a visit to the day it was asked for, unless the platform refused it.
func countTemp(tx Tx, c *TempChat, before *Way, w Way, today int64) error {
	switch {
	case w.Phase == PhaseFailed && c.CountedDay != 0:
		day := c.CountedDay
		c.CountedDay = 0
		return tx.UncountTemp(w.CorpID, day)
	case w.Phase == PhaseIntent && c.CountedDay == 0 && (before == nil || before.Phase == PhaseFailed):
		ok, err := tx.CountTemp(w.CorpID, today, tempLimit)
		if err == nil && !ok {
			err = crm.Refuse(CodeTempDaily, "limit", tempLimit)
		}
		c.CountedDay = today
		return err
	}
	return nil
}

func tempChatOf(tx TempTx, w Way) (TempChat, error) {
	c, err := tx.TempChat(w.ID)
	if errors.Is(err, crm.ErrNotFound) {
		return TempChat{WayID: w.ID, CorpID: w.CorpID}, nil
	}
	return c, err
}

// putTemp stores a visit, tells boards, and has it looked at again when its state changes by itself.
func (l *Ledger) putTemp(tx Tx, was, c TempChat, account, at int64) error {
	if err := tx.PutTempChat(c); err != nil {
		return err
	}
	if due := c.due(); due != 0 && due != was.due() {
		job := wayJobOf(JobTempDue, Way{ID: c.WayID, AccountID: account}, due)
		job.Queue, job.Lane, job.CreatedAt = QueueAsk, "", at // it waits for nothing, and nothing waits for it
		job.OnceKey = fmt.Sprint(JobTempDue, ":", c.WayID, ":", due)
		if err := tx.AddJob(job); err != nil {
			return err
		}
	}
	return tx.AddChange(crm.Stale("temp_chat", c.WayID, at))
}

// JobTempDue announces that a code has run out, or that a chat is over.
const JobTempDue = "temp_chat.due"

// TempDue is the job that does.
func (l *Ledger) TempDue(ctx context.Context, job crm.Job) error {
	var p wayJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	at := l.Clock.Ms()
	return l.Store.Write(ctx, []string{wayLane(p.WayID)}, func(tx Tx) error {
		was, err := tx.TempChat(p.WayID)
		if err != nil {
			return err
		}
		c := was.at(at)
		if c == was {
			return nil
		}
		return l.putTemp(tx, was, c, job.AccountID, at)
	})
}

// visited notes who came through a temporary way, and who left. It reads the events between customer and member, so that their
// order makes no difference.
func (l *Ledger) visited(tx Tx, a crm.Account, e ContactEvent, at int64) error {
	var open []TempChat
	switch e.Kind {
	case Added:
		w, err := tx.WayByState(a.CorpID, e.State)
		if e.State == "" || errors.Is(err, crm.ErrNotFound) || err == nil && w.Kind != KindTemp {
			return nil
		}
		if err != nil {
			return err
		}
		c, err := tempChatOf(tx, w)
		if err != nil || c.UsedAt != 0 && (c.UsedAt <= e.At || c.State != TempChatting) {
			return err
		}
		open = append(open, c.usedBy(w, e))
	case Lost, Deleted, Transferred:
		var err error
		if open, err = tx.OpenTempChats(e.IdentityID, e.UserID); err != nil || len(open) == 0 {
			return err
		}
	default:
		return nil
	}
	events, err := tx.ContactEvents(e.IdentityID, e.UserID)
	if err != nil {
		return err
	}
	for _, c := range open {
		if err := l.putTemp(tx, TempChat{}, c.left(events).at(at), a.ID, at); err != nil {
			return err
		}
	}
	return nil
}

func (c TempChat) usedBy(w Way, e ContactEvent) TempChat {
	_, chat := w.lives()
	c.State, c.UsedAt, c.IdentityID, c.UserID, c.EndsAt = TempChatting, e.At, e.IdentityID, e.UserID, e.At+chat*1000
	return c
}

// left ends a chat with the first event in which one of the two left the other.
func (c TempChat) left(events []ContactEvent) TempChat {
	for _, e := range events {
		if e.Kind != Lost && e.Kind != Deleted && e.Kind != Transferred || e.At < c.UsedAt || e.At >= c.EndsAt || c.EndedAt != 0 && e.At >= c.EndedAt {
			continue
		}
		c.State, c.EndedAt, c.EndReason = TempEnded, e.At, EndedByLeave
		if e.Kind != Lost {
			c.EndReason = EndedByMember
		}
	}
	return c
}
