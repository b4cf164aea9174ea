package e2e

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/menling/menling/sandbox"
)

// A person walks the whole way in a real browser: console on one side, a customer's phone on the other.
func TestTheWayOfARingInABrowser(t *testing.T) {
	t.Parallel()
	chromium := browserTools(t)
	demo, at, _ := startDemo(t, filepath.Join(t.TempDir(), "demo"))
	tellBrowser(t, chromium, "ring.mjs", "MENLING_CONSOLE="+at.Console, "MENLING_PHONE="+at.Phone, "MENLING_SANDBOX="+at.Sandbox,
		"MENLING_EMAIL="+at.Login.Email, "MENLING_PASSWORD="+at.Login.Password)
	demo.terminate()
}

// tellBrowser runs a story in the folder browser.
func tellBrowser(t *testing.T, chromium, story string, env ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
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

// emptySandbox is one that nobody has prepared, and its address.
func emptySandbox(t *testing.T) string {
	t.Helper()
	s, err := sandbox.New(sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	site := httptest.NewServer(s)
	s.SetBaseURL(site.URL)
	t.Cleanup(func() { s.Close(); site.Close() })
	return site.URL
}

// browserTools finds what a browser test needs and gives Chromium's path. What is missing skips the test; with
// MENLING_E2E=1, as `make test` sets it, it fails.
func browserTools(t *testing.T) string {
	t.Helper()
	missing := func(what string) {
		t.Helper()
		if os.Getenv("MENLING_E2E") == "1" {
			t.Fatalf("%s; make test sets everything up", what)
		}
		t.Skipf("not tried in a browser: %s; make test sets everything up", what)
	}
	if _, err := exec.LookPath("node"); err != nil {
		missing("there is no node")
	}
	if _, err := os.Stat("browser/node_modules/playwright-core/package.json"); err != nil {
		missing("e2e/browser/node_modules is not there (npm ci in e2e/browser)")
	}
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	missing("there is no Chromium (CHROMIUM may hold its path)")
	return ""
}

// album is the folder for the pictures of the docs, when MENLING_SCREENSHOTS names one; a relative one is the repository's.
func album(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("MENLING_SCREENSHOTS")
	if folder == "" || filepath.IsAbs(folder) {
		return folder
	}
	folder, err := filepath.Abs(filepath.Join("..", folder))
	if err != nil {
		t.Fatal(err)
	}
	return folder
}
