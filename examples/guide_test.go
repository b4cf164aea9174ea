package examples

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/menling/menling/sandbox"
	"github.com/menling/menling/wecom/callback"
	"github.com/menling/menling/wx"
)

const (
	guide       = "../docs/guides/sandbox-ci.md"
	guideListen = "http://127.0.0.1:8000/callback" // where the guide's reader receives pushes
)

var (
	shell    = regexp.MustCompile("(?s)```sh\n(.*?)```\n")
	expected = regexp.MustCompile(`(?m)^# → (.*)$`)
)

// shellBlocks are the guide's pieces of shell, in order; the first is the script.
func shellBlocks(t *testing.T) []string {
	t.Helper()
	page, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	for _, match := range shell.FindAllStringSubmatch(string(page), -1) {
		blocks = append(blocks, match[1])
	}
	if len(blocks) < 2 {
		t.Fatalf("%s holds %d pieces of shell", guide, len(blocks))
	}
	return blocks
}

func TestTheGuideShowsTheScript(t *testing.T) {
	file, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	if shown := shellBlocks(t)[0]; shown != string(file) {
		t.Errorf("%s does not show %s as it is:\n%s", guide, script, shown)
	}
}

// A reader types them one after the other and sees what stands behind each arrow.
func TestTheCommandsOfTheGuideWork(t *testing.T) {
	tools(t, ".", "curl --version && jq --version", "curl or jq")
	p, listen := newPlatform(t), receiver(t)
	for _, block := range shellBlocks(t)[1:] {
		got := run(t, ".", []string{p.setting()}, "sh", "-euc", strings.ReplaceAll(block, guideListen, listen))
		if got.status != 0 || strings.Contains(got.stdout, `"error"`) {
			t.Errorf("status %d, stderr %q, stdout %q of\n%s", got.status, got.stderr, got.stdout, block)
		}
		for _, want := range expected.FindAllStringSubmatch(block, -1) {
			if !strings.Contains(got.stdout, want[1]) {
				t.Errorf("no %s in %q of\n%s", want[1], got.stdout, block)
			}
		}
	}
}

// receiver takes the pushes of the sandbox's company, and gives its address.
func receiver(t *testing.T) string {
	t.Helper()
	f := sandbox.DefaultFixture()
	crypt, err := wx.NewCrypt(f.Callback.Token, f.Callback.AESKey, f.Corp.ID)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(&callback.Handler{
		Keys:   func(*http.Request) (callback.Keys, error) { return callback.Keys{Current: crypt}, nil },
		Accept: func(context.Context, *callback.Push) error { return nil },
	})
	t.Cleanup(server.Close)
	return server.URL
}
