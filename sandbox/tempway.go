package sandbox

import (
	"slices"
	"time"
)

const (
	maxTempSeconds     = 14 * 24 * 60 * 60
	defaultTempSeconds = 7 * 24 * 60 * 60
	defaultTempChat    = 24 * 60 * 60
)

// tempWay is what a temporary way (临时会话) has besides. Lifetimes are in seconds.
type tempWay struct {
	ExpiresIn     int          `json:"expires_in"`
	ChatExpiresIn int          `json:"chat_expires_in"`
	UnionID       string       `json:"unionid,omitempty"`
	Conclusions   *conclusions `json:"conclusions,omitempty"`
	UsedBy        string       `json:"used_by,omitempty"`
}

// readTemp reads a temporary way: medical corps only, one member, bounded lifetimes.
func (s *Sandbox) readTemp(c *call, w *way) error {
	if c.sw.Industry != "medical" {
		return fail(c.sw.OtherIndustryCode)
	}
	if w.Type != 1 {
		return fail(41039)
	}
	w.Temp = newTempWay()
	return s.updateTemp(c, w)
}

// newTempWay is a temporary way with nothing but defaults.
func newTempWay() *tempWay {
	return &tempWay{ExpiresIn: defaultTempSeconds, ChatExpiresIn: defaultTempChat}
}

// updateTemp takes the members that only temporary ways have; other ways ignore them.
func (s *Sandbox) updateTemp(c *call, w *way) error {
	if w.Temp == nil {
		return nil
	}
	t := *w.Temp
	for name, v := range map[string]*int{"expires_in": &t.ExpiresIn, "chat_expires_in": &t.ChatExpiresIn} {
		if n := c.body.num(name); n != 0 {
			*v = n
		}
		if *v < 0 || *v > maxTempSeconds {
			return invalid("%s exceed max value %d", name, maxTempSeconds)
		}
	}
	if c.body.read("unionid", &t.UnionID) && t.UnionID != "" && !c.sw.DeveloperBound {
		return fail(41057)
	}
	if c.sw.CheckUnionID && t.UnionID != "" && !slices.ContainsFunc(s.w.Customers, func(p *Customer) bool { return p.UnionID == t.UnionID }) {
		return fail(610014)
	}
	if c.body.has("conclusions") {
		read, err := s.readConclusions(c, c.body.object("conclusions"))
		if err != nil {
			return err
		}
		t.Conclusions = read
	}
	w.Temp = &t
	return nil
}

// expired reports whether a temporary way's code is past its time.
func (w *way) expired(now time.Time) bool {
	return w.Temp != nil && now.Unix() >= w.Created+int64(w.Temp.ExpiresIn)
}

// over reports whether a temporary way was used or ran out.
func (w *way) over(now time.Time) bool {
	return w.Temp != nil && (w.Temp.UsedBy != "" || w.expired(now))
}

// fillTemp adds the members of a temporary way to an answer; without one, their zero values.
func (s *Sandbox) fillTemp(a *wayAnswer, t *tempWay) {
	if t == nil {
		t = &tempWay{}
	}
	a.ExpiresIn, a.ChatExpiresIn, a.UnionID = &t.ExpiresIn, &t.ChatExpiresIn, &t.UnionID
	if t.Conclusions != nil {
		a.Conclusions = s.viewConclusions(t.Conclusions)
	}
}
