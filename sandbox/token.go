package sandbox

import (
	"net/http"
	"strconv"
	"time"
)

const (
	tokenLife    = 2 * time.Hour
	tokenOverlap = 5 * time.Minute // how long a replaced mini-program token still works
	forceSpacing = 30 * time.Second
	forcesPerDay = 20
)

var _ = serve(wecom, endpoint{
	path: "/cgi-bin/gettoken", method: http.MethodGet, open: true, write: true, do: (*Sandbox).getToken,
})

var _ = serve(weapp,
	endpoint{path: "/cgi-bin/token", method: http.MethodGet, open: true, write: true, bare: true, do: (*Sandbox).weappToken},
	endpoint{path: "/cgi-bin/stable_token", method: http.MethodPost, open: true, write: true, bare: true, do: (*Sandbox).stableToken},
)

// token is an access_token. Replaced says that a newer one took its place, so that from
// Expires on it is "not latest" rather than expired. Times are Unix milliseconds.
type token struct {
	Platform string `json:"platform"`
	AgentID  int    `json:"agentid,omitempty"`
	Expires  int64  `json:"expires"`
	Replaced bool   `json:"replaced,omitempty"`
}

type tokenAnswer struct {
	AccessToken string `json:"access_token"`
	ExpiresIn   int64  `json:"expires_in"`
}

// issue makes a new current token under key and forgets long-dead ones.
func (s *Sandbox) issue(key string, t token, now time.Time) tokenAnswer {
	old := now.Add(-24 * time.Hour).UnixMilli()
	prune(s.w.Tokens, &s.w.tokenMark, func(t *token) bool { return t.Expires < old })
	value := s.dice.word(128)
	t.Expires = now.Add(tokenLife).UnixMilli()
	s.w.Tokens[value], s.w.Current[key] = &t, value
	return tokenAnswer{value, int64(tokenLife / time.Second)}
}

// current returns the newest token under key and how long it lives.
func (s *Sandbox) current(key string, now time.Time) (value string, left time.Duration) {
	value = s.w.Current[key]
	if t, ok := s.w.Tokens[value]; ok {
		return value, time.Duration(t.Expires-now.UnixMilli()) * time.Millisecond
	}
	return "", 0
}

// getToken answers the same token until it expires
// (https://developer.work.weixin.qq.com/document/path/91039).
func (s *Sandbox) getToken(c *call) (any, error) {
	if c.sw.RateLimits && s.limits.banned(c.ip, c.now) {
		return nil, fail(45009)
	}
	app, err := s.appOfSecret(c.q.Get("corpid"), c.q.Get("corpsecret"))
	if err != nil {
		s.limits.wrongSecret(c.ip, c.now, c.sw.BanAfterSecrets)
		return nil, err
	}
	c.app = app
	key := "wecom/" + strconv.Itoa(app.AgentID)
	if value, left := s.current(key, c.now); left > 0 {
		answer := tokenAnswer{value, int64(left / time.Second)}
		if !c.sw.TokenRemaining {
			answer.ExpiresIn = int64(tokenLife / time.Second)
		}
		return answer, nil
	}
	return s.issue(key, token{Platform: wecom, AgentID: app.AgentID}, c.now), nil
}

func (s *Sandbox) appOfSecret(corpid, secret string) (*App, error) {
	switch {
	case secret == "":
		return nil, fail(41004)
	case corpid == "":
		return nil, fail(41002)
	case corpid != s.corp.Corp.ID:
		return nil, fail(40013)
	}
	for _, app := range s.corp.apps {
		if app.Secret == secret && app.Kind != AppSuite && !app.Disabled {
			return app, nil
		}
	}
	return nil, fail(40001)
}

// weappToken makes a new token each time; the one before works five minutes more.
func (s *Sandbox) weappToken(c *call) (any, error) {
	err := s.checkWeapp(c, c.q.Get("grant_type"), c.q.Get("appid"), c.q.Get("secret"))
	if err != nil {
		return nil, err
	}
	if value, left := s.current("weapp/plain", c.now); left > 0 {
		s.replace(value, c.now.Add(tokenOverlap))
	}
	return s.issue("weapp/plain", token{Platform: weapp}, c.now), nil
}

// replace ends an older token at the given time.
func (s *Sandbox) replace(value string, at time.Time) {
	t := s.w.Tokens[value]
	t.Expires, t.Replaced = min(t.Expires, at.UnixMilli()), true
}

// stableToken answers the same token until its last five minutes; force_refresh ends it at
// once, at most 20 times a day and 30 seconds apart.
func (s *Sandbox) stableToken(c *call) (any, error) {
	err := s.checkWeapp(c, c.body.str("grant_type"), c.body.str("appid"), c.body.str("secret"))
	if err != nil {
		return nil, err
	}
	value, left := s.current("weapp/stable", c.now)
	force := c.body.boolean("force_refresh", false) && c.now.UnixMilli()-s.w.Forced >= forceSpacing.Milliseconds()
	if force {
		if s.w.Forces.add(c.now) > forcesPerDay && c.sw.RateLimits {
			return nil, failWeapp(45009)
		}
		s.w.Forced = c.now.UnixMilli()
		if value != "" {
			s.replace(value, c.now)
		}
	}
	if !force && left > tokenOverlap {
		return tokenAnswer{value, int64(left / time.Second)}, nil
	}
	return s.issue("weapp/stable", token{Platform: weapp}, c.now), nil
}

func (s *Sandbox) checkWeapp(c *call, grant, appid, secret string) error {
	mp := s.corp.MiniProgram
	switch {
	case grant != "client_credential":
		return failWeapp(40002)
	case appid == "":
		return failWeapp(41002)
	case secret == "":
		return failWeapp(41004)
	case appid != mp.AppID:
		return failWeapp(40013)
	case secret != mp.Secret:
		return failWeapp(c.sw.WeappBadSecret)
	case !trusts(c.sw.WeappIPs, c.ip):
		return failWeapp(40164)
	case c.sw.RateLimits && !s.limits.allow("weapp"+c.ep.path, c.now, callsPerMinute, 500_000):
		return failWeapp(45009)
	}
	return nil
}

// tokenOf finds the token of the query, the only place where the platforms look for it.
func (s *Sandbox) tokenOf(c *call) (*token, error) {
	value := c.q.Get("access_token")
	if value == "" {
		return nil, c.fault(41001)
	}
	t, ok := s.w.Tokens[value]
	alive := ok && c.now.UnixMilli() < t.Expires
	switch {
	case alive && t.Platform == c.ep.platform:
		return t, nil
	case c.ep.platform == weapp && (!ok || t.Replaced || alive):
		return nil, failWeapp(40001)
	case c.ep.platform == weapp:
		return nil, failWeapp(42001)
	case ok && !alive && t.Platform == wecom:
		return nil, fail(c.sw.ExpiredToken)
	default:
		return nil, fail(40014)
	}
}
