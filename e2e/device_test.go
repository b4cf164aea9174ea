package e2e

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"

	"github.com/menling/menling/sandbox"
)

// A newcomer with the phone of a sandbox that nobody has prepared.
func TestTheDeviceInABrowser(t *testing.T) { tellInBrowser(t, "device.mjs") }

// tellInBrowser runs a story against a sandbox of its own.
func tellInBrowser(t *testing.T, story string, env ...string) {
	t.Helper()
	chromium := browserTools(t)
	s, err := sandbox.New(sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	site := httptest.NewServer(s)
	t.Cleanup(func() { s.Close(); site.Close() })
	s.SetBaseURL(site.URL)
	node := exec.CommandContext(t.Context(), "node", story)
	node.Dir = "browser"
	node.Env = append(append(os.Environ(), "CHROMIUM="+chromium, "MENLING_SCREENSHOTS="+album(t), "NO_COLOR=1", "MENLING_SANDBOX="+site.URL), env...)
	told, err := node.CombinedOutput()
	if err != nil {
		t.Fatalf("the story in the browser ended with %v:\n%s", err, told)
	}
	t.Logf("\n%s", told)
}
