package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/metrics"
	"github.com/menling/menling/internal/store"
)

// jobLease is how long a job is a worker's own; one that takes longer is started again by another, so it is cut off before.
const (
	jobLease = 30 * time.Second
	jobTime  = 25 * time.Second
	jobPoll  = 500 * time.Millisecond
)

// queues says how many jobs of each queue run at once.
var queues = map[string]int{
	ledger.QueueWelcome: 8,
	ledger.QueueAsk:     4,
	ledger.QueueWays:    2,
	ledger.QueueBulk:    8,
	ledger.QueueUpload:  2,
	desk.QueueSend:      4,
	desk.QueueMedia:     4,
	desk.QueueNotice:    1,
	desk.QueueMaterial:  2,
	desk.QueueBot:       8,

	ledger.QueueReconcile: 2,
}

func (a *App) handlers() map[string]func(context.Context, crm.Job) error {
	return map[string]func(context.Context, crm.Job) error{
		ledger.JobCreateWay: a.Ledger.CallCreate,
		ledger.JobFindWay:   a.Ledger.FindWay,
		ledger.JobFetchQR:   a.Ledger.FetchQR,
		ledger.JobAnswer:    a.Ledger.Answer,
		ledger.JobLapseWay:  a.Ledger.LapseWay,
		ledger.JobTwin:      a.Ledger.FollowTwin,

		ledger.JobChangeWay:     a.Ledger.CallChange,
		ledger.JobDeleteWay:     a.Ledger.CallDelete,
		ledger.JobFindCancelled: a.Ledger.FindWay,
		ledger.JobBlame:         a.Ledger.Blame,
		ledger.JobBulk:          a.Ledger.CallBulk,

		ledger.JobTempDue:    a.Ledger.TempDue,
		ledger.JobCloseTemp:  a.Ledger.CallCloseTemp,
		ledger.JobTurnPool:   a.Ledger.TurnPool,
		ledger.JobPoolWays:   a.Ledger.TurnPoolWays,
		ledger.JobCheckPool:  a.Ledger.CheckPool,
		ledger.JobPoolOwners: a.Ledger.AskPoolOwners,

		ledger.JobDetails:  a.Ledger.AskDetails,
		ledger.JobMembers:  a.Ledger.AskMembers,
		ledger.JobWelcome:  a.Ledger.SendWelcome,
		desk.JobSend:       a.Desk.SendMessage,
		desk.JobFetchMedia: a.Desk.FetchMedia,
		desk.JobNotice:     a.Desk.SendNotice,
		desk.JobAskBot:     a.Desk.AskBot,

		desk.JobUploadMaterial: a.Desk.UploadMaterial,

		ledger.JobMark:   a.Ledger.MarkCustomer,
		ledger.JobUpload: a.Ledger.UploadMedia,

		ledger.JobCheckImport: a.Ledger.CheckImport,
		ledger.JobRunImport:   a.Ledger.RunImport,
		ledger.JobPictures:    a.Ledger.FetchPictures,

		ledger.JobChat:       a.Ledger.AskChat,
		ledger.JobFoldChat:   a.Ledger.FoldChatPeople,
		ledger.JobChats:      a.Ledger.ReadChats,
		ledger.JobRebuild:    a.Ledger.CarryOn,
		ledger.JobReconcile:  a.Ledger.RunReconciliation,
		ledger.JobPushState:  a.Ledger.PushState,
		ledger.JobCheckDrift: a.Ledger.CheckDrift,
		ledger.JobDecide:     a.Ledger.Decide,
	}
}

func (a *App) wakeJobs() {
	for queue := range queues {
		a.bus.Wake(queue)
	}
	a.wakeWatchers()
}

// wakeWatchers has those look who act on what facts say, without a job.
func (a *App) wakeWatchers() {
	a.bus.Wake(ledger.TopicAnswers)
	a.bus.Wake(ledger.TopicMedia)
	a.bus.Wake(desk.TopicMaterials)
	a.bus.Wake(desk.TopicAssign)
}

// ClockMoved has everything looked at that waits for a time: the demo's clock can be set. Who is there is said first, or their
// conversations would be taken for left.
func (a *App) ClockMoved() {
	a.api.ClockMoved()
	a.wakeJobs()
	a.bus.Wake(crm.TopicJournal)
	a.bus.Wake(topicTend)
}

// jobWorker does the jobs of one queue, one at a time.
type jobWorker struct {
	*App
	queue string
	do    map[string]func(context.Context, crm.Job) error
}

// Run works until ctx ends; a job under way is finished.
func (w jobWorker) Run(ctx context.Context) error {
	woken, stop := w.bus.Listen(w.queue)
	defer stop()
	for ctx.Err() == nil {
		job, err := w.Store.ClaimJob(ctx, w.queue, w.clock.Ms(), jobLease)
		if err == nil {
			w.run(crm.WithStop(context.WithoutCancel(ctx), ctx.Done()), job)
			continue
		}
		if !errors.Is(err, crm.ErrNotFound) && ctx.Err() == nil {
			w.log.Error("jobs cannot be claimed", "queue", w.queue, "err", err)
		}
		select {
		case <-ctx.Done():
		case <-woken:
		case <-time.After(jobPoll):
		}
	}
	return nil
}

func (w jobWorker) run(ctx context.Context, job crm.Job) {
	began, result := time.Now(), metrics.Done
	err := w.try(ctx, job)
	took := time.Since(began)
	wait, again := time.Duration(0), false
	until, rests := crm.Limited(err, w.clock())
	if err != nil {
		wait, again = crm.Backoff(job.Tries(), err)
		w.log.Warn("job not done", "kind", job.Kind, "id", job.ID, "attempts", job.Attempts, "parked", !again && !rests, "err", err)
	}
	now := w.clock.Ms()
	writeErr := w.Store.Write(ctx, nil, func(tx *store.Tx) error {
		switch {
		case err == nil:
			return tx.FinishJob(job, now)
		case rests:
			result = metrics.Rests
			return tx.RestJob(job, until.UnixMilli(), err.Error())
		case again:
			result = metrics.Again
			return tx.DelayJob(job, now+wait.Milliseconds(), err.Error())
		default:
			result = metrics.Parked
			return tx.ParkJob(job, err.Error())
		}
	})
	if writeErr != nil {
		w.log.Error("job's end not noted", "kind", job.Kind, "id", job.ID, "err", writeErr)
	}
	w.metrics.Job(w.queue, result, took)
	w.bus.Wake(w.queue) // the next of its lane may go
	w.bus.Wake(crm.TopicJournal)
}

func (w jobWorker) try(ctx context.Context, job crm.Job) (err error) {
	do, known := w.do[job.Kind]
	if !known {
		return fmt.Errorf("no handler for jobs of kind %q", job.Kind)
	}
	ctx, cancel := context.WithTimeout(ctx, jobTime)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return do(ctx, job)
}
