package sandbox

import (
	"net/http"
	"strconv"
)

// Tokens of third-party suites: https://developer.work.weixin.qq.com/document/path/90605.
var _ = serve(wecom,
	endpoint{path: "/cgi-bin/service/get_suite_token", method: http.MethodPost, open: true, write: true, bare: true, do: (*Sandbox).suiteToken},
	endpoint{path: "/cgi-bin/service/get_corp_token", method: http.MethodPost, open: true, write: true, bare: true, do: (*Sandbox).corpToken},
)

// suite is the platform of tokens that serve get_corp_token alone, and the kind of what suites are told.
const suite = "suite"

type suiteTokenAnswer struct {
	SuiteAccessToken string `json:"suite_access_token"`
	ExpiresIn        int64  `json:"expires_in"`
}

// suiteToken wants what the suite was given, and the ticket that it was pushed last. A wrong
// suite_secret is 40001 like any other secret; the table's 40080 says the same.
func (s *Sandbox) suiteToken(c *call) (any, error) {
	id, secret, ticket := c.body.str("suite_id"), c.body.str("suite_secret"), c.body.str("suite_ticket")
	app := s.suiteApp(id)
	switch {
	case id == "":
		return nil, fail(41021)
	case secret == "":
		return nil, fail(41024)
	case ticket == "":
		return nil, fail(41023)
	case app == nil:
		return nil, fail(40083)
	case secret != app.SuiteSecret:
		return nil, fail(40001)
	case !s.ticketLives(app, ticket, c.now):
		return nil, fail(40085)
	}
	key := "suite/" + app.SuiteID
	if value, left := s.current(key, c.now); left > 0 {
		return suiteTokenAnswer{value, int64(left.Seconds())}, nil
	}
	issued := s.issue(key, token{Platform: suite, AgentID: app.AgentID}, c.now)
	return suiteTokenAnswer{issued.AccessToken, issued.ExpiresIn}, nil
}

func (s *Sandbox) suiteApp(id string) *App {
	for _, app := range s.corp.apps {
		if app.Kind == AppSuite && app.SuiteID == id {
			return app
		}
	}
	return nil
}

// corpToken gives the token with which a suite acts for a company. It carries no errcode.
func (s *Sandbox) corpToken(c *call) (any, error) {
	app, err := s.appOfSuiteToken(c)
	if err != nil {
		return nil, err
	}
	c.app = app
	switch corpid, code := c.body.str("auth_corpid"), c.body.str("permanent_code"); {
	case corpid == "":
		return nil, fail(41002)
	case code == "":
		return nil, fail(41025)
	case corpid != s.corp.Corp.ID:
		return nil, fail(40013)
	case code != app.Secret || s.w.SuiteCancelled:
		return nil, fail(40084)
	}
	key := "wecom/" + strconv.Itoa(app.AgentID)
	if value, left := s.current(key, c.now); left > 0 {
		return tokenAnswer{value, int64(left.Seconds())}, nil
	}
	return s.issue(key, token{Platform: wecom, AgentID: app.AgentID}, c.now), nil
}

// appOfSuiteToken finds the suite whose token the query carries.
func (s *Sandbox) appOfSuiteToken(c *call) (*App, error) {
	value := c.q.Get("suite_access_token")
	t, ok := s.w.Tokens[value]
	switch {
	case value == "":
		return nil, fail(41022)
	case !ok || t.Platform != suite:
		return nil, fail(40082)
	case c.now.UnixMilli() >= t.Expires:
		return nil, fail(42009)
	}
	return s.corp.apps[t.AgentID], nil
}
