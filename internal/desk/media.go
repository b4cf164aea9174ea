package desk

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/menling/menling/internal/crm"
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

// pictureKept refuses what we do not keep, or what the platform would not take as a picture.
func (k *Desk) pictureKept(ctx context.Context, who crm.Actor, hash []byte) error {
	if hash == nil {
		return nil
	}
	b, err := k.Store.BlobHead(ctx, [32]byte(hash))
	if err == nil {
		err = k.MayOpen(ctx, who, [32]byte(hash))
	}
	switch {
	case errors.Is(err, crm.ErrNotFound):
		return crm.Invalid("media_id", "找不到这张图片，请重新上传", "this picture is not known: upload it again")
	case err != nil:
		return err
	case !strings.HasPrefix(b.Type, "image/") || b.Size > maxPicture:
		return crm.Invalid("media_id", "只能发送 2 MB 以内的 PNG、JPEG、GIF 图片", "only PNG, JPEG and GIF pictures of at most 2 MB can be sent")
	}
	return nil
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
	data, err := k.fetchPicture(ctx, m)
	if err != nil && !errors.Is(err, ErrNoPicture) && job.Attempts < mediaPatience {
		return err
	}
	if err != nil {
		k.Log.Warn("a customer's picture could not be fetched", "message", m.ID, "err", err)
		return k.keepMedia(ctx, m, nil, crm.ProblemPicture)
	}
	b, err := crm.Picture(data, k.Clock.Ms())
	if err != nil {
		return k.keepMedia(ctx, m, nil, crm.ProblemPicture)
	}
	return k.keepMedia(ctx, m, &b, 0)
}

// ErrNoPicture: it is not to be had there, and asking there again is no use.
var ErrNoPicture = errors.New("there is no such picture")

// fetchPicture gets a customer's picture by its media id, else from the address that the platform shows it at for a while. It is
// lost when neither has it.
func (k *Desk) fetchPicture(ctx context.Context, m Message) ([]byte, error) {
	byID, err := k.fetchMedia(ctx, m)
	if err == nil || m.PicURL == "" {
		return byID, err
	}
	data, byURL := k.Clients.Fetch(ctx, m.AccountID, m.PicURL)
	switch {
	case byURL == nil:
		return data, nil
	case errors.Is(err, ErrNoPicture) && errors.Is(byURL, ErrNoPicture):
		return nil, fmt.Errorf("%w; by its address: %w", err, byURL)
	}
	return nil, fmt.Errorf("%v; by its address: %v", err, byURL) // one of them may have it later
}

func (k *Desk) fetchMedia(ctx context.Context, m Message) ([]byte, error) {
	if m.MediaRef == "" {
		return nil, fmt.Errorf("it has no media id: %w", ErrNoPicture)
	}
	client, err := k.Clients.Weapp(ctx, m.AccountID)
	if err != nil {
		return nil, err
	}
	file, err := client.Media.Get(ctx, m.MediaRef)
	switch {
	case errors.Is(err, wx.ErrInvalidMedia):
		return nil, ErrNoPicture
	case err != nil:
		return nil, err
	}
	if _, err := crm.Picture(file.Data, 0); err != nil && m.PicURL != "" { // an answer of another kind under a media id
		return nil, err
	}
	return file.Data, nil
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
