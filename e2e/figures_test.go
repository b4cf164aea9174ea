package e2e

import (
	"path/filepath"
	"testing"
)

// A day of conversations, the figures that say what happened in it, and the wall that shows it meanwhile.
func TestTheFiguresOfADayInABrowser(t *testing.T) {
	t.Parallel()
	chromium := browserTools(t)
	demo, at, _ := startDemo(t, filepath.Join(t.TempDir(), "demo"))
	tellBrowser(t, chromium, "figures.mjs", "MENLING_CONSOLE="+at.Console, "MENLING_PHONE="+at.Phone, "MENLING_SANDBOX="+at.Sandbox,
		"MENLING_EMAIL="+at.Login.Email, "MENLING_PASSWORD="+at.Login.Password)
	demo.terminate()
}
