package sandbox

import (
	"net/http"
	"time"
)

var _ = serve(weapp, endpoint{
	path: "/sns/jscode2session", method: http.MethodGet, wrong: 41002, open: true, write: true, bare: true, do: (*Sandbox).codeToSession,
})

const (
	codeLife        = 5 * time.Minute
	loginsPerMinute = 100
)

// loginCode is what wx.login gave a phone: it serves once, within five minutes.
type loginCode struct {
	Customer string `json:"customer"`
	Created  int64  `json:"created"`
	Used     bool   `json:"used,omitempty"`
}

// postLogin is a phone calling wx.login.
func (s *Sandbox) postLogin(r *http.Request) (any, error) {
	var in struct {
		Customer string `json:"customer"`
	}
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.person(in.Customer); err != nil {
		return nil, err
	}
	now := s.Now()
	old := now.Add(-24 * time.Hour).UnixMilli()
	prune(s.w.Codes, &s.w.codeMark, func(c *loginCode) bool { return c.Created < old })
	code := s.dice.word(32)
	s.w.Codes[code] = &loginCode{Customer: in.Customer, Created: now.UnixMilli()}
	s.changed()
	return struct {
		Code string `json:"code"`
	}{code}, nil
}

type sessionAnswer struct {
	SessionKey string `json:"session_key"`
	OpenID     string `json:"openid"`
	UnionID    string `json:"unionid,omitempty"`
}

// codeToSession tells who a code belongs to.
func (s *Sandbox) codeToSession(c *call) (any, error) {
	mp := s.corp.MiniProgram
	switch {
	case c.q.Get("appid") == "":
		return nil, failWeapp(41002)
	case c.q.Get("secret") == "":
		return nil, failWeapp(41004)
	case c.q.Get("js_code") == "":
		return nil, failWeapp(41008)
	case c.q.Get("appid") != mp.AppID:
		return nil, failWeapp(40013)
	case c.q.Get("secret") != mp.Secret:
		return nil, failWeapp(40125)
	case c.q.Get("grant_type") != "authorization_code":
		return nil, failWeapp(40002)
	}
	code, ok := s.w.Codes[c.q.Get("js_code")]
	switch {
	case !ok || c.now.UnixMilli() >= code.Created+codeLife.Milliseconds():
		return nil, failWeapp(40029)
	case code.Used:
		return nil, failWeapp(40163)
	case c.sw.RateLimits && !s.limits.allow("login/"+code.Customer, c.now, loginsPerMinute, 1<<30):
		return nil, failWeapp(45011)
	}
	code.Used = true
	person := s.w.customers[code.Customer]
	answer := sessionAnswer{SessionKey: s.dice.word(22) + "==", OpenID: person.OpenID}
	if c.sw.DeveloperBound {
		answer.UnionID = person.UnionID
	}
	return answer, nil
}
