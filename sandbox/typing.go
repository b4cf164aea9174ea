package sandbox

import (
	"net/http"
	"time"
)

// Two paths are documented for the same call; both are served.
var _ = serve(weapp,
	endpoint{path: "/cgi-bin/message/custom/typing", method: http.MethodPost, write: true, do: (*Sandbox).typing},
	endpoint{path: "/cgi-bin/message/custom/business/typing", method: http.MethodPost, write: true, do: (*Sandbox).typing},
)

const (
	typingLife        = 15 * time.Second
	typingInteraction = 30 * time.Second
)

// typing shows or hides "typing…" on the phone. It needs an open window and a message within
// the last thirty seconds, and is refused while it still shows.
func (s *Sandbox) typing(c *call) (any, error) {
	person, err := s.touser(c)
	if err != nil {
		return nil, err
	}
	command := c.body.str("command")
	if command != "Typing" && command != "CancelTyping" {
		return nil, failWeapp(45072)
	}
	p, now := s.w.phoneOf(person.ID), c.now.UnixMilli()
	last := p.LastIn
	if c.sw.TypingInteraction == "either" {
		last = max(last, p.LastOut)
	}
	switch {
	case !p.Window.open(c.now):
		return nil, failWeapp(45015)
	case now > last+typingInteraction.Milliseconds():
		return nil, failWeapp(45080)
	case command == "CancelTyping":
		p.TypingUntil = 0
	case now < p.TypingUntil:
		return nil, failWeapp(45081)
	default:
		p.TypingUntil = c.now.Add(typingLife).UnixMilli()
	}
	s.publish("typing", struct {
		Customer string `json:"customer"`
		Until    int64  `json:"until"`
	}{person.ID, p.TypingUntil})
	return nil, nil
}
