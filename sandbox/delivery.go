package sandbox

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const maxReply = 64 << 10

// pushClient is the client that pushes are sent with: no proxy, no redirects, and
// connections that are not kept long.
func pushClient() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			DialContext: (&net.Dialer{Timeout: 5 * time.Second}).DialContext, MaxIdleConnsPerHost: 64,
			IdleConnTimeout: 10 * time.Second,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// deliver makes attempts until one counts or they are used up. It returns false when the
// sandbox closes first; the push then goes on after a restart.
func (s *Sandbox) deliver(ctx context.Context, p *push) bool {
	due := time.UnixMilli(p.NotBefore)
	for {
		if s.clock.wait(ctx, due) != nil {
			return false
		}
		select {
		case s.slots <- struct{}{}:
		case <-ctx.Done():
			return false
		}
		settled, next := s.try(ctx, p)
		<-s.slots
		if ctx.Err() != nil && !settled {
			return false
		}
		if settled {
			return true
		}
		due = next
	}
}

// try makes one attempt and notes it. Settled says that there is nothing more to do;
// otherwise the next attempt is due at the time returned.
func (s *Sandbox) try(ctx context.Context, p *push) (settled bool, due time.Time) {
	s.mu.RLock()
	cb, sw := *s.w.Callbacks[p.Kind], *s.w.Switches
	format, plain, openid := p.Format, p.Plaintext, ""
	if person := s.w.customers[p.Customer]; person != nil {
		openid = person.OpenID
	}
	s.mu.RUnlock()
	a, reply := s.attempt(ctx, p.Kind, cb, sw, openid, format, plain)
	if ctx.Err() != nil {
		return false, due
	}
	meaning := s.meaning(p.Kind, p.Event, cb, sw, format, a, reply)
	s.mu.Lock()
	defer s.mu.Unlock()
	due = s.note(p, sw, a, meaning)
	if meaning == "transfer" && p.MsgID != 0 {
		s.deskTake(p.Customer, p.MsgID)
	}
	s.publish("push", p)
	return p.Status != pushWaiting, due
}

// attempt sends one envelope and measures it.
func (s *Sandbox) attempt(ctx context.Context, kind string, cb callback, sw Switches, openid, format, plain string) (a attempt, reply []byte) {
	a.Time = s.Now().UnixMilli()
	begun := time.Now()
	target, body, err := s.wrap(kind, cb, sw, openid, format, plain)
	if err == nil {
		a.Status, reply, err = s.post(ctx, target, format, body, time.Duration(sw.PushTimeoutMS)*time.Millisecond)
	}
	a.LatencyMS = time.Since(begun).Milliseconds()
	a.Reply = string(reply[:min(len(reply), 2048)])
	if err != nil {
		a.Error = plainError(err)
	}
	return a, reply
}

// note adds an attempt to a push and decides whether there is another one, and when.
func (s *Sandbox) note(p *push, sw Switches, a attempt, meaning string) (due time.Time) {
	limit, interval := sw.WeComAttempts, sw.WeComIntervalMS
	if p.Kind == weapp {
		limit, interval = sw.WeappAttempts, sw.WeappIntervalMS
	}
	p.Attempts = append(p.Attempts[:len(p.Attempts):len(p.Attempts)], a) // copies of the push keep theirs
	p.Meaning = meaning
	good := a.Error == "" && a.Status >= 200 && a.Status <= 299
	again := a.Error != "" || sw.RetryNon200
	switch {
	case good:
		p.Status = pushDelivered
	case !again || len(p.Attempts) >= limit:
		p.Status = pushFailed
	}
	return s.Now().Add(time.Duration(interval) * time.Millisecond)
}

// plainError leaves out the address, which stands in /callbacks.
func plainError(err error) string {
	var e *url.Error
	if errors.As(err, &e) {
		if e.Timeout() {
			return "no answer in time"
		}
		return e.Err.Error()
	}
	return err.Error()
}

func (s *Sandbox) post(ctx context.Context, target, format, body string, timeout time.Duration) (int, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, target, strings.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Content-Type", map[string]string{FormatJSON: "application/json", FormatXML: "text/xml"}[format])
	req.Header.Set("User-Agent", "Mozilla/4.0")
	res, err := s.client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	reply, err := io.ReadAll(io.LimitReader(res.Body, maxReply))
	return res.StatusCode, reply, err
}

// wrap makes the address and body of one attempt with a new timestamp, nonce and signature.
func (s *Sandbox) wrap(kind string, cb callback, sw Switches, openid, format, plain string) (target, body string, err error) {
	ts, nonce := strconv.FormatInt(s.Now().Unix(), 10), s.dice.digits(10)
	receiver := s.receiver(kind)
	sealed, err := seal(cb.AESKey, s.dice.bytes(16), []byte(plain), receiver)
	if err != nil {
		return "", "", err
	}
	q := []string{}
	if kind != weapp {
		q = append(q, "msg_signature="+sign(cb.Token, ts, nonce, sealed), "timestamp="+ts, "nonce="+nonce)
		return addQuery(cb.URL, q), s.wecomEnvelope(kind, sealed), nil
	}
	q = append(q, "signature="+sign(cb.Token, ts, nonce), "timestamp="+ts, "nonce="+nonce)
	if sw.OpenIDInQuery {
		q = append(q, "openid="+url.QueryEscape(openid))
	}
	if cb.Mode != ModePlain {
		q = append(q, "encrypt_type=aes", "msg_signature="+sign(cb.Token, ts, nonce, sealed))
	}
	return addQuery(cb.URL, q), s.weappEnvelope(cb.Mode, format, plain, sealed), nil
}

// receiver is the id that a push is sealed for.
func (s *Sandbox) receiver(kind string) string {
	switch kind {
	case weapp:
		return s.corp.MiniProgram.AppID
	case suite:
		return s.corp.firstSuite().SuiteID
	default:
		return s.corp.Corp.ID
	}
}

// wecomEnvelope names the app, except where a suite is told.
func (s *Sandbox) wecomEnvelope(kind, sealed string) string {
	doc := document{{"ToUserName", s.receiver(kind)}, {"Encrypt", sealed}}
	if kind == suite {
		return doc.xml()
	}
	return append(doc, member{"AgentID", strconv.Itoa(s.corp.callbackApp())}).xml()
}

// weappEnvelope is the plaintext, the ciphertext or both in one body.
func (s *Sandbox) weappEnvelope(mode, format, plain, sealed string) string {
	switch mode {
	case ModePlain:
		return plain
	case ModeCompatible:
		if format == FormatJSON {
			return strings.TrimSuffix(plain, "}") + `,"Encrypt":"` + sealed + `"}`
		}
		return strings.TrimSuffix(plain, "</xml>") + "<Encrypt>" + cdata(sealed) + "</Encrypt></xml>"
	default:
		return document{{"ToUserName", s.corp.MiniProgram.OriginalID}, {"Encrypt", sealed}}.text(format)
	}
}

// callbackApp is the app whose callback gets the events: the first with customer contact.
func (c *corp) callbackApp() int {
	for _, app := range c.Apps {
		if app.Contact && app.Kind == AppSelf {
			return app.AgentID
		}
	}
	return c.Apps[0].AgentID
}

func addQuery(target string, parts []string) string {
	sep := "?"
	if strings.Contains(target, "?") {
		sep = "&"
	}
	return target + sep + strings.Join(parts, "&")
}
