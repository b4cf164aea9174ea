package main

import (
	"context"
	"fmt"
	"net/url"

	"github.com/menling/menling/weapp/push"
	"github.com/menling/menling/wx"
)

const weappMessage = `{"ToUserName":"gh_0123456789ab","FromUserName":"oBenchCustomer00000000000001","CreateTime":1700000100,"MsgType":"text",` +
	`"Content":"请问这个周末还营业吗？想带孩子过来看看，最好上午。","MsgId":24500000000000001}`

// decodeWeappFloor compares reading a customer's message, as a mini program in secure mode and JSON gets it, with the bare
// crypto of the same delivery: both of its signatures, base64, AES-256-CBC.
func decodeWeappFloor(_ context.Context, b *bench) (Row, error) {
	const appID, timestamp, nonce = "wx5f8c21d07be4936a", "1700000101", "1372623149"
	crypt, err := wx.NewCrypt(pushToken, pushKey, appID)
	if err != nil {
		return Row{}, err
	}
	encrypted, err := crypt.Encrypt([]byte(weappMessage), new(counting))
	if err != nil {
		return Row{}, err
	}
	d := &decoding{crypt: crypt, delivery: delivery{
		query: url.Values{
			"timestamp": {timestamp}, "nonce": {nonce}, "openid": {"oBenchCustomer00000000000001"}, "encrypt_type": {"aes"},
			"signature": {crypt.Signature(timestamp, nonce)}, "msg_signature": {crypt.Signature(timestamp, nonce, encrypted)},
		},
		body:      []byte(`{"ToUserName":"gh_0123456789ab","Encrypt":"` + encrypted + `"}`),
		encrypted: encrypted,
	}}
	config := push.Config{Current: crypt, Token: pushToken, AppID: appID, Mode: push.Secure}
	ours := func() {
		p, err := push.Open(config, d.query, d.body)
		if err != nil {
			d.err = err
			return
		}
		if e, ok := p.Event.(push.Text); !ok || e.MsgID != "24500000000000001" {
			d.err = fmt.Errorf("ours read %+v", p.Event)
		}
	}
	floor, err := d.floor([]string{pushToken, timestamp, nonce}, []string{pushToken, timestamp, nonce, encrypted})
	if err != nil {
		return Row{}, err
	}
	all := d.rounds(b, ours, floor)
	row := alone("verify, decrypt and parse one delivered text message", "ns/op", lower, median(all[0].ns())).
		against("bare SHA-1 (twice), base64 and AES-256-CBC of the same delivery", median(all[1].ns()))
	row.Conditions = fmt.Sprintf("%d bytes of JSON in a POST body of %d bytes; processor time of one goroutine and its garbage; median of %d rounds, in turns; ours %s, rounds %s ns; reference %s",
		len(weappMessage), len(d.body), pick(b, decodeRounds, 2), all[0].allocs(), spread(all[0].ns()), all[1].allocs())
	return row, d.err
}
