package e2e

import (
	"path/filepath"
	"testing"
)

// The settings of the desk follow what colleagues change, and can be read in both languages, both widths, light and dark.
func TestTheSettingsOfTheDeskInABrowser(t *testing.T) {
	t.Parallel()
	chromium := browserTools(t)
	demo, at, _ := startDemo(t, filepath.Join(t.TempDir(), "demo"))
	tellBrowser(t, chromium, "settings.mjs", "MENLING_CONSOLE="+at.Console, "MENLING_SANDBOX="+at.Sandbox, "MENLING_EMAIL="+at.Login.Email, "MENLING_PASSWORD="+at.Login.Password)
	demo.terminate()
}
