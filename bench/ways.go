package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
)

const (
	addWay  = "/cgi-bin/externalcontact/add_contact_way"
	getWay  = "/cgi-bin/externalcontact/get_contact_way"
	listWay = "/cgi-bin/externalcontact/list_contact_way"

	wayPage = 100 // ways of one page of a listing
)

// call is the bytes of one platform call on the wire.
func (s *emulator) call(path, body string) []byte {
	return fmt.Appendf(nil, "POST %s?access_token=%s HTTP/1.1\r\nHost: %s\r\nUser-Agent: bench\r\nAccept: */*\r\n"+
		"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", path, s.token, s.addr, len(body), body)
}

// adds are the calls that make n ways, each with a state of its own.
func (s *emulator) adds(from, n int) [][]byte {
	calls := make([][]byte, n)
	for i := range calls {
		calls[i] = s.call(addWay, fmt.Sprintf(`{"type":2,"scene":2,"remark":"展会 A 馆","skip_verify":true,"state":"way-%06d","user":["zhangsan","lisi"]}`, from+i))
	}
	return calls
}

// gets are n calls for ways that the dice choose.
func (s *emulator) gets(dice *rand.Rand, n int) [][]byte {
	calls := make([][]byte, n)
	for i := range calls {
		calls[i] = s.call(getWay, `{"config_id":"`+s.ids[dice.IntN(len(s.ids))]+`"}`)
	}
	return calls
}

// lists are n calls for pages that the dice choose.
func (s *emulator) lists(dice *rand.Rand, n int) [][]byte {
	calls := make([][]byte, n)
	for i := range calls {
		calls[i] = s.call(listWay, fmt.Sprintf(`{"limit":%d,"cursor":"%s"}`, wayPage, s.cursors[dice.IntN(len(s.cursors))]))
	}
	return calls
}

var noError = []byte(`{"errcode":0,`)

func isOK(body []byte) bool { return bytes.HasPrefix(body, noError) }
