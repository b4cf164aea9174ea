package sandbox

import (
	"net/http"
	"net/url"
	"time"
)

// Web sign-in of members: https://developer.work.weixin.qq.com/document/path/98177.
var _ = serve(wecom, endpoint{path: "/cgi-bin/auth/getuserinfo", method: http.MethodGet, write: true, do: (*Sandbox).getUserInfo})

// signIn is the code that a scanned sign-in came back with: once, within five minutes.
type signIn struct {
	UserID   string `json:"userid,omitempty"`
	Customer string `json:"customer,omitempty"`
	AgentID  int    `json:"agentid"`
	Created  int64  `json:"created"`
	Used     bool   `json:"used,omitempty"`
}

// postSignIn is a person scanning the sign-in page. The answer is where the page leads then.
func (s *Sandbox) postSignIn(r *http.Request) (any, error) {
	var in struct {
		UserID      string `json:"userid"`
		Customer    string `json:"customer"`
		AgentID     int    `json:"agentid"`
		RedirectURI string `json:"redirect_uri"`
		State       string `json:"state"`
	}
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	target, err := url.Parse(in.RedirectURI)
	if err != nil || target.Scheme != "http" && target.Scheme != "https" || target.Host == "" {
		return nil, badRequest("redirect_uri is no address")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.corp.apps[in.AgentID] == nil:
		return nil, notFound("no app %d", in.AgentID)
	case in.Customer != "":
		if _, err := s.person(in.Customer); err != nil {
			return nil, err
		}
	case s.corp.member(in.UserID) == nil:
		return nil, notFound("no member %q", in.UserID)
	}
	old := s.Now().Add(-24 * time.Hour).UnixMilli()
	prune(s.w.SignIns, &s.w.signInMark, func(c *signIn) bool { return c.Created < old })
	code := s.dice.word(43)
	s.w.SignIns[code] = &signIn{UserID: in.UserID, Customer: in.Customer, AgentID: in.AgentID, Created: s.Now().UnixMilli()}
	s.changed()
	query := target.Query()
	query.Set("code", code)
	query.Set("state", in.State)
	target.RawQuery = query.Encode()
	return struct {
		Location string `json:"location"`
	}{target.String()}, nil
}

type userInfoAnswer struct {
	UserID         string `json:"userid,omitempty"`
	OpenID         string `json:"openid,omitempty"`
	ExternalUserID string `json:"external_userid,omitempty"`
}

// getUserInfo tells who a code belongs to. A customer is named only when a member in the
// app's range has them.
func (s *Sandbox) getUserInfo(c *call) (any, error) {
	in, ok := s.w.SignIns[c.q.Get("code")]
	if !ok || in.Used || in.AgentID != c.app.AgentID || c.now.UnixMilli() >= in.Created+codeLife.Milliseconds() {
		return nil, fail(40029)
	}
	in.Used = true
	if in.Customer == "" {
		return userInfoAnswer{UserID: s.corp.member(in.UserID).UserID}, nil
	}
	person := s.w.customers[in.Customer]
	answer := userInfoAnswer{OpenID: "oWork" + person.OpenID[1:]}
	if len(s.followers(c, person)) > 0 {
		answer.ExternalUserID = person.ExternalUserID
	}
	return answer, nil
}
