package e2e

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/menling/menling/sandbox"
)

// A developer with the phone page: what stands beside the phone explains, breaks and sets everything.
func TestThePanesBesideThePhoneInABrowser(t *testing.T) {
	t.Parallel()
	tellBrowser(t, browserTools(t), "pane.mjs", "MENLING_SANDBOX="+emptySandbox(t),
		"MENLING_RECEIVER="+wecomReceiver(t), "MENLING_STRANGER="+stranger(t))
}

// wecomReceiver is the least that WeCom pushes to: it proves that it knows the key, and takes everything.
func wecomReceiver(t *testing.T) string {
	f := sandbox.DefaultFixture()
	crypt := cryptOf(t, f.Callback.Token, f.Callback.AESKey, f.Corp.ID)
	return serveFor(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			io.WriteString(w, "success")
			return
		}
		echo, err := crypt.Decrypt([]byte(r.URL.Query().Get("echostr")))
		if err != nil {
			http.Error(w, err.Error(), http.StatusForbidden)
			return
		}
		w.Write(echo)
	})
}

// stranger is a server that knows nothing of callbacks.
func stranger(t *testing.T) string {
	return serveFor(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "hello") })
}

func serveFor(t *testing.T, do http.HandlerFunc) string {
	site := httptest.NewServer(do)
	t.Cleanup(site.Close)
	return site.URL + "/callback"
}
