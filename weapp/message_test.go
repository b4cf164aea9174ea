package weapp_test

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
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

// A message whose fate is unknown must not be sent again by itself.
func TestUnknownSendIsNotRepeated(t *testing.T) {
	var sent atomic.Int64
	mux := http.NewServeMux()
	mux.HandleFunc("/cgi-bin/stable_token", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `{"access_token":"TOKEN","expires_in":7200}`)
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		sent.Add(1)
		io.Copy(io.Discard, r.Body)
		panic(http.ErrAbortHandler)
	})
	server := httptest.NewUnstartedServer(mux)
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, 0)
	server.Start()
	defer server.Close()
	client, err := weapp.New("wx1", "secret", weapp.WithBaseURL(server.URL))
	if err != nil {
		t.Fatal(err)
	}
	if err := client.Messages.Send(t.Context(), weapp.Text("o", "hi")); !wx.IsUnknown(err) || sent.Load() != 1 {
		t.Errorf("sent %d times, %v", sent.Load(), err)
	}
}

func TestTypingFallsBackOnce(t *testing.T) {
	const plain, business = "/cgi-bin/message/custom/typing", "/cgi-bin/message/custom/business/typing"
	rows := []struct {
		name, answer string
		status       int
		paths        []string
	}{
		{"plain works", `{"errcode":0}`, 200, []string{plain, plain}},
		{"not authorised", `{"errcode":48001}`, 200, []string{plain, business, business}},
		{"parameter missing", `{"errcode":40101}`, 200, []string{plain, business, business}},
		{"no such path", ``, 404, []string{plain, business, business}},
		{"already typing", `{"errcode":45081}`, 200, []string{plain, plain}},
	}
	for _, row := range rows {
		var paths []string
		client := setup(t, func(w http.ResponseWriter, r *http.Request) {
			paths = append(paths, r.URL.Path)
			if r.URL.Path == business {
				io.WriteString(w, `{"errcode":0}`)
				return
			}
			w.WriteHeader(row.status)
			io.WriteString(w, row.answer)
		})
		client.Messages.Typing(t.Context(), weapp.Typing{ToUser: "o", Command: weapp.TypingStart})
		client.Messages.Typing(t.Context(), weapp.Typing{ToUser: "o", Command: weapp.TypingCancel})
		if diff := cmp.Diff(row.paths, paths); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
	}
	if err := setup(t, http.NotFound).Messages.Typing(t.Context(), weapp.Typing{ToUser: "o", Command: "typing"}); !errors.Is(err, wx.ErrInvalid) {
		t.Errorf("a wrong command: %v", err)
	}
}

func TestUploadRefusesBeforeTheWire(t *testing.T) {
	client := setup(t, func(_ http.ResponseWriter, r *http.Request) { t.Errorf("%s was called", r.URL.Path) })
	for name, body := range map[string]io.Reader{
		"nothing": strings.NewReader(""), "too large": strings.NewReader(strings.Repeat("x", weapp.MaxImage+1)),
	} {
		if _, err := client.Media.Upload(t.Context(), weapp.Upload{Name: "p.png", Body: body}); !errors.Is(err, wx.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := client.Media.Upload(t.Context(), weapp.Upload{}); err == nil {
		t.Error("no body is accepted")
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
	} {
		if _, err := weapp.New("wx1", "secret", opt); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
	if _, err := weapp.New("", "secret"); err == nil {
		t.Error("an empty appid is accepted")
	}
}
