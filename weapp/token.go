package weapp

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// TokenMode is the endpoint that tokens come from. The tokens of the two are
// independent of each other.
type TokenMode string

// The two endpoints.
const (
	Stable  TokenMode = "stable"  // stable_token: asking again gives the same token
	Classic TokenMode = "classic" // token: asking again kills the one before
)

// setTokens lets the client fetch its tokens as the mode has it. The store's key
// names the secret without giving it away.
func (o *options) setTokens(w *wire.Client, appID, secret string) {
	sum := sha256.Sum256([]byte(secret))
	w.TokenKey = "weapp:" + appID + ":" + string(o.mode) + ":" + hex.EncodeToString(sum[:8])
	if o.mode == Classic {
		w.Fetch = (&classicSource{w, appID, secret}).fetch
		return
	}
	w.Fetch = (&stableSource{wire: w, appID: appID, secret: secret}).fetch
}

// classicSource asks the old endpoint. Each answer is a new token and ends the
// one before within minutes, so the call changes something and is not made again
// by itself.
type classicSource struct {
	wire          *wire.Client
	appID, secret string
}

// fetch asks for a token. Small accounts may ask 2000 times a day. Errors:
// ErrBadCredential, ErrUntrustedIP.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getAccessToken.html
func (s *classicSource) fetch(ctx context.Context, _ string) (wx.Token, error) {
	query := url.Values{"grant_type": {"client_credential"}, "appid": {s.appID}, "secret": {s.secret}}
	return s.wire.FetchToken(ctx, wire.Request{Op: "token", Method: http.MethodGet, Path: "/cgi-bin/token", Query: query})
}

// forceGap is how far apart forced refreshes must be; one that comes earlier
// refreshes nothing.
const forceGap = 30 * time.Second

// stableSource asks the stable endpoint, which goes on giving the same token
// until five minutes before its end.
type stableSource struct {
	wire          *wire.Client
	appID, secret string

	mu     sync.Mutex
	forced time.Time // when a refresh was last forced
}

type stableRequest struct {
	GrantType    string `json:"grant_type"`
	AppID        string `json:"appid"`
	Secret       string `json:"secret"`
	ForceRefresh bool   `json:"force_refresh"`
}

// fetch asks for a token: 10,000 times a minute and 500,000 a day at most.
//
// The endpoint also goes on giving a token that was found dead. Only then, and
// only if nobody else had it replaced meanwhile, is a new one forced: that works
// 20 times a day and at most every 30 seconds, and kills the old token at once.
// Where it cannot work, the dead token is not handed out again: the error is
// wx.ErrTokenChurn. Other errors: ErrBadCredential, ErrUntrustedIP.
func (s *stableSource) fetch(ctx context.Context, dead string) (wx.Token, error) {
	token, err := s.ask(ctx, false)
	if err != nil || dead == "" || token.Value != dead {
		return token, err
	}
	if !s.mayForce() {
		return wx.Token{}, fmt.Errorf("stable_token: a refresh was forced less than %s ago: %w", forceGap, wx.ErrTokenChurn)
	}
	token, err = s.ask(ctx, true)
	if err == nil && token.Value == dead {
		return wx.Token{}, fmt.Errorf("stable_token: a forced refresh refreshed nothing: %w", wx.ErrTokenChurn)
	}
	return token, err
}

// ask makes the call.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html
func (s *stableSource) ask(ctx context.Context, force bool) (wx.Token, error) {
	body := stableRequest{"client_credential", s.appID, s.secret, force}
	return s.wire.FetchToken(ctx, wire.Post("stable_token", "/cgi-bin/stable_token", body))
}

// mayForce says whether a forced refresh can work, and notes it.
func (s *stableSource) mayForce() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.wire.Now()
	if since := now.Sub(s.forced); since >= 0 && since < forceGap {
		return false
	}
	s.forced = now
	return true
}
