package sandbox

import (
	"cmp"
	"net/http"
	"slices"
)

// deskInput is the body of the /desk calls. A reply is a text unless it says otherwise.
type deskInput struct {
	inboundInput
	KfOpenID string `json:"kf_openid"`
}

// getDesk is what agents see: who waits, longest first, and who was accepted.
func (s *Sandbox) getDesk(*http.Request) (any, error) {
	s.mu.Lock() // phones are made on the way
	defer s.mu.Unlock()
	answer := struct {
		Waiting  []deskView `json:"waiting"`
		Accepted []deskView `json:"accepted"`
	}{[]deskView{}, []deskView{}}
	for _, chat := range s.w.Desk {
		switch chat.State {
		case deskWaiting:
			answer.Waiting = append(answer.Waiting, s.deskView(chat))
		case deskAccepted:
			answer.Accepted = append(answer.Accepted, s.deskView(chat))
		}
	}
	bySince := func(a, b deskView) int {
		return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.Customer, b.Customer))
	}
	slices.SortFunc(answer.Waiting, bySince)
	slices.SortFunc(answer.Accepted, bySince)
	return answer, nil
}

// onDesk reads the body and does f with a customer's conversation that is not closed.
func (s *Sandbox) onDesk(r *http.Request, f func(in deskInput, chat *deskChat) error) (any, error) {
	var in deskInput
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.person(in.Customer); err != nil {
		return nil, err
	}
	chat := s.w.Desk[in.Customer]
	if chat == nil || chat.State == deskClosed {
		return nil, conflict("%s is not at the desk: a message gets there by transfer_customer_service, or when there is no callback URL", in.Customer)
	}
	if err := f(in, chat); err != nil {
		return nil, err
	}
	s.changed()
	s.publishDesk(chat)
	return s.deskView(chat), nil
}

// postDeskAccept is an agent taking a customer out of the waiting list.
func (s *Sandbox) postDeskAccept(r *http.Request) (any, error) {
	return s.onDesk(r, func(in deskInput, chat *deskChat) error {
		switch {
		case chat.State != deskWaiting:
			return conflict("%s was accepted already", in.Customer)
		case in.KfOpenID != "" && s.w.kfAccount(in.KfOpenID) < 0:
			return notFound("nobody with kf_openid %q answers", in.KfOpenID)
		}
		now := s.Now().UnixMilli()
		chat.State, chat.Since, chat.Accepted, chat.Last, chat.KfOpenID = deskAccepted, now, now, now, in.KfOpenID
		s.pushKfSession("kf_create_session", chat)
		s.watchDesk(chat)
		return nil
	})
}

// postDeskReply is an agent answering; that spends the customer's reply window like a call does.
func (s *Sandbox) postDeskReply(r *http.Request) (any, error) {
	return s.onDesk(r, func(in deskInput, chat *deskChat) error {
		if chat.State != deskAccepted {
			return conflict("%s waits: accept first", in.Customer)
		}
		in.MsgType = cmp.Or(in.MsgType, "text")
		picture, err := in.picture()
		if err != nil {
			return err
		}
		m, err := s.compose(in.inboundInput, picture)
		if err != nil {
			return err
		}
		p := s.w.phoneOf(in.Customer)
		if err := s.deskWindow(p).spend(s.Now()); err != nil {
			return conflict("%s", windowSaid[codeOf(err)])
		}
		m.From = "desk"
		s.show(in.Customer, p, m)
		chat.Last, chat.MsgIDs = m.Time, append(chat.MsgIDs, m.MsgID)
		return nil
	})
}

// windowSaid is what the web tool says instead of an error code.
var windowSaid = map[int]string{
	45015: "the reply window is closed: 48 hours have passed since the customer's last message",
	45047: "five messages were sent since the customer's last one: the customer has to write first",
}

// deskWindow is the window that agents' replies spend: the one that calls spend too, or their own.
func (s *Sandbox) deskWindow(p *phone) *window {
	if s.w.Switches.DeskSharesQuota {
		return &p.Window
	}
	return &p.DeskWindow
}

func (s *Sandbox) postDeskClose(r *http.Request) (any, error) {
	return s.onDesk(r, func(_ deskInput, chat *deskChat) error {
		s.deskEnd(chat)
		return nil
	})
}
