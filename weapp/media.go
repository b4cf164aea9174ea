package weapp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// MediaService keeps pictures on the platform for 3 days.
type MediaService struct {
	service
	maxImage int
}

// How large a picture may be, in bytes: the vendor's page says 2 MB in one place
// and 10 MB in another.
const (
	SafeImage = 2 << 20
	MaxImage  = 10 << 20
)

// Upload is a picture to upload: PNG, JPEG or GIF.
type Upload struct {
	Name        string
	ContentType string // guessed from the content when empty
	Body        io.Reader
}

// Media is an uploaded picture. ID serves for 3 days, any number of times.
type Media struct {
	ID        string
	CreatedAt time.Time
}

// File is a downloaded file.
type File = wire.File

type mediaReply struct {
	MediaID   string   `json:"media_id"`
	CreatedAt wire.Int `json:"created_at"` // unix seconds
}

// Upload uploads a picture, the only kind that mini programs may upload. The
// body is read into memory. See WithMaxImage for the largest one. Errors:
// errcode 40004, 40005, 40006, 40009 or 45001 for its type or size.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/uploadTempMedia.html
func (s *MediaService) Upload(ctx context.Context, u Upload) (Media, error) {
	const op = "media_upload"
	if err := s.wire.Check(ctx, op, func(c *wx.Check) {
		c.Require(u.Body != nil, "media", "must be given", nil)
	}); err != nil {
		return Media{}, err
	}
	data, err := wire.ReadAtMost(u.Body, s.maxImage)
	if err != nil {
		return Media{}, fmt.Errorf("%s: %w", op, err)
	}
	if err := s.wire.Check(ctx, op, func(c *wx.Check) {
		c.Require(len(data) > 0, "media", "must not be empty", nil)
		c.Limit("media", len(data), s.maxImage, "bytes")
	}); err != nil {
		return Media{}, err
	}
	body, contentType, err := wire.Form(File{Name: u.Name, ContentType: u.ContentType, Data: data})
	if err != nil {
		return Media{}, err
	}
	reply, err := wire.Do[mediaReply](ctx, s.wire, wire.Request{
		Op: op, Method: http.MethodPost, Path: "/cgi-bin/media/upload",
		Query: url.Values{"type": {"image"}}, Body: body, ContentType: contentType,
	})
	if err != nil {
		return Media{}, err
	}
	if reply.MediaID == "" {
		return Media{}, &wx.UnknownError{Op: op, Err: errors.New("the answer holds no media_id")}
	}
	return Media{ID: reply.MediaID, CreatedAt: time.Unix(int64(reply.CreatedAt), 0).UTC()}, nil
}

// Get downloads a picture of ours or of a customer. Error: ErrInvalidMedia for
// one that is unknown or older than 3 days.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/getTempMedia.html
func (s *MediaService) Get(ctx context.Context, mediaID string) (File, error) {
	const op = "media_get"
	if err := s.wire.Check(ctx, op, func(c *wx.Check) {
		c.Require(mediaID != "", "media_id", "must not be empty", nil)
	}); err != nil {
		return File{}, err
	}
	answer, err := s.wire.Raw(ctx, wire.Get(op, "/cgi-bin/media/get", url.Values{"media_id": {mediaID}}))
	if err != nil {
		return File{}, err
	}
	return wire.FileOf(answer), nil
}
