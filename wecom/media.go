package wecom

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

// MediaService keeps files on the platform: temporary ones for 3 days, shared by
// all apps of the company, and pictures for good.
type MediaService service

// MediaType is the kind of a temporary file.
type MediaType string

// The four kinds.
const (
	MediaImage MediaType = "image" // JPG or PNG, at most 10 MB
	MediaVoice MediaType = "voice" // AMR of at most 60 s and 2 MB
	MediaVideo MediaType = "video" // MP4, at most 10 MB
	MediaFile  MediaType = "file"  // anything, at most 20 MB
)

// mediaLimits are the largest sizes in bytes.
var mediaLimits = map[MediaType]int{MediaImage: 10 << 20, MediaVoice: 2 << 20, MediaVideo: 10 << 20, MediaFile: 20 << 20}

const (
	minMedia   = 5       // bytes; a file must have more
	maxPicture = 2 << 20 // bytes of a picture that is kept for good
)

// Upload is a file to upload.
type Upload struct {
	Type        MediaType // empty: MediaImage
	Name        string    // shown to whoever gets the file
	ContentType string    // guessed from the content when empty
	Body        io.Reader
}

// Media is an uploaded file. ID serves for 3 days, any number of times.
type Media struct {
	ID        string
	Type      MediaType
	CreatedAt time.Time
}

// Upload uploads a temporary file of more than 5 bytes and at most what its type
// allows. The body is read into memory. The platform looks into it: 40004 is
// another type, 40123 a broken picture.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/90253
func (s *MediaService) Upload(ctx context.Context, u Upload) (Media, error) {
	if u.Type == "" {
		u.Type = MediaImage
	}
	req, err := s.form(ctx, "media_upload", "/cgi-bin/media/upload", u, mediaLimits[u.Type])
	if err != nil {
		return Media{}, err
	}
	req.Query = url.Values{"type": {string(u.Type)}}
	reply, err := wire.Do[struct {
		Type      MediaType `json:"type"`
		MediaID   string    `json:"media_id"`
		CreatedAt wire.Int  `json:"created_at"` // unix seconds
	}](ctx, s.wire, req)
	if err != nil {
		return Media{}, err
	}
	if reply.MediaID == "" {
		return Media{}, &wx.UnknownError{Op: req.Op, Err: errors.New("the answer holds no media_id")}
	}
	return Media{reply.MediaID, reply.Type, time.Unix(int64(reply.CreatedAt), 0).UTC()}, nil
}

// UploadPicture uploads a picture for good and returns its URL, which serves in
// welcome messages and wherever a picurl is taken. At most 2 MB; 3000 a month
// and 1000 a day for the company.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/90256
func (s *MediaService) UploadPicture(ctx context.Context, u Upload) (string, error) {
	u.Type = MediaImage
	req, err := s.form(ctx, "media_uploadimg", "/cgi-bin/media/uploadimg", u, maxPicture)
	if err != nil {
		return "", err
	}
	reply, err := wire.Do[struct {
		URL string `json:"url"`
	}](ctx, s.wire, req)
	if err == nil && reply.URL == "" {
		err = &wx.UnknownError{Op: req.Op, Err: errors.New("the answer holds no url")}
	}
	return reply.URL, err
}

// form reads the file and makes the multipart request of it.
func (s *MediaService) form(ctx context.Context, op, path string, u Upload, limit int) (wire.Request, error) {
	if err := s.wire.Check(ctx, op, func(c *wx.Check) {
		c.Require(limit > 0, "type", "must be image, voice, video or file", string(u.Type))
		c.Require(u.Body != nil, "media", "must be given", nil)
	}); err != nil {
		return wire.Request{}, err
	}
	data, err := wire.ReadAtMost(u.Body, limit)
	if err != nil {
		return wire.Request{}, fmt.Errorf("%s: %w", op, err)
	}
	if err := s.wire.Check(ctx, op, func(c *wx.Check) {
		c.Require(len(data) > minMedia, "media", "must have more than 5 bytes", len(data))
		c.Limit("media", len(data), limit, "bytes")
	}); err != nil {
		return wire.Request{}, err
	}
	body, contentType, err := wire.Form(File{Name: u.Name, ContentType: u.ContentType, Data: data})
	return wire.Request{Op: op, Method: http.MethodPost, Path: path, Body: body, ContentType: contentType}, err
}
