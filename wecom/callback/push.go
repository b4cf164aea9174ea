package callback

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/flat"
	"github.com/menling/menling/wx/receive"
)

// Unreadable is the Kind of a push that is authentic and cannot be read.
const Unreadable = "unreadable"

// ErrContent is the condition of Push.Err.
var ErrContent = errors.New("push cannot be read")

// Push is one delivery, verified and decrypted.
type Push struct {
	Raw        []byte   // the decrypted bytes, exactly
	ToUser     string   // corpid; suiteid of a suite event
	From       string   // "sys" for events, a userid for messages
	CreateTime int64    // unix seconds
	Kind       string   // see Kinds; "unreadable" when Err is set
	Hash       [16]byte // equal for deliveries of the same push
	Subject    string   // what pushes are kept in order by: external_userid, else chat, else userid, else ""
	Event      Event    // what it says; nil when Err is set
	Err        error    // why an authentic push cannot be read, else nil
}

// Decode reads the decrypted bytes of a push, fresh or stored. The push is
// never nil: content that cannot be read (a type declaration, too deep, not
// XML, no head) gives one with Kind "unreadable", Hash over the raw bytes, no
// CreateTime and Err, which is also returned.
func Decode(raw []byte) (*Push, error) {
	p := &Push{Raw: raw}
	if err := p.decode(); err != nil {
		*p = Push{Raw: raw, Kind: Unreadable, Hash: receive.HashRaw(raw), Err: fmt.Errorf("%w: %w", ErrContent, err)}
	}
	return p, p.Err
}

// Open verifies and decrypts one delivery and reads it. Its error says that the
// delivery is not for us or damaged; what is authentic and unreadable comes back
// without an error and with Push.Err set. Such a push has the query's timestamp
// as CreateTime, for want of its own: a later delivery of it may differ there.
func Open(c *wx.Crypt, query url.Values, body []byte) (*Push, error) {
	return open(Keys{Current: c}, receive.Query(query), body)
}

func open(keys Keys, params receive.Params, body []byte) (*Push, error) {
	if params.MsgSignature == "" || params.Timestamp == "" || params.Nonce == "" {
		return nil, receive.ErrQuery
	}
	envelope, err := flat.XML(string(body))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", receive.ErrEnvelope, err)
	}
	encrypted := envelope.Get("Encrypt")
	if encrypted == "" {
		return nil, fmt.Errorf("%w: no Encrypt", receive.ErrEnvelope)
	}
	raw, _, err := receive.Decrypt(params, encrypted, keys.Current, keys.Previous)
	if err != nil {
		return nil, err
	}
	p, err := Decode(raw)
	if err != nil {
		p.CreateTime = params.Seconds()
	}
	return p, nil
}

// decode fills p from its raw bytes. The bytes become one string, of which
// every value is a part.
func (p *Push) decode() error {
	doc, err := flat.XML(string(p.Raw))
	if err != nil {
		return err
	}
	h, err := readHead(doc)
	if err != nil {
		return err
	}
	p.ToUser, p.From, p.CreateTime, p.Kind = h.ToUser, h.From, h.CreateTime, h.Kind
	p.Hash = receive.Hash(doc)
	p.Subject = subject(doc)
	p.Event = event(h, doc)
	return nil
}

// readHead reads the common head. Suite events have one of their own, with
// other names for the same things.
func readHead(d *flat.Doc) (Head, error) {
	h := Head{ToUser: d.Get("ToUserName"), From: d.Get("FromUserName")}
	at := d.Get("CreateTime")
	if info := d.Get("InfoType"); info != "" {
		h.ToUser, h.From, at = d.Get("SuiteId"), d.Get("AuthCorpId"), d.Get("TimeStamp")
		h.Kind = kind(info, d.Get("ChangeType"), "suite/")
	} else if msgType := d.Get("MsgType"); msgType == "event" {
		h.Kind = kind(d.Get("Event"), d.Get("ChangeType"), "event/")
	} else {
		h.Kind = msgType
	}
	if h.Kind == "" {
		return Head{}, errors.New("it has no MsgType")
	}
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil || seconds < 0 || seconds > receive.MaxSeconds {
		return Head{}, errors.New("its CreateTime is no time")
	}
	h.CreateTime = seconds
	return h, nil
}

// subject is the ordering key.
func subject(d *flat.Doc) string {
	for _, name := range []string{"ExternalUserID", "ChatId", "UserID"} {
		if v := d.Get(name); v != "" {
			return v
		}
	}
	if from := d.Get("FromUserName"); from != "sys" {
		return from
	}
	return ""
}
