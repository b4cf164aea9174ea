package api

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// sandboxChats are the first n groups of the sandbox.
func sandboxChats(n int) (ids []string) {
	for i := range n {
		ids = append(ids, fmt.Sprintf("wrSandboxGroup%017d", i+1))
	}
	return ids
}

// pools makes a pool of groups that were read already, has a way follow it, and takes it apart again.
func (k *walker) pools(channel int64) {
	chats := sandboxChats(5)
	in := ledger.NewPool{AccountID: k.wecom.ID, Name: " 福利群 ", Chats: chats}
	var p ledger.PoolDetail
	k.call("create-pool", post, "/pools", in, 200, &p)
	if p.Name != "福利群" || p.FullAt != 200 || p.Margin != 10 || p.State != "ok" || !slices.Equal(p.ShownChats, chats) || p.Chats[0].OwnerName == "" {
		k.Errorf("made %s", jsonOf(p))
	}
	if told := k.do(post, base+"/pools", in).refused(k, 409, "taken"); told.Params["field"] != "name" {
		k.Errorf("told %+v", told)
	}
	k.do(post, base+"/pools", ledger.NewPool{AccountID: k.weapp.ID, Name: "群", Chats: chats}).refused(k, 422, "invalid")
	path := fmt.Sprintf("/pools/%d", p.ID)
	k.do(patch, base+path, map[string]any{"margin": 150}).refused(k, 422, "invalid")

	var w ledger.WayRow
	way := ledger.NewWay{ClientKey: "follows-pool", AccountID: k.wecom.ID, Kind: ledger.KindJoin, Settings: ledger.Settings{ChannelID: channel, Name: "进福利群", PoolID: p.ID}}
	k.do(post, base+"/ways", way).want(k, 202, &w)
	k.wayWork()
	if !slices.Equal(w.Chats, chats) {
		k.Errorf("the way leads to %v", w.Chats)
	}
	way.ClientKey, way.Kind, way.Users = "follows-pool-2", ledger.KindContact, []string{"lisi"}
	k.do(post, base+"/ways", way).refused(k, 422, "invalid")
	k.do(patch, fmt.Sprintf("%s/ways/%d", base, w.ID), map[string]any{"chats": chats[:1]}).refused(k, 409, "way_follows_pool")
	if told := k.do("DELETE", base+path, nil).refused(k, 409, "pool_used"); told.Params["ways"] != 1.0 {
		k.Errorf("told %+v", told)
	}

	more := "wrSandboxGroup00000000000000006"
	k.call("add-pool-chats", post, path+"/chats", ChatsInput{[]string{more, chats[0]}}, 200, &p)
	if len(p.Chats) != 6 || p.Chats[5].ChatID != more || p.Chats[5].Health != "unread" || p.Chats[5].Problem == nil || p.Turn != 1 {
		k.Errorf("with one more %s", jsonOf(p))
	}
	k.do(put, base+path+"/chats", ChatsInput{chats}).refused(k, 422, "invalid")
	k.call("order-pool-chats", put, path+"/chats", ChatsInput{append([]string{more}, chats...)}, 200, &p)
	k.call("remove-pool-chat", "DELETE", path+"/chats/"+chats[4], nil, 200, &p)
	if len(p.Chats) != 5 || !slices.Equal(p.ShownChats, chats[:4]) || p.Turn != 2 {
		k.Errorf("with one less %s", jsonOf(p))
	}
	k.do("DELETE", base+path+"/chats/"+chats[4], nil).refused(k, 404, "not_found")
	k.bulkWork()
	if k.do(get, fmt.Sprintf("%s/ways/%d", base, w.ID), nil).want(k, 200, &w); !slices.Equal(w.Chats, chats[:4]) {
		k.Errorf("the way leads to %v", w.Chats)
	}
	k.write(func(tx *store.Tx) error {
		for _, id := range chats {
			if err := tx.PutChat(ledger.Chat{CorpID: k.wecom.CorpID, ChatID: id, Name: id, Members: 40, State: ledger.ChatOK, SeenAt: 1}); err != nil {
				return err
			}
		}
		return nil
	})
	k.call("edit-pool", patch, path, map[string]any{"full_at": 40}, 200, &p)
	if p.State != "dry" || p.Problem == nil || !slices.Equal(p.ShownChats, chats[:4]) || p.Chats[0].Health != "full" {
		k.Errorf("dry %s", jsonOf(p))
	}
	k.call("check-pool", post, path+"/check", nil, 202, &p)
	k.call("get-pool", get, path, nil, 200, &p)
	if p.CheckedAt == 0 || p.Ways != 1 || len(p.Sizes) != 5 || p.Sizes[0] != (ledger.PoolSize{Members: 40, Health: "full", Place: 1}) {
		k.Errorf("checked %s", jsonOf(p))
	}
	k.poolHistory(path, w.ID, chats)
	var list List[ledger.PoolRow]
	k.call("list-pools", get, fmt.Sprintf("/pools?account=%d", k.wecom.ID), nil, 200, &list)
	if len(list.Items) != 1 || list.Items[0].ID != p.ID {
		k.Errorf("pools %s", jsonOf(list))
	}
	k.do(patch, fmt.Sprintf("%s/ways/%d", base, w.ID), map[string]any{"pool_id": 0}).want(k, 202, nil)
	k.call("remove-pool", "DELETE", path, nil, 204, nil)
	k.do(get, base+path, nil).refused(k, 404, "not_found")
}

