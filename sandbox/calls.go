package sandbox

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"
	"time"
)

// callRecord is one call of a platform path, as GET /calls shows it.
type callRecord struct {
	ID        int64             `json:"id,string"`
	Time      int64             `json:"time"`
	Platform  string            `json:"platform"`
	Method    string            `json:"method"`
	Path      string            `json:"path"`
	App       string            `json:"app"`
	Query     map[string]string `json:"query"`
	Request   sentBody          `json:"request"`
	Status    int               `json:"status"`
	Errcode   int               `json:"errcode"`
	Errmsg    string            `json:"errmsg"`
	LatencyUS int64             `json:"latency_us"`
}

// sentBody is a request's body. It is shown as JSON: as sent when it is JSON, else as a text.
type sentBody []byte

func (b sentBody) MarshalJSON() ([]byte, error) {
	switch {
	case len(b) == 0:
		return []byte("null"), nil
	case json.Valid(b):
		return b, nil
	}
	return encode(string(b)), nil
}

const maxLoggedBody = 8 << 10

// secretQuery are the parameters that a log must not show.
var secretQuery = map[string]bool{"access_token": true, "suite_access_token": true, "corpsecret": true, "secret": true, "js_code": true}

var secretBody = regexp.MustCompile(`("(?:secret|suite_secret|permanent_code|suite_ticket)"\s*:\s*)"[^"]*"`)

// record remembers a call. Status 0 means that the connection was cut.
func (s *Sandbox) record(c *call, status, code int, msg string) {
	rec := &callRecord{
		Time: c.now.UnixMilli(), Platform: c.ep.platform, Method: c.r.Method, Path: c.r.URL.Path, App: s.callerOf(c),
		Query: loggedQuery(c.q), Request: loggedBody(c), Status: status, Errcode: code, Errmsg: msg,
		LatencyUS: time.Since(c.begun).Microseconds(),
	}
	s.calls.add(func(n int64) *callRecord { rec.ID = n; return rec })
	s.publish("call", rec)
}

// callerOf names the app: an agent id, or the mini program's appid.
func (s *Sandbox) callerOf(c *call) string {
	switch {
	case c.app != nil:
		return strconv.Itoa(c.app.AgentID)
	case c.ep.platform == weapp:
		return s.corp.MiniProgram.AppID
	}
	return ""
}

// noQuery is the query of most calls: nothing but secrets.
var noQuery = map[string]string{}

func loggedQuery(q query) map[string]string {
	shown := noQuery
	for _, p := range q {
		if secretQuery[p.name] {
			continue
		}
		if len(shown) == 0 {
			shown = map[string]string{}
		}
		shown[p.name] = q.Get(p.name)
	}
	return shown
}

// loggedBody is what the log keeps of a body.
func loggedBody(c *call) sentBody {
	switch {
	case c.ep.upload && len(c.raw) > 0:
		return encode("multipart, " + strconv.Itoa(len(c.raw)) + " bytes")
	case len(c.raw) > maxLoggedBody:
		return encode(string(c.raw[:maxLoggedBody]) + "…")
	}
	if c.ep.open {
		return secretBody.ReplaceAll(c.raw, []byte(`$1"***"`))
	}
	return c.raw
}

// page reads after and limit of a ring's listing.
func page(r *http.Request) (after int64, limit int) {
	after, _ = strconv.ParseInt(r.URL.Query().Get("after"), 10, 64)
	limit = queryInt(r.URL.Query(), "limit", 1000)
	return after, max(limit, 0)
}

func (s *Sandbox) getCalls(r *http.Request) (any, error) {
	after, limit := page(r)
	return s.calls.list(after, limit), nil
}

func (s *Sandbox) getPushes(r *http.Request) (any, error) {
	after, limit := page(r)
	s.mu.RLock()
	defer s.mu.RUnlock()
	return copies(s.pushes.list(after, limit)), nil
}

// postReplay sends a remembered push once more, as a push of its own.
func (s *Sandbox) postReplay(r *http.Request) (any, error) {
	var in struct {
		ID int64 `json:"id,string"`
	}
	if err := decodeControl(r, &in); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	old, ok := s.pushes.get(in.ID)
	if !ok {
		return nil, notFound("no push %d is remembered", in.ID)
	}
	again := s.enqueue(push{
		Kind: old.Kind, Event: old.Event, Customer: old.Customer, ChatID: old.ChatID, MsgID: old.MsgID, Format: old.Format, Plaintext: old.Plaintext, ReplayOf: old.ID,
	}, pushFault{})
	s.changed()
	return *again, nil
}
