package desk

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/menling/menling/internal/crm"
)

// Messenger tells a member of a company something through the company's app, outside our console.
type Messenger interface {
	Tell(ctx context.Context, account int64, userID, title, text string) error
}

// JobNotice tells an agent without a console that somebody waits.
const JobNotice = "agent.notice"

type noticeJob struct {
	AgentID int64  `json:"agent_id"`
	UserID  string `json:"userid"`
}

// noticePause is how long an agent is told nothing after they were told.
const noticePause = time.Minute

// Absentee is an agent who is online by their own word, without a console, and the member they are.
type Absentee struct {
	Seat
	Role   crm.Role
	Teams  []int64
	CorpID int64
	UserID string
}

// NoticeReader finds whom to tell.
type NoticeReader interface {
	// Absentees are agents who are online without a console, are linked to a member, and were told nothing since a time.
	Absentees(ctx context.Context, now, toldBefore int64) ([]Absentee, error)
	// Awaited counts what began to wait for an agent, or became theirs, after a time: conversations that they may accept, and
	// customers of their own. They are those whose customer wrote after another.
	Awaited(ctx context.Context, a Absentee, after, wrote int64) (waiting, own int, err error)
}

// NoticeTx keeps how telling them went.
type NoticeTx interface {
	// PutNoticeProblem keeps why an agent could not be told, 0 when they were; false: it is so already.
	PutNoticeProblem(agent int64, problem int) (bool, error)
}

// Notify has agents told who are online but have no console open, when somebody began to wait for them: at once, and at most once
// a minute. Who is offline is told nothing.
func (k *Desk) Notify(ctx context.Context) error {
	now := k.Clock.Ms()
	list, err := k.Store.Absentees(ctx, now, now-noticePause.Milliseconds())
	if err != nil || len(list) == 0 {
		return err
	}
	accounts, err := k.Store.Accounts(ctx)
	if err != nil {
		return err
	}
	grant, err := k.Store.Grant(ctx)
	if err != nil {
		return err
	}
	for _, a := range list {
		i := slices.IndexFunc(accounts, func(x crm.Account) bool { return x.Kind == crm.WeCom && x.CorpID == a.CorpID && x.AgentID != "" })
		if i < 0 {
			continue
		}
		// Messages come in later than their customers wrote them; so who still waits is told of once more.
		waiting, own, err := k.Store.Awaited(ctx, a, a.NotifiedAt-noticePause.Milliseconds(), grant.Ended(now))
		if err != nil {
			return err
		}
		if waiting+own > 0 {
			if err := k.notice(ctx, a, accounts[i].ID); err != nil {
				return err
			}
		}
	}
	k.Waker.Wake(QueueNotice)
	return nil
}

// notice makes the job that tells them, when nobody else has meanwhile.
func (k *Desk) notice(ctx context.Context, a Absentee, account int64) error {
	payload, err := json.Marshal(noticeJob{a.AgentID, a.UserID})
	if err != nil {
		return err
	}
	now := k.Clock.Ms()
	return k.Store.Write(ctx, []string{agentKey(a.AgentID)}, func(tx Tx) error {
		s, err := tx.Seat(a.AgentID)
		if err != nil || s.Status != Online || s.There(now) || now-s.NotifiedAt < noticePause.Milliseconds() {
			return err
		}
		s.NotifiedAt = now
		if err := tx.PutSeat(s); err != nil {
			return err
		}
		return tx.AddJob(crm.Job{
			Queue: QueueNotice, Kind: JobNotice, AccountID: account, Payload: payload, RunAt: now, NotAfter: now + noticePause.Milliseconds(), AtMostOnce: true, CreatedAt: now,
		})
	})
}

// SendNotice is the job that tells an agent. One that cannot be told is told the next time.
func (k *Desk) SendNotice(ctx context.Context, job crm.Job) error {
	var p noticeJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	seat, err := k.Store.Seat(ctx, p.AgentID)
	if err != nil {
		return err
	}
	if seat.Status != Online || seat.There(k.Clock.Ms()) || job.Attempts > 1 {
		return nil // they came, or went home, or may have been told already
	}
	err = k.Messenger.Tell(ctx, job.AccountID, p.UserID, "有客户在等待", "有客户在等您接待，请打开门铃。不想收到提醒，请把状态改为离线。")
	if err != nil {
		k.Log.Warn("an agent could not be told that somebody waits", "agent", p.AgentID, "err", err)
	}
	_, problem := outcome(err, true)
	return k.noticed(ctx, p.AgentID, problem)
}

// noticed shows admins who could not be told, and why.
func (k *Desk) noticed(ctx context.Context, agent int64, problem int) error {
	stamp := k.stamp()
	return k.Store.Write(ctx, []string{agentKey(agent)}, func(tx Tx) error {
		news, err := tx.PutNoticeProblem(agent, problem)
		if err != nil || !news {
			return err
		}
		return tx.AddChange(crm.Stale("agent", agent, stamp.At))
	})
}
