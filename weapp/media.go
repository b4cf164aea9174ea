package weapp

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// MediaService keeps pictures on the platform for 3 days.
type MediaService service

// MaxImage is the largest picture that the platform takes, in bytes. One of its
// pages says 2 MB, so smaller is safer.
const MaxImage = 10 << 20

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
// body is read into memory.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/uploadTempMedia.html
func (s *MediaService) Upload(ctx context.Context, u Upload) (Media, error) {
	data, err := wire.ReadAtMost(u.Body, MaxImage)
	if err != nil {
		return Media{}, err
	}
	c := wx.Check{Op: "media_upload"}
	c.Require(len(data) > 0, "media", "must not be empty", nil)
	c.Limit("media", len(data), MaxImage, "bytes")
	if err := c.Err(); err != nil {
		return Media{}, err
	}
	body, contentType, err := wire.Form(File{Name: u.Name, ContentType: u.ContentType, Data: data})
	if err != nil {
		return Media{}, err
	}
	reply, err := wire.Do[mediaReply](ctx, s.wire, wire.Request{
		Op: "media_upload", Method: http.MethodPost, Path: "/cgi-bin/media/upload",
		Query: url.Values{"type": {"image"}}, Body: body, ContentType: contentType,
	})
	if err != nil {
		return Media{}, err
	}
	if reply.MediaID == "" {
		return Media{}, &wx.UnknownError{Op: "media_upload", Err: errors.New("the answer holds no media_id")}
	}
	return Media{ID: reply.MediaID, CreatedAt: time.Unix(int64(reply.CreatedAt), 0).UTC()}, nil
}

// Get downloads a picture of ours or of a customer. Error: ErrInvalidMedia.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/getTempMedia.html
func (s *MediaService) Get(ctx context.Context, mediaID string) (File, error) {
	c := wx.Check{Op: "media_get"}
	c.Require(mediaID != "", "media_id", "must not be empty", nil)
	if err := c.Err(); err != nil {
		return File{}, err
	}
	answer, err := s.wire.Raw(ctx, wire.Get("media_get", "/cgi-bin/media/get", url.Values{"media_id": {mediaID}}))
	if err != nil {
		return File{}, err
	}
	return wire.FileOf(answer), nil
}
