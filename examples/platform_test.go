package examples

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"

	"github.com/menling/menling/sandbox"
)

// platform is a sandbox in this process, at a free port.
type platform struct {
	t   *testing.T
	url string
}

func newPlatform(t *testing.T) platform {
	t.Helper()
	s, err := sandbox.New(sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	s.SetBaseURL(server.URL)
	t.Cleanup(func() { s.Close(); server.Close() })
	return platform{t, server.URL}
}

// setting tells an example where the platform is.
func (p platform) setting() string { return "MENLING_SANDBOX=" + p.url }

type call struct {
	ID      string
	Path    string
	Request map[string]any
	Errcode int
}

func (c call) name() string { return path.Base(c.Path) }

// way is a way that is there now.
type way struct {
	Kind   string
	UsedBy string `json:"used_by"`
}

// control asks the control API.
func (p platform) control(method, path, body string, answer any) {
	p.t.Helper()
	req, err := http.NewRequestWithContext(p.t.Context(), method, p.url+"/sandbox/v1"+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		p.t.Fatalf("%s %s: %s", method, path, resp.Status)
	}
	if err := json.NewDecoder(resp.Body).Decode(answer); err != nil {
		p.t.Fatalf("%s %s: %v", method, path, err)
	}
}

// calls are those after the one of this id, "" for all.
func (p platform) calls(after string) []call {
	p.t.Helper()
	var list []call
	p.control("GET", "/calls?after="+after, "", &list)
	return list
}

func (p platform) lastCall() string {
	p.t.Helper()
	list := p.calls("")
	if len(list) == 0 {
		return ""
	}
	return list[len(list)-1].ID
}
