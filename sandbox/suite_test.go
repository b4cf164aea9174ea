package sandbox_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/menling/menling/sandbox"
)

// withSuite starts a sandbox whose suite is pushed to, and hands on the first ticket.
func withSuite(t *testing.T) (w *world, r *receiver, ticket string) {
	t.Helper()
	w, r = newWorld(t, sandbox.Options{}), newReceiver(t)
	set := w.control("PUT", "/callbacks", object{"kind": "suite", "url": r.srv.URL + "/suite"})
	w.same("verified", set["verified"], true)
	return w, r, r.ticket()
}

// suiteEvent checks the envelope of a suite's push and returns its members.
func (r *receiver) suiteEvent(d delivery) map[string]string {
	r.Helper()
	outer := r.fields(d.body)
	if got, want := d.query.Get("msg_signature"), signature(suiteSignToken, d.query.Get("timestamp"), d.query.Get("nonce"), outer["Encrypt"]); got != want {
		r.Errorf("msg_signature %s, want %s", got, want)
	}
	if _, named := outer["AgentID"]; outer["ToUserName"] != suiteID || named {
		r.Errorf("outer %v", outer)
	}
	return r.fields(r.open(suiteKey, outer["Encrypt"], suiteID))
}

func (r *receiver) ticket() string {
	r.Helper()
	got := r.suiteEvent(r.next())
	if got["InfoType"] != "suite_ticket" || got["AuthCorpId"] != "" {
		r.Errorf("instead of a ticket came %v", got)
	}
	return got["SuiteTicket"]
}

func (w *world) suiteToken(ticket string) object {
	w.Helper()
	return w.post("/cgi-bin/service/get_suite_token", object{"suite_id": suiteID, "suite_secret": "sandbox-suite-secret", "suite_ticket": ticket})
}

// TestSuiteTickets come at once and every ten minutes, and serve for thirty.
func TestSuiteTickets(t *testing.T) {
	w, r, first := withSuite(t)
	w.errcode(w.suiteToken("sandbox-suite-ticket"), 40085)
	w.errcode(w.suiteToken(first), 0)
	w.sb.Advance(10 * time.Minute)
	second := r.ticket()
	w.errcode(w.suiteToken(first), 0)
	w.sb.Advance(20 * time.Minute)
	r.ticket()
	w.errcode(w.suiteToken(first), 40085)
	w.errcode(w.suiteToken(second), 0)
	third := w.control("POST", "/suite/ticket", object{}).str("suite_ticket")
	w.same("ticket", r.ticket(), third)
	w.control("POST", "/reset", object{})
	if again := r.ticket(); again == third {
		t.Error("after a reset the old ticket came")
	}
}

// TestSuiteEvents are a company's under a head of the suite's, and authorisations.
func TestSuiteEvents(t *testing.T) {
	w, r, ticket := withSuite(t)
	events := w.events()
	r.answer(func(n int, rw http.ResponseWriter) {
		if n > 1 {
			io.WriteString(rw, "success") // the first event gets an empty answer, which a suite may not give
		}
	})
	w.scan("c01", w.way(object{"state": "ch-1"}))
	got := r.suiteEvent(r.next())
	for name, want := range map[string]string{
		"SuiteId": suiteID, "AuthCorpId": "ww1a2b3c4d5e6f7081", "InfoType": "change_external_contact", "TimeStamp": "1700000000",
		"ChangeType": "add_external_contact", "UserID": "zhangsan", "ExternalUserID": external1, "State": "ch-1", "ToUserName": "", "Event": "",
	} {
		w.same(name, got[name], want)
	}
	done := events.until("push", func(o object) bool {
		return o.str("kind") == "suite" && o.str("event") == "add_external_contact" && len(o.list("attempts")) > 0
	})
	w.same("meaning of an empty answer", done.str("meaning"), "failed")
	auth := func(what, info string) map[string]string {
		w.control("POST", "/suite/auth", object{"what": what})
		got := r.suiteEvent(r.next())
		w.same("InfoType", got["InfoType"], info)
		return got
	}
	corpToken := func() object {
		return w.post("/cgi-bin/service/get_corp_token?suite_access_token="+w.suiteToken(ticket).str("suite_access_token"),
			object{"auth_corpid": "ww1a2b3c4d5e6f7081", "permanent_code": "sandbox-suite-permanent-code"})
	}
	w.same("AuthCorpId", auth("change", "change_auth")["AuthCorpId"], "ww1a2b3c4d5e6f7081")
	auth("permit", "customer_acquisition_permit_change")
	w.errcode(corpToken(), 0)
	auth("cancel", "cancel_auth")
	w.errcode(corpToken(), 40084)
	w.scan("c02", w.way(nil)) // is not told any more
	if code := auth("create", "create_auth")["AuthCode"]; code == "" {
		t.Error("no AuthCode")
	}
	w.errcode(corpToken(), 0)
	a := w.send("POST", w.controlURL("/suite/auth"), object{"what": "x"})
	if a.status != http.StatusBadRequest || !strings.Contains(a.object(t).str("error"), "permit") {
		t.Errorf("%d %s", a.status, a.body)
	}
}

// TestSuiteAbsent is a fixture without a suite, or with a wrong callback of one.
func TestSuiteAbsent(t *testing.T) {
	f := sandbox.DefaultFixture()
	f.Apps = f.Apps[:3]
	w := newWorld(t, sandbox.Options{Fixture: f})
	w.same("callbacks", len(w.controlList("/callbacks")), 2)
	w.same("status", w.send("POST", w.controlURL("/suite/ticket"), object{}).status, http.StatusConflict)
	w.same("status", w.send("PUT", w.controlURL("/callbacks"), object{"kind": "suite", "url": "http://127.0.0.1:1/"}).status, http.StatusBadRequest)
	f = sandbox.DefaultFixture()
	f.Apps[3].SuiteCallback.AESKey = "short"
	if _, err := sandbox.New(sandbox.Options{Fixture: f}); err == nil || !strings.Contains(err.Error(), "apps[3].suite_callback.aes_key") {
		t.Error(err)
	}
}
