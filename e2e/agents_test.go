package e2e

import (
	"path/filepath"
	"testing"
)

// Two agents at their consoles and three customers with their phones, at the same time: who gets a conversation, how it
// changes hands, and what the reply window allows.
func TestTwoAgentsAndThreePhonesInABrowser(t *testing.T) {
	t.Parallel()
	chromium := browserTools(t)
	demo, at, _ := startDemo(t, filepath.Join(t.TempDir(), "demo"))
	tellBrowser(t, chromium, "agents.mjs", "MENLING_CONSOLE="+at.Console, "MENLING_PHONE="+at.Phone, "MENLING_SANDBOX="+at.Sandbox,
		"MENLING_EMAIL="+at.Login.Email, "MENLING_PASSWORD="+at.Login.Password)
	demo.terminate()
}
