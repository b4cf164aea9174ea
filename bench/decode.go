package main

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/menling/menling/wecom/callback"
	"github.com/menling/menling/wx"
)

const decodeWhat = "verify, decrypt and parse one delivered add_external_contact event"

// decoding is one delivery, and the ways to read it.
type decoding struct {
	delivery
	crypt *wx.Crypt
	err   error // of any op: none may fail
}

func newDecoding() (*decoding, error) {
	c, err := wx.NewCrypt(pushToken, pushKey, corpID)
	if err != nil {
		return nil, err
	}
	const createTime = 1_700_000_100
	d, err := deliver(c, newCustomer(1, createTime), createTime, new(counting))
	return &decoding{delivery: d, crypt: c}, err
}

// ours is what the product does with a delivery, the parsing of the URL excepted.
func (d *decoding) ours() {
	p, err := callback.Open(d.crypt, d.query, d.body)
	if err != nil {
		d.err = err
		return
	}
	if e, ok := p.Event.(callback.AddExternalContact); !ok || e.ExternalUserID != externalUserID(1) {
		d.err = fmt.Errorf("ours read %+v", p.Event)
	}
}

// floor returns the bare crypto of the same delivery: SHA-1 over the sorted strings of each signature, base64, AES-256-CBC, and
// nothing else.
func (d *decoding) floor(signatures ...[]string) (func(), error) {
	key, err := base64.StdEncoding.DecodeString(pushKey + "=")
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	encrypted := []byte(d.encrypted)
	text, plain := make([]byte, 0, 2*len(encrypted)), make([]byte, base64.StdEncoding.DecodedLen(len(encrypted)))
	sorted := make([]string, 0, 4)
	return func() {
		for _, parts := range signatures {
			sorted = append(sorted[:0], parts...)
			slices.Sort(sorted)
			text = text[:0]
			for _, p := range sorted {
				text = append(text, p...)
			}
			sha1.Sum(text)
		}
		n, err := base64.StdEncoding.Decode(plain, encrypted)
		if err != nil {
			d.err = err
		}
		cipher.NewCBCDecrypter(block, key[:aes.BlockSize]).CryptBlocks(plain[:n], plain[:n])
	}, nil
}

// decodeWeCom compares the HTTP handlers of both: that is the only door go-workwx has for this work.
func decodeWeCom(_ context.Context, b *bench) (Row, error) {
	d, err := newDecoding()
	if err != nil {
		return Row{}, err
	}
	peer, err := newPeer(d)
	if err != nil {
		return Row{}, err
	}
	keys := callback.Keys{Current: d.crypt}
	ours := d.handled(&callback.Handler{
		Keys: func(*http.Request) (callback.Keys, error) { return keys, nil },
		Accept: func(_ context.Context, p *callback.Push) error {
			if e, ok := p.Event.(callback.AddExternalContact); !ok || e.ExternalUserID != externalUserID(1) {
				d.err = fmt.Errorf("ours read %+v", p.Event)
			}
			return nil
		},
	})
	return d.compare(b, "github.com/xen0n/go-workwx v1.6.0, its HTTP handler", ours, d.handled(peer))
}

func decodeWeComFloor(_ context.Context, b *bench) (Row, error) {
	d, err := newDecoding()
	if err != nil {
		return Row{}, err
	}
	floor, err := d.floor([]string{pushToken, d.query.Get("timestamp"), d.query.Get("nonce"), d.encrypted})
	if err != nil {
		return Row{}, err
	}
	return d.compare(b, "bare SHA-1, base64 and AES-256-CBC of the same delivery", d.ours, floor)
}

func (d *decoding) compare(b *bench, name string, ours, reference func()) (Row, error) {
	all := d.rounds(b, ours, reference)
	row := alone(decodeWhat, "ns/op", lower, median(all[0].ns())).against(name, median(all[1].ns()))
	row.Conditions = d.conditions(b, all[0]) + "; reference " + all[1].allocs()
	return row, d.err
}

const decodeRounds = 15

func (d *decoding) rounds(b *bench, ops ...func()) []series {
	return inTurns(pick(b, decodeRounds, 2), pick(b, 200*time.Millisecond, 2*time.Millisecond), ops...)
}

func (d *decoding) conditions(b *bench, ours series) string {
	return fmt.Sprintf("%d bytes of XML in a POST body of %d bytes; processor time of one goroutine and its garbage; median of %d rounds, in turns; ours %s, rounds %s ns",
		eventSize, len(d.body), pick(b, decodeRounds, 2), ours.allocs(), spread(ours.ns()))
}
