package sandbox

import (
	"cmp"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	wecom = "wecom"
	weapp = "weapp"

	maxJSONBody  = 4 << 20
	maxMediaBody = 24 << 20
)

// endpoint is one row of the platform's API. A row that writes runs alone; the others run
// beside each other.
type endpoint struct {
	platform string
	path     string
	method   string // "" accepts any
	wrong    int    // errcode of a wrong method, 0 for the usual one
	open     bool   // needs no access_token
	own      bool   // has limits of its own instead of the usual ones
	contact  bool   // needs the customer-contact permission
	write    bool
	bare     bool     // success carries no errcode
	upload   bool     // the body is multipart
	arrays   []string // array members that an error keeps as []
	do       func(*Sandbox, *call) (any, error)
}

// endpoints are the rows by path; two of them where both platforms share a path.
var endpoints = map[string][]*endpoint{}

// serve registers rows; each concept's file does so for its own.
func serve(platform string, rows ...endpoint) bool {
	for i := range rows {
		rows[i].platform = platform
		endpoints[rows[i].path] = append(endpoints[rows[i].path], &rows[i])
	}
	return true
}

// wrongCase stands for a mini-program path in the wrong letter case.
func wrongCase(ep *endpoint) *endpoint {
	return &endpoint{platform: ep.platform, path: ep.path, open: true, do: func(*Sandbox, *call) (any, error) {
		return nil, failWeapp(40066)
	}}
}

// call is one request while it is answered.
type call struct {
	r     *http.Request
	ep    *endpoint
	q     query
	raw   []byte
	body  *fields
	app   *App      // WeCom: the app of the token
	sw    *Switches // as they stood when the call was admitted; nil before
	ip    string
	now   time.Time
	busy  int // calls of this path in flight, this one included
	begun time.Time
}

// rawAnswer is an answer that is not JSON.
type rawAnswer struct {
	status int
	header http.Header
	body   []byte
}

func (s *Sandbox) servePlatform(w http.ResponseWriter, r *http.Request, eps []*endpoint) {
	busy, leave := s.limits.enter(r.URL.Path)
	defer leave()
	c := &call{r: r, q: parseQuery(r.URL.RawQuery), begun: time.Now(), now: s.Now(), busy: busy, ip: remoteIP(r)}
	c.ep = s.pick(eps, c)
	f := s.faults.take(r.URL.Path)
	if f.DelayMS > 0 {
		_ = s.clock.wait(r.Context(), c.now.Add(time.Duration(f.DelayMS)*time.Millisecond))
	}
	if f.Drop == "before" {
		s.record(c, 0, 0, "dropped before anything was done")
		panic(http.ErrAbortHandler)
	}
	if f.Status != 0 {
		w.WriteHeader(f.Status)
		s.record(c, f.Status, 0, "")
		return
	}
	answer, err := s.run(c, f)
	if f.Drop == "after" {
		s.record(c, 0, codeOf(err), "done, but the answer was dropped")
		panic(http.ErrAbortHandler)
	}
	s.reply(w, c, answer, err)
}

// pick chooses between the two platforms where they share a path: by the token, then by host.
func (s *Sandbox) pick(eps []*endpoint, c *call) *endpoint {
	if len(eps) == 1 {
		return eps[0]
	}
	want := wecom
	if strings.HasPrefix(c.r.Host, "api.weixin.qq.com") {
		want = weapp
	}
	s.mu.RLock()
	if t, ok := s.w.Tokens[c.q.Get("access_token")]; ok {
		want = t.Platform
	}
	s.mu.RUnlock()
	if eps[0].platform == want {
		return eps[0]
	}
	return eps[1]
}

