package e2e

import "testing"

// A newcomer with the phone of a sandbox that nobody has prepared.
func TestTheDeviceInABrowser(t *testing.T) {
	t.Parallel()
	tellBrowser(t, browserTools(t), "device.mjs", "MENLING_SANDBOX="+emptySandbox(t))
}
