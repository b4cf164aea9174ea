package e2e

import (
	"path/filepath"
	"testing"
)

// An admin takes a way's code from the console and puts it on a page of their own.
func TestIntegratingAWayInABrowser(t *testing.T) {
	t.Parallel()
	chromium := browserTools(t)
	demo, at, _ := startDemo(t, filepath.Join(t.TempDir(), "demo"))
	tellBrowser(t, chromium, "integration.mjs", "MENLING_CONSOLE="+at.Console, "MENLING_EMAIL="+at.Login.Email, "MENLING_PASSWORD="+at.Login.Password)
	demo.terminate()
}
