package wecom_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/menling/menling/wecom"
	"github.com/menling/menling/wx"
)

// An observer is told every call that went out, repetitions and tokens too, and what came of it.
func TestObserverIsToldEveryCall(t *testing.T) {
	p := start(t)
	var told []string
	observe := wecom.WithObserver(func(_ context.Context, c wx.Call) {
		if c.Took <= 0 || c.Platform != wx.WeCom {
			t.Errorf("told %+v", c)
		}
		told = append(told, c.Op+" "+c.Outcome())
	})
	at := func(url string) *wecom.App {
		client, err := wecom.New(corpID, wecom.WithBaseURL(url), wecom.WithRetries(1), observe)
		if err != nil {
			t.Fatal(err)
		}
		return client.App("sandbox-contact-secret")
	}
	app := at(p.url)
	page := func() { app.ContactWays.List(t.Context(), wecom.ContactWayList{}) } // what comes of it is told
	page()
	p.control("/faults", map[string]any{"path": "/cgi-bin/externalcontact/list_contact_way", "times": 1, "errcode": -1}, nil)
	page()
	p.control("/faults", map[string]any{"path": "/cgi-bin/externalcontact/list_contact_way", "times": 1, "errcode": 48002}, nil)
	page()
	p.control("/faults", map[string]any{"path": "/cgi-bin/externalcontact/list_contact_way", "times": 1, "drop": "after"}, nil)
	page()
	at("http://127.0.0.1:1").Token(t.Context())
	want := []string{
		"gettoken ok", "list_contact_way ok", "list_contact_way -1", "list_contact_way ok", "list_contact_way 48002",
		"list_contact_way unknown", "list_contact_way ok", "gettoken unreachable",
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
	if _, err := wecom.New(corpID, wecom.WithObserver(nil)); err == nil {
		t.Error("no observer is one")
	}
}
