package wire_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"testing"
	"unicode"

	"github.com/menling/menling/internal/contract"
	"github.com/menling/menling/wx"
	"github.com/menling/menling/wx/wire"
)

// replying answers every call with the same bytes.
type replying []byte

func (r replying) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(r)), ContentLength: int64(len(r))}, nil
}

// FuzzReply feeds answers to a call: whatever comes back is a value, a refusal with
// a code, or an unknown outcome, and never a secret or a line break in an error.
func FuzzReply(f *testing.F) {
	ops, err := contract.Operations()
	if err != nil {
		f.Fatal(err)
	}
	for _, op := range ops {
		for _, c := range op.Cases {
			f.Add([]byte(c.Reply))
		}
	}
	f.Add([]byte(`{"errcode":"0","errmsg":["x"],"contact_way":{"party":["1",2]}}`))
	f.Add([]byte(`{"errcode":0,"errmsg":"ok"`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		config, err := wire.Build("http://platform", []func(*wire.Config) error{
			func(c *wire.Config) error { return c.SetHTTP(&http.Client{Transport: replying(raw)}) },
			func(c *wire.Config) error { return c.SetRetries(0) },
		})
		if err != nil {
			t.Fatal(err)
		}
		client := &wire.Client{Config: config, Platform: wx.WeCom, Who: "w", TokenKey: "k", Secrets: []string{secretOfApp}}
		value, err := wire.Bare[json.RawMessage](context.Background(), client, wire.Read("op", "/x", nil))
		var refused *wx.Error
		switch {
		case err == nil:
			if !json.Valid(value) {
				t.Fatalf("value %q", value)
			}
		case errors.As(err, &refused):
			for _, r := range refused.Msg + refused.Hint {
				if unicode.IsControl(r) {
					t.Fatalf("message %q, hint %q", refused.Msg, refused.Hint)
				}
			}
			if refused.Code == 0 {
				t.Fatal("a refusal with code 0")
			}
		case !wx.IsUnknown(err):
			t.Fatalf("%v", err)
		}
	})
}