// poolHistory looks at what a pool's turns say, after it was made, lost a group and ran dry.
func (k *walker) poolHistory(path string, way int64, chats []string) {
	var turns Page[ledger.PoolTurnRow]
	k.call("list-pool-turns", get, path+"/turns?limit=2", nil, 200, &turns)
	if len(turns.Items) != 2 || turns.Next == "" {
		k.Fatalf("turns %s", jsonOf(turns))
	}
	dry, less := turns.Items[0], turns.Items[1]
	if dry.Dry != "began" || len(dry.In)+len(dry.Out) != 0 || dry.By == "" {
		k.Errorf("dry %s", jsonOf(dry))
	}
	if less.Turn != 2 || len(less.In) != 0 || len(less.Out) != 1 || less.Out[0].ChatID != chats[4] || len(less.Shown) != 4 {
		k.Errorf("one less %s", jsonOf(less))
	}
	k.do(get, base+path+"/turns?after="+turns.Next, nil).want(k, 200, &turns)
	if len(turns.Items) != 1 || turns.Next != "" || turns.Items[0].Turn != 1 || len(turns.Items[0].In) != 5 || turns.Items[0].In[0].Name == "" {
		k.Errorf("the first %s", jsonOf(turns))
	}
	var page Page[ledger.WayRow]
	k.call("list-pool-ways", get, path+"/ways", nil, 200, &page)
	if len(page.Items) != 1 || page.Items[0].ID != way {
		k.Errorf("ways %s", jsonOf(page))
	}
}

// bulkWork runs the due changes that rules asked for, and says how many there were.
func (w *world) bulkWork() (n int) {
	w.Helper()
	w.work(ledger.QueueBulk, func(ctx context.Context, j crm.Job) error {
		n++
		return w.ledger.CallChange(ctx, j)
	})
	return n
}

// However many hear at once that a group is gone, its pool turns once, and asks each way once.
func TestAPoolTurnsOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s).withPlatforms()
		c := w.admin()
		chats := sandboxChats(5)
		w.write(func(tx *store.Tx) error {
			for _, id := range chats {
				if err := tx.PutChat(ledger.Chat{CorpID: w.wecom.CorpID, ChatID: id, Members: 5, State: ledger.ChatOK, SeenAt: 1}); err != nil {
					return err
				}
			}
			return nil
		})
		var channel ledger.ChannelRow
		c.do(post, base+"/channels", ChannelInput{Name: "门店"}).want(t, 200, &channel)
		var p ledger.PoolDetail
		c.do(post, base+"/pools", ledger.NewPool{AccountID: w.wecom.ID, Name: "群池", Chats: chats}).want(t, 200, &p)
		const ways = 3
		for i := range ways {
			c.do(post, base+"/ways", ledger.NewWay{
				ClientKey: fmt.Sprint("turns-once-", i), AccountID: w.wecom.ID, Kind: ledger.KindJoin,
				Settings: ledger.Settings{ChannelID: channel.ID, Name: "码", PoolID: p.ID},
			}).want(t, 202, nil)
		}
		w.wayWork()
		w.write(func(tx *store.Tx) error {
			return tx.PutChat(ledger.Chat{CorpID: w.wecom.CorpID, ChatID: chats[0], State: ledger.ChatDismissed, SeenAt: 2})
		})
		payload, _ := json.Marshal(map[string]int64{"pool_id": p.ID})
		var all sync.WaitGroup
		for range 32 {
			all.Go(func() {
				if err := w.ledger.TurnPool(t.Context(), crm.Job{Kind: ledger.JobTurnPool, Payload: payload}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		c.do(get, fmt.Sprintf("%s/pools/%d", base, p.ID), nil).want(t, 200, &p)
		if p.Turn != 2 || !slices.Equal(p.ShownChats, chats[1:]) {
			t.Errorf("turned to %v in turn %d", p.ShownChats, p.Turn)
		}
		if n := w.bulkWork(); n != ways {
			t.Errorf("%d changes for %d ways", n, ways)
		}
		var page Page[ledger.WayRow]
		c.do(get, base+"/ways", nil).want(t, 200, &page)
		for _, way := range page.Items {
			if strings.Join(way.Chats, ",") != strings.Join(chats[1:], ",") {
				t.Errorf("a way leads to %v", way.Chats)
			}
		}
	})
}
