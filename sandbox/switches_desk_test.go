package sandbox_test

import (
	"fmt"
	"time"
)

// atDesk has a customer's message accepted in the official tools, which is where it goes when
// there is no callback URL.
func (w *world) atDesk() {
	w.control("PUT", "/callbacks", object{"kind": "weapp", "url": ""})
	w.says("在吗")
	w.desk("accept", nil)
}

// deskFlips are those of the official tools for agents.
func deskFlips() []flip {
	told := func(do func(w *world)) func(*world, *receiver) string {
		return func(w *world, _ *receiver) string {
			w.atDesk()
			before := len(w.controlList("/pushes"))
			do(w)
			return fmt.Sprint(len(w.controlList("/pushes")) - before)
		}
	}
	// where the customer's next message goes after 20 minutes, a reply, and 25 minutes
	next := func(w *world, _ *receiver) string {
		events := w.events()
		w.atDesk()
		w.sb.Advance(20 * time.Minute)
		w.desk("reply", object{"content": "在的"})
		w.sb.Advance(25 * time.Minute)
		w.says("还在吗")
		return events.until("desk", func(o object) bool { return len(o.list("messages")) == 3 }).str("state")
	}
	return []flip{
		{"desk_shares_quota", func(w *world, _ *receiver) string {
			w.atDesk()
			w.desk("reply", object{"content": "在的"})
			return fmt.Sprint(w.control("GET", "/weapp/session?customer=c01", nil).num("remaining"))
		}, "4", to(false, "5")},
		{"desk_timeout_from", next, "accepted", to("acceptance", "waiting")},
		{"desk_timeout_minutes", next, "accepted", to(22, "waiting")},
		{"enter_pushed_while_served", told(func(w *world) { w.control("POST", "/weapp/enter", object{"customer": "c01"}) }), "1", to(false, "0")},
		{"kf_session_events", told(func(w *world) { w.desk("close", nil) }), "0", to(true, "1")},
	}
}
