package desk

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"strings"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/weapp"
	"github.com/menling/menling/wx"
)

// maxPicture is the smaller of the two sizes the platform's pages give, in bytes.
const maxPicture = 2 << 20

// KeepPicture stores a picture that an agent wants to send.
func (k *Desk) KeepPicture(ctx context.Context, data []byte) (MediaRow, error) {
	if len(data) > maxPicture {
		return MediaRow{}, crm.Invalid("picture", "图片最大 2 MB", "a picture may have at most 2 MB")
	}
	stamp := k.stamp()
	b, err := crm.Picture(data, stamp.At)
	if err != nil {
		return MediaRow{}, err
	}
	err = k.Store.Write(ctx, nil, func(tx Tx) error { return tx.PutBlob(b) })
	return MediaRow{ID: hex.EncodeToString(b.Hash[:]), Type: b.Type, Size: b.Size, Width: b.Width, Height: b.Height, State: MediaReady}, err
}

func blobHash(r Reply) ([]byte, error) {
	if r.Kind != KindImage {
		return nil, nil
	}
	h, err := hex.DecodeString(r.MediaID)
	if err != nil || len(h) != 32 {
		return nil, crm.Invalid("media_id", "图片编号不对", "this is not the id of a picture")
	}
	return h, nil
}

// upload gives the picture to the platform for the next three days and returns its media id.
func (k *Desk) upload(ctx context.Context, client *weapp.Client, m Message) (string, error) {
	b, err := k.Store.Blob(ctx, [32]byte(m.Blob))
	if err != nil {
		return "", err
	}
	media, err := client.Media.Upload(ctx, weapp.Upload{
		Name: "picture." + strings.TrimPrefix(b.Type, "image/"), ContentType: b.Type, Body: bytes.NewReader(b.Data),
	})
	return media.ID, err
}

// mediaPatience is how often a picture is asked for before it is shown as lost.
const mediaPatience = 8

// FetchMedia is the job that brings a customer's picture home.
func (k *Desk) FetchMedia(ctx context.Context, job crm.Job) error {
	var p mediaJob
	if err := job.Decode(&p); err != nil {
		return err
	}
	m, err := k.Store.Message(ctx, p.MessageID)
	if err != nil || m.MediaState != MediaFetching {
		return err
	}
	client, err := k.Clients.Weapp(ctx, m.AccountID)
	if err != nil {
		return err
	}
	file, err := client.Media.Get(ctx, m.MediaRef)
	if errors.Is(err, wx.ErrInvalidMedia) {
		return k.keepMedia(ctx, m, nil, crm.ProblemPicture)
	}
	if err != nil && job.Attempts >= mediaPatience {
		k.Log.Warn("a customer's picture could not be fetched", "message", m.ID, "err", err)
		return k.keepMedia(ctx, m, nil, crm.ProblemPicture)
	}
	if err != nil {
		return err
	}
	b, err := crm.Picture(file.Data, k.Clock.Ms())
	if err != nil {
		return k.keepMedia(ctx, m, nil, crm.ProblemPicture)
	}
	return k.keepMedia(ctx, m, &b, 0)
}

func (k *Desk) keepMedia(ctx context.Context, m Message, b *crm.Blob, problem int) error {
	stamp := k.stamp()
	return k.Store.Write(ctx, []string{conversationKey(m.ConversationID)}, func(tx Tx) error {
		m, err := tx.Message(m.ID)
		if err != nil {
			return err
		}
		m.MediaState, m.Problem = MediaFailed, problem
		if b != nil {
			if err := tx.PutBlob(*b); err != nil {
				return err
			}
			m.MediaState, m.Blob = MediaReady, b.Hash[:]
		}
		if err := tx.UpdateMessage(m); err != nil {
			return err
		}
		return tellMessage(tx, m.ID, stamp.At)
	})
}
