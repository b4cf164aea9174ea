package desk_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

func TestAGreetingBeforeTheFirstMessageNamesItsRule(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := newFloor(t, s)
		r := f.rule(desk.Rule{Event: desk.OnEntered, RuleBody: desk.RuleBody{Say: "欢迎"}})
		f.pushed(f.weapp, desk.Inbound{Kind: desk.KindEntered, OpenID: "o1", Text: "x"})
		at := f.now.Load()
		c := f.says(f.weapp, "o1", "在吗")
		f.wantSaid(c.ID, "rule: 欢迎")
		list, err := f.desk.Store.ActionRows(t.Context(), c.ID)
		if err != nil || len(list) != 1 || list[0].Actor.ID != r.ID || list[0].Actor.Name != r.Name || list[0].At > at {
			t.Fatalf("on record: %+v %v", list, err)
		}
		if did := f.did(c.ID)[0]; did.RuleID != r.ID || did.Event != desk.OnEntered || did.MessageID == 0 || !slices.Equal(did.Did, []string{desk.DidSay}) {
			t.Fatalf("it did %+v", did)
		}
		if acts, err := f.desk.RuleActs(t.Context()); err != nil || len(acts) != 1 || acts[0].Conversations != 1 {
			t.Fatalf("counted once: %+v %v", acts, err)
		}
		for i := range 12 { // greeted again and again
			f.pushed(f.weapp, desk.Inbound{Kind: desk.KindEntered, OpenID: "o2", Text: fmt.Sprint(i)})
			f.pass(2 * time.Minute)
		}
		if did := f.did(f.says(f.weapp, "o2", "在吗").ID); len(did) != 5 {
			t.Fatalf("%d of 12 greetings", len(did))
		}
	})
}
