package e2e

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/menling/menling/internal/qrcode"
)

// The custom element stands on pages of other sites, plain and with Vue and React, and every press comes to something.
func TestTheElementInABrowser(t *testing.T) {
	t.Parallel()
	chromium := browserTools(t)
	code := filepath.Join(t.TempDir(), "qr.png")
	var drawn bytes.Buffer
	if err := qrcode.PNG(&drawn, "https://work.weixin.qq.com/ca/cawcde0000000000", qrcode.Defaults()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(code, drawn.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	tellBrowser(t, chromium, "element.mjs", "MENLING_QR="+code)
}
