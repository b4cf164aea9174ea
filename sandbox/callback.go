package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// callback is where one platform pushes to, and with which keys.
type callback struct {
	PushConfig
	URL string `json:"url"`
}

const verifyTimeout = time.Second

// SetCallback verifies url by a GET, as the platforms' consoles do, and pushes there from now
// on. Kind is "wecom", "weapp" or "suite". An empty url ends the pushes without asking anybody.
func (s *Sandbox) SetCallback(ctx context.Context, kind, url string) error {
	cb := s.callbackOf(kind)
	if cb == nil {
		return fmt.Errorf("sandbox: no callback kind %q", kind)
	}
	next := *cb
	next.URL = url
	if _, err := s.putCallback(ctx, kind, next); err != nil {
		return fmt.Errorf("sandbox: %s callback: %w", kind, err)
	}
	return nil
}

// checked is what a verification came back with.
type checked struct {
	Verified bool   `json:"verified"`
	Status   int    `json:"status,omitempty"`
	Reply    string `json:"reply,omitempty"`
}

// putCallback verifies and keeps a callback.
func (s *Sandbox) putCallback(ctx context.Context, kind string, next callback) (checked, error) {
	var came checked
	if next.URL != "" {
		var err error
		if came, err = s.verify(ctx, kind, next); err != nil {
			return came, err
		}
	}
	s.mu.Lock()
	s.w.Callbacks[kind] = &next
	s.watchTickets()
	s.publish("callback", callbackView{kind, next.URL, next.Mode, next.Format})
	s.mu.Unlock()
	s.changed()
	return came, nil
}

// verify asks the URL to prove that it knows the token, and for WeCom the key.
func (s *Sandbox) verify(ctx context.Context, kind string, cb callback) (checked, error) {
	if u, err := url.Parse(cb.URL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return checked{}, errors.New("url must begin with http:// or https://")
	}
	ts, nonce, secret := strconv.FormatInt(s.Now().Unix(), 10), s.dice.digits(10), "1"+s.dice.digits(18)
	q := []string{"signature=" + sign(cb.Token, ts, nonce), "echostr=" + secret}
	if kind != weapp {
		sealed, err := seal(cb.AESKey, s.dice.bytes(16), []byte(secret), s.receiver(kind))
		if err != nil {
			return checked{}, err
		}
		q = []string{"msg_signature=" + sign(cb.Token, ts, nonce, sealed), "echostr=" + url.QueryEscape(sealed)}
	}
	came, err := s.ask1s(ctx, addQuery(cb.URL, append(q, "timestamp="+ts, "nonce="+nonce)))
	if err != nil {
		return came, fmt.Errorf("no answer to the verification: %s", plainError(err))
	}
	if came.Status != http.StatusOK || came.Reply != secret {
		return came, fmt.Errorf("verification came back with status %d and %q instead of the echo", came.Status, came.Reply)
	}
	came.Verified = true
	return came, nil
}

func (s *Sandbox) ask1s(ctx context.Context, target string) (checked, error) {
	ctx, cancel := context.WithTimeout(ctx, verifyTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return checked{}, err
	}
	res, err := s.client.Do(req)
	if err != nil {
		return checked{}, err
	}
	defer res.Body.Close()
	reply, err := io.ReadAll(io.LimitReader(res.Body, 1024))
	return checked{Status: res.StatusCode, Reply: string(reply)}, err
}

type callbackView struct {
	Kind   string `json:"kind"`
	URL    string `json:"url"`
	Mode   string `json:"mode,omitempty"`
	Format string `json:"format,omitempty"`
}

func (s *Sandbox) getCallbacks(*http.Request) (any, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	list := []callbackView{}
	for _, kind := range []string{wecom, weapp, suite} {
		if cb := s.w.Callbacks[kind]; cb != nil {
			list = append(list, callbackView{kind, cb.URL, cb.Mode, cb.Format})
		}
	}
	return list, nil
}

func (s *Sandbox) putCallbacks(r *http.Request) (any, error) {
	var in struct {
		Kind   string  `json:"kind"`
		URL    *string `json:"url"`
		Token  string  `json:"token"`
		AESKey string  `json:"aes_key"`
		Mode   string  `json:"mode"`
		Format string  `json:"format"`
	}
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	cb := s.callbackOf(in.Kind)
	if cb == nil {
		return nil, badRequest(`kind is "wecom", "weapp" or, when the fixture has one, "suite"`)
	}
	next := *cb
	for to, from := range map[*string]string{&next.Token: in.Token, &next.AESKey: in.AESKey, &next.Mode: in.Mode, &next.Format: in.Format} {
		if from != "" {
			*to = from
		}
	}
	if in.URL != nil {
		next.URL = *in.URL
	}
	if err := next.validate(in.Kind == weapp); err != nil {
		return nil, badRequest("%v", err)
	}
	came, err := s.putCallback(r.Context(), in.Kind, next)
	if err != nil {
		return nil, badRequest("%v", err)
	}
	return struct {
		callbackView
		checked
	}{callbackView{in.Kind, next.URL, next.Mode, next.Format}, came}, nil
}
