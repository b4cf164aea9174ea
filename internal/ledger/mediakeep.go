package ledger

import (
	"context"
	"encoding/hex"
	"errors"
	"strconv"

	"github.com/menling/menling/internal/crm"
)

// KeepMedia stores an image, video or file that is to be sent to customers.
func (l *Ledger) KeepMedia(ctx context.Context, as string, data []byte) (crm.Blob, error) {
	b, err := crm.Sendable(as, data, l.Clock.Ms())
	if err != nil {
		return b, err
	}
	for part, more := 0, true; more && err == nil; part++ {
		err = l.Store.Write(ctx, nil, func(tx Tx) (err error) { more, err = tx.PutBlobPart(b, part); return err })
	}
	return b, err
}

// mediaKept refuses a plan whose media we do not keep, or keep as something else: the platform would refuse them when it is too late.
func (l *Ledger) mediaKept(ctx context.Context, at string, p WelcomePlan) error {
	for i, g := range p.all() {
		here := at
		if i > 0 {
			here += ".hours[" + strconv.Itoa(i-1) + "]"
		}
		for n, a := range g.Attachments {
			if err := l.attachmentKept(ctx, here+".attachments["+strconv.Itoa(n)+"].media", a); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *Ledger) attachmentKept(ctx context.Context, field string, a Attachment) error {
	hash, err := hex.DecodeString(a.Media)
	if err != nil || len(hash) != 32 {
		return nil // a link, or refused before
	}
	b, err := l.Store.BlobHead(ctx, [32]byte(hash))
	if errors.Is(err, crm.ErrNotFound) {
		return crm.Invalid(field, "请先上传文件", "upload the file first")
	}
	if err != nil {
		return err
	}
	switch {
	case a.Kind == "video" && b.Type != "video/mp4":
		return crm.Invalid(field, "这不是 MP4 视频", "this is no MP4 video")
	case (a.Kind == "image" || a.Kind == "miniprogram") && b.Type != "image/jpeg" && b.Type != "image/png":
		return crm.Invalid(field, "这不是 JPG 或 PNG 图片", "this is no JPG or PNG picture")
	}
	return nil
}
