package e2e

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// waiting has a customer of the sandbox write, and gives the conversation.
func (r *rig) waiting(p *person, customer string) desk.ConversationRow {
	r.t.Helper()
	live := p.watch("")
	r.control("POST", "/weapp/messages", map[string]any{"customer": customer, "msgtype": "text", "content": "在吗"}, nil)
	return row(live, "conversation", func(c desk.ConversationRow) bool { return c.Status == desk.Waiting })
}

// 32 callers want to send at once: exactly five have a place in the reply window.
func TestTheReplyWindowAdmitsFiveOfThirtyTwo(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		r.accounts(lin)
		c := r.waiting(lin, "c02")
		path := fmt.Sprintf("/conversations/%d", c.ID)
		lin.post(path+"/accept", nil, nil)
		var admitted, full atomic.Int32
		atOnce(32, func(i int) {
			status, text := send(t, lin.http, "POST", lin.base+path+"/messages", map[string]any{"client_key": fmt.Sprintf("caller-%03d", i), "kind": "text", "text": "您好"})
			switch status {
			case 202:
				admitted.Add(1)
			case 409:
				full.Add(1)
			default:
				t.Errorf("caller %d: %d %s", i, status, text)
			}
		})
		if admitted.Load() != 5 || full.Load() != 27 {
			t.Errorf("%d were admitted and %d refused, want 5 and 27", admitted.Load(), full.Load())
		}
		eventually(t, "five messages on the phone", func() bool { return len(r.fromAPI("c02")) == 5 })
	})
}

// Many agents accept at once: one wins, the others are told who.
func TestOneOfManyWinsAConversation(t *testing.T) {
	storetest.SideBySide(t, func(t *testing.T, d store.Dialect) {
		r := newRig(t, d)
		lin := r.admin()
		r.accounts(lin)
		people := []*person{lin, r.colleague(lin, "周敏", "zhou@example.com"), r.colleague(lin, "王磊", "wang@example.com")}
		names := []string{"林晓", "周敏", "王磊"}
		c := r.waiting(lin, "c03")
		path := fmt.Sprintf("/conversations/%d/accept", c.ID)
		var mu sync.Mutex
		winners, told := []string{}, []string{}
		atOnce(len(people), func(i int) {
			status, _ := send(t, people[i].http, "POST", people[i].base+path, nil)
			mu.Lock()
			defer mu.Unlock()
			if status == 200 {
				winners = append(winners, names[i])
			}
		})
		for i, p := range people {
			if len(winners) == 1 && names[i] != winners[0] {
				code, params := p.refused("POST", path, nil)
				told = append(told, fmt.Sprint(code, " ", params["agent"]))
			}
		}
		if len(winners) != 1 || len(told) != 2 || told[0] != "conversation_taken "+winners[0] || told[1] != told[0] {
			t.Errorf("winners %v, the others were told %v", winners, told)
		}
		for i, p := range people {
			if names[i] == winners[0] {
				continue
			}
			code, params := p.refused("POST", fmt.Sprintf("/conversations/%d/messages", c.ID), map[string]any{"client_key": "not-mine-1", "kind": "text", "text": "?"})
			if code != "conversation_taken" || params["agent"] != winners[0] {
				t.Errorf("%s, writing into another's conversation, was refused with %q, %v", names[i], code, params)
			}
		}
	})
}

// atOnce runs fn for 0…n-1, all at the same time.
func atOnce(n int, fn func(i int)) {
	var ready, done sync.WaitGroup
	ready.Add(1)
	for i := range n {
		done.Go(func() { ready.Wait(); fn(i) })
	}
	ready.Done()
	done.Wait()
}
