package push

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/menling/menling/wx/receive"
)

// Headers of a push that a cloud function passes on.
const (
	RelayTimestamp = "X-Menling-Timestamp" // unix seconds
	RelayNonce     = "X-Menling-Nonce"     // at least 16 characters
	RelaySignature = "X-Menling-Signature" // see SignRelay
)

// RelayAge is how far a relay's timestamp may be from the clock.
const RelayAge = 5 * time.Minute

const shortestNonce = 16

// RelayHandler is the address to which a cloud function of the mini program
// passes on what is pushed to it, signed with a secret that both know. It takes
// the push's JSON and answers with the reply's, or with nothing.
//
// A wrong signature and a timestamp beyond RelayAge are answered 401, whatever
// else is wrong as by Handler. The same push may come again, and by Handler too:
// such deliveries have the same Push.Hash, as far as the platform gives both
// ways the same message id.
//
// Vendor page:
// https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/functions/openapi.html
type RelayHandler struct {
	// Config finds the secret of the receiver that a request is for. Any error but
	// ErrUnknownReceiver ends the connection as a failing Accept does.
	Config func(*http.Request) (RelayConfig, error)

	// Accept must return without an error only when the push is safely kept.
	Accept func(context.Context, *Push) (Reply, error)

	Log     *slog.Logger     // nil logs nothing
	MaxBody int64            // bytes; 0 means 1 MiB
	Now     func() time.Time // nil means time.Now
}

// RelayConfig is what one mini program's cloud function signs with.
type RelayConfig struct {
	Secret     string // empty: nothing is passed on
	Previous   string // tried second while the secret is being changed; may be empty
	AppID      string
	OriginalID string // gh_…; may be empty
}

// ServeHTTP implements http.Handler.
func (h *RelayHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer, err := h.serve(w, r)
	if err != nil {
		receive.Fail(w, r, h.Log, err)
		return
	}
	receive.Body(w, contentTypes[JSON], answer)
}

func (h *RelayHandler) serve(w http.ResponseWriter, r *http.Request) (answer []byte, err error) {
	if r.Method != http.MethodPost {
		return nil, receive.ErrMethod
	}
	config, err := h.Config(r)
	if err != nil {
		return nil, fmt.Errorf("finding the receiver's secret: %w", err)
	}
	body, err := receive.Read(w, r, h.MaxBody)
	if err != nil {
		return nil, err
	}
	now := receive.Clock(h.Now)
	if err := config.verify(r.Header, body, now); err != nil {
		return nil, err
	}
	p, err := config.open(body)
	if err != nil {
		return nil, err
	}
	if p.Err != nil {
		p.CreateTime = now.Unix()
	}
	reply, err := h.Accept(r.Context(), p)
	if err != nil {
		return nil, receive.Ours("keeping the push", err)
	}
	if reply.nothing(p) {
		return nil, nil
	}
	if answer, _, err = reply.encode(&envelope{push: p}, now); err != nil {
		return nil, receive.Ours("answering the push", err)
	}
	return answer, nil
}

// SignRelay signs what is passed on: lower-case hex of HMAC-SHA256 over the
// timestamp, the nonce and the body, with a line feed between each.
func SignRelay(secret, timestamp, nonce string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%s\n%s\n", timestamp, nonce)
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}

func (c RelayConfig) verify(h http.Header, body []byte, now time.Time) error {
	timestamp, nonce := h.Get(RelayTimestamp), h.Get(RelayNonce)
	if len(nonce) < shortestNonce || !c.signed(timestamp, nonce, h.Get(RelaySignature), body) {
		return receive.ErrRelay
	}
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || seconds < 0 || seconds > receive.MaxSeconds {
		return receive.ErrRelay
	}
	if off := now.Sub(time.Unix(seconds, 0)); off > RelayAge || off < -RelayAge {
		return receive.ErrRelayAge
	}
	return nil
}

func (c RelayConfig) signed(timestamp, nonce, signature string, body []byte) bool {
	for _, secret := range []string{c.Secret, c.Previous} {
		if secret != "" && hmac.Equal([]byte(signature), []byte(SignRelay(secret, timestamp, nonce, body))) {
			return true
		}
	}
	return false
}

// open reads what was passed on as if it had been pushed to a server: without
// what the cloud adds to an event for the function, which differs from delivery
// to delivery, and with the original id for the appid that the cloud puts there.
func (c RelayConfig) open(body []byte) (*Push, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil || fields == nil {
		return nil, fmt.Errorf("%w: it is no JSON object", receive.ErrEnvelope)
	}
	delete(fields, "userInfo")
	delete(fields, "tcbContext")
	if to := ""; c.OriginalID != "" && json.Unmarshal(fields["ToUserName"], &to) == nil && to == c.AppID {
		fields["ToUserName"], _ = json.Marshal(c.OriginalID) // a string can always be written
	}
	raw, err := json.Marshal(fields)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", receive.ErrEnvelope, err)
	}
	p, _ := Decode(raw)
	return p, nil
}
