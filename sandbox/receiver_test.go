package sandbox_test

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/menling/menling/sandbox"
)

const (
	wecomToken     = "sandboxWecomToken"
	wecomKey       = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
	weappToken     = "sandboxWeappToken"
	suiteSignToken = "sandboxSuiteToken"
	suiteKey       = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
	suiteID        = "ww9f8e7d6c5b4a3021"
	weappKey       = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopq"
)

// delivery is one request that a callback URL got.
type delivery struct {
	method string
	query  url.Values
	kind   string
	body   []byte
}

// receiver is somebody's callback server. It answers verifications and hands pushes on.
type receiver struct {
	*testing.T
	srv   *httptest.Server
	got   chan delivery
	mu    sync.Mutex
	n     int
	reply func(n int, w http.ResponseWriter)
}

// answer says how pushes are answered from now on; n counts from 0.
func (r *receiver) answer(reply func(n int, w http.ResponseWriter)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.reply = reply
}

func newReceiver(t *testing.T) *receiver {
	r := &receiver{T: t, got: make(chan delivery, 1000), reply: func(_ int, w http.ResponseWriter) { io.WriteString(w, "success") }}
	r.srv = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		q := req.URL.Query()
		if req.Method == http.MethodGet {
			echo := q.Get("echostr")
			if strings.HasPrefix(req.URL.Path, "/wecom") {
				echo = string(r.open(wecomKey, echo, "ww1a2b3c4d5e6f7081"))
			}
			if strings.HasPrefix(req.URL.Path, "/suite") {
				echo = string(r.open(suiteKey, echo, suiteID))
			}
			io.WriteString(w, echo)
			return
		}
		body, err := io.ReadAll(req.Body)
		if err != nil {
			t.Error(err)
		}
		r.got <- delivery{req.Method, q, req.Header.Get("Content-Type"), body}
		r.mu.Lock()
		n, reply := r.n, r.reply
		r.n++
		r.mu.Unlock()
		reply(n, w)
	}))
	t.Cleanup(r.srv.Close)
	return r
}

// next waits for a delivery.
func (r *receiver) next() delivery {
	r.Helper()
	select {
	case d := <-r.got:
		return d
	case <-time.After(10 * time.Second):
		r.Fatal("nothing was pushed")
		return delivery{}
	}
}

// open decrypts by the published steps and checks the receiver's id.
func (r *receiver) open(key, sealed, id string) []byte {
	r.Helper()
	raw, err := base64.StdEncoding.DecodeString(key + "=")
	if err != nil {
		r.Fatal(err)
	}
	data, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil {
		r.Fatal(err)
	}
	block, err := aes.NewCipher(raw)
	if err != nil {
		r.Fatal(err)
	}
	cipher.NewCBCDecrypter(block, raw[:16]).CryptBlocks(data, data)
	data = data[16 : len(data)-int(data[len(data)-1])]
	size := binary.BigEndian.Uint32(data)
	if got := string(data[4+size:]); got != id {
		r.Errorf("receiver id %q, want %q", got, id)
	}
	return data[4 : 4+size]
}

func signature(parts ...string) string {
	slices.Sort(parts)
	sum := sha1.Sum([]byte(strings.Join(parts, "")))
	return hex.EncodeToString(sum[:])
}

// fields reads the children of an XML root or the members of an object.
func (r *receiver) fields(body []byte) map[string]string {
	r.Helper()
	found := map[string]string{}
	if body[0] == '{' {
		var members map[string]json.RawMessage
		if err := json.Unmarshal(body, &members); err != nil {
			r.Fatal(err)
		}
		for name, raw := range members {
			text := string(raw)
			if raw[0] == '"' {
				json.Unmarshal(raw, &text)
			}
			found[name] = text
		}
		return found
	}
	var root struct {
		Children []struct {
			XMLName xml.Name
			Text    string `xml:",chardata"`
		} `xml:",any"`
	}
	if err := xml.Unmarshal(body, &root); err != nil {
		r.Fatal(err)
	}
	for _, c := range root.Children {
		found[c.XMLName.Local] = c.Text
	}
	return found
}

// wecomEvent checks the envelope of a WeCom push and returns its members.
func (r *receiver) wecomEvent(d delivery) map[string]string {
	r.Helper()
	outer := r.fields(d.body)
	want := signature(wecomToken, d.query.Get("timestamp"), d.query.Get("nonce"), outer["Encrypt"])
	if got := d.query.Get("msg_signature"); got != want {
		r.Errorf("msg_signature %s, want %s", got, want)
	}
	if outer["ToUserName"] != "ww1a2b3c4d5e6f7081" || outer["AgentID"] != "1000002" {
		r.Errorf("outer %v", outer)
	}
	return r.fields(r.open(wecomKey, outer["Encrypt"], "ww1a2b3c4d5e6f7081"))
}

// both starts a sandbox whose pushes go to a receiver.
func both(t *testing.T) (*world, *receiver) {
	t.Helper()
	r := newReceiver(t)
	w := newWorld(t, sandbox.Options{WeComCallback: r.srv.URL + "/wecom", WeappCallback: r.srv.URL + "/weapp?x=1"})
	return w, r
}
