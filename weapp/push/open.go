package push

import (
	"fmt"
	"net/url"

	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/flat"
	"github.com/menling/menling/wx/receive"
)

// Mode is how a mini program's pushes are protected, as set in its console.
type Mode string

// The three modes, from weakest to strongest.
const (
	Plain      Mode = "plain"      // readable, only the query is signed
	Compatible Mode = "compatible" // readable, with an encrypted copy
	Secure     Mode = "secure"     // encrypted
)

// Config is what one mini program's pushes are protected with.
type Config struct {
	Current  *wx.Crypt // nil when Mode is Plain
	Previous *wx.Crypt // tried second while keys are being changed; may be nil
	Token    string
	AppID    string
	Mode     Mode // empty means Secure
}

// envelope is an opened delivery, and the key that fitted.
type envelope struct {
	push *Push
	key  *wx.Crypt // nil when it came in plain
}

// Open verifies, decrypts and reads one delivery. Its error says that the
// delivery is not for us or damaged; what is authentic and unreadable comes
// back without an error and with Push.Err set. Such a push has the query's
// timestamp as CreateTime, for want of its own: a later delivery of it may
// differ there.
func Open(c Config, query url.Values, body []byte) (*Push, error) {
	e, err := open(c, receive.Query(query), body)
	if err != nil {
		return nil, err
	}
	return e.push, nil
}

func open(c Config, params receive.Params, body []byte) (*envelope, error) {
	if err := c.verify(params); err != nil {
		return nil, err
	}
	raw, key := body, (*wx.Crypt)(nil)
	if encrypted, err := c.encrypted(params); err != nil {
		return nil, err
	} else if encrypted {
		if raw, key, err = c.decrypt(params, body); err != nil {
			return nil, err
		}
	}
	p, err := Decode(raw)
	if err != nil {
		p.CreateTime = params.Seconds()
	}
	return &envelope{p, key}, nil
}

// verify checks the signature that every request carries. It covers the query
// alone, so an encrypted body is checked again by its own.
func (c Config) verify(p receive.Params) error {
	if p.Signature == "" || p.Timestamp == "" || p.Nonce == "" {
		return receive.ErrQuery
	}
	if c.Token != "" && wx.VerifySignature(c.Token, p.Signature, p.Timestamp, p.Nonce) == nil {
		return nil
	}
	for _, key := range []*wx.Crypt{c.Current, c.Previous} {
		if key != nil && key.Verify(p.Signature, p.Timestamp, p.Nonce) == nil {
			return nil
		}
	}
	return wx.ErrSignature
}

// encrypted says whether the body must be decrypted. A body in plain is refused
// unless that is the mode: its signature does not cover it.
func (c Config) encrypted(p receive.Params) (bool, error) {
	if p.EncryptType != "aes" {
		if c.mode() != Plain {
			return false, fmt.Errorf("%w: it came in plain, the mode is %s", receive.ErrProtection, c.mode())
		}
		return false, nil
	}
	if p.MsgSignature == "" {
		return false, receive.ErrQuery
	}
	return true, nil
}

func (c Config) mode() Mode {
	if c.Mode == "" {
		return Secure
	}
	return c.Mode
}

// decrypt opens the envelope. What stands readable beside the ciphertext in
// compatible mode is never used, and in secure mode must not be there.
func (c Config) decrypt(p receive.Params, body []byte) ([]byte, *wx.Crypt, error) {
	doc, err := parse(body)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", receive.ErrEnvelope, err)
	}
	f := doc.Find("Encrypt")
	if f == nil || f.Type != flat.Text || f.Value == "" {
		return nil, nil, fmt.Errorf("%w: no Encrypt", receive.ErrEnvelope)
	}
	raw, key, err := receive.Decrypt(p, f.Value, c.Current, c.Previous)
	if err != nil {
		return nil, nil, err
	}
	if c.mode() == Secure && doc.Find("MsgType") != nil {
		return nil, nil, fmt.Errorf("%w: it came in compatible, the mode is secure", receive.ErrProtection)
	}
	return raw, key, nil
}
