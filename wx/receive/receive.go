// Package receive is what the handlers of packages callback and push do alike:
// they read a bounded body, try the current and the previous key, refuse what
// is not for them, and answer. See package wx for why it is exported.
package receive

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/menling/menling/wx"
)

// DefaultMaxBody is the largest body that is read when nothing else is set, in
// bytes.
const DefaultMaxBody = 1 << 20

// Why a request is refused, beside the errors of wx.Crypt.
var (
	ErrUnknownReceiver = errors.New("no such receiver")
	ErrEnvelope        = errors.New("not a push: the envelope is malformed")
	ErrQuery           = errors.New("not a push: a query parameter is missing")
	ErrProtection      = errors.New("push is less protected than configured")
	ErrMethod          = errors.New("method not allowed")
	ErrTooLarge        = errors.New("body is too large")
	ErrSkew            = errors.New("timestamp is too far from the clock")
	ErrRelay           = errors.New("not passed on by our cloud function: its signature is missing or wrong")
	ErrRelayAge        = errors.New("passed on by our cloud function too long ago, or its clock is wrong")
)

// Status is the HTTP status that an error is refused with; 0 says that the
// error is ours and not the sender's.
func Status(err error) int {
	switch {
	case errors.Is(err, ErrUnknownReceiver):
		return http.StatusNotFound
	case errors.Is(err, ErrMethod):
		return http.StatusMethodNotAllowed
	case errors.Is(err, ErrTooLarge):
		return http.StatusRequestEntityTooLarge
	case isAny(err, ErrRelay, ErrRelayAge):
		return http.StatusUnauthorized
	case isAny(err, wx.ErrSignature, wx.ErrReceiveID, ErrProtection, ErrSkew):
		return http.StatusForbidden
	case isAny(err, ErrEnvelope, ErrQuery, wx.ErrBase64, wx.ErrCipher, wx.ErrPadding, wx.ErrLength):
		return http.StatusBadRequest
	}
	return 0
}

func isAny(err error, targets ...error) bool {
	for _, t := range targets {
		if errors.Is(err, t) {
			return true
		}
	}
	return false
}

// Ours marks an error as ours, whatever it wraps, so that it never looks like a
// mistake of the sender.
func Ours(what string, err error) error { return &ours{what + ": " + err.Error()} }

type ours struct{ text string }

func (e *ours) Error() string { return e.text }

// Fail ends a request that was not accepted. The sender's mistakes get their
// 4xx, ours end the connection without an answer: the platforms deliver a push
// again after a broken connection, while an answer of any kind may count as
// delivered. One line is logged, without the query, which holds signatures.
func Fail(w http.ResponseWriter, r *http.Request, log *slog.Logger, err error) {
	status := Status(err)
	if log != nil {
		level := slog.LevelWarn
		if status == 0 {
			level = slog.LevelError
		}
		log.Log(r.Context(), level, "push not accepted", "status", status, "path", r.URL.Path, "remote", r.RemoteAddr, "reason", err.Error())
	}
	if status == 0 {
		panic(http.ErrAbortHandler)
	}
	if status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", "GET, POST")
	}
	// The reason names no secret, and a person setting up the callback needs it.
	text(w, status, []byte(strconv.Itoa(status)+" "+reason(err)+"\n"))
}

// reason is the fixed text of the error that decided the status.
func reason(err error) string {
	known := []error{ErrUnknownReceiver, ErrMethod, ErrTooLarge, wx.ErrSignature, wx.ErrReceiveID, ErrProtection, ErrSkew, ErrRelay, ErrRelayAge,
		ErrEnvelope, ErrQuery, wx.ErrBase64, wx.ErrCipher, wx.ErrPadding, wx.ErrLength}
	for _, k := range known {
		if errors.Is(err, k) {
			return k.Error()
		}
	}
	return "refused"
}

// OK answers 200 with exactly these bytes.
func OK(w http.ResponseWriter, body []byte) { text(w, http.StatusOK, body) }

// Body answers 200 with a body of the given content type.
func Body(w http.ResponseWriter, contentType string, body []byte) {
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(http.StatusOK)
	w.Write(body)
}

