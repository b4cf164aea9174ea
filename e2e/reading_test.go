package e2e

import (
	"path/filepath"
	"testing"
)

// A hit of the search opens its conversation at that message, and the viewer goes through a conversation's pictures.
func TestReadingBackInABrowser(t *testing.T) {
	t.Parallel()
	chromium := browserTools(t)
	demo, at, _ := startDemo(t, filepath.Join(t.TempDir(), "demo"))
	tellBrowser(t, chromium, "reading.mjs", "MENLING_CONSOLE="+at.Console, "MENLING_SANDBOX="+at.Sandbox,
		"MENLING_EMAIL="+at.Login.Email, "MENLING_PASSWORD="+at.Login.Password)
	demo.terminate()
}
