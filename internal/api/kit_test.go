package api

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// kit changes whose pages may show buttons, and how one looks.
func (k *walker) kit(way int64) {
	path, kit := fmt.Sprintf("/ways/%d/kit", way), ledger.WayKit{}
	k.call("put-way-kit-style", put, path+"/style", map[string]any{"styleType": 2, "bubbleColor": "00ff00", "contactText": 1}, 200, &kit)
	k.call("get-way-kit", get, path, nil, 200, &kit)
	if kit.Style.StyleType == nil || *kit.Style.StyleType != 2 || kit.Style.BubbleColor != "00ff00" || kit.CodeID != way {
		k.Errorf("the button is %+v", kit)
	}
	for _, wrong := range []map[string]any{{"styleType": 4}, {"bubbleColor": "#00ff0"}, {"contactText": 3}, {"contactText": "x"}, {"buttonStyle": "red"}, {"nonsense": 1}} {
		k.do(put, base+path+"/style", wrong).refused(k, 422, "invalid")
	}
	s := ledger.KitSettings{Origins: []string{"https://WWW.example.com/", "https://www.example.com"}}
	k.call("put-kit-settings", put, "/kit-settings", s, 200, &s)
	k.call("get-kit-settings", get, "/kit-settings", nil, 200, &s)
	if len(s.Origins) != 1 || s.Origins[0] != "https://www.example.com" {
		k.Errorf("origins %q", s.Origins)
	}
	for _, wrong := range []string{"", "*", "https://", "www.example.com", "http://example.com", "https://*.com", "https://a.example.com/x", "https://*.*.example.com", "https://a b", "null"} {
		k.do(put, base+"/kit-settings", ledger.KitSettings{Origins: []string{wrong}}).refused(k, 422, "invalid")
	}
	k.agent().do(put, base+"/kit-settings", s).refused(k, 403, "not_allowed")
	var none Page[ledger.PressItem]
	k.call("list-presses", get, fmt.Sprintf("/presses?way=%d", way), nil, 200, &none)
	k.do(get, base+"/presses?after=nonsense", nil).refused(k, 422, "invalid")
}

func TestOnlyAllowedPagesReachTheKit(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite))
	allow := ledger.KitSettings{Origins: []string{"https://www.example.com", "https://*.shop.example"}}
	w.admin().do(put, base+"/kit-settings", allow).want(t, 200, nil)
	for origin, want := range map[string]int{
		"": 404, w.url: 404, "https://www.example.com": 404, "https://a.shop.example": 404, "https://a.b.shop.example": 404,
		"https://shop.example": 403, "https://.shop.example.evil": 403, "https://wwww.example.com": 403, "http://www.example.com": 403, "null": 403,
		"https://www.example.com.evil": 403, "https://evilshop.example": 403,
	} {
		c := w.anybody()
		if origin != "" {
			c.header = http.Header{"Origin": {origin}}
		}
		r := c.do(get, kitBase+"/nothing", nil).want(t, want, nil)
		if got, allowed := r.Header.Get("Access-Control-Allow-Origin"), want != 403 && origin != ""; (got == origin && got != "") != allowed {
			t.Errorf("%s: allowed origin %q", origin, got)
		}
		if r.Header.Get("Vary") != "Origin" || r.Header.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s: %v", origin, r.Header)
		}
	}
	c := w.anybody()
	c.header = http.Header{"Origin": {"https://a.shop.example"}, "Access-Control-Request-Method": {"POST"}}
	if r := c.do(http.MethodOptions, kitBase+"/press", nil).want(t, 204, nil); r.Header.Get("Access-Control-Allow-Headers") == "" {
		t.Errorf("preflight %v", r.Header)
	}
	c.header = http.Header{"Origin": {"https://elsewhere.example"}}
	c.do(http.MethodOptions, kitBase+"/press", nil).refused(t, 403, codeKitOrigin)
}
