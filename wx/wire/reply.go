package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/menling/menling/wx"
)

// Envelope is what every JSON answer carries. Embed it in a reply type.
type Envelope struct {
	ErrCode Int    `json:"errcode"`
	ErrMsg  string `json:"errmsg"`
}

func (e *Envelope) envelope() *Envelope { return e }

// Reply is a pointer to a reply type that embeds Envelope.
type Reply[T any] interface {
	*T
	envelope() *Envelope
}

// read decodes an answer. A body that is no such JSON leaves the outcome open,
// unless it carries an errcode: then the call was refused.
func read[T any, P Reply[T]](c *Client, op string, body []byte, token string) (T, error) {
	var value, zero T
	err := json.Unmarshal(body, &value)
	env := P(&value).envelope()
	if err != nil {
		// The types of a refusal's other fields do not matter.
		var alone struct {
			ErrCode Int `json:"errcode"`
		}
		if json.Unmarshal(body, &alone) == nil && alone.ErrCode != 0 {
			return zero, c.refused(op, &Envelope{alone.ErrCode, env.ErrMsg}, token)
		}
		err = fmt.Errorf("reading the answer: %w", err)
		return zero, &wx.UnknownError{Op: op, Err: c.redact(err, token)}
	}
	if env.ErrCode != 0 {
		return zero, c.refused(op, env, token)
	}
	// WeCom takes a request that it could read in part and only says so here.
	if strings.Contains(env.ErrMsg, "Warning") {
		c.Log.Warn("the platform warns", "op", op, "message", plain(c.clean(env.ErrMsg, token)))
	}
	return value, nil
}

// refusal finds an error in an answer that should have been a file: the
// platforms send errors as JSON with status 200 there too.
func refusal(c *Client, op string, answer *Answer, token string) error {
	if !looksJSON(answer) {
		return nil
	}
	var env Envelope
	if json.Unmarshal(answer.Body, &env) == nil && env.ErrCode != 0 {
		return c.refused(op, &env, token)
	}
	return &wx.UnknownError{Op: op, Err: errors.New("expected a file, got JSON")}
}

// looksJSON goes by the body; the header only confirms it, as a file may begin
// with any byte.
func looksJSON(answer *Answer) bool {
	body := bytes.TrimLeft(answer.Body, " \t\r\n")
	if len(body) == 0 || body[0] != '{' {
		return false
	}
	kind := answer.Header.Get("Content-Type")
	return kind == "" || strings.Contains(kind, "json") || strings.Contains(kind, "text")
}

// refused turns an envelope into an error without secrets or line breaks.
func (c *Client) refused(op string, env *Envelope, token string) *wx.Error {
	msg, hint := splitHint(env.ErrMsg)
	return &wx.Error{
		Op: op, Code: int(env.ErrCode), Platform: c.Platform,
		Msg: plain(c.clean(msg, token)), Hint: plain(c.clean(hint, token)),
	}
}

// splitHint takes the trace id off an errmsg: ", hint: [id], from ip: a, more
// info at …" on WeCom (the address is kept, it says what to allow), " rid: id"
// on the mini-program API.
func splitHint(msg string) (rest, hint string) {
	if i := strings.LastIndex(msg, " rid: "); i >= 0 {
		return msg[:i], msg[i+len(" rid: "):]
	}
	i := strings.Index(msg, ", hint: [")
	if i < 0 {
		return msg, ""
	}
	hint, tail, found := strings.Cut(msg[i+len(", hint: ["):], "]")
	if !found {
		return msg, ""
	}
	tail, _, _ = strings.Cut(tail, ", more info at")
	return msg[:i] + tail, hint
}

// plain makes a remote text safe to log: one line, bounded.
func plain(s string) string {
	const limit = 500
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.TrimSpace(s))
	if len(s) > limit {
		s = strings.ToValidUTF8(s[:limit], "") + "…"
	}
	return s
}
