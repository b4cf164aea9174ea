package api

import (
	"fmt"
	"strings"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// named gives a customer of the mini program a name, as the platform's answer about them does.
func (w *world) named(openid, name string) {
	w.write(func(tx *store.Tx) error {
		id, err := tx.Identity(crm.OpenID, w.weapp.PlatformID, openid)
		if err != nil {
			return err
		}
		c, err := crm.Holder(tx, id.ID)
		if err != nil {
			return err
		}
		c.Name = name
		if err := tx.UpdateCustomer(c); err != nil {
			return err
		}
		return crm.AnnounceIdentity(tx, id, w.api.Clock.Ms())
	})
}

// A customer's name, tags and fields change in the open consoles of those who may see them, and in no other.
func TestACustomersChangeReachesWhoMaySeeThem(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s, 1)
		defer o.running()()
		var vip desk.DeskTag
		var city desk.CustomerField
		o.admin.do(post, base+"/desk-tags", map[string]any{"name": "VIP", "scope": "customer"}).want(t, 200, &vip)
		o.admin.do(post, base+"/customer-fields", map[string]any{"name": "城市", "kind": "text"}).want(t, 200, &city)
		id := o.talks[0].Customer.ID
		customer := fmt.Sprintf("%s/customers/%d", base, id)
		about := fmt.Sprintf(`"kind":"customer","id":%d,`, id)
		tells := func(part string) func(sse) bool {
			return func(e sse) bool { return strings.Contains(e.data, about) && strings.Contains(e.data, part) }
		}
		changed := func(turn string, own, all *listener, sees bool) {
			t.Helper()
			o.named("openid-0", "陈晨"+turn)
			all.until(tells("陈晨" + turn))
			o.admin.do(put, customer+"/tags", TagsInput{map[string][]int64{"一": {vip.ID}, "二": {}}[turn]}).want(t, 200, nil)
			all.until(tells("陈晨" + turn))
			o.admin.do(put, customer+"/fields", FieldsInput{[]desk.FieldValue{{FieldID: city.ID, Value: "上海" + turn}}}).want(t, 200, nil)
			all.until(tells("陈晨" + turn))
			o.admin.do(post, base+"/channels", ChannelInput{Name: "结束" + turn}).want(t, 200, nil) // everybody is told
			told := 0
			own.until(func(e sse) bool {
				if tells("")(e) {
					told++
				} else if !sees && (strings.Contains(e.data, "陈晨") || strings.Contains(e.data, fmt.Sprintf(`"customer":{"id":%d`, id))) {
					t.Errorf("who may not see the customer is told %s", e.data)
				}
				return strings.Contains(e.data, "结束"+turn)
			})
			if sees && told < 3 || !sees && told > 0 {
				t.Errorf("sees %t, and was told %d times of 3", sees, told)
			}
		}
		own, all := o.agent.listen(""), o.admin.listen("")
		own.named("counts")
		all.named("counts")
		changed("一", own, all, true)
		o.admin.do(patch, fmt.Sprintf("%s/agents/%d", base, o.agentID), desk.AgentEdit{Accounts: &[]int64{o.weapp.ID + 1}}).want(t, 200, nil)
		own.named("reset")
		changed("二", own, all, false)
	})
}
