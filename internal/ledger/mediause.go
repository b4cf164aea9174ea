package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/menling/menling/internal/crm"
)

// JobUpload uploads one kept picture, video or file.
const JobUpload = "media.upload"

// TopicMedia is woken when a way or channel was given media.
const TopicMedia = "media-in-use"

// MediaUse is a welcome that an account's customers may get.
type MediaUse struct {
	AccountID int64
	Plan      WelcomePlan
}

// UploadMedia is the job that has the platform keep what a welcome needs.
func (l *Ledger) UploadMedia(ctx context.Context, job crm.Job) error {
	k := Kept{AccountID: job.AccountID}
	if err := job.Decode(&k); err != nil {
		return err
	}
	app, err := l.Clients.WeCom(ctx, job.AccountID)
	if err != nil {
		return err
	}
	_, err = l.uploaded(ctx, app, k, mediaRenew)
	return err
}

// RenewMedia asks for uploads of all media in use that the platform does not have, or soon will not have.
func (l *Ledger) RenewMedia(ctx context.Context) error {
	uses, err := l.Store.MediaUses(ctx)
	if err != nil || len(uses) == 0 {
		return err
	}
	known := map[Kept]int64{}
	for _, account := range accountsOf(uses) {
		uploads, err := l.Store.Uploads(ctx, account)
		if err != nil {
			return err
		}
		for _, u := range uploads {
			known[u.Kept] = u.At
		}
	}
	stamp := l.stamp()
	var jobs []crm.Job
	for _, k := range keptIn(uses) {
		if stamp.At-known[k] >= mediaRenew.Milliseconds() {
			jobs = append(jobs, k.job(known[k], stamp.At))
		}
	}
	if len(jobs) == 0 {
		return nil
	}
	err = l.Store.Write(ctx, nil, func(tx Tx) error {
		for _, job := range jobs {
			if err := tx.AddJob(job); err != nil {
				return err
			}
		}
		return nil
	})
	l.Waker.Wake(QueueUpload)
	return err
}

// job uploads it: once for each copy that grows old, and once a day when that fails.
func (k Kept) job(since, at int64) crm.Job {
	payload, err := json.Marshal(k)
	if err != nil {
		panic(err) // strings only
	}
	day := at / (24 * time.Hour).Milliseconds()
	once := fmt.Sprintf("%s:%d:%s:%s:%s:%d:%d", JobUpload, k.AccountID, k.Hash, k.Kind, k.Name, since, day)
	return crm.Job{Queue: QueueUpload, Kind: JobUpload, AccountID: k.AccountID, OnceKey: once, Payload: payload, RunAt: at, CreatedAt: at}
}

func accountsOf(uses []MediaUse) (accounts []int64) {
	for _, u := range uses {
		accounts = append(accounts, u.AccountID)
	}
	slices.Sort(accounts)
	return slices.Compact(accounts)
}

// keptIn is what all these welcomes need, once each.
func keptIn(uses []MediaUse) (list []Kept) {
	seen := map[Kept]bool{}
	for _, u := range uses {
		for _, g := range u.Plan.all() {
			for _, a := range g.Attachments {
				if k, ok := a.kept(u.AccountID); ok && !seen[k] {
					seen[k] = true
					list = append(list, k)
				}
			}
		}
	}
	return list
}

// wakeMedia has what new plans need uploaded now. A channel's plan is new when it gets a way.
func (l *Ledger) wakeMedia(plans ...WelcomePlan) {
	if slices.ContainsFunc(plans, WelcomePlan.keeps) {
		l.Waker.Wake(TopicMedia)
	}
}
