package e2e

import (
	"path/filepath"
	"testing"
)

// An admin puts a way on a page of their own; a customer presses it, reads the code and is attributed to page and button.
func TestIntegratingAWayInABrowser(t *testing.T) {
	t.Parallel()
	chromium := browserTools(t)
	demo, at, _ := startDemo(t, filepath.Join(t.TempDir(), "demo"))
	tellBrowser(t, chromium, "integration.mjs", "MENLING_CONSOLE="+at.Console, "MENLING_PHONE="+at.Phone, "MENLING_SANDBOX="+at.Sandbox,
		"MENLING_EMAIL="+at.Login.Email, "MENLING_PASSWORD="+at.Login.Password)
	demo.terminate()
}
