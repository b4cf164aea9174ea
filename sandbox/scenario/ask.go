package scenario

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

const control = "/sandbox/v1"

// answer is what a request came to. Its value is the decoded JSON; an object also holds
// http_status, and anything that is not JSON is {http_status, content_type, bytes}. A connection
// that was cut is {cut: true}.
type answer struct {
	status int
	value  any
}

// send makes one request, once: hiding what kind of reader the body is keeps Go's client from
// repeating a request whose connection was cut.
func (r *run) send(method, target, contentType string, body []byte) (answer, error) {
	req, err := http.NewRequestWithContext(r.ctx, method, r.url+target, io.MultiReader(bytes.NewReader(body)))
	if err != nil {
		return answer{}, err
	}
	req.ContentLength = int64(len(body))
	if len(body) > 0 {
		req.Header.Set("Content-Type", contentType)
	}
	res, err := r.client.Do(req)
	if err != nil {
		return answer{value: map[string]any{"cut": true}}, r.ctx.Err()
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return answer{value: map[string]any{"cut": true}}, r.ctx.Err()
	}
	return readAnswer(res, raw), nil
}

func readAnswer(res *http.Response, raw []byte) answer {
	v, err := decode(raw)
	if object, ok := v.(map[string]any); ok {
		object["http_status"] = res.StatusCode
	}
	if err != nil {
		v = map[string]any{"http_status": res.StatusCode, "content_type": res.Header.Get("Content-Type"), "bytes": len(raw)}
	}
	return answer{res.StatusCode, v}
}

// ask reads from the control API.
func (r *run) ask(path string) (any, error) {
	a, err := r.send(http.MethodGet, control+path, "", nil)
	if err == nil && a.status != http.StatusOK {
		err = fmt.Errorf("GET %s: %s", control+path, compact(a.value))
	}
	return a.value, err
}

func (r *run) now() (time.Time, error) {
	v, err := r.ask("/clock")
	if err != nil {
		return time.Time{}, err
	}
	now, _ := dig(v, "now")
	seconds, _ := toFloat(now)
	return time.Unix(int64(seconds), 0), nil
}

// act is a step that people, the clock or the network do.
func (r *run) act(st *step) error {
	body, err := r.scope.expand(st.args)
	if err != nil {
		return err
	}
	args := body.(map[string]any) // readArgs saw to it
	if st.verb.shape != nil {
		st.verb.shape(args)
	}
	if st.name == "clock" {
		clear(r.tokens)
	}
	a, err := r.send(st.verb.method, control+st.verb.path, "application/json", encode(args))
	if err != nil {
		return err
	}
	return r.judge(st, a, "result")
}

// do is a call of the control API as it is. Reading waits until it reads what is expected.
func (r *run) do(st *step) error {
	line, err := r.scope.expand(st.args.get("do"))
	if err != nil {
		return err
	}
	method, target, _ := strings.Cut(plain(line), " ")
	body := []byte(nil)
	if n := st.extra["body"]; n != nil {
		v, err := r.scope.expand(n)
		if err != nil {
			return err
		}
		body = encode(v)
	}
	clear(r.tokens) // it may have moved the clock or reset everything
	var a answer
	_, err = r.until(func() (bool, error) {
		a, err = r.send(method, target, "application/json", body)
		if err != nil || method != http.MethodGet || st.expect == nil {
			return true, err
		}
		missed, err := r.scope.match(spread(st.expect, "result"), a.value)
		return len(missed) == 0, err
	})
	if err != nil {
		return err
	}
	return r.judge(st, a, "result")
}

// judge holds an answer against expect, where a bare value stands for the member named bare, and
// against what goes without saying: it worked, unless the expectation speaks of that itself.
func (r *run) judge(st *step, a answer, bare string) error {
	expect := spread(st.expect, bare)
	missed := []mismatch(nil)
	if expect != nil {
		var err error
		if missed, err = r.scope.match(expect, a.value); err != nil {
			return err
		}
	}
	missed = append(missed, unspoken(expect, a, bare == "errcode")...)
	if len(missed) > 0 {
		return r.missed(missed, a.value)
	}
	return r.keep(st, a.value)
}

// spread turns a bare value into the mapping that it stands for.
func spread(n *node, bare string) *node {
	if n == nil || n.kind == kindMap || n.kind == kindList {
		return n
	}
	return &node{kind: kindMap, line: n.line, column: n.column, pairs: []pair{{&node{kind: kindString, scalar: bare}, n}}}
}

// unspoken are the things that every answer is expected to be; only the platforms have an errcode.
func unspoken(expect *node, a answer, platform bool) []mismatch {
	spoken := func(names ...string) bool {
		for _, name := range names {
			if expect != nil && expect.get(name) != nil {
				return true
			}
		}
		return false
	}
	object, _ := a.value.(map[string]any)
	code, coded := object["errcode"]
	switch {
	case object["cut"] == true && !spoken("cut"):
		return []mismatch{{"", "an answer", "the connection was cut"}}
	case platform && coded && !same(0, code) && !spoken("errcode"):
		return []mismatch{{"errcode", "0", plain(code)}}
	case a.status >= 400 && !spoken("http_status", "error"):
		return []mismatch{{"http_status", "200", fmt.Sprint(a.status)}}
	}
	return nil
}

const maxMissed = 6

// missed reports what an answer is not.
func (r *run) missed(missed []mismatch, got any) error {
	var want, seen []string
	for _, m := range missed[:min(len(missed), maxMissed)] {
		want = append(want, labelled(m.path, m.want))
		seen = append(seen, labelled(m.path, m.got))
	}
	return r.broken(want, append(seen, "in "+tidy(got)))
}

func labelled(path, what string) string {
	if path == "" {
		return what
	}
	return path + ": " + what
}

// tidy shows an answer without the tail of its errmsg, which says nothing here.
func tidy(v any) string {
	object, ok := v.(map[string]any)
	msg, _ := object["errmsg"].(string)
	if !ok || msg == "" {
		return compact(v)
	}
	short := map[string]any{}
	for name, member := range object {
		short[name] = member
	}
	msg, _, _ = strings.Cut(msg, ", hint:")
	short["errmsg"] = msg
	return compact(short)
}
