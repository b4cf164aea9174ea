package desk

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/weapp"
)

// The platform keeps what it is given for three days, to be sent any number of times. A copy is used as long as it surely serves;
// those of materials are made ahead of time and again before they are forgotten, so that nobody waits for an upload.
const (
	copyServes = 3*24*time.Hour - time.Hour
	copyRenew  = 60 * time.Hour
)

// JobUploadMaterial uploads one picture of the material library.
const JobUploadMaterial = "material.upload"

// TopicMaterials is woken when the library has changed.
const TopicMaterials = "materials"

// MediaCopy is the platform's copy of a picture that we keep.
type MediaCopy struct {
	AccountID int64
	Hash      []byte
	MediaID   string // empty: there is none yet
	At        int64
}

// MediaCopyReader answers outside a transaction.
type MediaCopyReader interface {
	MediaCopy(ctx context.Context, account int64, hash []byte) (MediaCopy, error)
	// MaterialCopies are the pictures of the library, each for every account that may send it, whose copy is older than a time or missing.
	MaterialCopies(ctx context.Context, before int64, limit int) ([]MediaCopy, error)
}

// MediaCopyTx changes what is known of the platform's copies.
type MediaCopyTx interface {
	PutMediaCopy(MediaCopy) error
	ForgetMediaCopy(account int64, hash []byte) error
}

// upload is the platform's id of a picture, which is uploaded when there is no copy that serves.
func (k *Desk) upload(ctx context.Context, client *weapp.Client, account int64, hash []byte, serves time.Duration) (string, error) {
	c, err := k.Store.MediaCopy(ctx, account, hash)
	if err == nil && k.Clock.Ms()-c.At < serves.Milliseconds() {
		return c.MediaID, nil
	}
	if err != nil && !errors.Is(err, crm.ErrNotFound) {
		return "", err
	}
	b, err := k.Store.Blob(ctx, [32]byte(hash))
	if err != nil {
		return "", err
	}
	at := k.Clock.Ms()
	media, err := client.Media.Upload(ctx, weapp.Upload{
		Name: "picture." + strings.TrimPrefix(b.Type, "image/"), ContentType: b.Type, Body: bytes.NewReader(b.Data),
	})
	if err != nil {
		return "", err
	}
	c = MediaCopy{AccountID: account, Hash: hash, MediaID: media.ID, At: at}
	if err := k.Store.Write(context.WithoutCancel(ctx), nil, func(tx Tx) error { return tx.PutMediaCopy(c) }); err != nil {
		k.Log.Warn("an upload was not noted", "account", account, "err", err)
	}
	return media.ID, nil
}

func (k *Desk) forgetCopy(ctx context.Context, account int64, hash []byte) error {
	return k.Store.Write(ctx, nil, func(tx Tx) error { return tx.ForgetMediaCopy(account, hash) })
}

type uploadJob struct {
	Hash string `json:"hash"`
}

// UploadMaterial is the job that has the platform keep a picture of the library.
func (k *Desk) UploadMaterial(ctx context.Context, job crm.Job) error {
	var p uploadJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	hash, err := hex.DecodeString(p.Hash)
	if err != nil || len(hash) != 32 {
		return fmt.Errorf("material's picture %q: %w", p.Hash, crm.ErrNotFound)
	}
	client, err := k.Clients.Weapp(ctx, job.AccountID)
	if err != nil {
		return err
	}
	_, err = k.upload(ctx, client, job.AccountID, hash, copyRenew)
	return err
}

// renewAtOnce is how many uploads are asked for in one look.
const renewAtOnce = 200

// RenewMaterials asks for uploads of pictures of the library that the platform does not have, or soon will not have.
func (k *Desk) RenewMaterials(ctx context.Context) error {
	stamp := k.stamp()
	due, err := k.Store.MaterialCopies(ctx, stamp.At-copyRenew.Milliseconds(), renewAtOnce)
	if err != nil || len(due) == 0 {
		return err
	}
	jobs := make([]crm.Job, 0, len(due))
	for _, c := range due {
		job, err := c.job(stamp.At)
		if err != nil {
			return err
		}
		jobs = append(jobs, job)
	}
	err = k.Store.Write(ctx, nil, func(tx Tx) error {
		for _, job := range jobs {
			if err := tx.AddJob(job); err != nil {
				return err
			}
		}
		return nil
	})
	k.Waker.Wake(QueueMaterial)
	return err
}

// job uploads it: once for each copy that grows old, and once a day when that fails.
func (c MediaCopy) job(at int64) (crm.Job, error) {
	hash := hex.EncodeToString(c.Hash)
	payload, err := json.Marshal(uploadJob{hash})
	once := fmt.Sprintf("%s:%d:%s:%d:%d", JobUploadMaterial, c.AccountID, hash, c.At, at/(24*time.Hour).Milliseconds())
	return crm.Job{Queue: QueueMaterial, Kind: JobUploadMaterial, AccountID: c.AccountID, OnceKey: once, Payload: payload, RunAt: at, CreatedAt: at}, err
}
