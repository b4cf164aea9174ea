package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"unicode"

	"github.com/menling/menling/wx"
)

// envelope is what every JSON answer carries, beside what was asked for.
type envelope struct {
	ErrCode Int   `json:"errcode"`
	ErrMsg  words `json:"errmsg"`
}

// words is a text that is only shown, so that anything will do.
type words string

// UnmarshalJSON accepts every JSON value.
func (w *words) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, (*string)(w)) != nil {
		*w = words(data)
	}
	return nil
}

// yes is how nearly every answer begins that is no refusal.
var yes = []byte(`{"errcode":0,"errmsg":"ok"`)

// open reads the envelope, and spares itself a second pass over the usual one.
// What it skips is read as JSON afterwards.
func open(body []byte) (envelope, error) {
	if rest, ok := bytes.CutPrefix(body, yes); ok && len(rest) > 0 && (rest[0] == ',' || rest[0] == '}') {
		return envelope{ErrMsg: "ok"}, nil
	}
	var env envelope
	err := json.Unmarshal(body, &env)
	return env, err
}

// accepted is the verdict on a JSON answer. A body that is no such JSON leaves
// the outcome open.
func accepted(c *Client, op string, answer *Answer, token string) error {
	env, err := open(answer.Body)
	if err != nil {
		return c.unreadable(op, err, token)
	}
	if env.ErrCode != 0 {
		return c.refused(op, env, token)
	}
	// WeCom takes a request that it could read in part and only says so here.
	if strings.Contains(string(env.ErrMsg), "Warning") {
		c.Log.Warn("the platform warns", "op", op, "message", plain(c.clean(string(env.ErrMsg), token)))
	}
	return nil
}

func (c *Client) unreadable(op string, err error, token string) error {
	err = fmt.Errorf("reading the answer: %w", err)
	return &wx.UnknownError{Op: op, Err: c.redact(err, token)}
}

// decode reads what was asked for out of an accepted answer.
func decode[T any](c *Client, op string, body []byte) (T, error) {
	var value, zero T
	if err := json.Unmarshal(body, &value); err != nil {
		return zero, c.unreadable(op, err, "")
	}
	return value, nil
}

// Keep unmarshals an object of the platform's and keeps its bytes too, so that
// fields that came after this was written can be read from raw.
func Keep(data []byte, into any, raw *json.RawMessage) error {
	if err := json.Unmarshal(data, into); err != nil {
		return err
	}
	if string(data) != "null" {
		*raw = bytes.Clone(data)
	}
	return nil
}

// aFile is the verdict on an answer that should be a file: the platforms send
// errors as JSON with status 200 there too.
func aFile(c *Client, op string, answer *Answer, token string) error {
	// Only files carry a name and come in parts; a file may be JSON, too.
	if answer.Status == http.StatusPartialContent || answer.Header.Get("Content-Disposition") != "" || !looksJSON(answer) {
		return nil
	}
	if env, err := open(answer.Body); err == nil && env.ErrCode != 0 {
		return c.refused(op, env, token)
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
func (c *Client) refused(op string, env envelope, token string) *wx.Error {
	msg, hint := splitHint(string(env.ErrMsg))
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
