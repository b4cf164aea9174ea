package ledger

import (
	"context"
	"errors"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

const (
	// nameTime is how long a customer's name is waited for; a word of the plan stands for it afterwards.
	nameTime = 2 * time.Second
	// callTime is kept back for the call itself when media are uploaded.
	callTime = 3 * time.Second
	// rivalPause is the pause before another try while another app is sending its welcome.
	rivalPause = 500 * time.Millisecond
)

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
	left := time.Duration(job.NotAfter-l.Clock.Ms()) * time.Millisecond
	switch {
	case w.State == WelcomeCalling: // an earlier run was cut off in the middle
		return l.settleWelcome(ctx, w.ID, ending(WelcomeUnknown, crm.ProblemUnknown))
	case w.State != WelcomeSending:
		return nil
	case left <= 0:
		_, err := l.stepWelcome(ctx, w.ID, WelcomeSending, tooLate)
		return err
	}
	inTime, cancel := context.WithTimeout(ctx, left)
	defer cancel()
	app, err := l.Clients.WeCom(ctx, job.AccountID)
	if err != nil {
		return err
	}
	message, problem, err := l.readyWelcome(inTime, app, job.AccountID, w, left)
	if err != nil {
		return err
	}
	message.Code = p.Code
	return l.callWelcome(ctx, inTime, app, job, w.ID, message, problem)
}

// callWelcome makes the call. inTime ends with the code's life; what is noted about the call has time after that.
func (l *Ledger) callWelcome(ctx, inTime context.Context, app *wecom.App, job crm.Job, id int64, message wecom.Welcome, problem int) error {
	if message.Text == "" && len(message.Attachments) == 0 {
		_, err := l.stepWelcome(ctx, id, WelcomeSending, ending(WelcomeFailed, problem))
		return err
	}
	if inTime.Err() != nil || l.Clock.Ms() > job.NotAfter {
		_, err := l.stepWelcome(ctx, id, WelcomeSending, tooLate)
		return err
	}
	mine, err := l.stepWelcome(ctx, id, WelcomeSending, func(w *Welcome) { w.State, w.Text = WelcomeCalling, message.Text })
	if err != nil || !mine {
		return err // another worker has it
	}
	err = app.Welcome.Send(inTime, message)
	if err == nil {
		return l.settleWelcome(ctx, id, ending(WelcomeSent, problem))
	}
	return l.refusedWelcome(ctx, job, id, err)
}

// readyWelcome makes the message: words are filled in, media uploaded where they are not yet. What could not be uploaded is left
// out, and problem says so: a greeting without its picture is better than none.
func (l *Ledger) readyWelcome(ctx context.Context, app *wecom.App, account int64, w Welcome, left time.Duration) (m wecom.Welcome, problem int, err error) {
	f, external, err := l.Store.FillingOf(ctx, w.IdentityID, w.UserID, w.WayID, w.ChannelID)
	if err != nil {
		return m, 0, err
	}
	if f.Customer == "" && uses(w.Text, "customer") {
		f.Customer = l.nameInTime(ctx, app, external, left)
	}
	a, err := l.Store.Account(ctx, account)
	if err != nil {
		return m, 0, err
	}
	f.At = time.UnixMilli(w.At).In(a.Location())
	m.Text = cutBytes(f.fill(w.Text), maxWelcome)
	uploading, cancel := context.WithTimeout(ctx, max(left-callTime, 0))
	defer cancel()
	var missing int
	m.Attachments, missing = l.attachments(uploading, app, account, w.Attachments)
	if missing > 0 {
		problem = crm.ProblemAttachment
	}
	return m, problem, nil
}

// nameInTime asks who the customer is. Nobody waits long for it: the platform may not know yet.
func (l *Ledger) nameInTime(ctx context.Context, app *wecom.App, external string, left time.Duration) string {
	ctx, cancel := context.WithTimeout(ctx, min(nameTime, left/4))
	defer cancel()
	detail, err := app.Customers.Get(ctx, external, "")
	if err != nil {
		l.Log.Info("greeted without a name", "err", err)
	}
	return detail.ExternalContact.Name
}

// refusedWelcome puts what a failed call means into the ledger.
func (l *Ledger) refusedWelcome(ctx context.Context, job crm.Job, id int64, err error) error {
	var refused *wx.Error
	switch {
	case errors.Is(err, wx.ErrBeingDistributed):
		return l.againWelcome(ctx, id, err, func(w *Welcome) { w.Rival = true })
	case errors.Is(err, wx.ErrRateLimited), errors.Is(err, wx.ErrConcurrency):
		return l.againWelcome(ctx, id, err, func(*Welcome) {})
	case errors.Is(err, wx.ErrInvalidMedia):
		return l.renewWelcome(ctx, job, id, err)
	case errors.Is(err, wx.ErrAlreadyChatting):
		return l.settleWelcome(ctx, id, taken)
	case errors.Is(err, wx.ErrTooLate):
		late := l.Clock.Ms() > job.NotAfter
		return l.settleWelcome(ctx, id, func(w *Welcome) {
			if w.State, w.Problem = WelcomeFailed, crm.ProblemCodeDead; late {
				tooLate(w)
			}
		})
	case wx.IsUnknown(err), errors.Is(err, wx.ErrBusy):
		return l.settleWelcome(ctx, id, ending(WelcomeUnknown, crm.ProblemUnknown))
	case errors.As(err, &refused):
		return l.settleWelcome(ctx, id, ending(WelcomeFailed, refused.Code))
	}
	return l.againWelcome(ctx, id, err, func(w *Welcome) { w.Problem = crm.ProblemUnreachable }) // nothing was sent
}

// againWelcome has a call tried once more that did nothing. The error is named, not kept: a rest until the platform's limit of
// calls is over would outlast the code.
func (l *Ledger) againWelcome(ctx context.Context, id int64, err error, note func(*Welcome)) error {
	if e := l.settleWelcome(ctx, id, func(w *Welcome) { w.State = WelcomeSending; note(w) }); e != nil {
		return e
	}
	return crm.Again(rivalPause, errors.New(err.Error()))
}

// renewWelcome uploads what the platform no longer knows and sends the welcome once more, in what is left of its time.
func (l *Ledger) renewWelcome(ctx context.Context, job crm.Job, id int64, err error) error {
	var refused *wx.Error
	errors.As(err, &refused)
	again := false
	_, e := l.moveWelcome(ctx, id, WelcomeCalling, func(tx Tx, w *Welcome) error {
		if again = !w.Renewed; !again {
			w.State, w.Problem = WelcomeFailed, refused.Code
			return nil
		}
		w.State, w.Renewed = WelcomeSending, true
		return tx.ForgetUploads(job.AccountID, kept(w.Attachments))
	})
	if e != nil || !again {
		return e
	}
	return l.SendWelcome(ctx, job)
}
