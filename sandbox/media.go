package sandbox

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif"  // pictures are checked by decoding their headers
	_ "image/jpeg" //
	_ "image/png"  //
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
)

// Temporary media: https://developer.work.weixin.qq.com/document/path/90253 and 90254. Both
// platforms use the same two paths.
var _ = serve(wecom,
	endpoint{path: "/cgi-bin/media/upload", method: http.MethodPost, write: true, upload: true, do: (*Sandbox).uploadMedia},
	endpoint{path: "/cgi-bin/media/get", method: http.MethodGet, do: (*Sandbox).getMedia},
)

var _ = serve(weapp,
	endpoint{path: "/cgi-bin/media/upload", method: http.MethodPost, write: true, upload: true, bare: true, do: (*Sandbox).uploadWeappMedia},
	endpoint{path: "/cgi-bin/media/get", method: http.MethodGet, do: (*Sandbox).getWeappMedia},
)

const mediaLife = 3 * 24 * time.Hour

// wecomMediaLimits are the largest sizes in bytes by type; every file has more than 5.
var wecomMediaLimits = map[string]int{"image": 10 << 20, "voice": 2 << 20, "video": 10 << 20, "file": 20 << 20}

// media is one uploaded or received file. Its bytes are kept beside the state file.
type media struct {
	Platform    string `json:"platform"`
	Type        string `json:"type"`
	Filename    string `json:"filename"`
	ContentType string `json:"content_type"`
	Created     int64  `json:"created"`

	body  []byte
	saved bool
}

func (m *media) expired(now time.Time) bool {
	return m.Type != "kept" && now.UnixMilli() >= m.Created+mediaLife.Milliseconds()
}

// keepMedia stores a file under a new id.
func (s *Sandbox) keepMedia(m *media, now time.Time) (id string) {
	m.Created = now.UnixMilli()
	id = s.dice.word(64)
	s.w.Media[id] = m
	return id
}

// readUpload takes the part named media out of a multipart body.
func readUpload(c *call) (*media, bool) {
	return readPart(c, func(name string) bool { return name == "media" })
}

// readPart takes the first part with a fitting name out of a multipart body.
func readPart(c *call, fits func(name string) bool) (*media, bool) {
	_, params, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if err != nil {
		return nil, false
	}
	form := multipart.NewReader(bytes.NewReader(c.raw), params["boundary"])
	for {
		part, err := form.NextPart()
		if err != nil {
			return nil, false
		}
		if !fits(part.FormName()) {
			continue
		}
		body, err := io.ReadAll(part)
		if err != nil {
			return nil, false
		}
		return &media{Filename: part.FileName(), ContentType: http.DetectContentType(body), body: body}, true
	}
}

type uploadAnswer struct {
	Type      string `json:"type"`
	MediaID   string `json:"media_id"`
	CreatedAt string `json:"created_at"`
}

func (s *Sandbox) uploadMedia(c *call) (any, error) {
	kind := c.q.Get("type")
	limit, ok := wecomMediaLimits[kind]
	if !ok {
		return nil, fail(40005)
	}
	m, ok := readUpload(c)
	switch {
	case !ok || len(m.body) == 0:
		return nil, fail(44001)
	case len(m.body) <= 5:
		return nil, fail(40006)
	case len(m.body) > limit:
		return nil, fail(45001)
	}
	if err := m.checkKind(kind); err != nil {
		return nil, err
	}
	m.Platform, m.Type = wecom, kind
	id := s.keepMedia(m, c.now)
	return uploadAnswer{kind, id, strconv.FormatInt(c.now.Unix(), 10)}, nil
}

// checkKind looks at the bytes: JPG or PNG, AMR, MP4, or any file.
func (m *media) checkKind(kind string) error {
	switch kind {
	case "image":
		if m.ContentType != "image/jpeg" && m.ContentType != "image/png" {
			return fail(40004)
		}
		if _, _, err := image.DecodeConfig(bytes.NewReader(m.body)); err != nil {
			return fail(40123)
		}
	case "voice":
		if !bytes.HasPrefix(m.body, []byte("#!AMR")) {
			return fail(40004)
		}
		m.ContentType = "audio/amr"
	case "video":
		if m.ContentType != "video/mp4" {
			return fail(40004)
		}
	}
	return nil
}

