package api

import (
	"bytes"
	"compress/gzip"
	"io"
	"testing"

	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/web"
)

// elementLimit is how large the element may be when it travels: pages load it beside all else of theirs.
const elementLimit = 15_000

func TestTheElementIsThereForEveryOrigin(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite))
	c := w.anybody()
	c.client = plainClient
	c.header.Set("Origin", "https://shop.example")
	c.header.Set("Accept-Encoding", "gzip")
	file := c.do(get, "/kit/v1/menling-contact.js", nil).want(t, 200, nil)
	if file.Header.Get("Access-Control-Allow-Origin") != "*" || file.Header.Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("headers %v", file.Header)
	}
	if len(file.body) > elementLimit {
		t.Errorf("%d bytes, more than %d", len(file.body), elementLimit)
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(file.body))
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(unzipped); err != nil || !bytes.Equal(body, web.Element) {
		t.Errorf("another file: %v", err)
	}
	c.header.Set("If-None-Match", file.Header.Get("ETag"))
	c.do(get, "/kit/v1/menling-contact.js", nil).want(t, 304, nil)
}
