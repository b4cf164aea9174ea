package weapp_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/weapp"
	"github.com/menling/menling/wx"
)

// An observer is told every call that went out, tokens too, and what came of it.
func TestObserverIsToldEveryCall(t *testing.T) {
	p := start(t)
	var told []string
	client, err := weapp.New("wx1a2b3c4d5e6f7081", "sandbox-weapp-secret", weapp.WithBaseURL(p.url), weapp.WithObserver(func(_ context.Context, c wx.Call) {
		if c.Took <= 0 || c.Platform != wx.WeApp {
			t.Errorf("told %+v", c)
		}
		told = append(told, c.Op+" "+c.Outcome())
	}))
	if err != nil {
		t.Fatal(err)
	}
	client.Messages.Send(t.Context(), weapp.Text("oNobody", "x")) // what comes of it is told
	if diff := cmp.Diff([]string{"stable_token ok", "custom_send 40003"}, told); diff != "" {
		t.Error(diff)
	}
	if _, err := weapp.New("wx1", "secret", weapp.WithObserver(nil)); err == nil {
		t.Error("no observer is one")
	}
}
