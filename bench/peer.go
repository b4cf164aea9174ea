package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/xen0n/go-workwx"
)

// peer reads a delivery as users of go-workwx do: its handler verifies, decrypts and parses, and hands the message over.
type peer struct{ d *decoding }

func newPeer(d *decoding) (http.Handler, error) {
	return workwx.NewHTTPHandler(pushToken, pushKey, peer{d})
}

// OnIncomingMessage looks whether the event was read.
func (p peer) OnIncomingMessage(m *workwx.RxMessage) error {
	if e, ok := m.EventAddExternalContact(); !ok || e.GetExternalUserID() != externalUserID(1) {
		p.d.err = fmt.Errorf("the peer read %v", m)
	}
	return nil
}

// handled hands the delivery to a handler, over and over: a request whose body is rewound, and a writer that keeps nothing.
func (d *decoding) handled(h http.Handler) func() {
	body := bytes.NewReader(d.body)
	r := &http.Request{
		Method: http.MethodPost, URL: &url.URL{Path: "/callback", RawQuery: d.query.Encode()}, Header: http.Header{},
		Body: io.NopCloser(body), ContentLength: int64(len(d.body)),
	}
	w := &nowhere{header: http.Header{}}
	return func() {
		body.Reset(d.body)
		w.status = http.StatusOK
		h.ServeHTTP(w, r)
		if w.status != http.StatusOK {
			d.err = fmt.Errorf("a delivery was answered %d", w.status)
		}
	}
}

// nowhere is a response that nobody reads.
type nowhere struct {
	header http.Header
	status int
}

func (n *nowhere) Header() http.Header         { return n.header }
func (n *nowhere) Write(b []byte) (int, error) { return len(b), nil }
func (n *nowhere) WriteHeader(status int)      { n.status = status }
