package e2e

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/menling/menling/sandbox"
)

// The phone reads pictures of codes without a reader of the browser’s own, and follows their links.
func TestPicturesOfCodesInABrowser(t *testing.T) {
	chromium := browserTools(t)
	s, err := sandbox.New(sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	site := httptest.NewServer(s)
	s.SetBaseURL(site.URL)
	t.Cleanup(func() { s.Close(); site.Close() })
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	story := exec.CommandContext(ctx, "node", "codes.mjs")
	story.Dir = "browser"
	story.Env = append(os.Environ(), "CHROMIUM="+chromium, "NO_COLOR=1", "MENLING_PHONE="+s.PhoneURL(), "MENLING_SANDBOX="+s.URL())
	told, err := story.CombinedOutput()
	if err != nil {
		t.Fatalf("the story in the browser ended with %v:\n%s", err, told)
	}
	t.Logf("\n%s", told)
}
