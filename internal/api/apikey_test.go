package api

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func (w *world) withKey(secret string) *caller {
	c := w.anybody()
	c.header = http.Header{"Authorization": {"Bearer " + secret}}
	return c
}

func (k *walker) apiKeys() {
	var made APIKeyMade
	k.call("create-api-key", post, "/api-keys", APIKeyInput{Name: "店铺系统", Role: crm.RoleAgent}, 200, &made)
	var all List[APIKey]
	k.call("list-api-keys", get, "/api-keys", nil, 200, &all)
	if len(all.Items) != 1 || all.Items[0].Hint != made.Secret[:10] || !strings.HasPrefix(made.Secret, crm.KeyPrefix) {
		k.Errorf("keys %+v", all)
	}
	k.call("revoke-api-key", remove, fmt.Sprintf("/api-keys/%d", made.Key.ID), nil, 204, nil)
}

// A key lets a program in by its role until it is revoked or over, never as a person, and is kept as a hash alone.
func TestAPIKeys(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		admin := w.admin()
		make := func(role crm.Role, expires int64) APIKeyMade {
			var m APIKeyMade
			admin.do(post, base+"/api-keys", APIKeyInput{Name: "系统", Role: role, ExpiresAt: expires}).want(t, 200, &m)
			return m
		}
		agent, boss := make(crm.RoleAgent, 0), make(crm.RoleAdmin, 0)
		w.withKey(agent.Secret).do(get, base+"/ways", nil).want(t, 200, nil)
		w.withKey(agent.Secret).do(get, base+"/api-keys", nil).refused(t, 403, crm.CodeNotAllowed)
		w.withKey(agent.Secret).do(post, base+"/conversations/1/accept", nil).refused(t, 403, crm.CodeNotAllowed)
		var all List[APIKey]
		w.withKey(boss.Secret).do(get, base+"/api-keys", nil).want(t, 200, &all)
		if len(all.Items) != 2 || all.Items[1].LastUsedAt == 0 {
			t.Errorf("keys %+v", all.Items)
		}
		admin.do(remove, fmt.Sprintf("%s/api-keys/%d", base, agent.Key.ID), nil).want(t, 204, nil)
		w.withKey(agent.Secret).do(get, base+"/ways", nil).refused(t, 401, crm.CodeNotSignedIn)
		w.withKey("mlk_nobody").do(get, base+"/ways", nil).refused(t, 401, crm.CodeNotSignedIn)
		admin.do(post, base+"/api-keys", APIKeyInput{Name: " ", Role: crm.RoleAgent}).refused(t, 422, crm.CodeInvalid)
		admin.do(post, base+"/api-keys", APIKeyInput{Name: "x", Role: crm.RoleAgent, ExpiresAt: 1}).refused(t, 422, crm.CodeInvalid)
		if strings.Contains(w.log.String(), boss.Secret) {
			t.Error("a key is in the log")
		}
	})
}

// A POST with an idempotency key takes effect once, whoever sends it again and however often at the same time.
func TestIdempotencyKey(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		c := w.admin()
		c.header = http.Header{"Idempotency-Key": {"spring-1"}}
		ids := make(chan int64, 32)
		var all sync.WaitGroup
		for range 32 {
			all.Go(func() {
				for {
					r := c.do(post, base+"/channels", ChannelInput{Name: "春季"})
					if r.StatusCode == http.StatusConflict { // the first is still being worked on
						r.refused(t, 409, crm.CodeKeyBusy)
						continue
					}
					var row ledger.ChannelRow
					r.want(t, 200, &row)
					ids <- row.ID
					return
				}
			})
		}
		all.Wait()
		close(ids)
		first := <-ids
		for id := range ids {
			if id != first {
				t.Fatalf("two channels: %d and %d", first, id)
			}
		}
		c.do(post, base+"/channels", ChannelInput{Name: "夏季"}).refused(t, 409, crm.CodeKeyReused)
		refused := c.do(post, base+"/quick-replies", map[string]string{"shortcut": "", "text": ""})
		if again := c.do(post, base+"/quick-replies", map[string]string{"shortcut": "", "text": ""}); refused.StatusCode != 422 || string(again.body) != string(refused.body) || again.Header.Get("Idempotent-Replayed") != "true" {
			t.Errorf("a refusal repeated: %d %s, then %s", refused.StatusCode, refused.body, again.body)
		}
		other := w.agent() // keys of different people are different keys
		other.header = c.header
		other.do(post, base+"/channels", ChannelInput{Name: "夏季"}).want(t, 200, nil)
	})
}
