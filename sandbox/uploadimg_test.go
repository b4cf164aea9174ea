package sandbox_test

import (
	"bytes"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/sandbox"
)

// keep uploads a picture for good, in a part of the given name.
func (w *world) keep(part string, body []byte) object {
	w.Helper()
	return w.postFile("/cgi-bin/media/uploadimg?access_token="+w.token("sandbox-contact-secret"), part, body)
}

// A kept picture has an address for ever, and is no temporary media.
func TestKeptPicture(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	at := strings.TrimPrefix(w.keep("anything", picture(t)).str("url"), w.srv.URL)
	id := path.Base(path.Dir(at))
	w.errcode(w.wecomGet("media/get", "&media_id="+id), 40007)
	w.sb.Advance(400 * 24 * time.Hour)
	w.same("bytes", string(w.send("GET", at, nil).body), string(picture(t)))
}

func TestKeptPictureErrors(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	png := picture(t)
	for _, row := range []struct {
		name string
		body []byte
		code int
	}{
		{"empty", nil, 44001},
		{"five bytes", png[:5], 40006},
		{"no picture", []byte("hello there"), 40004},
		{"broken", png[:20], 40123},
		{"two megabytes", append(bytes.Clone(png), make([]byte, 2<<20-len(png))...), 0},
		{"one byte more", append(bytes.Clone(png), make([]byte, 2<<20-len(png)+1)...), 45001},
	} {
		t.Run(row.name, func(t *testing.T) { w.errcode(w.keep("media", row.body), row.code) })
	}
	w.errcode(w.wecom("media/uploadimg", object{}), 44001)
}

// 1000 pictures a day, of Shanghai, block the rest of it; 3000 a month block thirty days. The
// sandbox begins at 06:13:20 of the 15th.
func TestKeptPictureLimits(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	png := picture(t)
	const untilMidnight = 17*time.Hour + 46*time.Minute + 40*time.Second
	for range 3 {
		for range 1000 {
			w.errcode(w.keep("media", png), 0)
		}
		w.errcode(w.keep("media", png), 45009)
		w.sb.Advance(untilMidnight - time.Second)
		w.errcode(w.keep("media", png), 45009)
		w.sb.Advance(24*time.Hour - untilMidnight + time.Second)
	}
	w.errcode(w.keep("media", png), 45009) // a day after the month was full
	w.switches(object{"rate_limits": false})
	w.errcode(w.keep("media", png), 0)
	w.switches(object{"rate_limits": true})
	w.sb.Advance(29*24*time.Hour - time.Second)
	w.errcode(w.keep("media", png), 45009)
	w.sb.Advance(time.Second)
	w.errcode(w.keep("media", png), 0)
}
