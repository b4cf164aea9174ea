package wecom_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// provider is the platform's side of suites. The first suite token and the
// first company token die when dying is set.
type provider struct {
	t             *testing.T
	suites, corps int
	dying         bool
}

func (p *provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var body map[string]string
	if r.Method == http.MethodPost {
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			p.t.Error(err)
		}
	}
	switch r.URL.Path {
	case "/cgi-bin/service/get_suite_token":
		if body["suite_ticket"] != "ticket" || body["suite_secret"] != "suite secret" || r.URL.RawQuery != "" {
			p.t.Errorf("asked for a suite token with %v %s", body, r.URL.RawQuery)
		}
		p.suites++
		fmt.Fprintf(w, `{"suite_access_token":"S%d","expires_in":7200}`, p.suites)
	case "/cgi-bin/service/get_corp_token":
		if r.URL.Query().Get("suite_access_token") != fmt.Sprintf("S%d", p.suites) || body["auth_corpid"] != "wwcorp" || body["permanent_code"] != "permanent" {
			p.t.Errorf("asked for a company token with %v %s", body, r.URL.RawQuery)
		}
		if p.dying && p.suites == 1 {
			io.WriteString(w, `{"errcode":42009,"errmsg":"suite_access_token expired"}`)
			return
		}
		p.corps++
		fmt.Fprintf(w, `{"access_token":"C%d","expires_in":7200}`, p.corps)
	default:
		if p.dying && r.URL.Query().Get("access_token") == "C1" {
			io.WriteString(w, `{"errcode":42001,"errmsg":"access_token expired"}`)
			return
		}
		fmt.Fprintf(w, `{"errcode":0,"follow_user":[%q]}`, r.URL.Query().Get("access_token"))
	}
}

func newSuite(t *testing.T, p *provider) *wecom.Suite {
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	suite, err := wecom.NewSuite("wwsuite", "suite secret", func(context.Context) (string, error) { return "ticket", nil }, wecom.WithBaseURL(server.URL))
	if err != nil {
		t.Fatal(err)
	}
	return suite
}

func TestSuiteActsForACompany(t *testing.T) {
	p := &provider{t: t}
	app := newSuite(t, p).App("wwcorp", "permanent")
	for range 3 {
		if got, err := app.Customers.FollowUsers(t.Context()); err != nil || len(got) != 1 || got[0] != "C1" {
			t.Fatalf("%v, %v", got, err)
		}
	}
	if p.suites != 1 || p.corps != 1 {
		t.Errorf("%d suite tokens, %d company tokens", p.suites, p.corps)
	}
}

func TestSuiteRenewsBothTokens(t *testing.T) {
	p := &provider{t: t, dying: true}
	app := newSuite(t, p).App("wwcorp", "permanent")
	if got, err := app.Customers.FollowUsers(t.Context()); err != nil || got[0] != "C2" || p.suites != 2 {
		t.Fatalf("%v, %v, %d suite tokens", got, err, p.suites)
	}
}

func TestSuiteNeedsATicket(t *testing.T) {
	server := httptest.NewServer(&provider{t: t})
	t.Cleanup(server.Close)
	none := errors.New("no ticket was pushed yet")
	suite, err := wecom.NewSuite("wwsuite", "suite secret", func(context.Context) (string, error) { return "", none }, wecom.WithBaseURL(server.URL))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := suite.App("wwcorp", "permanent").Customers.FollowUsers(t.Context()); !errors.Is(err, none) {
		t.Errorf("%v", err)
	}
	if _, err := wecom.NewSuite("wwsuite", "s", nil); err == nil {
		t.Error("a suite without a source of tickets was made")
	}
}

var farAway = time.Now().Add(time.Hour)

// A token server of the company's own.
type central struct{ asked []string }

func (c *central) Key() string { return "central" }
func (c *central) Fetch(_ context.Context, dead string) (wx.Token, error) {
	c.asked = append(c.asked, dead)
	return wx.Token{Value: fmt.Sprintf("C%d", len(c.asked)), ExpiresAt: farAway}, nil
}

func TestTokensFromElsewhere(t *testing.T) {
	server := httptest.NewServer(&provider{t: t, dying: true})
	t.Cleanup(server.Close)
	client, err := wecom.New("wwcorp", wecom.WithBaseURL(server.URL))
	if err != nil {
		t.Fatal(err)
	}
	source := &central{}
	got, err := client.AppFrom(source).Customers.FollowUsers(t.Context())
	if err != nil || got[0] != "C2" || strings.Join(source.asked, ",") != ",C1" {
		t.Errorf("%v, %v, asked with %q", got, err, source.asked)
	}
}
