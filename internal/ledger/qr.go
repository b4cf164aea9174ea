package ledger

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/menling/menling/internal/crm"
)

// JobPictures fetches the pictures of an import's ways, when the ways themselves are made.
const JobPictures = "import.pictures"

const (
	picturesTime   = 12 * time.Second
	picturesAtOnce = 16
	picturesBeside = 2 // reading a code takes a processor some milliseconds
)

func picturesJob(i Import, after, at int64) crm.Job {
	return importJobOf(JobPictures, i, "import.pictures:"+itoa(i.ID), importJob{ImportID: i.ID, After: after}, at)
}

// CodeNoQR: this way has no code at all. CodeNoQRYet: it is not made yet.
const (
	CodeNoQR    crm.Code = "way_has_no_qr"
	CodeNoQRYet crm.Code = "way_qr_not_ready"
)

// QR is a way with its code: the picture is kept by then, fetched now if need be, and its content known where it can be read.
func (l *Ledger) QR(ctx context.Context, id int64) (Way, error) {
	w, err := l.Store.Way(ctx, id)
	switch {
	case err != nil:
		return w, err
	case w.Scene != SceneQR:
		return w, crm.Refuse(CodeNoQR)
	case len(w.QRBlob) > 0 && (w.QRContent != "" || l.ReadQR == nil):
		return w, nil
	case w.ConfigID == "":
		return w, crm.Refuse(CodeNoQRYet)
	}
	if len(w.QRBlob) > 0 { // kept before its content was
		return l.readKept(ctx, w)
	}
	if w.QRURL == "" && w.Kind == KindJoin {
		if w, err = l.readJoinQR(ctx, w); err != nil {
			return w, err
		}
	}
	if w.QRURL == "" {
		return w, crm.Refuse(CodeNoQRYet)
	}
	data, err := l.Clients.Fetch(ctx, w.AccountID, w.QRURL)
	if err != nil {
		l.Log.Warn("a way's picture could not be fetched", "way", id, "err", err)
		return w, crm.Refuse(CodeNoQRYet)
	}
	return l.keepPicture(ctx, w, data)
}

func (l *Ledger) readKept(ctx context.Context, w Way) (Way, error) {
	b, err := l.Store.Blob(ctx, [32]byte(w.QRBlob))
	if err != nil {
		return w, err
	}
	text, err := l.ReadQR(b.Data)
	if err != nil {
		l.Log.Info("a way's code cannot be read", "way", w.ID, "err", err)
		return w, nil
	}
	w.QRContent = text
	_, err = l.move(ctx, w.ID, w.Phase, "way.qr", nil, func(now *Way, _ int64) { now.QRContent = text })
	return w, err
}

// keepPicture keeps the picture of a way's code and what the code says.
func (l *Ledger) keepPicture(ctx context.Context, w Way, data []byte) (Way, error) {
	p, err := l.picture(w.ID, data)
	if err != nil {
		return w, err
	}
	keep := func(tx Tx, _ Way, _ int64) error { return tx.PutBlob(p.blob) }
	_, err = l.move(ctx, w.ID, w.Phase, "way.qr", keep, p.into)
	p.into(&w, 0)
	return w, err
}

// codePicture is a picture with what its code says.
type codePicture struct {
	blob crm.Blob
	text string
}

func (p codePicture) into(w *Way, _ int64) {
	w.QRBlob = p.blob.Hash[:]
	if p.text != "" {
		w.QRContent = p.text
	}
}

func (l *Ledger) picture(way int64, data []byte) (p codePicture, err error) {
	if p.blob, err = crm.Picture(data, l.Clock.Ms()); err != nil || l.ReadQR == nil {
		return p, err
	}
	text, err := l.ReadQR(data)
	if err != nil { // the picture serves without it
		l.Log.Info("a way's code cannot be read", "way", way, "err", err)
	}
	p.text = text
	return p, nil
}

// FetchPictures is the job that keeps the pictures of an import's ways. One that cannot be had now is fetched when somebody asks
// for it.
func (l *Ledger) FetchPictures(ctx context.Context, job crm.Job) error {
	var p importJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	i, err := l.Store.Import(ctx, p.ImportID)
	if err != nil {
		return err
	}
	for until := time.Now().Add(picturesTime); time.Now().Before(until) && !crm.Stopping(ctx); {
		ways, err := l.Store.PicturesMissing(ctx, i.ID, p.After, picturesAtOnce)
		if err != nil || len(ways) == 0 {
			return err
		}
		if err := l.fetchSome(ctx, ways); err != nil {
			return err
		}
		p.After = ways[len(ways)-1].ID
	}
	now := l.Clock.Ms()
	err = l.Store.Write(ctx, nil, func(tx Tx) error { return tx.AddJob(picturesJob(i, p.After, now)) })
	l.Waker.Wake(QueueBulk)
	return err
}

func (l *Ledger) fetchSome(ctx context.Context, ways []Way) error {
	got := make([]*codePicture, len(ways))
	free := make(chan struct{}, picturesBeside)
	var all sync.WaitGroup
	for k, w := range ways {
		free <- struct{}{}
		all.Go(func() {
			defer func() { <-free }()
			p, err := l.fetched(ctx, w)
			if err != nil {
				l.Log.Info("a way's picture could not be fetched", "way", w.ID, "err", err)
				return
			}
			got[k] = &p
		})
	}
	all.Wait()
	at := l.Clock.Ms()
	return l.Store.Write(ctx, nil, func(tx Tx) error {
		for k, p := range got {
			if p == nil {
				continue
			}
			if err := keepBulk(tx, ways[k].ID, *p, at); err != nil {
				return err
			}
		}
		return nil
	})
}

func (l *Ledger) fetched(ctx context.Context, w Way) (codePicture, error) {
	if w.QRURL == "" && w.Kind == KindJoin {
		var err error
		if w, err = l.readJoinQR(ctx, w); err != nil {
			return codePicture{}, err
		}
	}
	data, err := l.Clients.Fetch(ctx, w.AccountID, w.QRURL)
	if err != nil {
		return codePicture{}, err
	}
	return l.picture(w.ID, data)
}

func keepBulk(tx Tx, id int64, p codePicture, at int64) error {
	before, err := tx.Way(id)
	if err != nil || len(before.QRBlob) > 0 {
		return err
	}
	w := before
	p.into(&w, at)
	w.UpdatedAt = at
	return errors.Join(tx.PutBlob(p.blob), tx.UpdateWay(w), recordBulk(tx, crm.Rule("way.qr"), "way.qr", &before, w, at))
}
