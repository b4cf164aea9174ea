package e2e

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"testing"

	"github.com/menling/menling/sandbox"
	"github.com/menling/menling/wx"
)

// platform is what a platform does to push: for tests that must send what the sandbox never would, or in an order of their own.
type platform struct {
	t     *testing.T
	url   string
	crypt *wx.Crypt
	weapp bool // JSON, otherwise XML
}

func (r *rig) wecomPlatform() platform {
	f := sandbox.DefaultFixture()
	return r.platformOf("/callbacks/wecom/demo", f.Callback.Token, f.Callback.AESKey, f.Corp.ID, false)
}

func (r *rig) weappPlatform() platform {
	m := sandbox.DefaultFixture().MiniProgram
	return r.platformOf("/callbacks/weapp/demo", m.Push.Token, m.Push.AESKey, m.AppID, true)
}

func (r *rig) platformOf(path, token, key, receiver string, weapp bool) platform {
	return platform{r.t, r.app.URL() + path, cryptOf(r.t, token, key, receiver), weapp}
}

func cryptOf(t *testing.T, token, key, receiver string) *wx.Crypt {
	t.Helper()
	c, err := wx.NewCrypt(token, key, receiver)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// seal makes the envelope and the query of a push.
func (p platform) seal(plain string) (query url.Values, body string) {
	p.t.Helper()
	sealed, err := p.crypt.Encrypt([]byte(plain), rand.Reader)
	if err != nil {
		p.t.Fatal(err)
	}
	timestamp, nonce := "1700000000", strconv.Itoa(len(plain)*7919)
	query = url.Values{"timestamp": {timestamp}, "nonce": {nonce}, "msg_signature": {p.crypt.Signature(timestamp, nonce, sealed)}}
	if p.weapp {
		query.Set("signature", p.crypt.Signature(timestamp, nonce))
		query.Set("encrypt_type", "aes")
		return query, `{"ToUserName":"gh_0123456789ab","Encrypt":"` + sealed + `"}`
	}
	return query, "<xml><ToUserName><![CDATA[x]]></ToUserName><Encrypt><![CDATA[" + sealed + "]]></Encrypt></xml>"
}

// push delivers, and gives status and answer.
func (p platform) push(plain string) (int, string) {
	p.t.Helper()
	query, body := p.seal(plain)
	return p.deliver(query, []byte(body))
}

func (p platform) deliver(query url.Values, body []byte) (int, string) {
	p.t.Helper()
	req, err := http.NewRequestWithContext(context.WithoutCancel(p.t.Context()), http.MethodPost, p.url+"?"+query.Encode(), bytes.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return resp.StatusCode, string(answer)
}

// must delivers what has to be taken.
func (p platform) must(plain string) {
	p.t.Helper()
	if status, answer := p.push(plain); status != 200 || answer != "success" {
		p.t.Fatalf("the push was answered %d %q", status, answer)
	}
}

// contact is the XML of a customer-contact event.
func contact(change, userID, externalUserID string, at int64, more string) string {
	return fmt.Sprintf(`<xml><ToUserName><![CDATA[ww1a2b3c4d5e6f7081]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>%d</CreateTime>`+
		`<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[%s]]></ChangeType>`+
		`<UserID><![CDATA[%s]]></UserID><ExternalUserID><![CDATA[%s]]></ExternalUserID>%s</xml>`, at, change, userID, externalUserID, more)
}

func text(openID, content string, at, msgID int64) string {
	quoted, _ := json.Marshal(content) // a string cannot fail
	return fmt.Sprintf(`{"ToUserName":"gh_0123456789ab","FromUserName":%q,"CreateTime":%d,"MsgType":"text","Content":%s,"MsgId":%d}`, openID, at, quoted, msgID)
}

func entered(openID, sessionFrom string, at int64) string {
	return fmt.Sprintf(`{"ToUserName":"gh_0123456789ab","FromUserName":%q,"CreateTime":%d,"MsgType":"event","Event":"user_enter_tempsession","SessionFrom":%q}`, openID, at, sessionFrom)
}

// applied waits until the journal holds nothing that is still to be applied.
func (r *rig) applied() {
	r.t.Helper()
	eventually(r.t, "the journal to be applied", func() bool {
		ctx, far := r.t.Context(), r.sandbox.Now().UnixMilli()+1_000_000
		pushes, err := r.app.Store.OpenPushes(ctx, far, 1)
		if err != nil {
			r.t.Fatal(err)
		}
		observations, err := r.app.Store.OpenObservations(ctx, far, 1)
		if err != nil {
			r.t.Fatal(err)
		}
		return len(pushes)+len(observations) == 0
	})
}
