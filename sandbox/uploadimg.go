package sandbox

import (
	"maps"
	"net/http"
	"strings"
	"time"
)

// https://developer.work.weixin.qq.com/document/path/90256
var _ = serve(wecom, endpoint{path: "/cgi-bin/media/uploadimg", method: http.MethodPost, write: true, upload: true, do: (*Sandbox).uploadImg})

const (
	maxKeptImage    = 2 << 20
	keptImagesDay   = 1000
	keptImagesMonth = 3000
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
	if c.sw.RateLimits && s.tooManyKept(c.now) {
		return nil, fail(45009)
	}
	s.w.KeptImages.add(c.now)
	m.Type = "kept" // and of neither platform: its id is no media_id
	return struct {
		URL string `json:"url"`
	}{s.pictureURL(s.keepMedia(m, c.now))}, nil
}

// tooManyKept blocks the rest of the day after its thousandth picture, and 30 days after the
// month's last.
func (s *Sandbox) tooManyKept(now time.Time) bool {
	today, month := s.w.KeptImages.of(now)
	blocked := now.UnixMilli() < s.w.KeptUntil
	if !blocked && month >= keptImagesMonth {
		blocked, s.w.KeptUntil = true, now.Add(30*day).UnixMilli()
	}
	return blocked || today >= keptImagesDay
}

// monthly counts the days of the present month, in Asia/Shanghai.
type monthly map[string]int

// of returns the counts of now's day and month.
func (m monthly) of(now time.Time) (today, month int) {
	for date, n := range m {
		if sameMonth(date, now) {
			month += n
		}
	}
	return m[now.In(shanghai).Format(time.DateOnly)], month
}

// add counts one more, and forgets other months.
func (m monthly) add(now time.Time) {
	maps.DeleteFunc(m, func(date string, _ int) bool { return !sameMonth(date, now) })
	m[now.In(shanghai).Format(time.DateOnly)]++
}

func sameMonth(date string, now time.Time) bool {
	return strings.HasPrefix(date, now.In(shanghai).Format("2006-01-"))
}
