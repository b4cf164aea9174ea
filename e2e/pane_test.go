package e2e

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/menling/menling/sandbox"
)

// A developer with the phone page: what stands beside the phone explains, breaks and sets everything.
func TestThePanesBesideThePhoneInABrowser(t *testing.T) {
	chromium := browserTools(t)
	world, err := sandbox.New(sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	site := httptest.NewServer(world)
	world.SetBaseURL(site.URL)
	t.Cleanup(func() { site.Close(); world.Close() })
	tellBrowser(t, chromium, "pane.mjs", "MENLING_SANDBOX="+site.URL,
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

// tellBrowser runs a story in the folder browser.
func tellBrowser(t *testing.T, chromium, story string, env ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	node := exec.CommandContext(ctx, "node", story)
	node.Dir = "browser"
	node.Env = append(os.Environ(), append(env, "CHROMIUM="+chromium, "MENLING_SCREENSHOTS="+album(t), "NO_COLOR=1")...)
	told, err := node.CombinedOutput()
	if err != nil {
		t.Fatalf("the story %s ended with %v:\n%s", story, err, told)
	}
	t.Logf("\n%s", told)
}
