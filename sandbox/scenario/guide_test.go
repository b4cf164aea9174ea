package scenario_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/menling/menling/sandbox"
	"github.com/menling/menling/sandbox/scenario"
	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wecom/callback"
	"github.com/menling/menling/wx"
)

var fence = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// TestGuide plays the examples of the guide.
func TestGuide(t *testing.T) {
	guide, err := os.ReadFile("../../docs/guides/sandbox-scenarios.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := fence.FindAllSubmatch(guide, -1)
	if len(examples) != 2 {
		t.Errorf("the guide has %d examples, want 2", len(examples))
	}
	for _, example := range examples {
		s, err := scenario.Parse("sandbox-scenarios.md", example[1], nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(s.Name, func(t *testing.T) { playWithServer(t, s) })
	}
}

// TestGuideIsWhole wants every verb in the guide. The reader lists them where it finds none.
func TestGuideIsWhole(t *testing.T) {
	guide, err := os.ReadFile("../../docs/guides/sandbox-scenarios.md")
	if err != nil {
		t.Fatal(err)
	}
	_, err = scenario.Parse("f.yaml", []byte("name: x\nsteps: [{abracadabra: 1}]\n"), nil)
	_, verbs, found := strings.Cut(err.Error(), "a step begins with one of ")
	if !found {
		t.Fatal(err)
	}
	for verb := range strings.SplitSeq(verbs, ", ") {
		if !strings.Contains(string(guide), "`"+verb) {
			t.Errorf("the guide does not know %s", verb)
		}
	}
}

// TestServerScenarios plays those that watch a server against one that does as it should.
func TestServerScenarios(t *testing.T) {
	list, err := scenario.Load(nil, filepath.Join(shipped, "server"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		t.Run(s.Name, func(t *testing.T) { playWithServer(t, s) })
	}
}

// TestServerThatDoesNothing wants them to notice a server that only acknowledges.
func TestServerThatDoesNothing(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer server.Close()
	data, err := os.ReadFile(filepath.Join(shipped, "server", "welcome-in-time.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	step := "  - expect_call: {path: /cgi-bin/externalcontact/send_welcome_msg, errcode: 0}\n"
	s := parse(t, strings.Replace(string(data), step, step+"    within: 200ms\n", 1))
	b := isBroken(t, s.Run(t.Context(), scenario.Options{WeComCallback: server.URL, WeappCallback: server.URL}))
	if b.Step != "expect_call {path: /cgi-bin/externalcontact/send_welcome_msg, errcode: 0}" {
		t.Errorf("broken at %q", b.Step)
	}
}

func playWithServer(t *testing.T, s *scenario.Scenario) {
	t.Helper()
	g := greeter{t: t, seen: map[[16]byte]bool{}, ready: make(chan struct{})}
	mux := http.NewServeMux()
	mux.Handle("/wecom", &callback.Handler{Keys: wecomKeys, Accept: g.accept})
	mux.HandleFunc("/weapp", func(http.ResponseWriter, *http.Request) {})
	server := httptest.NewServer(mux)
	defer server.Close()
	o := scenario.Options{Ready: g.connect}
	if s.NeedsWeCom {
		o.WeComCallback = server.URL + "/wecom"
	}
	if s.NeedsWeapp {
		o.WeappCallback = server.URL + "/weapp"
	}
	if err := s.Run(t.Context(), o); err != nil {
		t.Error(err)
	}
}

func wecomKeys(*http.Request) (callback.Keys, error) {
	f := sandbox.DefaultFixture()
	crypt, err := wx.NewCrypt(f.Callback.Token, f.Callback.AESKey, f.Corp.ID)
	return callback.Keys{Current: crypt}, err
}

// greeter is a server that greets new customers, each event once. Pushes of one customer come one
// after the other.
type greeter struct {
	t     *testing.T
	ready chan struct{}
	app   *wecom.App
	seen  map[[16]byte]bool
}

func (g *greeter) connect(platform string) {
	client, err := wecom.New("ww1a2b3c4d5e6f7081", wecom.WithBaseURL(platform))
	if err != nil {
		g.t.Error(err)
		return
	}
	g.app = client.App("sandbox-contact-secret")
	close(g.ready)
}

func (g *greeter) accept(ctx context.Context, p *callback.Push) error {
	<-g.ready
	added, ok := p.Event.(callback.AddExternalContact)
	if !ok || g.seen[p.Hash] {
		return nil
	}
	g.seen[p.Hash] = true
	return g.app.Welcome.Send(ctx, wecom.Welcome{Code: added.WelcomeCode, Text: "您好，很高兴认识您"})
}