type weappUploadAnswer struct {
	Errcode   *int   `json:"errcode,omitempty"`
	Errmsg    string `json:"errmsg,omitempty"`
	Type      string `json:"type"`
	MediaID   string `json:"media_id"`
	CreatedAt int64  `json:"created_at"`
}

func (s *Sandbox) uploadWeappMedia(c *call) (any, error) {
	if c.q.Get("type") != "image" {
		return nil, failWeapp(40004)
	}
	m, ok := readUpload(c)
	switch {
	case !ok:
		return nil, failWeapp(41005)
	case len(m.body) == 0:
		return nil, failWeapp(44001)
	case !strings.HasPrefix(m.ContentType, "image/") || m.ContentType == "image/webp" || m.ContentType == "image/bmp":
		return nil, failWeapp(40005)
	case len(m.body) > c.sw.WeappImageMaxBytes:
		return nil, failWeapp(40009)
	}
	m.Platform, m.Type = weapp, "image"
	answer := weappUploadAnswer{Type: "image", MediaID: s.keepMedia(m, c.now), CreatedAt: c.now.Unix()}
	if c.sw.UploadErrcode {
		answer.Errcode, answer.Errmsg = new(int), "ok"
	}
	return answer, nil
}

// checkMedia looks for a live media of WeCom.
func (s *Sandbox) checkMedia(c *call, id string) error {
	m, ok := s.w.Media[id]
	if !ok || m.Platform != wecom || m.expired(c.now) {
		return fail(40007)
	}
	return nil
}

func (s *Sandbox) getMedia(c *call) (any, error) {
	id := c.q.Get("media_id")
	if id == "" {
		return nil, fail(41006)
	}
	m, ok := s.w.Media[id]
	if !ok || m.Platform != wecom {
		return nil, fail(40007)
	}
	if m.expired(c.now) {
		return nil, fail(c.sw.ExpiredMedia)
	}
	span := c.r.Header.Get("Range")
	if span == "" && len(m.body) > c.sw.UnrangedMax {
		return nil, fail(830002)
	}
	return ranged(m, span)
}

// getWeappMedia answers bytes, and its errors as JSON with status 200 like any other.
func (s *Sandbox) getWeappMedia(c *call) (any, error) {
	id := c.q.Get("media_id")
	if id == "" {
		return nil, failWeapp(41006)
	}
	m, ok := s.w.Media[id]
	if !ok || m.Platform != weapp || m.expired(c.now) {
		return nil, failWeapp(40007)
	}
	b := m.binary(id + extensionOf(m.ContentType))
	b.header.Set("Cache-Control", "no-cache, must-revalidate")
	return b, nil
}

func (m *media) binary(filename string) *rawAnswer {
	h := http.Header{}
	h.Set("Content-Type", m.ContentType)
	h.Set("Content-Disposition", `attachment; filename="`+strings.ReplaceAll(filename, `"`, "")+`"`)
	h.Set("Content-Length", strconv.Itoa(len(m.body)))
	return &rawAnswer{http.StatusOK, h, m.body}
}

// ranged answers the whole file or, with a Range header, one part of it.
func ranged(m *media, header string) (any, error) {
	b := m.binary(path.Base(m.Filename))
	if header == "" {
		return b, nil
	}
	var from, to int
	n, _ := fmt.Sscanf(header, "bytes=%d-%d", &from, &to)
	if n == 1 {
		to = len(m.body) - 1
	}
	if n == 0 || from < 0 || from > to || from >= len(m.body) {
		return nil, fail(40146)
	}
	to = min(to, len(m.body)-1)
	b.status, b.body = http.StatusPartialContent, m.body[from:to+1]
	b.header.Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, to, len(m.body)))
	b.header.Set("Content-Length", strconv.Itoa(len(b.body)))
	return b, nil
}

func extensionOf(contentType string) string {
	switch contentType {
	case "image/png":
		return ".png"
	case "image/gif":
		return ".gif"
	default:
		return ".jpg"
	}
}
