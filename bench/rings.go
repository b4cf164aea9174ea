package main

import (
	"bytes"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/menling/menling/wx"
)

// ringing is a mini program's customers who write.
type ringing struct {
	crypt     *wx.Crypt // nil: as they are
	random    counting
	customers int
	next      int           // number of the next message, of all
	who       func() string // writes next; nil: the customers take turns
}

const ringMark = "#" // before a message's number in its text

// rings are requests of n messages. Each says its number.
func (r *ringing) rings(n int, at time.Time) ([][]byte, error) {
	list := make([][]byte, n)
	for i := range list {
		body, query, err := r.ring(i, at.Unix()+int64(i/1000))
		if err != nil {
			return nil, err
		}
		list[i] = fmt.Appendf(nil, "POST /callbacks/weapp/%s?%s HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Mozilla/4.0\r\nAccept: */*\r\n"+
			"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", slug, query.Encode(), len(body), body)
	}
	return list, nil
}

func (r *ringing) ring(number int, createTime int64) (body []byte, query url.Values, err error) {
	r.next++
	openid := fmt.Sprintf("oBenchCustomer%014d", r.next%r.customers)
	if r.who != nil {
		openid = r.who()
	}
	text := fmt.Appendf(nil, `{"ToUserName":%q,"FromUserName":%q,"CreateTime":%d,"MsgType":"text","Content":"请问这个周末还营业吗？想带孩子过来看看，最好上午。%s%d%s","MsgId":%d}`,
		originalID, openid, createTime, ringMark, number, ringMark, 24500000000000000+int64(r.next))
	if r.crypt == nil {
		return text, nil, nil
	}
	encrypted, err := r.crypt.Encrypt(text, &r.random)
	if err != nil {
		return nil, nil, err
	}
	timestamp, nonce := fmt.Sprint(createTime+1), fmt.Sprint(1_000_000_000+mix(r.next)%999_999_999)
	query = url.Values{
		"timestamp": {timestamp}, "nonce": {nonce}, "openid": {openid}, "encrypt_type": {"aes"},
		"signature": {r.crypt.Signature(timestamp, nonce)}, "msg_signature": {r.crypt.Signature(timestamp, nonce, encrypted)},
	}
	return fmt.Appendf(nil, `{"ToUserName":%q,"Encrypt":%q}`, originalID, encrypted), query, nil
}

// numbered is the number in a message's text; -1: it has none.
func numbered(data []byte) int {
	_, after, found := bytes.Cut(data, []byte(ringMark))
	digits, _, found2 := bytes.Cut(after, []byte(ringMark))
	n, err := strconv.Atoi(string(digits))
	if !found || !found2 || err != nil {
		return -1
	}
	return n
}
