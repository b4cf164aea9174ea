package sandbox

import "time"

// Where a customer stands in the official tools for agents (网页端客服工具).
const (
	deskWaiting  = "waiting"  // 待接入
	deskAccepted = "accepted" // 已接入
	deskClosed   = "closed"
)

// deskChat is one customer's conversation there. Times are Unix milliseconds.
type deskChat struct {
	Customer string  `json:"customer"`
	State    string  `json:"state"`
	Since    int64   `json:"since"` // of this state
	Accepted int64   `json:"accepted,omitempty"`
	Last     int64   `json:"last"` // message of either side
	KfOpenID string  `json:"kf_openid,omitempty"`
	MsgIDs   []int64 `json:"msgids,omitempty"` // what the agents see
}

// route decides who gets a customer's message. A platform that was granted the messages takes them
// from both others; the agent who has the customer comes before the callback URL; without a URL
// the message goes straight to the waiting list.
func (s *Sandbox) route(person *Customer, m *phoneMessage, doc document) {
	sw := s.w.Switches
	switch chat := s.w.Desk[person.ID]; {
	case sw.ThirdParty:
	case chat.serving(s.Now(), sw):
		s.deskTake(person.ID, m.MsgID)
	default:
		s.tell(push{Kind: weapp, Event: m.MsgType, Customer: person.ID, MsgID: m.MsgID}, doc)
		if s.w.Callbacks[weapp].URL == "" {
			s.deskTake(person.ID, m.MsgID)
		}
	}
}

// serving reports whether an agent still has the customer: accepted, and not yet half an hour
// without a word, or since the acceptance when the switch says so.
func (d *deskChat) serving(now time.Time, sw *Switches) bool {
	return d != nil && d.State == deskAccepted && now.UnixMilli() < d.lapses(sw)
}

func (d *deskChat) lapses(sw *Switches) int64 {
	from := d.Last
	if sw.DeskTimeoutFrom == "acceptance" {
		from = d.Accepted
	}
	return from + (time.Duration(sw.DeskTimeoutMinutes) * time.Minute).Milliseconds()
}

func (d *deskChat) has(msgid int64) bool {
	if d == nil {
		return false
	}
	for _, id := range d.MsgIDs {
		if id == msgid {
			return true
		}
	}
	return false
}

// deskTake shows a message to the agents: to the one who has the customer, else in the waiting list.
func (s *Sandbox) deskTake(customer string, msgid int64) {
	now := s.Now().UnixMilli()
	chat := s.w.Desk[customer]
	if chat.has(msgid) {
		return
	}
	if chat == nil {
		chat = &deskChat{Customer: customer, State: deskClosed}
		s.w.Desk[customer] = chat
	}
	if chat.State == deskAccepted && !chat.serving(s.Now(), s.w.Switches) {
		s.deskEnd(chat) // its watcher may not have woken yet
	}
	if chat.State == deskClosed {
		chat.State, chat.Since, chat.KfOpenID = deskWaiting, now, ""
	}
	chat.Last, chat.MsgIDs = now, append(chat.MsgIDs, msgid)
	s.publishDesk(chat)
}

// deskEnd closes a conversation. What the customer writes next begins anew.
func (s *Sandbox) deskEnd(chat *deskChat) {
	if chat.State == deskAccepted {
		s.pushKfSession("kf_close_session", chat)
	}
	chat.State, chat.Since, chat.Accepted = deskClosed, s.Now().UnixMilli(), 0
}

// watchDesk ends an accepted conversation when nobody has said a word for too long.
func (s *Sandbox) watchDesk(chat *deskChat) {
	out, accepted := s.out, chat.Accepted
	out.wg.Go(func() {
		for {
			s.mu.Lock()
			if out != s.out || chat.Accepted != accepted {
				s.mu.Unlock()
				return
			}
			due := chat.lapses(s.w.Switches)
			if s.Now().UnixMilli() >= due {
				s.deskEnd(chat)
				s.publishDesk(chat)
				s.changed()
				s.mu.Unlock()
				return
			}
			s.mu.Unlock()
			if s.clock.wait(out.ctx, time.UnixMilli(due)) != nil {
				return
			}
		}
	})
}

func (s *Sandbox) resumeDesk() {
	for _, chat := range s.w.Desk {
		if chat.State == deskAccepted {
			s.watchDesk(chat)
		}
	}
}

// pushKfSession tells the server who began or ended to serve, which official accounts are told;
// whether mini programs are is open.
func (s *Sandbox) pushKfSession(event string, chat *deskChat) {
	if !s.w.Switches.KfSessionEvents {
		return
	}
	account := ""
	if at := s.w.kfAccount(chat.KfOpenID); at >= 0 {
		account = s.w.KfAccounts[at].WX
	}
	doc := append(s.weappEvent(s.w.customers[chat.Customer], "event"), member{"Event", event}, member{"KfAccount", account})
	s.pushWeapp(event, chat.Customer, doc)
}

// deskView is a conversation as the control API shows one: who it is, what the agents see of it,
// and how much they may still say.
type deskView struct {
	Customer  string         `json:"customer"`
	Name      string         `json:"name"`
	Avatar    string         `json:"avatar"`
	State     string         `json:"state"`
	Since     int64          `json:"since"`
	Accepted  int64          `json:"accepted_at,omitempty"`
	Last      int64          `json:"last"`
	KfOpenID  string         `json:"kf_openid,omitempty"`
	Remaining int            `json:"remaining"`
	Until     int64          `json:"until"`
	Messages  []phoneMessage `json:"messages"`
}

func (s *Sandbox) deskView(chat *deskChat) deskView {
	person, p := s.w.customers[chat.Customer], s.w.phoneOf(chat.Customer)
	window := s.deskWindow(p)
	v := deskView{
		Customer: chat.Customer, Name: person.Name, Avatar: s.customerAvatar(person), State: chat.State, Since: chat.Since,
		Accepted: chat.Accepted, Last: chat.Last, KfOpenID: chat.KfOpenID, Until: window.Until, Messages: []phoneMessage{},
	}
	if window.open(s.Now()) {
		v.Remaining = window.Remaining
	}
	seen := make(map[int64]bool, len(chat.MsgIDs))
	for _, id := range chat.MsgIDs {
		seen[id] = true
	}
	for _, m := range p.Chat {
		if seen[m.MsgID] {
			v.Messages = append(v.Messages, *m)
		}
	}
	return v
}

func (s *Sandbox) publishDesk(chat *deskChat) { s.publish("desk", s.deskView(chat)) }
