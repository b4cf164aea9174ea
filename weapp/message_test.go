package weapp_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/weapp"
	"github.com/menling/menling/wx"
)

func TestMessageValidate(t *testing.T) {
	rows := []struct {
		name, field string
		message     weapp.Message
	}{
		{"text", "", weapp.Text("o", "hi")},
		{"image", "", weapp.Image("o", "m")},
		{"link", "", weapp.Link("o", weapp.MessageLink{Title: "t", URL: "u"})},
		{"card", "", weapp.MiniProgramPage("o", weapp.MessageMiniProgramPage{Title: "t", PagePath: "p", ThumbMediaID: "m"})},
		{"nobody", "touser", weapp.Text("", "hi")},
		{"no text", "text.content", weapp.Text("o", " \n")},
		{"no media", "image.media_id", weapp.Image("o", "")},
		{"no URL", "link.url", weapp.Link("o", weapp.MessageLink{Title: "t"})},
		{"no page", "miniprogrampage.pagepath", weapp.MiniProgramPage("o", weapp.MessageMiniProgramPage{Title: "t", ThumbMediaID: "m"})},
		{"body does not match", "msgtype", weapp.Message{ToUser: "o", MsgType: "image", Text: &weapp.MessageText{Content: "x"}}},
		{"voice", "msgtype", weapp.Message{ToUser: "o", MsgType: "voice"}},
	}
	for _, row := range rows {
		err := row.message.Validate()
		var broken *wx.FieldError
		if row.field == "" && err != nil || row.field != "" && (!errors.As(err, &broken) || broken.Field != row.field) {
			t.Errorf("%s: %v, want field %q", row.name, err, row.field)
		}
	}
}

const businessTyping = "/cgi-bin/message/custom/business/typing"

// typed calls Typing twice and returns the paths and the errors' codes; the two
// paths answer as told.
func typed(t *testing.T, path weapp.TypingPath, plain, business http.HandlerFunc) (paths []string, codes []int) {
	t.Helper()
	client := setup(t, func(w http.ResponseWriter, r *http.Request) {
		paths = append(paths, strings.TrimPrefix(r.URL.Path, "/cgi-bin/message/custom"))
		if r.URL.Path == businessTyping {
			business(w, r)
			return
		}
		plain(w, r)
	}, weapp.WithTypingPath(path))
	for _, command := range []weapp.TypingCommand{weapp.TypingStart, weapp.TypingCancel} {
		err := client.Messages.Typing(t.Context(), weapp.Typing{ToUser: "o", Command: command})
		var refused *wx.Error
		switch {
		case err == nil:
			codes = append(codes, 0)
		case errors.As(err, &refused):
			codes = append(codes, refused.Code)
		default:
			codes = append(codes, -1)
		}
	}
	return paths, codes
}

func TestTypingPath(t *testing.T) {
	code := func(n int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintf(w, `{"errcode":%d,"errmsg":"x"}`, n) }
	}
	const p, b = "/typing", "/business/typing"
	rows := []struct {
		name            string
		path            weapp.TypingPath
		plain, business http.HandlerFunc
		paths           []string
		codes           []int
	}{
		{"plain works", weapp.TypingAuto, code(0), code(0), []string{p, p}, []int{0, 0}},
		{"not authorised", weapp.TypingAuto, code(48001), code(0), []string{p, b, b}, []int{0, 0}},
		{"parameter missing", weapp.TypingAuto, code(40101), code(0), []string{p, b, b}, []int{0, 0}},
		{"no such path", weapp.TypingAuto, http.NotFound, code(0), []string{p, b, b}, []int{0, 0}},
		{"already typing", weapp.TypingAuto, code(45081), code(0), []string{p, p}, []int{45081, 45081}},
		{"the other path answers to the point", weapp.TypingAuto, code(48001), code(45080), []string{p, b, b}, []int{45080, 45080}},
		{"neither is open", weapp.TypingAuto, code(48001), code(40101), []string{p, b, p, b}, []int{48001, 48001}},
		{"plain only", weapp.TypingPlain, code(48001), code(0), []string{p, p}, []int{48001, 48001}},
		{"business only", weapp.TypingBusiness, code(0), code(48001), []string{b, b}, []int{48001, 48001}},
	}
	for _, row := range rows {
		paths, codes := typed(t, row.path, row.plain, row.business)
		if diff := cmp.Diff(row.paths, paths); diff != "" {
			t.Errorf("%s: paths (-want +got):\n%s", row.name, diff)
		}
		if diff := cmp.Diff(row.codes, codes); diff != "" {
			t.Errorf("%s: codes (-want +got):\n%s", row.name, diff)
		}
	}
}

func TestUploadRefusesBeforeTheWire(t *testing.T) {
	client := setup(t, func(_ http.ResponseWriter, r *http.Request) { t.Errorf("%s was called", r.URL.Path) })
	for name, body := range map[string]io.Reader{
		"nothing": strings.NewReader(""), "too large": strings.NewReader(strings.Repeat("x", weapp.SafeImage+1)),
	} {
		if _, err := client.Media.Upload(t.Context(), weapp.Upload{Name: "p.png", Body: body}); !errors.Is(err, wx.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := client.Media.Upload(t.Context(), weapp.Upload{}); err == nil {
		t.Error("no body is accepted")
	}
}

func TestLargestPicture(t *testing.T) {
	rows := []struct {
		size int
		opts []weapp.Option
		ok   bool
	}{
		{weapp.SafeImage, nil, true},
		{weapp.SafeImage + 1, []weapp.Option{weapp.WithMaxImage(weapp.MaxImage)}, true},
		{101, []weapp.Option{weapp.WithMaxImage(100)}, false},
	}
	for _, row := range rows {
		client := setup(t, func(w http.ResponseWriter, r *http.Request) {
			io.Copy(io.Discard, r.Body)
			io.WriteString(w, `{"type":"image","media_id":"M","created_at":1}`)
		}, row.opts...)
		media, err := client.Media.Upload(t.Context(), weapp.Upload{Body: strings.NewReader(strings.Repeat("x", row.size))})
		if row.ok != (err == nil && media.ID == "M") {
			t.Errorf("%d bytes: %v", row.size, err)
		}
	}
}

func TestDownloadedJSONIsNoPicture(t *testing.T) {
	client := setup(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		io.WriteString(w, `{"video_url":"http://x"}`)
	})
	if file, err := client.Media.Get(t.Context(), "m"); err == nil {
		t.Errorf("file %q", file.Data)
	}
}

func TestNewRefuses(t *testing.T) {
	for name, opt := range map[string]weapp.Option{
		"base URL": weapp.WithBaseURL("nonsense"), "HTTP client": weapp.WithHTTPClient(nil), "clock": weapp.WithClock(nil),
		"logger": weapp.WithLogger(nil), "token store": weapp.WithTokenStore(nil), "token mode": weapp.WithTokenMode("x"),
		"limiter": weapp.WithLimiter(nil), "retries": weapp.WithRetries(-1), "typing path": weapp.WithTypingPath("x"),
		"no picture": weapp.WithMaxImage(0), "too large a picture": weapp.WithMaxImage(weapp.MaxImage + 1),
		"no option": nil,
	} {
		if _, err := weapp.New("wx1", "secret", opt); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
	if _, err := weapp.New("", "secret"); err == nil {
		t.Error("an empty appid is accepted")
	}
	if _, err := weapp.New("wx1", ""); err == nil {
		t.Error("an empty secret is accepted")
	}
}
