package wecom

import (
	"context"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

const (
	maxRange       = 20 << 20 // bytes that are given at once
	downloadStride = 4 << 20  // bytes of one range; a multiple of 16, which some media need
)

// File is a downloaded file.
type File = wire.File

// Get downloads a temporary file of at most 20 MB; the platform refuses larger
// ones, for which there is Download. Error: ErrInvalidMedia.
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
// many the file has. At its end there may be fewer. A range has at most 20 MB;
// some media need a multiple of 16 bytes. Error: ErrInvalidMedia.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/90254
func (s *MediaService) GetRange(ctx context.Context, mediaID string, first, last int64) (part File, size int64, err error) {
	if err := s.wire.Check(ctx, "media_get", func(c *wx.Check) {
		c.Require(first >= 0, "Range", "must not begin below 0", first)
		c.Require(last >= first, "Range", "must not end before it begins", last)
		c.Limit("Range", int(min(last-first, math.MaxInt32-1))+1, maxRange, "bytes")
	}); err != nil {
		return File{}, 0, err
	}
	answer, err := s.get(ctx, mediaID, http.Header{"Range": {fmt.Sprintf("bytes=%d-%d", first, last)}})
	if err != nil {
		return File{}, 0, err
	}
	part = wire.FileOf(answer)
	if answer.Status != http.StatusPartialContent { // the whole file came
		size = int64(len(part.Data))
		part.Data = part.Data[min(first, size):min(last+1, size)]
		return part, size, nil
	}
	if size, err = sizeOf(answer, first); err != nil {
		return File{}, 0, &wx.UnknownError{Op: "media_get", Err: err}
	}
	return part, size, nil
}

// sizeOf reads the whole file's size from an answer that must begin at first.
func sizeOf(answer *wire.Answer, first int64) (size int64, err error) {
	var from, to int64
	said := answer.Header.Get("Content-Range")
	if _, err := fmt.Sscanf(said, "bytes %d-%d/%d", &from, &to, &size); err != nil {
		return 0, fmt.Errorf("Content-Range %.60q says no size", said)
	}
	if from != first || to-from+1 != int64(len(answer.Body)) || to >= size {
		return 0, fmt.Errorf("Content-Range %.60q is not what was asked for", said)
	}
	return size, nil
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
// bytes that are written and the size, and may be nil. After an error what was
// written is good, and GetRange gets the rest. Error: ErrInvalidMedia.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/90254
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
