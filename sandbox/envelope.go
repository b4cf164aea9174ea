package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

const jsonWarning = "Warning: wrong json format. "

// encode writes compact JSON in raw UTF-8, without HTML escapes and without a newline.
func encode(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(fmt.Sprintf("sandbox: encode %T: %v", v, err)) // our own types only
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}

// envelope puts errcode and errmsg before the members of a marshalled object.
func envelope(code int, msg string, object []byte) []byte {
	head := `{"errcode":` + strconv.Itoa(code) + `,"errmsg":` + string(encode(msg))
	if len(object) <= 2 {
		return []byte(head + "}")
	}
	return append([]byte(head+","), object[1:]...)
}

// arraysOf makes the empty arrays that an error carries.
func arraysOf(names []string) []byte {
	var b strings.Builder
	b.WriteByte('{')
	for i, name := range names {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + name + `":[]`)
	}
	b.WriteByte('}')
	return []byte(b.String())
}

// errmsg makes the text of an error the way the platform does: WeCom adds a hint, the
// caller's address and a link; the mini-program side a request id.
func (s *Sandbox) errmsg(c *call, e *apiError) string {
	head := e.head
	if c.body != nil && c.body.warned {
		head = strings.TrimRight(head, " .") + ". " + jsonWarning
	}
	if c.ep.platform == weapp {
		return fmt.Sprintf("%s rid: %s-%s-%s", head, s.dice.hex(4), s.dice.hex(4), s.dice.hex(4))
	}
	if e.code == 40014 && c.sw.BareTokenErrors {
		return head
	}
	return fmt.Sprintf("%s, hint: [%d%s], from ip: %s, more info at https://open.work.weixin.qq.com/devtool/query?e=%d",
		head, c.now.Unix(), s.dice.digits(15), c.ip, e.code)
}

// okmsg is "ok", with a warning when part of the body was not understood.
func okmsg(c *call) string {
	if c.body != nil && c.body.warned {
		return "ok. " + jsonWarning
	}
	return "ok"
}

// answerJSON writes a platform answer. Business errors are HTTP 200.
func answerJSON(w http.ResponseWriter, c *call, code int, msg string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=UTF-8")
	h.Set("Server", "nginx")
	if c.ep.platform == wecom {
		h.Set("Error-Code", strconv.Itoa(code))
		h.Set("Error-Msg", msg)
		h["x-w-no"] = []string{"4"}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body)
}
