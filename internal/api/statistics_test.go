package api

import (
	"fmt"
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func (k *walker) statistics(way ledger.WayRow) {
	var s ledger.Statistics
	k.call("get-statistics", get, fmt.Sprintf("/statistics?by=channel&way=%d", way.ID), nil, 200, &s)
	if len(s.Rows) != 1 || s.Rows[0].Key != fmt.Sprint(way.ChannelID) || s.Rows[0].Name != way.ChannelName || s.Total.Added != 1 || s.Funnel == nil || s.Funnel.Added != 1 {
		k.Errorf("statistics %s", jsonOf(s))
	}
	for by, rows := range map[string]int{"day": 30, "channel": 1, "way": 1, "member": 1, "group": 0, "hour": 168} {
		k.do(get, base+"/statistics?by="+by, nil).want(k, 200, &s)
		if len(s.Rows) != rows || by != "group" && s.Total.Added != 1 {
			k.Errorf("by %s: %d rows, want %d: %s", by, len(s.Rows), rows, jsonOf(s.Total))
		}
	}
	k.do(get, base+"/statistics?from=20260101&to=20270103", nil).refused(k, 422, "invalid")
	k.do(get, base+"/customers?hour=3", nil).refused(k, 422, "invalid")

	var chats ledger.ChatList
	list := fmt.Sprintf("/chats?account=%d", k.wecom.ID)
	k.call("list-chats", get, list, nil, 200, &chats)
	if len(chats.Items) == 0 || chats.Unread != len(chats.Items) {
		k.Errorf("groups listed as %s", jsonOf(chats))
	}
	k.work(ledger.QueueAsk, k.asked)
	k.do(get, base+list, nil).want(k, 200, &chats)
	if chats.Unread != 0 || chats.Items[0].Name == "" && chats.Items[0].State == "ok" {
		k.Errorf("groups read as %s", jsonOf(chats))
	}
	k.call("refresh-chats", post, fmt.Sprintf("/chats/refresh?account=%d", k.wecom.ID), nil, 202, &chats)
	k.do(get, fmt.Sprintf("%s/chats?account=%d", base, k.weapp.ID), nil).refused(k, 422, "invalid")

	var rebuilds List[ledger.RebuildRow]
	k.call("start-rebuild", post, "/rebuild", nil, 202, &rebuilds)
	if len(rebuilds.Items) != 1 || rebuilds.Items[0].State != "running" {
		k.Errorf("rebuilds %s", jsonOf(rebuilds))
	}
	k.agent().do(post, base+"/rebuild", nil).refused(k, 403, "not_allowed")
	k.call("list-rebuilds", get, "/rebuild", nil, 200, &rebuilds)
	k.split()
}

// split has a customer of the mini program and one of WeCom joined, and parted again.
func (k *walker) split() {
	const other = "wmSandboxCustomer000000000000009"
	k.scans(other, "lisi", "")
	k.write(func(tx *store.Tx) error {
		d := crm.NewStamp(k.ledger.Clock, k.ledger.IDs).Draw()
		known, err := tx.Identity(crm.ExternalUserID, k.wecom.PlatformID, other)
		if err != nil {
			return err
		}
		if err := crm.Also(tx, d, known, crm.UnionID, "", "oUnionOfNine", "union id of externalcontact/get"); err != nil {
			return err
		}
		mini, err := crm.Recognise(tx, d, crm.OpenID, k.weapp.PlatformID, "oOpenidOfNine", time.Now().UnixMilli())
		if err != nil {
			return err
		}
		return crm.Also(tx, d, mini, crm.UnionID, "", "oUnionOfNine", "union id of jscode2session")
	})
	var p Page[ledger.CustomerRow]
	k.do(get, base+"/customers?member=lisi", nil).want(k, 200, &p)
	path := fmt.Sprintf("/customers/%d", p.Items[0].ID)
	var d CustomerDetail
	k.do(get, base+path, nil).want(k, 200, &d)
	if len(d.Identities) != 3 || len(d.Joins) != 1 || d.Joins[0].Evidence.ZH == "" || len(d.Joins[0].Identities) != 1 {
		k.Fatalf("joined: %s", jsonOf(d))
	}
	var parted SplitAnswer
	k.call("split-customer", post, path+"/split", SplitInput{}, 200, &parted)
	if len(parted.Customer.Identities) != 2 || len(parted.Other.Identities) != 1 {
		k.Errorf("parted: %s", jsonOf(parted))
	}
	k.do(post, base+path+"/split", SplitInput{}).refused(k, 409, "nothing_to_split")
	k.write(func(tx *store.Tx) error {
		mini, err := tx.Identity(crm.OpenID, k.weapp.PlatformID, "oOpenidOfNine")
		if err != nil {
			return err
		}
		return crm.Also(tx, crm.NewStamp(k.ledger.Clock, k.ledger.IDs).Draw(), mini, crm.UnionID, "", "oUnionOfNine", "union id of jscode2session")
	})
	k.do(get, base+path, nil).want(k, 200, &d)
	if len(d.Identities) != 2 || d.Joins[0].UndoneAt == 0 {
		k.Errorf("the same evidence joined them again: %s", jsonOf(d))
	}
}

// Every number opens the customers behind it.
func TestACellOpensItsCustomers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s).withPlatforms()
		admin := w.admin()
		now := time.Now().In(w.wecom.Location())
		w.scansAt(now, "wmA", "zhangsan", "")
		w.scansAt(now, "wmB", "lisi", "")
		day := ledger.DayOf(now.UnixMilli(), w.wecom.Location())
		for query, want := range map[string]int{
			"event=added": 2, "event=added&member=lisi": 1, "event=joined": 0, "event=lost": 0, "event=wrote": 0, "event=added&way=7": 0,
			fmt.Sprintf("event=added&from=%d&to=%d&weekday=%d&hour=%d", day, day, (int(now.Weekday())+6)%7+1, now.Hour()):        2,
			fmt.Sprintf("event=added&from=%d&to=%d&weekday=%d&hour=%d", day, day, (int(now.Weekday())+6)%7+1, (now.Hour()+1)%24): 0,
			"event=added&from=20200101&to=20200102": 0,
		} {
			var p Page[ledger.CustomerRow]
			admin.do(get, base+"/customers?"+query, nil).want(t, 200, &p)
			if len(p.Items) != want {
				t.Errorf("%s gives %d customers, want %d", query, len(p.Items), want)
			}
		}
	})
}