// run makes the platform's checks in its order and then does the call.
func (s *Sandbox) run(c *call, f fault) (any, error) {
	if f.Errcode != 0 {
		s.mu.RLock()
		defer s.mu.RUnlock()
		c.sw = s.w.Switches
		return nil, c.fault(f.Errcode)
	}
	if c.ep.method != "" && c.r.Method != c.ep.method {
		return nil, c.wrongMethod()
	}
	unread := c.readBody()
	if c.ep.write {
		s.mu.Lock()
		defer s.mu.Unlock()
	} else {
		s.mu.RLock()
		defer s.mu.RUnlock()
	}
	c.now, c.sw = s.Now(), s.w.Switches
	if err := cmp.Or(s.admit(c), unread); err != nil {
		return nil, err
	}
	if err := c.parse(); err != nil {
		return nil, err
	}
	answer, err := c.ep.do(s, c)
	if c.ep.write && err == nil {
		s.changed()
	}
	return answer, err
}

func (c *call) fault(code int) error {
	if c.ep.platform == weapp {
		return failWeapp(code)
	}
	return fail(code)
}

func (c *call) wrongMethod() error {
	switch {
	case c.ep.wrong != 0:
		return c.fault(c.ep.wrong)
	case c.ep.platform == wecom:
		return fail(40058)
	case c.ep.method == http.MethodGet:
		return failWeapp(43001)
	default:
		return failWeapp(43002)
	}
}

func (c *call) readBody() error {
	limit := int64(maxJSONBody)
	if c.ep.upload {
		limit = maxMediaBody
	}
	raw, err := readAll(c.r, limit+1)
	if err != nil {
		return &apiError{-1, "request body could not be read"}
	}
	if int64(len(raw)) > limit {
		return c.fault(map[bool]int{true: 45001, false: 40206}[c.ep.upload])
	}
	c.raw = raw
	return nil
}

// readAll reads a body up to a limit; one whose length is known and moderate into no more room
// than it needs, since the log of calls keeps it.
func readAll(r *http.Request, limit int64) ([]byte, error) {
	if n := r.ContentLength; n >= 0 && n <= min(limit, maxLoggedBody) {
		raw := make([]byte, n)
		_, err := io.ReadFull(r.Body, raw)
		return raw, err
	}
	return io.ReadAll(io.LimitReader(r.Body, limit))
}

// parse reads the JSON body; on the mini-program side a broken one is an error of its own.
func (c *call) parse() error {
	if c.r.Method != http.MethodPost || c.ep.upload {
		return nil
	}
	if c.ep.platform == weapp {
		return c.parseWeapp()
	}
	c.body = parseFields(c.raw)
	return nil
}

func (c *call) parseWeapp() error {
	if len(c.raw) == 0 {
		return failWeapp(44002)
	}
	raw, err := unicodeEscapes(c.raw, c.sw.UnicodeEscapes)
	if err != nil {
		return err
	}
	c.body = parseFields(raw)
	if c.body.warned {
		c.body.warned = false
		return failWeapp(47001)
	}
	return nil
}

// reply writes what a call came to. Who reads the answer finds the call in the log.
func (s *Sandbox) reply(w http.ResponseWriter, c *call, answer any, err error) {
	if b, ok := answer.(*rawAnswer); ok && err == nil {
		for name, values := range b.header {
			w.Header()[name] = values
		}
		s.record(c, b.status, 0, "")
		w.WriteHeader(b.status)
		_, _ = w.Write(b.body)
		return
	}
	code, msg, body := 0, "", newJSONBuffer()
	defer body.free()
	switch {
	case err != nil:
		e := asAPIError(err)
		code, msg = e.code, s.errmsg(c, e)
		body.envelope(code, msg, emptyArrays(c.ep.arrays))
	case c.ep.bare:
		body.encode(answer)
	default:
		msg = okmsg(c)
		body.envelope(0, msg, answer)
	}
	s.record(c, http.StatusOK, code, msg)
	answerJSON(w, c, code, msg, body.Bytes())
}

func codeOf(err error) int {
	var e *apiError
	if errors.As(err, &e) {
		return e.code
	}
	return 0
}

func remoteIP(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// queryInt reads a number from a query; def when it is absent or no number.
func queryInt(q url.Values, name string, def int) int {
	n, err := strconv.Atoi(q.Get(name))
	if err != nil {
		return def
	}
	return n
}
