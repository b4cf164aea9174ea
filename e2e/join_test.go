package e2e

import (
	"testing"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// A customer rings first, signs in, and scans a code later: their open conversation learns name and channel without a reload.
func TestAConversationLearnsWhoTheCustomerIs(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		wecom, _ := r.accounts(lin)
		way := r.newWay(lin, wecom, "迟到的码", ledger.PhaseConfirmed)
		c := r.waiting(lin, "c06")
		if c.Customer.Name != "" || c.ChannelName != "" {
			t.Fatalf("the conversation knows too early: %+v", c)
		}
		live := lin.watch("")
		var login struct {
			Code string `json:"code"`
		}
		r.control("POST", "/weapp/login", map[string]any{"customer": "c06"}, &login)
		lin.post("/weapp/demo/sign-in", login, nil)
		r.control("POST", "/scan", map[string]any{"customer": "c06", "config_id": way.ConfigID}, nil)
		name := r.sandboxCustomer("c06").Name
		row(live, "conversation", func(now desk.ConversationRow) bool {
			return now.ID == c.ID && now.Customer.Name == name && now.ChannelName == way.ChannelName
		})
	})
}
