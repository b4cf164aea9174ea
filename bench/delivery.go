package main

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"

	"github.com/menling/menling/wx"
)

// The receiver of the pushes: made up, as everything in them.
const (
	corpID    = "ww5f8c21d07be4936a"
	pushToken = "benchPushToken0123456789"
	pushKey   = "kR7mQ2vXcL9sT4yBnW6hJ1fZ8dGpA3eUoI5aSxCwVbE"
	eventSize = 600 // bytes of XML
)

// newCustomer is the XML of one add_external_contact event as WeCom sends it, of eventSize bytes. The welcome code is as
// long as it must be for that: the platform's own are of various lengths.
func newCustomer(number int, createTime int64) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<xml><ToUserName><![CDATA[%s]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>%d</CreateTime>"+
		"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[add_external_contact]]></ChangeType>"+
		"<UserID><![CDATA[zhangsan]]></UserID><ExternalUserID><![CDATA[%s]]></ExternalUserID><State><![CDATA[shop3-7Hq2mZ]]></State><WelcomeCode><![CDATA[",
		corpID, createTime, externalUserID(number))
	const end = "]]></WelcomeCode></xml>"
	code := strings.Repeat(fmt.Sprintf("%08x", mix(number)), 1+eventSize/8)
	b.WriteString(code[:eventSize-b.Len()-len(end)])
	b.WriteString(end)
	return b.Bytes()
}

// externalUserID looks like the platform's: 32 characters without any order.
func externalUserID(number int) string {
	return fmt.Sprintf("wm%08x%016x%06d", uint32(mix(number)>>32), mix(number+1), number%1_000_000)
}

// mix spreads numbers (the finaliser of splitmix64).
func mix(number int) uint64 {
	x := uint64(number)*0x9e3779b97f4a7c15 + 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// delivery is one push on the wire: the query and the body of the POST.
type delivery struct {
	query     url.Values
	body      []byte
	encrypted string
}

// counting is the source of the 16 random bytes: cheap, and the same in every run.
type counting uint64

func (c *counting) Read(p []byte) (int, error) {
	for i := range p {
		*c++
		p[i] = byte(mix(int(*c)))
	}
	return len(p), nil
}

// deliver encrypts and signs msg as the platform does.
func deliver(c *wx.Crypt, msg []byte, createTime int64, random *counting) (delivery, error) {
	encrypted, err := c.Encrypt(msg, random)
	if err != nil {
		return delivery{}, err
	}
	timestamp, nonce := fmt.Sprint(createTime+1), fmt.Sprint(1_000_000_000+mix(int(*random))%999_999_999)
	return delivery{
		query: url.Values{"msg_signature": {c.Signature(timestamp, nonce, encrypted)}, "timestamp": {timestamp}, "nonce": {nonce}},
		body: []byte("<xml><ToUserName><![CDATA[" + corpID + "]]></ToUserName><Encrypt><![CDATA[" + encrypted +
			"]]></Encrypt><AgentID><![CDATA[1000002]]></AgentID></xml>"),
		encrypted: encrypted,
	}, nil
}
