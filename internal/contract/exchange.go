package contract

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"mime"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// jsonType is what each platform calls its JSON.
var jsonType = map[string]string{"wecom": "application/json; charset=UTF-8", "weapp": "application/json; encoding=utf-8"}

// Answer writes the case's reply as the platform does.
func (op Operation) Answer(w http.ResponseWriter, c Case) {
	w.Header().Set("Content-Type", jsonType[op.Platform])
	body := []byte(c.Reply)
	if f := c.ReplyFile; f != nil {
		w.Header().Set("Content-Type", f.ContentType)
		w.Header().Set("Content-disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
		body = f.Data
	}
	for name, value := range c.ReplyHeader {
		w.Header().Set(name, value)
	}
	if c.Status != 0 {
		w.WriteHeader(c.Status)
	}
	w.Write(body)
}

// AccessToken is the token that a client's calls should carry.
const AccessToken = "TOKEN"

// Check checks that a client's request is the case's.
func (op Operation) Check(t testing.TB, c Case, r *http.Request) {
	t.Helper()
	if r.Method != op.Method || r.URL.Path != op.Path {
		t.Errorf("%s %s, want %s %s", r.Method, r.URL.Path, op.Method, op.Path)
	}
	query, want := map[string]string{}, map[string]string{}
	for name, values := range r.URL.Query() {
		query[name] = values[0]
	}
	if !op.NoToken {
		want["access_token"] = AccessToken
	}
	maps.Copy(want, c.Query)
	if diff := cmp.Diff(want, query); diff != "" {
		t.Errorf("query (-want +got):\n%s", diff)
	}
	for name, value := range c.Header {
		if got := r.Header.Get(name); got != value {
			t.Errorf("%s is %q, want %q", name, got, value)
		}
	}
	if c.File != nil {
		c.File.check(t, r)
		return
	}
	checkBody(t, c.Request, r)
}

func checkBody(t testing.TB, want json.RawMessage, r *http.Request) {
	t.Helper()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Errorf("reading the body: %v", err)
		return
	}
	if want == nil {
		if len(body) > 0 {
			t.Errorf("body %s, want none", body)
		}
		return
	}
	var wantBody, gotBody any
	if err := json.Unmarshal(want, &wantBody); err != nil {
		t.Errorf("the sample's body %s: %v", want, err)
		return
	}
	if err := json.Unmarshal(body, &gotBody); err != nil {
		t.Errorf("body %s: %v", body, err)
		return
	}
	if diff := cmp.Diff(wantBody, gotBody); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
	if bytes.Contains(body, []byte(`\u`)) {
		t.Errorf("body has escapes: %s", body)
	}
}

// check checks that the request holds the file as its part "media".
func (f *File) check(t testing.TB, r *http.Request) {
	t.Helper()
	part, header, err := r.FormFile("media")
	if err != nil {
		t.Error(err)
		return
	}
	data, err := io.ReadAll(part)
	if err != nil || header.Filename != f.Name || header.Header.Get("Content-Type") != f.ContentType || !bytes.Equal(data, f.Data) {
		t.Errorf("file %q %v of %d bytes, %v", header.Filename, header.Header, len(data), err)
	}
}
