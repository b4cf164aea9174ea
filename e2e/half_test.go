package e2e

import (
	"encoding/json"
	"testing"

	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// A customer adds a member who has not confirmed: the platform does not know the customer yet, which is no error. Once the
// member confirms they are whole, and welcomed once.
func TestACustomerWhoIsNotConfirmedYet(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		wecom, _ := r.accounts(lin)
		way := r.newWay(lin, wecom, "待确认", ledger.PhaseConfirmed)
		live := lin.watch("")
		c := r.sandboxCustomer("c09")
		r.wecomPlatform().must(contact("add_half_external_contact", "zhangsan", c.ExternalUserID, r.sandbox.Now().Unix(), "<State><![CDATA["+way.State+"]]></State>"))
		half := row(live, "customer", func(c ledger.CustomerRow) bool { return c.Attribution != nil })
		if half.Confirmed || half.Attribution.Status != "half" || half.Attribution.ChannelName != way.ChannelName {
			t.Errorf("half added: %+v of %+v", half, half.Attribution)
		}
		eventually(t, "the platform to be asked", func() bool {
			for _, call := range r.calls(getCustomer) {
				if call.ErrCode == 84061 {
					return true
				}
			}
			return false
		})
		r.control("POST", "/scan", map[string]any{"customer": "c09", "config_id": way.ConfigID}, nil)
		whole := row(live, "customer", func(c ledger.CustomerRow) bool {
			return c.Confirmed && c.Attribution != nil && c.Attribution.Status == "following"
		})
		if whole.ID != half.ID || whole.Name != c.Name {
			t.Errorf("confirmed: %+v", whole)
		}
		var parked struct {
			Items []json.RawMessage `json:"items"`
		}
		lin.get("/parked", &parked)
		if len(parked.Items) != 0 {
			t.Errorf("parked: %s", parked.Items)
		}
	})
}
