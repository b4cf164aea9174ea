package wecom

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
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
	minMedia       = 5       // bytes; a file must have more
	maxPicture     = 2 << 20 // bytes of a picture that is kept for good
	maxWholeMedia  = 20 << 20
	downloadStride = 4 << 20 // bytes of one range; a multiple of 16, which some media need
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

// File is a downloaded file.
type File = wire.File

// Upload uploads a temporary file. The body is read into memory.
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
	data, err := wire.ReadAtMost(u.Body, max(limit, minMedia))
	if err != nil {
		return wire.Request{}, fmt.Errorf("%s: %w", op, err)
	}
	if err := s.wire.Check(ctx, op, func(c *wx.Check) {
		c.Require(limit > 0, "type", "must be image, voice, video or file", string(u.Type))
		c.Require(len(data) > minMedia, "media", "must have more than 5 bytes", len(data))
		c.Limit("media", len(data), limit, "bytes")
	}); err != nil {
		return wire.Request{}, err
	}
	body, contentType, err := wire.Form(File{Name: u.Name, ContentType: u.ContentType, Data: data})
	return wire.Request{Op: op, Method: http.MethodPost, Path: path, Body: body, ContentType: contentType}, err
}

// Get downloads a temporary file of at most 20 MB. Error: ErrInvalidMedia.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/90254
func (s *MediaService) Get(ctx context.Context, mediaID string) (File, error) {
	answer, err := s.get(ctx, mediaID, nil)
	if err != nil {
		return File{}, err
	}
	return wire.FileOf(answer), nil
}

// GetRange downloads the bytes from first to last, both included, and says how
// many the file has. The platform may give fewer at its end. Some media need
// ranges of a multiple of 16 bytes.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/90254
func (s *MediaService) GetRange(ctx context.Context, mediaID string, first, last int64) (part File, size int64, err error) {
	if err := s.wire.Check(ctx, "media_get", func(c *wx.Check) {
		c.Require(first >= 0, "Range", "must not begin below 0", first)
		c.Require(last >= first, "Range", "must not end before it begins", last)
		c.Limit("Range", int(last-first+1), maxWholeMedia, "bytes")
	}); err != nil {
		return File{}, 0, err
	}
	answer, err := s.get(ctx, mediaID, http.Header{"Range": {fmt.Sprintf("bytes=%d-%d", first, last)}})
	if err != nil {
		return File{}, 0, err
	}
	part = wire.FileOf(answer)
	if answer.Status != http.StatusPartialContent { // the whole file came
		return part, int64(len(part.Data)), nil
	}
	_, total, _ := strings.Cut(answer.Header.Get("Content-Range"), "/")
	if size, err = strconv.ParseInt(total, 10, 64); err != nil {
		return File{}, 0, &wx.UnknownError{Op: "media_get", Err: errors.New("the answer's Content-Range says no size")}
	}
	return part, size, nil
}

func (s *MediaService) get(ctx context.Context, mediaID string, header http.Header) (*wire.Answer, error) {
	if err := s.wire.Check(ctx, "media_get", func(c *wx.Check) {
		c.Require(mediaID != "", "media_id", "must not be empty", nil)
	}); err != nil {
		return nil, err
	}
	req := wire.Get("media_get", "/cgi-bin/media/get", url.Values{"media_id": {mediaID}})
	req.Header = header
	return s.wire.Raw(ctx, req)
}

// Download writes a file of any size to w, 4 MB at a time. progress is told the
// bytes that are written and the size, and may be nil.
func (s *MediaService) Download(ctx context.Context, mediaID string, w io.Writer, progress func(done, size int64)) error {
	for done := int64(0); ; {
		part, size, err := s.GetRange(ctx, mediaID, done, done+downloadStride-1)
		if err != nil {
			return err
		}
		n, err := w.Write(part.Data)
		if err != nil {
			return fmt.Errorf("media_get: writing the file: %w", err)
		}
		if done += int64(n); progress != nil {
			progress(done, size)
		}
		if done >= size {
			return nil
		}
		if n == 0 {
			return &wx.UnknownError{Op: "media_get", Err: io.ErrUnexpectedEOF}
		}
	}
}
