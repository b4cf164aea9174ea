package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Messages of an app to members: https://developer.work.weixin.qq.com/document/path/90236.
var _ = serve(wecom, endpoint{path: "/cgi-bin/message/send", method: http.MethodPost, own: true, write: true, do: (*Sandbox).sendAppMessage})

const (
	maxAppTextBytes     = 2048
	maxURLBytes         = 2048
	appMessagesKept     = 1000
	memberPerMinute     = 30
	memberPerHour       = 1000
	sendsPerAccount     = 200 // to one person each, a day and app
	duplicateSeconds    = 1800
	maxDuplicateSeconds = 4 * 60 * 60
)

// appMessage is one message as it reached one member.
type appMessage struct {
	MsgID       string `json:"msgid"`
	UserID      string `json:"userid"`
	AgentID     int    `json:"agentid"`
	Time        int64  `json:"time"`
	MsgType     string `json:"msgtype"`
	Content     string `json:"content,omitempty"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	URL         string `json:"url,omitempty"`
	ButtonText  string `json:"btntxt,omitempty"`
}

type appMessageAnswer struct {
	InvalidUser  string `json:"invaliduser"`
	InvalidParty string `json:"invalidparty"`
	InvalidTag   string `json:"invalidtag"`
	MsgID        string `json:"msgid"`
}

// sendAppMessage delivers to every member it may; the others come back by name, in lower
// case. More than a member may get is dropped without a word; more than an app may send a day
// is refused. The corp has as many accounts as the fixture has members.
func (s *Sandbox) sendAppMessage(c *call) (any, error) {
	if err := s.checkAgent(c); err != nil {
		return nil, err
	}
	m, err := readAppMessage(c.body)
	if err != nil {
		return nil, err
	}
	members, answer, err := s.recipients(c)
	if err != nil {
		return nil, err
	}
	if c.sw.RateLimits && !s.limits.allowDay("message/"+strconv.Itoa(c.app.AgentID), c.now, len(members), sendsPerAccount*len(s.corp.Members)) {
		return nil, fail(45009)
	}
	m.MsgID, m.AgentID, m.Time = s.dice.word(60), c.app.AgentID, c.now.UnixMilli()
	answer.MsgID = m.MsgID
	for _, to := range members {
		if s.repeated(c, m, to) || c.sw.RateLimits && !s.limits.allow("message/"+to.UserID+"/"+strconv.Itoa(m.AgentID), c.now, memberPerMinute, memberPerHour) {
			continue
		}
		own := m
		own.UserID = to.UserID
		s.w.AppMessages = append(s.w.AppMessages, &own)
		s.publish("app_message", own)
	}
	if n := len(s.w.AppMessages) - appMessagesKept; n > 0 {
		s.w.AppMessages = slices.Delete(s.w.AppMessages, 0, n)
	}
	return answer, nil
}

// checkAgent wants the agentid of the token's own app.
func (s *Sandbox) checkAgent(c *call) error {
	id := c.body.num("agentid")
	switch {
	case s.corp.apps[id] == nil:
		return fail(40056)
	case id != c.app.AgentID:
		return fail(301002)
	}
	return nil
}

// readAppMessage reads what a message says. Texts and the words of a card are cut where they
// are too long, markdown is refused.
func readAppMessage(body *fields) (appMessage, error) {
	m := appMessage{MsgType: body.str("msgtype")}
	content := body.object(m.MsgType)
	switch m.MsgType {
	case "text", "markdown":
		m.Content = content.str("content")
		switch long := len(m.Content) > maxAppTextBytes; {
		case m.Content == "":
			return m, fail(44004)
		case long && m.MsgType == "markdown":
			return m, fail(45002)
		case long:
			m.Content = strings.ToValidUTF8(m.Content[:maxAppTextBytes], "")
		}
	case "textcard":
		return m, m.readCard(content)
	default:
		return m, fail(40008)
	}
	return m, nil
}

func (m *appMessage) readCard(f *fields) error {
	if name := f.firstMissing("title", "description", "url"); name != "" {
		return invalid("missing field %s", name)
	}
	if m.URL = f.str("url"); len(m.URL) > maxURLBytes {
		return invalid("url exceed max length %d", maxURLBytes)
	}
	m.Title, m.Description, m.ButtonText = firstRunes(f.str("title"), 128), firstRunes(f.str("description"), 512), firstRunes(f.str("btntxt"), 4)
	return nil
}

// firstRunes cuts a text after n characters.
func firstRunes(text string, n int) string {
	runes := []rune(text)
	return string(runes[:min(n, len(runes))])
}

// repeated says that the caller wants the same message once, and the member has it.
func (s *Sandbox) repeated(c *call, m appMessage, to *Member) bool {
	if c.body.num("enable_duplicate_check") != 1 {
		return false
	}
	seconds := c.body.num("duplicate_check_interval")
	if seconds <= 0 {
		seconds = duplicateSeconds
	}
	seconds = min(seconds, maxDuplicateSeconds)
	return slices.ContainsFunc(s.w.AppMessages, func(old *appMessage) bool {
		same := *old
		same.MsgID, same.Time, same.UserID = m.MsgID, m.Time, m.UserID
		return old.UserID == to.UserID && same == m && m.Time-old.Time < int64(seconds)*1000
	})
}

// getAppMessages lists what members got, oldest first.
func (s *Sandbox) getAppMessages(r *http.Request) (any, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	userid := r.URL.Query().Get("userid")
	list := []*appMessage{}
	for _, m := range s.w.AppMessages {
		if userid == "" || strings.EqualFold(m.UserID, userid) {
			list = append(list, m)
		}
	}
	return copies(list), nil
}
