package sandbox_test

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/sandbox"
)

// TestGivenCallbacksAreVerified says in the log what the addresses of the start answered, as soon as they do.
func TestGivenCallbacksAreVerified(t *testing.T) {
	r := newReceiver(t)
	asked := 0
	wrong := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if asked++; asked > 1 { // not up at first
			r.srv.Config.Handler.ServeHTTP(w, req)
			return
		}
		w.WriteHeader(http.StatusNotFound)
	}))
	t.Cleanup(wrong.Close)
	log, said := io.Pipe()
	sb, err := sandbox.New(sandbox.Options{
		WeComCallback: wrong.URL + "/wecom", SuiteCallback: r.srv.URL + "/suite", Logger: slog.New(slog.NewTextHandler(said, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- sb.Serve(ctx, ln) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		sb.Close()
		said.Close()
	})
	lines := make(chan string, 10)
	go func() {
		for s := bufio.NewScanner(log); s.Scan(); {
			lines <- s.Text()
		}
	}()
	for _, kind := range []string{"kind=suite", "kind=wecom"} {
		select {
		case line := <-lines:
			if !strings.Contains(line, "callback verified") || !strings.Contains(line, kind) {
				t.Errorf("want %s: %s", kind, line)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("nothing was logged")
		}
	}
}
