package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

const jsonWarning = "Warning: wrong json format. "

// jsonBuffer collects compact JSON in raw UTF-8, without HTML escapes and without newlines.
type jsonBuffer struct {
	bytes.Buffer
	encoder *json.Encoder
}

var jsonBuffers = sync.Pool{New: func() any {
	b := &jsonBuffer{}
	b.encoder = json.NewEncoder(b)
	b.encoder.SetEscapeHTML(false)
	return b
}}

const maxKeptBuffer = 64 << 10

func newJSONBuffer() *jsonBuffer { return jsonBuffers.Get().(*jsonBuffer) }

// free lets others use the buffer: its bytes are no longer good.
func (b *jsonBuffer) free() {
	if b.Cap() <= maxKeptBuffer {
		b.Reset()
		jsonBuffers.Put(b)
	}
}

// selfEncoder is an answer that knows how to write itself.
type selfEncoder interface{ encodeTo(*jsonBuffer) }

func (b *jsonBuffer) encode(v any) {
	if self, ok := v.(selfEncoder); ok {
		self.encodeTo(b)
		return
	}
	if err := b.encoder.Encode(v); err != nil {
		panic(fmt.Sprintf("sandbox: encode %T: %v", v, err)) // our own types only
	}
	b.Truncate(b.Len() - 1) // the newline
}

// text writes a string, most of which need no escape.
func (b *jsonBuffer) text(s string) {
	for _, r := range s {
		if r < ' ' || r == '"' || r == '\\' || r == utf8.RuneError || r == '\u2028' || r == '\u2029' {
			b.encode(s)
			return
		}
	}
	b.WriteByte('"')
	b.WriteString(s)
	b.WriteByte('"')
}

func (b *jsonBuffer) number(before string, n int) {
	b.WriteString(before)
	b.Write(strconv.AppendInt(b.AvailableBuffer(), int64(n), 10))
}

func (b *jsonBuffer) boolean(before string, v bool) {
	b.WriteString(before)
	b.Write(strconv.AppendBool(b.AvailableBuffer(), v))
}

func encode(v any) []byte {
	b := newJSONBuffer()
	defer b.free()
	b.encode(v)
	return bytes.Clone(b.Bytes())
}

// envelope writes errcode and errmsg, then the members of an answer that is an object, or nil.
func (b *jsonBuffer) envelope(code int, msg string, answer any) {
	b.WriteString(`{"errcode":`)
	b.Write(strconv.AppendInt(b.AvailableBuffer(), int64(code), 10))
	b.WriteString(`,"errmsg":`)
	b.text(msg)
	if answer != nil {
		at := b.Len()
		b.encode(answer)
		if b.Len()-at > len("{}") {
			b.Bytes()[at] = ','
			return
		}
		b.Truncate(at)
	}
	b.WriteByte('}')
}

// emptyArrays are the arrays that an error carries.
type emptyArrays []string

func (names emptyArrays) MarshalJSON() ([]byte, error) {
	var b strings.Builder
	b.WriteByte('{')
	for i, name := range names {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + name + `":[]`)
	}
	b.WriteByte('}')
	return []byte(b.String()), nil
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

// Values of headers that do not change.
var (
	headerJSON   = []string{"application/json; charset=UTF-8"}
	headerNginx  = []string{"nginx"}
	headerNumber = []string{"4"}
	headerZero   = []string{"0"}
	headerOK     = []string{"ok"}
)

// answerJSON writes a platform answer. Business errors are HTTP 200.
func answerJSON(w http.ResponseWriter, c *call, code int, msg string, body []byte) {
	h := w.Header()
	h["Content-Type"], h["Server"] = headerJSON, headerNginx
	if c.ep.platform == wecom {
		h["Error-Code"], h["Error-Msg"], h["x-w-no"] = headerZero, headerOK, headerNumber
		if code != 0 || msg != "ok" {
			h["Error-Code"], h["Error-Msg"] = []string{strconv.Itoa(code)}, []string{msg}
		}
	}
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	_, _ = w.Write(body)
}
