package sandbox

import "net/http"

// https://developer.work.weixin.qq.com/document/path/90256
var _ = serve(wecom, endpoint{path: "/cgi-bin/media/uploadimg", method: http.MethodPost, write: true, upload: true, do: (*Sandbox).uploadImg})

const (
	maxKeptImage  = 2 << 20
	keptImagesDay = 1000
)

// uploadImg keeps a picture for good and answers its address. The part may have any name.
func (s *Sandbox) uploadImg(c *call) (any, error) {
	m, ok := readPart(c, func(string) bool { return true })
	switch {
	case !ok || len(m.body) == 0:
		return nil, fail(44001)
	case len(m.body) <= 5:
		return nil, fail(40006)
	case len(m.body) > maxKeptImage:
		return nil, fail(45001)
	}
	if err := m.checkKind("image"); err != nil {
		return nil, err
	}
	if c.sw.RateLimits && s.w.KeptImages.on(c.now) >= keptImagesDay {
		return nil, fail(45009)
	}
	s.w.KeptImages.add(c.now)
	m.Platform, m.Type = wecom, "kept"
	return struct {
		URL string `json:"url"`
	}{s.pictureURL(s.keepMedia(m, c.now))}, nil
}
