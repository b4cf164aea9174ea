package sandbox

import (
	"net/http"
	"time"
)

// What a third-party suite is told at its command URL (指令回调URL): tickets, authorisations, and the
// changes of the companies that use it, under a head of their own.
// https://developer.work.weixin.qq.com/document/path/90628 and 92277.

const (
	ticketEvery = 10 * time.Minute
	ticketLife  = 30 * time.Minute
)

// suiteTicket is one that was pushed. Pushed is Unix milliseconds.
type suiteTicket struct {
	Value  string `json:"value"`
	Pushed int64  `json:"pushed"`
}

// firstSuite is the suite whose callback is served; nil when the fixture has none.
func (c *corp) firstSuite() *App {
	for i := range c.Apps {
		if c.Apps[i].Kind == AppSuite {
			return &c.Apps[i]
		}
	}
	return nil
}

// suiteHead is the head of its events. Those that no company causes name none.
func (s *Sandbox) suiteHead(info, corpid string) document {
	doc := document{{"SuiteId", s.corp.firstSuite().SuiteID}}.with("AuthCorpId", corpid)
	return append(doc, member{"InfoType", info}, member{"TimeStamp", s.Now().Unix()})
}

// suiteListens reports whether there is a suite with a callback URL.
func (s *Sandbox) suiteListens() bool {
	cb := s.w.Callbacks[suite]
	return cb != nil && cb.URL != "" && s.corp.firstSuite() != nil
}

// tellSuite hands a company's event on: the same members under the suite's head, for members
// that the suite may see and while the company allows it.
func (s *Sandbox) tellSuite(p push, doc document) {
	if !s.suiteListens() || s.w.SuiteCancelled {
		return
	}
	info, userid := "", ""
	for _, m := range doc {
		switch m.name {
		case "Event":
			info, _ = m.value.(string)
		case "UserID":
			userid, _ = m.value.(string)
		}
	}
	if m := s.corp.member(userid); userid != "" && (m == nil || !s.corp.sees(s.corp.firstSuite(), m)) {
		return
	}
	p.Kind = suite
	s.tell(p, append(s.suiteHead(info, s.corp.Corp.ID), doc[wecomHead:]...))
}

// pushTicket makes a new ticket; older ones live on for half an hour.
func (s *Sandbox) pushTicket() {
	now := s.Now().UnixMilli()
	live := []suiteTicket{{s.dice.word(32), now}}
	for _, t := range s.w.SuiteTickets {
		if now < t.Pushed+ticketLife.Milliseconds() {
			live = append(live, t)
		}
	}
	s.w.SuiteTickets = live
	s.tell(push{Kind: suite, Event: "suite_ticket"}, append(s.suiteHead("suite_ticket", ""), member{"SuiteTicket", live[0].Value}))
}

// ticketLives reports whether get_suite_token takes a ticket. The fixture's serves as long as none was pushed.
func (s *Sandbox) ticketLives(app *App, ticket string, now time.Time) bool {
	if len(s.w.SuiteTickets) == 0 {
		return ticket == app.SuiteTicket
	}
	for _, t := range s.w.SuiteTickets {
		if t.Value == ticket {
			return now.UnixMilli() < t.Pushed+ticketLife.Milliseconds()
		}
	}
	return false
}

// watchTickets pushes a ticket every ten minutes while there is a callback URL. The caller holds the lock.
func (s *Sandbox) watchTickets() {
	out := s.out
	if out.ticketing || !s.suiteListens() || s.closed {
		return
	}
	out.ticketing = true
	out.wg.Go(func() {
		for {
			s.mu.Lock()
			if out != s.out || !s.suiteListens() {
				out.ticketing = false
				s.mu.Unlock()
				return
			}
			s.pushTicket()
			due := s.Now().Add(ticketEvery)
			s.mu.Unlock()
			s.changed()
			if s.clock.wait(out.ctx, due) != nil {
				return
			}
		}
	})
}

// postSuiteTicket pushes a ticket at once, as the provider's console can.
func (s *Sandbox) postSuiteTicket(*http.Request) (any, error) {
	return s.onSuite(func() error {
		s.pushTicket()
		return nil
	})
}

// postSuiteAuth is the company's administrator giving, changing or taking back what a suite may do.
func (s *Sandbox) postSuiteAuth(r *http.Request) (any, error) {
	var in struct {
		What string `json:"what"`
	}
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	return s.onSuite(func() error {
		info, corpid := in.What+"_auth", s.corp.Corp.ID
		var extra document
		switch in.What {
		case "create":
			corpid, extra = "", document{{"AuthCode", s.dice.word(64)}}
			s.w.SuiteCancelled = false
		case "change":
		case "cancel":
			s.w.SuiteCancelled = true
		case "permit":
			info = "customer_acquisition_permit_change"
		default:
			return badRequest(`what is "create", "change", "cancel" or "permit"`)
		}
		s.tell(push{Kind: suite, Event: info}, append(s.suiteHead(info, corpid), extra...))
		return nil
	})
}

func (s *Sandbox) onSuite(f func() error) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.corp.firstSuite() == nil {
		return nil, conflict("the fixture has no third-party suite")
	}
	if err := f(); err != nil {
		return nil, err
	}
	s.changed()
	return struct {
		Ticket    string `json:"suite_ticket"`
		Cancelled bool   `json:"cancelled"`
	}{s.w.currentTicket(s.corp.firstSuite()), s.w.SuiteCancelled}, nil
}

// currentTicket is the newest one.
func (w *world) currentTicket(app *App) string {
	if len(w.SuiteTickets) > 0 {
		return w.SuiteTickets[0].Value
	}
	return app.SuiteTicket
}
