package sandbox

import (
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"
)

// phone is what one customer's phone knows of the mini program's service chat.
type phone struct {
	Chat        []*phoneMessage `json:"chat,omitempty"`
	Window      window          `json:"window"`
	DeskWindow  window          `json:"desk_window"` // of agents' replies, when theirs are counted apart
	LastIn      int64           `json:"last_in,omitempty"`
	LastOut     int64           `json:"last_out,omitempty"`
	TypingUntil int64           `json:"typing_until,omitempty"`
	SessionFrom string          `json:"session_from,omitempty"`
}

// phoneMessage is one message as the phone shows it. From is "customer", "api" or "desk".
type phoneMessage struct {
	MsgID       int64  `json:"msgid,string"`
	From        string `json:"from"`
	Time        int64  `json:"time"`
	MsgType     string `json:"msgtype"`
	Content     string `json:"content,omitempty"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	URL         string `json:"url,omitempty"`
	PagePath    string `json:"pagepath,omitempty"`
	AppID       string `json:"appid,omitempty"`
	MediaID     string `json:"media_id,omitempty"`
	PicURL      string `json:"pic_url,omitempty"`
}

// phoneOf finds or makes a customer's phone.
func (w *world) phoneOf(customer string) *phone {
	p, ok := w.Phones[customer]
	if !ok {
		p = &phone{}
		w.Phones[customer] = p
	}
	return p
}

// show puts a message on the phone.
func (s *Sandbox) show(customer string, p *phone, m *phoneMessage) {
	m.Time = s.Now().UnixMilli()
	if m.From == "customer" {
		p.LastIn = m.Time
	} else {
		p.LastOut, p.TypingUntil = m.Time, 0
	}
	p.Chat = append(p.Chat, m)
	s.publish("message", messageEvent{"weapp", customer, m})
}

const maxSessionFrom = 1000

// cutSessionFrom truncates silently, in the middle of a character if need be.
func cutSessionFrom(text, unit string) string {
	if unit == "characters" {
		if utf8.RuneCountInString(text) > 1024 {
			text = string([]rune(text)[:1024])
		}
		return text
	}
	return text[:min(len(text), maxSessionFrom)]
}

// postEnter is a customer tapping the contact button. It gives the short window and an event
// without MsgId.
func (s *Sandbox) postEnter(r *http.Request) (any, error) {
	var in struct {
		Customer    string `json:"customer"`
		SessionFrom string `json:"session_from"`
	}
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	person, err := s.person(in.Customer)
	if err != nil {
		return nil, err
	}
	sw := s.w.Switches
	p := s.w.phoneOf(person.ID)
	p.SessionFrom = cutSessionFrom(in.SessionFrom, sw.SessionFromUnit)
	p.Window.grant(s.Now(), sw.EnterQuota, enterWindow)
	doc := append(s.weappEvent(person, "event"), member{"Event", "user_enter_tempsession"})
	if p.SessionFrom != "" || sw.EmptySessionFrom == "empty" {
		doc = append(doc, member{"SessionFrom", p.SessionFrom})
	}
	if sw.EnterWhileServed || !s.w.Desk[person.ID].serving(s.Now(), sw) {
		s.pushWeapp("user_enter_tempsession", person.ID, doc)
	}
	s.changed()
	s.publish("enter", struct {
		Customer    string `json:"customer"`
		SessionFrom string `json:"session_from"`
	}{person.ID, p.SessionFrom})
	return s.sessionView(p), nil
}

// weappEvent is the head of everything that the mini program's server is told.
func (s *Sandbox) weappEvent(person *Customer, msgtype string) document {
	return document{
		{"ToUserName", s.corp.MiniProgram.OriginalID}, {"FromUserName", person.OpenID},
		{"CreateTime", s.Now().Unix()}, {"MsgType", msgtype},
	}
}

// pushWeapp pushes unless a third-party platform was granted the messages.
func (s *Sandbox) pushWeapp(event, customer string, doc document) {
	if !s.w.Switches.ThirdParty {
		s.push(weapp, event, customer, doc)
	}
}

// sessionView is a phone's side of the chat: what may still be sent to it.
type sessionView struct {
	Remaining   int    `json:"remaining"`
	Until       int64  `json:"until"` // Unix milliseconds
	Typing      bool   `json:"typing"`
	SessionFrom string `json:"session_from"`
}

func (s *Sandbox) sessionView(p *phone) sessionView {
	now := s.Now()
	v := sessionView{Until: p.Window.Until, Typing: now.UnixMilli() < p.TypingUntil, SessionFrom: p.SessionFrom}
	if p.Window.open(now) {
		v.Remaining = p.Window.Remaining
	}
	return v
}

func (s *Sandbox) getSession(r *http.Request) (any, error) {
	return s.onPhone(r, func(p *phone) any { return s.sessionView(p) })
}

func (s *Sandbox) getPhoneChat(r *http.Request) (any, error) {
	return s.onPhone(r, func(p *phone) any { return copies(p.Chat) })
}

func (s *Sandbox) onPhone(r *http.Request, f func(*phone) any) (any, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	person, err := s.person(r.URL.Query().Get("customer"))
	if err != nil {
		return nil, err
	}
	p, ok := s.w.Phones[person.ID]
	if !ok {
		p = &phone{}
	}
	return f(p), nil
}

// postTap is a customer tapping a card; the answer is what bindcontact would give.
func (s *Sandbox) postTap(r *http.Request) (any, error) {
	var in struct {
		Customer string `json:"customer"`
		MsgID    int64  `json:"msgid,string"`
	}
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if _, err := s.person(in.Customer); err != nil {
		return nil, err
	}
	if p, ok := s.w.Phones[in.Customer]; ok {
		for _, m := range p.Chat {
			if m.MsgID == in.MsgID && m.MsgType == "miniprogrampage" {
				return tapped(m.PagePath), nil
			}
		}
	}
	return nil, notFound("no card %d on this phone", in.MsgID)
}

type tapAnswer struct {
	Path  string            `json:"path"`
	Query map[string]string `json:"query"`
}

func tapped(page string) tapAnswer {
	path, raw, _ := strings.Cut(page, "?")
	answer := tapAnswer{Path: path, Query: map[string]string{}}
	values, _ := url.ParseQuery(raw) // what cannot be read is left out
	for name := range values {
		answer.Query[name] = values.Get(name)
	}
	return answer
}
