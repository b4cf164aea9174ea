package e2e

import "testing"

// The phone reads pictures of codes without a reader of the browser's own, and follows their links.
func TestPicturesOfCodesInABrowser(t *testing.T) {
	t.Parallel()
	site := emptySandbox(t)
	tellBrowser(t, browserTools(t), "codes.mjs", "MENLING_SANDBOX="+site, "MENLING_PHONE="+site+"/phone")
}
