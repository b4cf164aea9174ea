package e2e

import (
	"path/filepath"
	"testing"
)

// An agent with a telephone: what was written while the network was gone, even over a reload, is sent once; and nothing
// of the inbox shuts out who uses other tools to read it.
func TestThePocketInboxInABrowser(t *testing.T) {
	t.Parallel()
	chromium := browserTools(t)
	demo, at, _ := startDemo(t, filepath.Join(t.TempDir(), "demo"))
	tellBrowser(t, chromium, "pocket.mjs", "MENLING_CONSOLE="+at.Console, "MENLING_SANDBOX="+at.Sandbox,
		"MENLING_EMAIL="+at.Login.Email, "MENLING_PASSWORD="+at.Login.Password)
	demo.terminate()
}
