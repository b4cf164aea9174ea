package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Messages of an app to members: https://developer.work.weixin.qq.com/document/path/90236.
var _ = serve(wecom, endpoint{path: "/cgi-bin/message/send", method: http.MethodPost, write: true, do: (*Sandbox).sendAppMessage})

const (
	maxAppTextBytes  = 2048
	appMessagesKept  = 1000
	memberPerMinute  = 30
	memberPerHour    = 1000
	duplicateSeconds = 1800
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
// case. More than a member may get is dropped without a word.
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

// readAppMessage reads what a message says. A text that is too long is cut.
func readAppMessage(body *fields) (appMessage, error) {
	m := appMessage{MsgType: body.str("msgtype")}
	content := body.object(m.MsgType)
	switch m.MsgType {
	case "text", "markdown":
		if m.Content = content.str("content"); m.Content == "" {
			return m, fail(44004)
		}
		if len(m.Content) > maxAppTextBytes {
			m.Content = strings.ToValidUTF8(m.Content[:maxAppTextBytes], "")
		}
	case "textcard":
		m.Title, m.Description, m.URL, m.ButtonText = content.str("title"), content.str("description"), content.str("url"), content.str("btntxt")
		if name := content.firstMissing("title", "description", "url"); name != "" {
			return m, invalid("missing field %s", name)
		}
	default:
		return m, fail(40008)
	}
	return m, nil
}

// recipients are the members of touser, toparty and totag that the app sees.
func (s *Sandbox) recipients(c *call) ([]*Member, appMessageAnswer, error) {
	users, parties, tags := bars(c.body.str("touser")), bars(c.body.str("toparty")), bars(c.body.str("totag"))
	if len(users)+len(parties)+len(tags) == 0 {
		return nil, appMessageAnswer{}, fail(82001)
	}
	var members []*Member
	var badUsers, badParties []string
	for _, id := range users {
		m := s.corp.member(id)
		switch {
		case id == "@all":
			for i := range s.corp.Members {
				members = append(members, &s.corp.Members[i])
			}
		case m == nil || !s.corp.sees(c.app, m):
			badUsers = append(badUsers, strings.ToLower(id))
		default:
			members = append(members, m)
		}
	}
	for _, text := range parties {
		id, err := strconv.Atoi(text)
		if err != nil || s.corp.depts[id] == nil || !s.corp.seesDepartment(c.app, id) {
			badParties = append(badParties, text)
			continue
		}
		members = append(members, s.corp.people[id]...)
	}
	// A tag of members is not the sandbox's: none exists.
	members = slices.DeleteFunc(members, func(m *Member) bool { return m.Status != MemberActive || !s.corp.sees(c.app, m) })
	members = distinct(members)
	if len(members) == 0 {
		return nil, appMessageAnswer{}, fail(81013)
	}
	join := func(ids []string) string { return strings.Join(ids, "|") }
	return members, appMessageAnswer{InvalidUser: join(badUsers), InvalidParty: join(badParties), InvalidTag: join(tags)}, nil
}

func distinct(members []*Member) []*Member {
	seen := map[*Member]bool{}
	return slices.DeleteFunc(members, func(m *Member) bool {
		again := seen[m]
		seen[m] = true
		return again
	})
}

func bars(list string) []string {
	return slices.DeleteFunc(strings.Split(list, "|"), func(id string) bool { return id == "" })
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
