package wecom

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// TokenSource is where the access tokens of one app come from.
type TokenSource interface {
	// Key tells the source's tokens from those of the company's other apps.
	// Sources with the same key share one token. It must not hold a secret.
	Key() string

	// Fetch asks for a token; dead is the value that was found dead, or empty.
	// The TokenStore sees to it that few ask at the same time, and sets the
	// Version.
	Fetch(ctx context.Context, dead string) (wx.Token, error)
}

// secretSource asks gettoken, with the secret of a self-built app or the
// permanent code of a 代开发 app.
type secretSource struct {
	wire   *wire.Client
	corpID string
	secret string
}

func (c *Client) secretSource(secret string) *secretSource {
	w := &wire.Client{Config: c.config, Platform: wx.WeCom, Who: c.corpID, Secrets: []string{secret}}
	return &secretSource{w, c.corpID, secret}
}

// Key implements TokenSource.
func (s *secretSource) Key() string { return fingerprint(s.secret) }

func (s *secretSource) secrets() []string { return []string{s.secret} }

// Fetch implements TokenSource. Within a token's life the platform gives the
// same one again.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/91039
func (s *secretSource) Fetch(ctx context.Context, _ string) (wx.Token, error) {
	if err := s.wire.Check(ctx, "gettoken", func(c *wx.Check) {
		c.Require(s.secret != "", "corpsecret", "must not be empty", nil)
	}); err != nil {
		return wx.Token{}, err
	}
	query := url.Values{"corpid": {s.corpID}, "corpsecret": {s.secret}}
	return s.wire.FetchToken(ctx, wire.Get("gettoken", "/cgi-bin/gettoken", query))
}

// fingerprint names a secret without giving it away.
func fingerprint(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:8])
}

// TicketSource gives the newest suite_ticket. The platform pushes one every ten
// minutes (callback.SuiteTicket) and each lives thirty.
type TicketSource func(context.Context) (string, error)

// Suite is a third-party suite (第三方应用), which acts for many companies.
type Suite struct {
	config wire.Config
	wire   *wire.Client
}

// NewSuite makes the suite with this id and secret. Its own token, the
// suite_access_token, is kept in the token store like any other.
func NewSuite(suiteID, suiteSecret string, ticket TicketSource, opts ...Option) (*Suite, error) {
	switch {
	case suiteID == "":
		return nil, errors.New("wecom: suite id is empty")
	case suiteSecret == "":
		return nil, errors.New("wecom: suite secret is empty")
	case ticket == nil:
		return nil, errors.New("wecom: suite needs a source of tickets")
	}
	config, err := build(opts)
	if err != nil {
		return nil, err
	}
	w := &wire.Client{
		Config: config, Platform: wx.WeCom, Who: suiteID, Secrets: []string{suiteSecret},
		TokenKey: "wecom:suite:" + suiteID + ":" + fingerprint(suiteSecret), TokenParam: "suite_access_token",
	}
	w.Fetch = func(ctx context.Context, _ string) (wx.Token, error) {
		return fetchSuiteToken(ctx, w, suiteID, suiteSecret, ticket)
	}
	return &Suite{config, w}, nil
}

type suiteTokenRequest struct {
	SuiteID     string `json:"suite_id"`
	SuiteSecret string `json:"suite_secret"`
	SuiteTicket string `json:"suite_ticket"`
}

// fetchSuiteToken asks for the suite's own token.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/90600
func fetchSuiteToken(ctx context.Context, w *wire.Client, id, secret string, ticket TicketSource) (wx.Token, error) {
	newest, err := ticket(ctx)
	if err != nil {
		return wx.Token{}, err
	}
	body := suiteTokenRequest{id, secret, newest}
	return w.FetchToken(ctx, wire.Read("get_suite_token", "/cgi-bin/service/get_suite_token", body))
}

// App returns the view that the suite has of a company which authorised it:
// corpID and permanentCode are what the authorisation gave.
func (s *Suite) App(corpID, permanentCode string) *App {
	client := &Client{corpID: corpID, config: s.config}
	return client.AppFrom(&corpSource{s.wire, corpID, permanentCode})
}

// Token returns the suite's live suite_access_token.
func (s *Suite) Token(ctx context.Context) (wx.Token, error) { return s.wire.Token(ctx) }

// corpSource asks get_corp_token with the suite's token.
type corpSource struct {
	suite  *wire.Client
	corpID string
	code   string
}

// Key implements TokenSource.
func (s *corpSource) Key() string { return "suite:" + s.suite.Who + ":" + fingerprint(s.code) }

func (s *corpSource) secrets() []string { return append([]string{s.code}, s.suite.Secrets...) }

type corpTokenRequest struct {
	AuthCorpID    string `json:"auth_corpid"`
	PermanentCode string `json:"permanent_code"`
}

// Fetch implements TokenSource.
//
// Vendor page: https://developer.work.weixin.qq.com/document/path/90605
func (s *corpSource) Fetch(ctx context.Context, _ string) (wx.Token, error) {
	w := *s.suite
	w.Secrets = s.secrets()
	body := corpTokenRequest{s.corpID, s.code}
	return w.FetchTokenWithToken(ctx, wire.Read("get_corp_token", "/cgi-bin/service/get_corp_token", body))
}
