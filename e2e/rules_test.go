package e2e

import (
	"path/filepath"
	"testing"
)

// What the desk does by itself: set in the console, tried there, met by a customer with a phone, and told in the conversation.
func TestTheDeskByItselfInABrowser(t *testing.T) {
	t.Parallel()
	chromium := browserTools(t)
	demo, at, _ := startDemo(t, filepath.Join(t.TempDir(), "demo"))
	tellBrowser(t, chromium, "rules.mjs", "MENLING_CONSOLE="+at.Console, "MENLING_PHONE="+at.Phone, "MENLING_SANDBOX="+at.Sandbox,
		"MENLING_EMAIL="+at.Login.Email, "MENLING_PASSWORD="+at.Login.Password)
	demo.terminate()
}
