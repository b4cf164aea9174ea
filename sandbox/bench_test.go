package sandbox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/menling/menling/sandbox"
)

// BenchmarkGetContactWay reads ways out of many, without the network.
func BenchmarkGetContactWay(b *testing.B) {
	f := sandbox.DefaultFixture()
	f.Switches.RateLimits = false
	sb, err := sandbox.New(sandbox.Options{Fixture: f})
	if err != nil {
		b.Fatal(err)
	}
	defer sb.Close()
	call := func(path, body string) string {
		rec := httptest.NewRecorder()
		sb.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, path, strings.NewReader(body)))
		return rec.Body.String()
	}
	rec := httptest.NewRecorder()
	sb.ServeHTTP(rec, httptest.NewRequest("GET", "/cgi-bin/gettoken?corpid=ww1a2b3c4d5e6f7081&corpsecret=sandbox-contact-secret", nil))
	token := between(rec.Body.String(), `"access_token":"`, `"`)
	var ids []string
	for n := range 10_000 {
		got := call("/cgi-bin/"+addWay+"?access_token="+token, fmt.Sprintf(`{"type":2,"scene":2,"user":["zhangsan","lisi"],"state":"s%d"}`, n))
		ids = append(ids, between(got, `"config_id":"`, `"`))
	}
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for n := 0; pb.Next(); n++ {
			call("/cgi-bin/"+getWay+"?access_token="+token, `{"config_id":"`+ids[n%len(ids)]+`"}`)
		}
	})
}

func between(text, before, after string) string {
	_, text, _ = strings.Cut(text, before)
	text, _, _ = strings.Cut(text, after)
	return text
}
