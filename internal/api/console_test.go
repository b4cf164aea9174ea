package api

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/menling/menling/console"
	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

var plainClient = &http.Client{Transport: &http.Transport{DisableCompression: true}}

func TestConsoleFiles(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite))
	c := w.anybody()
	c.client = plainClient
	c.header.Set("Accept", "text/html,*/*")
	page := c.do(get, "/inbox/12", nil).want(t, 200, nil)
	build := w.api.files.build
	want := `<script src="/assets/` + build + `/theme.js"></script><link href='/assets/` + build + `/a/app.css'><p>./text</p>`
	if string(page.body) != want || page.Header.Get("Cache-Control") != "no-cache" || page.Header.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("page %s %v", page.body, page.Header)
	}
	for name, has := range map[string]string{
		"Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob: https: http:; style-src 'self' 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'",
		"X-Content-Type-Options":  "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
	} {
		if !strings.HasPrefix(page.Header.Get(name), has) {
			t.Errorf("%s: %q", name, page.Header.Get(name))
		}
	}
	c.header.Set("If-None-Match", page.Header.Get("ETag"))
	c.do(get, "/", nil).want(t, 304, nil)
	c.header.Del("If-None-Match")

	file := c.do(get, "/assets/"+build+"/theme.js", nil).want(t, 200, nil)
	if file.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" || file.Header.Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("file %v", file.Header)
	}
	if old := c.do(get, "/assets/0ld/theme.js", nil).want(t, 200, nil); old.Header.Get("Cache-Control") != "no-store" || !bytes.Equal(old.body, file.body) {
		t.Errorf("another build: %v", old.Header)
	}
	if font := c.do(get, "/assets/"+build+"/deep/font.woff2", nil).want(t, 200, nil); font.Header.Get("Content-Type") != "font/woff2" {
		t.Errorf("font %v", font.Header)
	}
	c.do(get, "/assets/"+build+"/gone.js", nil).refused(t, 404, crm.CodeNotFound)

	c.header.Set("Accept-Encoding", "br, gzip")
	zipped := c.do(get, "/assets/"+build+"/theme.js", nil).want(t, 200, nil)
	r, err := gzip.NewReader(bytes.NewReader(zipped.body))
	if err != nil || zipped.Header.Get("Vary") != "Accept-Encoding" || zipped.Header.Get("ETag") == file.Header.Get("ETag") {
		t.Fatalf("gzip: %v %v", err, zipped.Header)
	}
	if data, _ := io.ReadAll(r); !bytes.Equal(data, file.body) {
		t.Errorf("unpacked %q", data)
	}
	c.header.Set("Accept-Encoding", "gzip;q=0")
	if r := c.do(get, "/assets/"+build+"/theme.js", nil); r.Header.Get("Content-Encoding") != "" {
		t.Error("gzip to who refused it")
	}
	c.header.Set("Accept", "application/json")
	c.do(get, "/inbox/12", nil).refused(t, 404, crm.CodeNotFound)
	c.do(get, "/", nil).want(t, 200, nil)
	c.do(post, "/inbox", nil).refused(t, 404, crm.CodeNotFound)
}

// TestRealConsole has every file that the built page asks for.
func TestRealConsole(t *testing.T) {
	s := newSite(console.Files())
	for _, m := range regexp.MustCompile(`"/assets/`+s.build+`/([^"]+)"`).FindAllStringSubmatch(string(s.page.plain), -1) {
		if _, ok := s.files[m[1]]; !ok {
			t.Errorf("the page asks for %s, which is not built", m[1])
		}
	}
	if len(s.page.plain) == 0 {
		t.Error("there is no page")
	}
}

func TestDocs(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite))
	c := w.anybody()
	page := string(c.do(get, "/docs", nil).want(t, 200, nil).body)
	for _, m := range regexp.MustCompile(`(?:src|href)="([^"#]+)"`).FindAllStringSubmatch(page, -1) {
		if !strings.HasPrefix(m[1], "/") {
			t.Errorf("the page refers to %s", m[1])
		}
		c.do(get, m[1], nil).want(t, 200, nil)
	}
	if strings.Contains(page, "<script>") {
		t.Error("the policy forbids scripts in the page")
	}
	c.do(get, "/docs/nothing.js", nil).refused(t, 404, crm.CodeNotFound)
	if r := c.do(get, "/openapi.yaml", nil).want(t, 200, nil); !strings.Contains(string(r.body), "openapi: 3.1.0") {
		t.Errorf("yaml %.200s", r.body)
	}
}

func TestFileName(t *testing.T) {
	for name, want := range map[string]string{"门店": "门店.png", `a/b\c:"d"` + "\n": "a_b_c__d_.png", "..": ".png", " x ": "x.png"} {
		if got := fileName(name, "image/png"); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestCursors(t *testing.T) {
	for _, place := range [][2]int64{{0, 1}, {1732000000000, 1 << 52}, {-1, 3}} {
		c, err := decodeCursor(encodeCursor(place[0], place[1]))
		if err != nil || c.At != place[0] || c.ID != place[1] {
			t.Errorf("%v: %+v %v", place, c, err)
		}
	}
	for _, bad := range []string{"x", "MS4y4", "MS4yIA", "MQ", "!"} {
		if c, err := decodeCursor(bad); err == nil {
			t.Errorf("%q is read as %+v", bad, c)
		}
	}
	for asked, want := range map[int]int{-5: 1, 0: 1, 1: 1, 50: 50, 200: 200, 9999: 200} {
		if got := (Limited{asked}).size(); got != want {
			t.Errorf("limit %d: %d", asked, got)
		}
	}
}
