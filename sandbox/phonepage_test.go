package sandbox_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/menling/menling/internal/contract"
	"github.com/menling/menling/sandbox"
)

func TestThePhonePageAnswersWhereItIsPromised(t *testing.T) {
	s, err := sandbox.New(sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	site := httptest.NewServer(s)
	t.Cleanup(func() { site.Close(); s.Close() })
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, path := range []string{"/phone", "/phone?customer=c01&tab=chat", "/phone/"} {
		resp, err := client.Get(site.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK || !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") || !strings.Contains(string(body), `<base href="/phone/"`) {
			t.Errorf("GET %s: %s, want the page itself", path, resp.Status)
		}
	}
}

// The phone's log tells every call in words, in both languages; those that it words by their content have no row.
func TestThePhonesLogHasWordsForEveryCall(t *testing.T) {
	operations, err := contract.Operations()
	if err != nil {
		t.Fatal(err)
	}
	words := newWorld(t, sandbox.Options{}).send("GET", "/phone/js/words.js", nil).body
	byContent := map[string]bool{"custom_send": true, "custom_typing": true, "jscode2session": true}
	for _, op := range operations {
		name := strings.TrimPrefix(strings.TrimPrefix(op.Path, "/cgi-bin/"), "/sns/")
		row := regexp.MustCompile(`(?m)^  '?` + regexp.QuoteMeta(name) + `'?: \['[^']*\p{Han}[^']*', '[^']+'\],$`)
		if !byContent[op.Operation] && !row.Match(words) {
			t.Errorf("no words for %s", name)
		}
	}
}