// text is never read as HTML: what is echoed came from the query.
func text(w http.ResponseWriter, status int, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	w.Write(body)
}

// Read reads the body, at most limit bytes of it; 0 means DefaultMaxBody. A
// body that breaks off is the sender's mistake, nobody waits for the answer.
func Read(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	if limit <= 0 {
		limit = DefaultMaxBody
	}
	if r.ContentLength > limit {
		return nil, ErrTooLarge
	}
	reader := http.MaxBytesReader(w, r.Body, limit)
	if r.ContentLength >= 0 {
		body := make([]byte, r.ContentLength)
		_, err := io.ReadFull(reader, body)
		return body, broken(err)
	}
	body, err := io.ReadAll(reader)
	return body, broken(err)
}

func broken(err error) error {
	var tooLarge *http.MaxBytesError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &tooLarge):
		return ErrTooLarge
	}
	return fmt.Errorf("%w: %w", ErrEnvelope, err)
}

// Params is the part of the query that pushes use.
type Params struct {
	Signature, MsgSignature, Timestamp, Nonce, Echo string
	EncryptType                                     string
}

// Query picks the parameters.
func Query(q url.Values) Params {
	return Params{
		Signature:    q.Get("signature"),
		MsgSignature: q.Get("msg_signature"),
		Timestamp:    q.Get("timestamp"),
		Nonce:        q.Get("nonce"),
		Echo:         q.Get("echostr"),
		EncryptType:  q.Get("encrypt_type"),
	}
}

// Seconds is the query's timestamp in unix seconds, 0 when it is none.
func (p Params) Seconds() int64 {
	n, err := strconv.ParseInt(p.Timestamp, 10, 64)
	if err != nil || n < 0 || n > MaxSeconds {
		return 0
	}
	return n
}

// Clock reads a clock, time.Now if it is nil.
func Clock(now func() time.Time) time.Time {
	if now == nil {
		return time.Now()
	}
	return now()
}

// CheckSkew refuses a query whose timestamp lies further than most from now; 0
// refuses none. Check it after the signature, which covers the timestamp.
func (p Params) CheckSkew(now time.Time, most time.Duration) error {
	if most <= 0 {
		return nil
	}
	if off := now.Sub(time.Unix(p.Seconds(), 0)); off > most || off < -most {
		return ErrSkew
	}
	return nil
}

// MaxSeconds is the last second of the year 9999, the largest time that is
// believed.
const MaxSeconds = 253402300799

// Decrypt verifies and decrypts with the current key or, while keys are being
// changed, with the previous one. It returns the key that fitted. The text may
// have been signed as it is written or as it was before proxies touched it.
func Decrypt(p Params, encrypted string, keys ...*wx.Crypt) ([]byte, *wx.Crypt, error) {
	verdict, text := wx.ErrSignature, unbroken(encrypted)
	for _, key := range keys {
		if key == nil || !signed(p, key, encrypted) && (text == encrypted || !signed(p, key, text)) {
			continue
		}
		msg, err := key.Decrypt([]byte(text))
		if err == nil {
			return msg, key, nil
		}
		verdict = err // more telling than the signature of the other key
	}
	return nil, nil, verdict
}

func signed(p Params, key *wx.Crypt, encrypted string) bool {
	return key.Verify(p.MsgSignature, p.Timestamp, p.Nonce, encrypted) == nil
}

// unbroken takes line breaks and indentation out of base64. A space that is
// left is a plus sign that somebody decoded as if it stood in a query.
func unbroken(base64 string) string {
	if !hasSpace(base64) {
		return base64
	}
	var b strings.Builder
	for line := range strings.Lines(base64) {
		b.WriteString(strings.TrimSpace(line))
	}
	return strings.ReplaceAll(b.String(), " ", "+")
}

// hasSpace looks four times, byte for byte, which is quicker than once for a set.
func hasSpace(s string) bool {
	return strings.IndexByte(s, ' ') >= 0 || strings.IndexByte(s, '\n') >= 0 || strings.IndexByte(s, '\r') >= 0 || strings.IndexByte(s, '\t') >= 0
}
