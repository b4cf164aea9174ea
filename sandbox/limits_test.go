package sandbox_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/sandbox"
)

const wecomGettoken = "/cgi-bin/gettoken?corpid=ww1a2b3c4d5e6f7081&corpsecret=sandbox-contact-secret"

// hit makes n calls whose answers nobody reads, from an address.
func (w *world) hit(n int, path, ip string) {
	req := request("GET", path)
	req.RemoteAddr = ip + ":1"
	for range n {
		w.sb.ServeHTTP(discard{}, req)
	}
}

// from is the errcode of one call from an address.
func (w *world) from(ip, path string) string {
	req := request("GET", path)
	req.RemoteAddr = ip + ":1"
	got := recorder{header: http.Header{}}
	w.sb.ServeHTTP(got, req)
	return got.header.Get("Error-Code")
}

type recorder struct {
	discard
	header http.Header
}

func (r recorder) Header() http.Header { return r.header }

// A minute of one corp's calls blocks for sixty seconds, an hour of them for sixty minutes.
func TestCorpLimits(t *testing.T) {
	w := newWorld(t, sandbox.Options{LogSize: 10})
	path := "/cgi-bin/user/get?access_token=" + w.token("sandbox-contact-secret")
	w.hit(10_000, path, "192.0.2.1")
	w.same("the minute is full", w.from("192.0.2.2", path), "45009") // whoever calls
	w.same("another path", w.from("192.0.2.1", "/cgi-bin/department/list?access_token="+w.token("sandbox-contact-secret")), "0")
	w.sb.Advance(60*time.Second - time.Millisecond)
	w.same("just before its end", w.from("192.0.2.1", path), "45009")
	w.sb.Advance(time.Millisecond)
	w.same("after sixty seconds", w.from("192.0.2.1", path), "41009")

	for range 14 { // one call above made 10,001 of the hour's 150,000
		w.sb.Advance(time.Minute)
		w.hit(9_999, path, "192.0.2.1")
	}
	w.sb.Advance(time.Minute)
	w.hit(13, path, "192.0.2.1")
	w.same("the hour is full", w.from("192.0.2.1", path), "45009")
	w.sb.Advance(60*time.Minute - time.Millisecond)
	w.same("just before its end", w.from("192.0.2.1", path), "45009")
	w.sb.Advance(time.Millisecond)
	w.same("after sixty minutes", w.from("192.0.2.1", path), "41009")
}

// An address has limits of its own, which a call without a token meets alone.
func TestAddressLimits(t *testing.T) {
	w := newWorld(t, sandbox.Options{LogSize: 10})
	w.hit(20_000, wecomGettoken, "192.0.2.1")
	w.same("the minute is full", w.from("192.0.2.1", wecomGettoken), "45009")
	w.same("of another address", w.from("192.0.2.2", wecomGettoken), "0")
	w.sb.Advance(60*time.Second - time.Millisecond)
	w.same("just before its end", w.from("192.0.2.1", wecomGettoken), "45009")
	w.sb.Advance(time.Millisecond)
	w.same("after sixty seconds", w.from("192.0.2.1", wecomGettoken), "0")
	w.switches(object{"rate_limits": false})
	w.hit(20_000, wecomGettoken, "192.0.2.1")
	w.same("without limits", w.from("192.0.2.1", wecomGettoken), "0")
}

// An address keeps its own count while the corp is blocked; a provider's may call twice as often.
func TestAddressOfTheCorp(t *testing.T) {
	for secret, want := range map[string]string{"sandbox-contact-secret": "45009", "sandbox-permanent-code": "41009"} {
		w := newWorld(t, sandbox.Options{LogSize: 10})
		path := "/cgi-bin/user/get?access_token=" + w.token(secret)
		w.hit(10_001, path, "192.0.2.1")
		w.sb.Advance(30 * time.Second)
		w.hit(10_000, path, "192.0.2.1")
		w.sb.Advance(30 * time.Second)
		w.same("the corp may again", w.from("192.0.2.2", path), "41009")
		w.same("the address of "+secret, w.from("192.0.2.1", path), want)
	}
}

func TestDebugLimit(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	path := "/cgi-bin/department/list?access_token=" + w.token("sandbox-contact-secret")
	for range 5 {
		w.errcode(w.get(path+"&debug=1"), 0)
	}
	w.errcode(w.get(path+"&debug=1"), 45009)
	w.errcode(w.get(path), 0)
	w.errcode(w.wecomGet("department/simplelist", "&debug=1"), 0)
	w.sb.Advance(60*time.Second - time.Millisecond)
	w.errcode(w.get(path+"&debug=1"), 45009)
	w.sb.Advance(time.Millisecond)
	w.errcode(w.get(path+"&debug=1"), 0)
}

// Messages to members have their own limits: 30 a minute and 1000 an hour for one member, the
// excess dropped, and 200 for each of the eight accounts a day for the app.
func TestAppMessageLimits(t *testing.T) {
	w := newWorld(t, sandbox.Options{})
	send := func(n, code int, to string) {
		t.Helper()
		for range n {
			w.errcode(w.wecom("message/send", object{"touser": to, "msgtype": "text", "agentid": 1000002, "text": object{"content": "在吗"}}), code)
		}
	}
	got := func() int { return len(w.controlList("/wecom/app-messages")) }
	send(40, 0, "lisi")
	w.same("in a minute", got(), 30)
	w.sb.Advance(60*time.Second - time.Millisecond)
	send(1, 0, "lisi")
	w.same("just before the end", got(), 30)
	w.sb.Advance(time.Millisecond)
	send(1, 0, "LiSi")
	w.same("after sixty seconds", got(), 31)

	six := strings.Join([]string{"zhangsan", "lisi", "wangwu", "zhangyisheng", "zhaoliu", "sunqi"}, "|")
	send(259, 0, six) // 42 and 1554 of 1600
	send(4, 0, "lisi")
	send(1, 45009, "lisi")
	send(1, 45009, six)
	w.sb.Advance(17*time.Hour + 45*time.Minute + 39*time.Second) // 23:59:59
	send(1, 45009, "lisi")
	w.sb.Advance(time.Second)
	send(1, 0, "lisi")
}

func TestAppMessageHour(t *testing.T) {
	f := sandbox.DefaultFixture()
	f.Members = append(f.Members, f.Members...)
	for i := range 8 {
		f.Members[8+i].UserID = fmt.Sprint("m", i)
	}
	w := newWorld(t, sandbox.Options{Fixture: f})
	send := func() {
		w.errcode(w.wecom("message/send", object{"touser": "lisi", "msgtype": "text", "agentid": 1000002, "text": object{"content": "在吗"}}), 0)
	}
	last := func() int64 {
		list := w.controlList("/wecom/app-messages")
		return int64(list[len(list)-1]["time"].(float64))
	}
	for range 34 {
		for range 30 {
			send()
		}
		w.sb.Advance(time.Minute)
	}
	blocked := last()
	w.sb.Advance(58 * time.Minute) // of the sixty after the thousandth
	send()
	w.same("nothing more came", last(), blocked)
	w.sb.Advance(time.Minute)
	send()
	w.same("the hour is over", last() > blocked, true)
}
