package ledger

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wx"
)

// CodeTempNotOpen: nobody is in the chat that is to be closed.
const CodeTempNotOpen crm.Code = "temp_chat_not_open"

// JobCloseTemp has the platform end a chat before its time.
const JobCloseTemp = "temp_chat.close"

// CloseTempChat has a chat closed: its conclusions are sent now. Closing twice is closing once; only after a closing of unknown
// outcome, or a refused one, the platform is asked again.
func (l *Ledger) CloseTempChat(ctx context.Context, who crm.Actor, id int64) (TempChatRow, error) {
	w, err := l.tempWay(ctx, id)
	if err != nil {
		return TempChatRow{}, err
	}
	at := l.Clock.Ms()
	err = l.Store.Write(ctx, []string{wayLane(id)}, func(tx Tx) error {
		was, err := tx.TempChat(id)
		if err != nil {
			return err
		}
		c := was.at(at)
		switch {
		case c.CloseState == CloseAsked, c.CloseState == CloseCalling, c.CloseState == CloseDone:
			return nil
		case c.State != TempChatting:
			return crm.Refuse(CodeTempNotOpen, "state", c.State)
		}
		c.CloseState, c.CloseProblem, c.ClosedBy, c.ClosedName = CloseAsked, 0, who.ID, who.Name
		return errors.Join(l.settleTemp(tx, who, "temp_chat.close", was, c, w.AccountID, at), tx.AddJob(closeJob(w, at)))
	})
	l.Waker.Wake(QueueWays)
	if err != nil {
		return TempChatRow{}, err
	}
	return l.TempChatRow(ctx, id)
}

func closeJob(w Way, at int64) crm.Job {
	payload, _ := json.Marshal(wayJob{WayID: w.ID}) // an integer cannot fail
	return crm.Job{
		Queue: QueueWays, Kind: JobCloseTemp, AccountID: w.AccountID, Lane: "temp_chat:" + itoa(w.ID), Payload: payload,
		RunAt: at, AtMostOnce: true, CreatedAt: at,
	}
}

func (l *Ledger) settleTemp(tx Tx, who crm.Actor, operation string, was, c TempChat, account, at int64) error {
	audit := crm.Audit{At: at, Actor: who, Operation: operation, Subject: "temp_chat", SubjectID: c.WayID, Before: was, After: c}
	return errors.Join(l.putTemp(tx, was, c, account, at), tx.AddAudit(audit))
}

// CallCloseTemp is the job that calls. One that finds itself begun before was cut off in the middle: then nobody knows.
func (l *Ledger) CallCloseTemp(ctx context.Context, job crm.Job) error {
	w, err := l.jobWay(ctx, job)
	if err != nil {
		return err
	}
	c, err := l.Store.TempChat(ctx, w.ID)
	if err != nil {
		return err
	}
	switch c.CloseState {
	case CloseAsked:
	case CloseCalling:
		_, err := l.moveTemp(ctx, w, CloseCalling, closeEnd(crm.ProblemUnknown, CloseUnknown))
		return err
	default:
		return nil
	}
	who, err := l.Store.IdentityByID(ctx, c.IdentityID)
	if err != nil {
		return err
	}
	app, err := l.Clients.WeCom(ctx, w.AccountID)
	if err != nil {
		return err
	}
	mine, err := l.moveTemp(ctx, w, CloseAsked, func(c *TempChat, _ int64) { c.CloseState = CloseCalling })
	if err != nil || !mine {
		return err
	}
	end, err := closed(app.ContactWays.CloseTempChat(ctx, c.UserID, who.Value))
	if _, e := l.moveTemp(ctx, w, CloseCalling, end); e != nil {
		return e
	}
	return err
}

// closed says what the platform's answer means. An error is given on when nothing was done, so that the job is tried again.
func closed(err error) (func(*TempChat, int64), error) {
	var refused *wx.Error
	switch {
	case err == nil, errors.Is(err, wx.ErrNotFollower): // there is no such chat: it is over
		return func(c *TempChat, at int64) {
			if c.CloseState, c.CloseProblem, c.ClosedAt = CloseDone, 0, at; c.State == TempChatting {
				c.State, c.EndedAt, c.EndReason = TempEnded, at, EndedByUs
			}
			if err != nil {
				c.CloseProblem = crm.ProblemNoTempChat
			}
		}, nil
	case errors.Is(err, wx.ErrRateLimited), errors.Is(err, wx.ErrConcurrency):
		return func(c *TempChat, _ int64) { c.CloseState = CloseAsked }, err
	case wx.IsUnknown(err), errors.Is(err, wx.ErrBusy):
		return closeEnd(crm.ProblemUnknown, CloseUnknown), nil
	case errors.As(err, &refused):
		return closeEnd(refused.Code, CloseFailed), nil
	}
	return closeEnd(crm.ProblemUnreachable, CloseFailed), nil
}

func closeEnd(problem int, state string) func(*TempChat, int64) {
	return func(c *TempChat, _ int64) { c.CloseState, c.CloseProblem = state, problem }
}

// moveTemp changes a visit whose closing is where it is thought to be; else it does nothing and is false.
func (l *Ledger) moveTemp(ctx context.Context, w Way, from string, change func(c *TempChat, at int64)) (mine bool, err error) {
	at := l.Clock.Ms()
	err = l.Store.Write(ctx, []string{wayLane(w.ID)}, func(tx Tx) error {
		was, err := tx.TempChat(w.ID)
		if mine = err == nil && was.CloseState == from; !mine {
			return err
		}
		c := was.at(at)
		change(&c, at)
		return l.settleTemp(tx, crm.Rule(JobCloseTemp), "temp_chat.close_"+c.CloseState, was, c, w.AccountID, at)
	})
	return mine, err
}
