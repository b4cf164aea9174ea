package push

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/menling/menling/wx"
)

// transferType is the MsgType of a reply that hands the message on.
const transferType = "transfer_customer_service"

// Reply is what a push is answered with. The zero value is "success". It is
// plain data and can be stored with the push, so that a second delivery gets
// the answer of the first.
type Reply struct {
	MsgType   string `json:"msgtype,omitempty"`    // empty or transfer_customer_service
	KfAccount string `json:"kf_account,omitempty"` // whom to transfer to; empty: the platform chooses
}

// Transfer hands this one message to the platform's own agent tool. It only
// works for messages; an event is answered "success".
func Transfer() Reply { return Reply{MsgType: transferType} }

// TransferTo hands this one message to one agent of the platform's tool. It is
// documented for official accounts, with XML; agents of mini programs mostly
// have no account to be named by.
//
// Vendor page:
// https://developers.weixin.qq.com/doc/offiaccount/Customer_Service/Forwarding_of_messages_to_service_center.html
func TransferTo(kfAccount string) Reply { return Reply{MsgType: transferType, KfAccount: kfAccount} }

// transfer is the reply on the wire. Sender and receiver change places.
type transfer struct {
	MsgType      string
	ToUserName   string
	FromUserName string
	CreateTime   int64
	TransInfo    *transInfo `json:",omitempty"`
}

type transInfo struct{ KfAccount string }

// sealed is an encrypted reply on the wire.
type sealed struct {
	Encrypt      string
	MsgSignature string
	TimeStamp    int64
	Nonce        string
}

var success = []byte("success")

// nothing says whether there is nothing to say but that the push is kept.
func (r Reply) nothing(p *Push) bool {
	return r.MsgType == "" || p.Err != nil || strings.HasPrefix(p.Kind, "event/")
}

// encode writes the reply in the push's format, encrypted with the key that the
// push came with. "success" is never encrypted.
func (r Reply) encode(e *envelope, now time.Time) (body []byte, contentType string, err error) {
	p := e.push
	if r.nothing(p) {
		return success, "text/plain; charset=utf-8", nil
	}
	if r.MsgType != transferType {
		return nil, "", fmt.Errorf("reply of unknown type %q", r.MsgType)
	}
	t := transfer{MsgType: transferType, ToUserName: p.From, FromUserName: p.ToUser, CreateTime: now.Unix()}
	if r.KfAccount != "" {
		t.TransInfo = &transInfo{r.KfAccount}
	}
	if body, err = t.encode(p.Format); err == nil && e.key != nil {
		body, err = seal(e.key, p.Format, body, now)
	}
	return body, contentTypes[p.Format], err
}

var contentTypes = map[Format]string{XML: "text/xml; charset=utf-8", JSON: "application/json; charset=utf-8"}

func (t transfer) encode(f Format) ([]byte, error) {
	if f == JSON {
		return json.Marshal(t)
	}
	agent := ""
	if t.TransInfo != nil {
		agent = "<TransInfo><KfAccount>" + cdata(t.TransInfo.KfAccount) + "</KfAccount></TransInfo>"
	}
	return fmt.Appendf(nil, "<xml><ToUserName>%s</ToUserName><FromUserName>%s</FromUserName><CreateTime>%d</CreateTime><MsgType>%s</MsgType>%s</xml>",
		cdata(t.ToUserName), cdata(t.FromUserName), t.CreateTime, cdata(t.MsgType), agent), nil
}

func seal(key *wx.Crypt, f Format, body []byte, now time.Time) ([]byte, error) {
	encrypted, err := key.Encrypt(body, rand.Reader)
	if err != nil {
		return nil, err
	}
	nonce, err := newNonce()
	if err != nil {
		return nil, err
	}
	stamp := now.Unix()
	s := sealed{encrypted, key.Signature(strconv.FormatInt(stamp, 10), nonce, encrypted), stamp, nonce}
	if f == JSON {
		return json.Marshal(s)
	}
	return fmt.Appendf(nil, "<xml><Encrypt>%s</Encrypt><MsgSignature>%s</MsgSignature><TimeStamp>%d</TimeStamp><Nonce>%s</Nonce></xml>",
		cdata(s.Encrypt), cdata(s.MsgSignature), s.TimeStamp, cdata(s.Nonce)), nil
}

func newNonce() (string, error) {
	var b [5]byte
	if _, err := io.ReadFull(rand.Reader, b[:]); err != nil {
		return "", fmt.Errorf("random bytes for a nonce: %w", err)
	}
	return fmt.Sprintf("%x", b), nil
}

// cdata wraps a text, splitting it where it would end the section itself.
func cdata(s string) string {
	return "<![CDATA[" + strings.ReplaceAll(s, "]]>", "]]]]><![CDATA[>") + "]]>"
}