// The first and last touch are those that a way or channel brought, entries of the mini program that name one included.
func TestFirstAndLastTouch(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s).withPlatforms()
		admin := w.admin()
		var c ledger.ChannelRow
		admin.do(post, base+"/channels", ChannelInput{Name: "公众号菜单"}).want(t, 200, &c)
		var way ledger.WayRow
		in := ledger.NewWay{ClientKey: "12345678", AccountID: w.wecom.ID, Settings: ledger.Settings{ChannelID: c.ID, Name: "海报", Users: []string{"lisi"}}}
		admin.do(post, base+"/ways", in).want(t, 202, &way)
		stamp, now := crm.NewStamp(w.ledger.Clock, w.ledger.IDs), time.Now().Unix()
		w.write(func(tx *store.Tx) error {
			d := stamp.Draw()
			for i, from := range []string{"page=index", "page=7&channel=公众号菜单", "state=" + way.State, "state=nobody%ZZ"} {
				p := crm.Push{ID: int64(i + 1), AccountID: w.weapp.ID, CreateTime: now + int64(i), Hash: []byte{byte(i)}}
				if err := w.desk.ApplyInbound(tx, d, w.weapp, p, desk.Inbound{Kind: desk.KindEntered, OpenID: "oTouch", Text: from}); err != nil {
					return err
				}
			}
			return nil
		})
		var p Page[ledger.CustomerRow]
		admin.do(get, base+"/customers", nil).want(t, 200, &p)
		var d CustomerDetail
		admin.do(get, fmt.Sprintf("%s/customers/%d", base, p.Items[0].ID), nil).want(t, 200, &d)
		if len(d.Touches) != 4 || d.FirstTouch == nil || d.FirstTouch.ChannelID != c.ID || d.FirstTouch.WayID != 0 || d.LastTouch.WayID != way.ID || d.LastTouch.Kind != "entered" {
			t.Errorf("touches %s", jsonOf(d))
		}
	})
}
